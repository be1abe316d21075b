### cells in order
# %%
import torch
import torch.nn as nn

# %%
logits = torch.tensor([[0.2, 0.9, 0.1], [1.3, 0.2, 0.0]])
labels = torch.tensor([1, 0])

# %%
criterion = nn.CrossEntropyLoss()
loss = criterion(logits, labels)
loss

# %%
loss.item()

### magics and shell lines
# %%
%matplotlib inline
!pip install torch
import torch
import torch.nn.functional as F

# %%
%config InlineBackend.figure_format = "retina"
x = torch.tensor([[0.4, -0.1]])
y = torch.tensor([1])
F.cross_entropy(x, y)

### a cell that redefines
# %%
import torch
import torch.nn.functional as F

x = torch.tensor([[0.4, -0.1]])
y = torch.tensor([1])

# %%
F.cross_entropy(x, y)

# %%
x = x * 10
F.cross_entropy(x, y)

### a function in one cell, its call in another
# %%
import torch
from torch import nn


def loss_of(pred, true):
    return nn.functional.binary_cross_entropy_with_logits(pred, true)

# %%
pred = torch.tensor([0.4, -0.9, 0.2])
true = torch.tensor([1.0, 0.0, 0.0])

# %%
loss_of(pred, true)

### a class in one cell
# %%
import torch, torch.nn as nn

# %%
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.sm = nn.LogSoftmax(dim=1)

    def forward(self, x):
        return self.sm(x)

# %%
net = Net()
out = net(torch.tensor([[0.1, 0.4, 0.2]]))
out

# %%
nn.NLLLoss()(out, torch.tensor([1]))

### a markdown-like comment cell and an error in between
# %%
import torch
import torch.nn.functional as F

x = torch.tensor([[0.4, -0.1]])

# %%
undefined_name + 1

# %%
F.cross_entropy(x, torch.tensor([0]))

### a plot in between
# %%
import numpy as np
import torch
import torch.nn.functional as F

p = np.array([0.9, 0.2, 0.6])

# %%
t = np.array([1.0, 0.0, 1.0])
print(p.shape, t.shape)

# %%
F.binary_cross_entropy(torch.tensor(p), torch.tensor(t))

### last line of a cell in a semicolon
# %%
import torch
import torch.nn.functional as F
a = torch.tensor([[3.0, 1.0]]);

# %%
F.cross_entropy(a, torch.tensor([0]));

### one cell
# %%
import torch
print(torch.nn.CrossEntropyLoss()(torch.tensor([[0.1, 0.2]]), torch.tensor([1])))

### in place over cells
# %%
import torch
import torch.nn.functional as F

x = torch.zeros(1, 3)

# %%
x[0, 1] = 2.0

# %%
F.cross_entropy(x, torch.tensor([1]))

### a cell of nothing but a comment
# %%
# Load
import torch
import torch.nn.functional as F

# %%
# nothing here

# %%
F.nll_loss(torch.log(torch.tensor([[0.3, 0.7]])), torch.tensor([1]))

### timeit
# %%
import torch
import torch.nn.functional as F
x = torch.tensor([[0.3, 0.7]])

# %%
y = torch.tensor([0])
loss = F.cross_entropy(x, y)
print(f"{loss:.3f}")
