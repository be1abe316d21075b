# truth: right
import torch
import torch.nn as nn


class Model(nn.Module):
    def __init__(self):
        super().__init__()
        self.body = nn.Sequential(nn.Linear(8, 16), nn.ReLU())
        self.prob = nn.Sequential(nn.Linear(16, 1), nn.Sigmoid())
        self.value = nn.Linear(16, 1)

    def forward(self, x):
        h = self.body(x)
        return self.prob(h), self.value(h)


model = Model()
bce, mse = nn.BCELoss(), nn.MSELoss()
opt = torch.optim.Adam(model.parameters())
for _ in range(2):
    x = torch.randn(6, 8)
    hit = torch.randint(0, 2, (6, 1)).float()
    value = torch.randn(6, 1)
    p, v = model(x)
    loss = bce(p, hit) + mse(v, value)
    opt.zero_grad()
    loss.backward()
    opt.step()
