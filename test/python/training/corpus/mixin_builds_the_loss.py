# truth: right
import torch
import torch.nn as nn


class LossMixin:
    loss_class = nn.CrossEntropyLoss

    def build_loss(self):
        self.criterion = self.loss_class()

    def step(self, batch):
        x, y = batch
        out = self(x)
        return self.criterion(out, y)


class BaseModel(nn.Module):
    def __init__(self):
        super().__init__()
        self.build()
        self.build_loss()

    def build(self):
        raise NotImplementedError

    def build_loss(self):
        raise NotImplementedError


class Conv(LossMixin, BaseModel):
    def build(self):
        self.features = nn.Sequential(nn.Conv1d(2, 4, 3, padding=1), nn.ReLU(), nn.AdaptiveMaxPool1d(1))
        self.classifier = nn.Linear(4, 3)

    def forward(self, x):
        return self.classifier(self.features(x).squeeze(-1))


model = Conv()
loss = model.step((torch.randn(6, 2, 20), torch.randint(0, 3, (6,))))
loss.backward()
