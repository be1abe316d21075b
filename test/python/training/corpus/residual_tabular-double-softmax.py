# truth: double-softmax at line 35
import torch
import torch.nn as nn
import torch.nn.functional as F


class Block(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.norm = nn.LayerNorm(width)
        self.ff = nn.Sequential(nn.Linear(width, 2 * width), nn.GELU(), nn.Linear(2 * width, width))

    def forward(self, x):
        return x + self.ff(self.norm(x))


class Tabular(nn.Module):
    def __init__(self, features=7, width=16, classes=4, depth=2):
        super().__init__()
        self.stem = nn.Linear(features, width)
        self.blocks = nn.ModuleList(Block(width) for _ in range(depth))
        self.head = nn.Linear(width, classes)

    def forward(self, x):
        x = self.stem(x)
        for block in self.blocks:
            x = block(x)
        return self.head(x).softmax(dim=-1)


net = Tabular()
opt = torch.optim.AdamW(net.parameters(), lr=3e-4)
for step in range(3):
    x, y = torch.randn(9, 7), torch.randint(0, 4, (9,))
    loss = F.cross_entropy(net(x), y, label_smoothing=0.05)
    opt.zero_grad()
    loss.backward()
    opt.step()
