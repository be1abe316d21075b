# truth: double-sigmoid at line 23
import torch
import torch.nn as nn
from torchvision.ops import sigmoid_focal_loss


class Heatmap(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 4, 3, padding=1)
        self.out = nn.Conv2d(4, 1, 1)

    def forward(self, x):
        return torch.sigmoid(self.out(torch.relu(self.conv(x))))


model = Heatmap()
opt = torch.optim.Adam(model.parameters())
for _ in range(2):
    x = torch.rand(2, 3, 6, 6)
    y = (torch.rand(2, 1, 6, 6) > 0.9).float()
    heat = model(x)
    loss = sigmoid_focal_loss(heat, y, alpha=0.25, gamma=2.0, reduction="mean")
    opt.zero_grad()
    loss.backward()
    opt.step()
