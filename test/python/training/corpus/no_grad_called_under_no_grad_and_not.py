# truth: right
import torch
import torch.nn as nn
import torch.nn.functional as F

net = nn.Linear(4, 2)


def compute(x, y):
    out = net(x)
    return F.cross_entropy(out, y)


x, y = torch.randn(3, 4), torch.tensor([0, 1, 1])
with torch.no_grad():
    val = compute(x, y)
loss = compute(x, y)
loss.backward()
