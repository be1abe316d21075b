"""Cross-entropy in four small examples.

Put the cursor inside any array, or select it, and run
"Loss Lens: Evaluate Loss of Selection" from the command palette.
Rest the pointer on an array to see the same in short.
Nothing here has to be run: the numbers are read from the text.
"""

import numpy as np

# --- 1. Yes or no: one probability per sample --------------------------------
#
# Three e-mails, each with the probability of being spam that a model gave it,
# and what it turned out to be.
#
# Try: evaluate spam_prob against spam_true. nn.BCELoss gives 0.14462153.
# Then change 0.9 to 0.09 and watch one confident mistake take over the mean.

spam_prob = np.array([0.1, 0.9, 0.2])
spam_true = np.array([0.0, 1.0, 0.0])


# --- 2. One of three: a row of scores per sample -----------------------------
#
# Four photographs of a cat (0), a dog (1) or a bird (2). Every row already
# sums to 1, and yet such rows are often handed to nn.CrossEntropyLoss, which
# applies a softmax of its own and reports 0.66276923.
#
# Try: evaluate animal_scores and switch between logits and probabilities in
# the panel. Which one is the real loss?

animal_scores = np.array([
    [0.80, 0.10, 0.10],
    [0.15, 0.80, 0.05],
    [0.05, 0.05, 0.90],
    [0.85, 0.10, 0.05],
])
animal_targets = np.array([0, 1, 2, 0])

# The same targets, one-hot: the loss stays what it was.
animal_one_hot = np.array([
    [1.0, 0.0, 0.0],
    [0.0, 1.0, 0.0],
    [0.0, 0.0, 1.0],
    [1.0, 0.0, 0.0],
])


# --- 3. Yes or no again, written as two classes ------------------------------
#
# The e-mails of the first example; the columns are "not spam" and "spam".
#
# Try: find the pipelines that give 0.14462153 again. Both begin with a
# logarithm; why?

mail_probs = np.array([[0.9, 0.1], [0.1, 0.9], [0.8, 0.2]])
mail_targets = np.array([0, 1, 0])
mail_one_hot = np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 0.0]])


# --- 4. Several at once: any number of labels per sample ---------------------
#
# Four films, scored for comedy, drama and adventure; a film can be more than
# one of them.
#
# Try: nn.BCEWithLogitsLoss gives 0.58476716. Switch the reduction to "sum":
# by which number was the mean divided?

genre_scores = np.array([
    [0.80, 0.10, 0.10],
    [0.15, 0.80, 0.05],
    [0.05, 0.05, 0.90],
    [0.85, 0.10, 0.05],
])
genre_targets = np.array([
    [1.0, 1.0, 0.0],
    [0.0, 1.0, 1.0],
    [1.0, 0.0, 1.0],
    [1.0, 1.0, 0.0],
])
