# truth: right
import torch
import torch.nn as nn


class Calibrated(nn.Module):
    def __init__(self, base, temperature=2.0):
        super().__init__()
        self.base = base
        self.temperature = temperature

    def forward(self, x):
        return torch.softmax(self.base(x) / self.temperature, dim=1)


base = nn.Sequential(nn.Linear(8, 8), nn.ReLU(), nn.Linear(8, 3))
calibrated = Calibrated(base)
criterion = nn.CrossEntropyLoss()
opt = torch.optim.Adam(base.parameters())
for _ in range(3):
    x, y = torch.randn(5, 8), torch.randint(0, 3, (5,))
    loss = criterion(base(x), y)
    opt.zero_grad()
    loss.backward()
    opt.step()
    with torch.no_grad():
        confidence = calibrated(x).max(1).values.mean()
    print(loss.item(), confidence.item())
