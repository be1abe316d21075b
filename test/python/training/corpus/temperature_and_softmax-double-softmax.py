# truth: double-softmax at line 21
import torch
import torch.nn as nn
import torch.nn.functional as F

TEMPERATURE = 0.5
encoder = nn.Sequential(nn.Linear(8, 16), nn.ReLU(), nn.Linear(16, 4))
opt = torch.optim.Adam(encoder.parameters())


def nt_xent(z):
    z = F.normalize(z, dim=1)
    sim = torch.mm(z, z.t()) / TEMPERATURE
    return F.softmax(sim, dim=1)


for _ in range(2):
    z = encoder(torch.randn(6, 8))
    scores = nt_xent(z)
    target = torch.arange(6)
    loss = F.cross_entropy(scores, target)
    opt.zero_grad()
    loss.backward()
    opt.step()
