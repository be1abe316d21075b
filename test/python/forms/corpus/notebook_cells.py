### timed cells
# %%
%load_ext autoreload
%autoreload 2
import torch, torch.nn as nn
import torch.nn.functional as F

# %%
logits = torch.tensor([[1.5, 0.2, -0.3], [0.1, 0.9, 0.4]])
labels = torch.tensor([0, 2])

# %%
%timeit -n 1 -r 1 F.cross_entropy(logits, labels)

# %%
loss = F.cross_entropy(logits, labels)
loss

### a shell's answer is a name
# %%
import torch
import torch.nn.functional as F
!nvidia-smi
!pip install -q transformers
!ls -la

# %%
p = torch.tensor([0.2, 0.7, 0.4])
t = torch.tensor([0.0, 1.0, 1.0])
F.binary_cross_entropy(p, t)

### a cell that imports again
# %%
import numpy as np
import torch

# %%
a = np.array([[0.2, 0.8], [0.6, 0.4]])
b = np.array([1, 0])

# %%
import torch.nn.functional as F
x, y = map(torch.from_numpy, (a, b))
F.nll_loss(torch.log(x), y)

### an epoch in a cell, its sum in the next
# %%
import torch
import torch.nn as nn

batches = [(torch.tensor([[0.5, 0.1]]), torch.tensor([0])), (torch.tensor([[0.2, 0.9]]), torch.tensor([0]))]
criterion = nn.CrossEntropyLoss()

# %%
#! names: total
total = 0.0
for x, y in batches:
    total += criterion(x, y).item()

# %%
print(f"epoch loss {total / len(batches):.4f}")

### a class in one cell, weights in another
# %%
import torch
from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.head = nn.Linear(2, 2, bias=False)

    def forward(self, x):
        return self.head(x)

# %%
net = Net()
net.head.weight.data = torch.eye(2)

# %%
nn.functional.cross_entropy(net(torch.tensor([[1.0, 3.0]])), torch.tensor([1]))

### display and a semicolon
# %%
import torch
import torch.nn.functional as F
x = torch.tensor([1.0, 2.0]); y = torch.tensor([1.5, 1.0])

# %%
F.mse_loss(x, y);

# %%
F.l1_loss(x, y)

### what was printed stays a comment
# %%
import torch
import torch.nn.functional as F
x = torch.tensor([[2.0, 1.0, 0.1]])
# tensor([[2.0000, 1.0000, 0.1000]])

# %%
probs = F.softmax(x, dim=-1)
probs.sum()

# %%
F.nll_loss(probs.log(), torch.tensor([0]))

### a helper that is redefined later
# %%
import torch
import torch.nn.functional as F

def criterion(a, b):
    return F.mse_loss(a, b)

u, v = torch.tensor([1.0, 2.0]), torch.tensor([2.0, 4.0])

# %%
criterion(u, v)

# %%
def criterion(a, b):
    return F.l1_loss(a, b)

# %%
criterion(u, v)

### a parameter cell
# %%
# Parameters
T = 2.0
eps = 0.1

# %%
import torch
import torch.nn.functional as F
#@title Loss { display-mode: "form" }
temperature = T #@param {type:"number"}
z = torch.tensor([[2.0, 0.4, -1.0]])
F.cross_entropy(z / temperature, torch.tensor([0]), label_smoothing=eps)

### an underscore in front of the loss
# %%
import torch
import torch.nn.functional as F

# %%
_loss = F.huber_loss(torch.tensor([0.0, 3.0]), torch.tensor([0.5, 0.0]), delta=1.0)
_loss

### a frame as input
# %%
import pandas as pd
import torch
import torch.nn.functional as F

df = pd.DataFrame({"score": [0.9, 0.2, 0.6], "label": [1, 0, 1]})

# %%
#! loose
scores = torch.tensor(df["score"].values)
F.binary_cross_entropy(scores, torch.tensor(df["label"].values, dtype=torch.float64))
