# truth: right
import torch
import torch.nn as nn


class Ensemble(nn.Module):
    def __init__(self, n=3):
        super().__init__()
        self.members = nn.ModuleList(nn.Linear(5, 1) for _ in range(n))

    def forward(self, x):
        return torch.stack([torch.sigmoid(m(x)) for m in self.members]).mean(dim=0)


model = Ensemble()
criterion = nn.BCEWithLogitsLoss()
opt = torch.optim.Adam(model.parameters())
for _ in range(2):
    x = torch.randn(6, 5)
    y = torch.randint(0, 2, (6, 1)).float()
    logit = torch.logit(model(x), eps=1e-6)
    loss = criterion(logit, y)
    opt.zero_grad()
    loss.backward()
    opt.step()
