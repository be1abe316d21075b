# truth: double-softmax at line 24
import torch
import torch.nn as nn
import torch.nn.functional as F


class Heads(nn.Module):
    def __init__(self, **sizes):
        super().__init__()
        self.body = nn.Linear(6, 8)
        self.heads = nn.ModuleDict({name: nn.Linear(8, n) for name, n in sizes.items()})

    def forward(self, x):
        x = F.relu(self.body(x))
        return {name: head(x).softmax(1) for name, head in self.heads.items()}


net = Heads(colour=3, shape=4)
opt = torch.optim.Adam(net.parameters())
for _ in range(2):
    x = torch.randn(5, 6)
    truth = {"colour": torch.randint(0, 3, (5,)), "shape": torch.randint(0, 4, (5,))}
    found = net(x)
    loss = sum(F.cross_entropy(found[name], truth[name]) for name in truth)
    opt.zero_grad()
    loss.backward()
    opt.step()
