# truth: right
import torch
import torch.nn as nn


class SE(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.fc = nn.Sequential(nn.Linear(c, c // 2), nn.ReLU(), nn.Linear(c // 2, c), nn.Sigmoid())

    def forward(self, x):
        return x * self.fc(x)


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.stem = nn.Linear(9, 12)
        self.se = SE(12)
        self.head = nn.Linear(12, 1)

    def forward(self, x):
        return self.head(self.se(torch.relu(self.stem(x)))).squeeze(-1)


net = Net()
criterion = nn.BCEWithLogitsLoss()
opt = torch.optim.Adam(net.parameters())
for _ in range(2):
    x, y = torch.randn(6, 9), torch.randint(0, 2, (6,)).float()
    loss = criterion(net(x), y)
    opt.zero_grad()
    loss.backward()
    opt.step()
