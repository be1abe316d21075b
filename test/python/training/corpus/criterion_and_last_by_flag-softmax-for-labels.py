# truth: softmax-for-labels at line 18
import torch
import torch.nn as nn
import torch.nn.functional as F


def build(labels, exclusive):
    last = nn.Softmax(dim=-1)
    criterion = nn.CrossEntropyLoss() if exclusive else nn.BCEWithLogitsLoss()
    return nn.Sequential(nn.Linear(5, 9), nn.SiLU(), nn.Linear(9, labels), last), criterion


net, criterion = build(4, exclusive=False)
opt = torch.optim.RMSprop(net.parameters())
for _ in range(2):
    x, y = torch.randn(6, 5), torch.randint(0, 2, (6, 4)).float()
    out = net(x)
    loss = criterion(out, y)
    opt.zero_grad()
    loss.backward()
    opt.step()
