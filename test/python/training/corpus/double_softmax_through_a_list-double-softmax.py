# truth: double-softmax at line 27
import torch
from torch import nn


class Stages(nn.Module):
    def __init__(self):
        super().__init__()
        self.first = nn.Linear(6, 6)
        self.heads = nn.ModuleList([nn.Linear(6, 3) for _ in range(2)])

    def forward(self, x):
        h = self.first(x).relu()
        outs = []
        for head in self.heads:
            outs.append(nn.functional.softmax(head(h), dim=1))
        return outs


model = Stages()
criterion = nn.CrossEntropyLoss()
opt = torch.optim.Adam(model.parameters())
for _ in range(2):
    x, y = torch.randn(4, 6), torch.randint(0, 3, (4,))
    total = 0
    for out in model(x):
        total = total + criterion(out, y)
    opt.zero_grad()
    total.backward()
    opt.step()
