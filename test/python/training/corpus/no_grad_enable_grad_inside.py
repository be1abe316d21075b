# truth: right
import torch
import torch.nn as nn
import torch.nn.functional as F

net = nn.Linear(4, 2)


@torch.no_grad()
def sample(x, y):
    with torch.enable_grad():
        loss = F.cross_entropy(net(x), y)
        loss.backward()
    return loss.item()


sample(torch.randn(3, 4), torch.tensor([0, 1, 1]))
