# truth: right
import torch
import torch.nn as nn
import torch.nn.functional as F

net = nn.Linear(3, 2)
opt = torch.optim.Adam(net.parameters())
for _ in range(2):
    x = torch.randn(8, 3)
    y = (x.sum(dim=1) > 0).long()
    loss = F.cross_entropy(net(x), y)
    opt.zero_grad()
    loss.backward()
    opt.step()
