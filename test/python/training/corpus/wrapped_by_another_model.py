# truth: right
import torch
import torch.nn as nn
import torch.nn.functional as F


class Base(nn.Module):
    def __init__(self, out):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(4, 6), nn.ReLU(), nn.Linear(6, out))

    def forward(self, x):
        return self.net(x)


class Classifier(Base):
    def __init__(self):
        super().__init__(out=3)

    def forward(self, x):
        scores = super().forward(x)
        return scores


net = Classifier()
opt = torch.optim.SGD(net.parameters(), lr=0.1)
for _ in range(2):
    x, y = torch.randn(5, 4), torch.randint(0, 3, (5,))
    loss = nn.CrossEntropyLoss(reduction="sum")(net(x), y)
    opt.zero_grad()
    loss.backward()
    opt.step()
