# truth: right
import torch
import torch.nn as nn


class BaseModel(nn.Module):
    def __init__(self, hidden):
        super().__init__()
        self.stem = nn.Linear(7, hidden)
        self.act = nn.ReLU()

    def features(self, x):
        return self.act(self.stem(x))


class Head(BaseModel):
    def __init__(self, hidden=14, classes=3):
        super().__init__(hidden)
        self.fc = nn.Linear(hidden, classes)

    def forward(self, x):
        return self.fc(self.features(x))


class ProbHead(Head):
    def forward(self, x):
        return super().forward(x).softmax(dim=1)


model = Head()
criterion = nn.CrossEntropyLoss(weight=torch.tensor([1.0, 2.0, 1.0]))
opt = torch.optim.Adam(model.parameters())
for _ in range(2):
    xb, yb = torch.randn(6, 7), torch.randint(3, (6,))
    loss = criterion(model(xb), yb)
    opt.zero_grad()
    loss.backward()
    opt.step()
