# truth: right
import torch
import torch.nn as nn


class RoutedExperts(nn.Module):
    def __init__(self, experts=3, classes=4):
        super().__init__()
        self.router = nn.Linear(6, experts)
        self.experts = nn.ModuleList(nn.Linear(6, classes) for _ in range(experts))

    def forward(self, x):
        gate = self.router(x).softmax(dim=-1)
        outs = torch.stack([e(x) for e in self.experts], dim=1)
        return (gate.unsqueeze(-1) * outs).sum(dim=1)


model = RoutedExperts()
opt = torch.optim.Adam(model.parameters())
for _ in range(2):
    x, y = torch.randn(5, 6), torch.randint(0, 4, (5,))
    loss = nn.CrossEntropyLoss()(model(x), y)
    opt.zero_grad()
    loss.backward()
    opt.step()
