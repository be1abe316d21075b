import os
import torch
import torch.nn as nn
import torch.nn.functional as F

x = torch.tensor([[0.3, 1.2, -0.4], [0.8, 0.1, 0.2]])
y = torch.tensor([1, 0])

### drawn weights
F.cross_entropy(nn.Linear(3, 3)(x), y)

### weights of which one is drawn
layer = nn.Linear(3, 3)
layer.weight.data.fill_(0.5)
F.cross_entropy(layer(x), y)

### weights behind a step
layer = nn.Linear(3, 3)
nn.init.ones_(layer.weight)
nn.init.zeros_(layer.bias)
optimizer = torch.optim.SGD(layer.parameters(), lr=0.1)
layer(x).sum().backward()
optimizer.step()
F.cross_entropy(layer(x), y)

### weights drawn by apply
def init(m):
    if isinstance(m, nn.Linear):
        nn.init.normal_(m.weight)

model = nn.Sequential(nn.Linear(3, 3))
nn.init.zeros_(model[0].bias)
model.apply(init)
F.cross_entropy(model(x), y)

### a state from elsewhere
layer = nn.Linear(3, 3)
layer.load_state_dict(nn.Linear(3, 3).state_dict())
F.cross_entropy(layer(x), y)

### a dict behind a chain that is changed
from collections import ChainMap

first = {"label_smoothing": 0.1}
options = ChainMap(first, {"reduction": "sum"})
first["label_smoothing"] = float(os.environ.get("S", "0.3"))
F.cross_entropy(x, y, **options)

### visits of a number that nobody knows
for k in range(int(os.environ.get("N", "2"))):
    F.cross_entropy(x * (k + 1), y)

### a loop that may be left
for k in range(3):
    if os.environ.get("Q") or torch.rand(1) > 2:
        break
    F.cross_entropy(x * (k + torch.rand(1)), y)

### a penalty of drawn weights
layer = nn.Linear(3, 3)
F.mse_loss(layer.weight, torch.zeros(3, 3))

### the shuffled order of visits
import random

for k in random.sample(range(3), 3):
    F.cross_entropy(x * k, y)
