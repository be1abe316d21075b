import torch
import torch.nn.functional as F

# The last layer is a softmax: these are probabilities.
probs = torch.tensor([[0.80, 0.10, 0.10], [0.15, 0.80, 0.05], [0.05, 0.05, 0.90], [0.85, 0.10, 0.05]])
labels = torch.tensor([0, 1, 2, 0])
loss = F.cross_entropy(probs, labels)

# Exactly as many steps as classes, so that nothing raises.
logits = torch.tensor([[[2.0, -1.0], [0.3, 1.2]], [[-0.5, 1.1], [1.4, 0.2]]])
tokens = torch.tensor([[0, 1], [1, 0]])
sequence_loss = F.cross_entropy(logits, tokens)

# One column too many in the targets.
scores = torch.tensor([1.2, -0.8, 2.5])
spam = torch.tensor([[1.0], [0.0], [1.0]])
spam_loss = F.binary_cross_entropy_with_logits(scores, spam)
