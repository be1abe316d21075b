# truth: right
import torch
import torch.nn as nn
import torch.nn.functional as F


def double(a, b):
    return nn.Sequential(nn.Conv2d(a, b, 3, padding=1), nn.BatchNorm2d(b), nn.ReLU(inplace=True))


class Segmenter(nn.Module):
    def __init__(self):
        super().__init__()
        self.down = double(3, 8)
        self.up = nn.ConvTranspose2d(8, 8, 2, stride=2)
        self.pool = nn.MaxPool2d(2)
        self.out = nn.Conv2d(16, 1, 1)

    def forward(self, x):
        skip = self.down(x)
        x = self.up(self.pool(skip))
        x = self.out(torch.cat([x, skip], dim=1))
        return x


net = Segmenter()
opt = torch.optim.SGD(net.parameters(), lr=0.1)
for _ in range(2):
    image, mask = torch.randn(2, 3, 8, 8), (torch.rand(2, 1, 8, 8) > 0.5).float()
    loss = nn.BCEWithLogitsLoss()(net(image), mask)
    opt.zero_grad()
    loss.backward()
    opt.step()
