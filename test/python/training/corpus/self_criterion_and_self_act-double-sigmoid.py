# truth: double-sigmoid at line 22
import torch
import torch.nn as nn


class Siamese(nn.Module):
    def __init__(self):
        super().__init__()
        self.embed = nn.Linear(8, 6)
        self.out = nn.Linear(6, 1)
        self.act = nn.Sigmoid()
        self.criterion = nn.BCEWithLogitsLoss()

    def forward_one(self, x):
        return torch.tanh(self.embed(x))

    def forward(self, a, b, label=None):
        distance = torch.abs(self.forward_one(a) - self.forward_one(b))
        score = self.act(self.out(distance)).squeeze(1)
        if label is None:
            return score
        return score, self.criterion(score, label)


model = Siamese()
opt = torch.optim.Adam(model.parameters())
for _ in range(2):
    score, loss = model(torch.randn(4, 8), torch.randn(4, 8), torch.tensor([1.0, 0.0, 1.0, 1.0]))
    opt.zero_grad()
    loss.backward()
    opt.step()
