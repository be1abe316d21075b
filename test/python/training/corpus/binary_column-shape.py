# truth: shape at line 11
import torch
import torch.nn as nn
import torch.nn.functional as F

net = nn.Sequential(nn.Linear(5, 8), nn.ReLU(), nn.Linear(8, 1))
criterion = nn.BCEWithLogitsLoss()
opt = torch.optim.Adam(net.parameters())
for _ in range(2):
    x, y = torch.randn(6, 5), torch.randint(0, 2, (6,))
    loss = criterion(net(x), y.float())
    opt.zero_grad()
    loss.backward()
    opt.step()
