# truth: right
import torch
import torch.nn as nn
import torch.nn.functional as F


class Siamese(nn.Module):
    def __init__(self, size=10):
        super().__init__()
        self.embed = nn.Sequential(nn.Linear(size, 12), nn.Tanh())
        self.score = nn.Linear(12, 1)

    def forward(self, a, b):
        apart = (self.embed(a) - self.embed(b)).abs()
        return self.score(apart).squeeze(-1)


net = Siamese()
opt = torch.optim.Adam(net.parameters())
for _ in range(2):
    a, b, same = torch.randn(64, 10), torch.randn(64, 10), torch.randint(0, 2, (64,)).float()
    loss = F.binary_cross_entropy_with_logits(net(a, b), same)
    opt.zero_grad()
    loss.backward()
    opt.step()
