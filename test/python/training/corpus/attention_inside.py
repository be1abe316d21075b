# truth: right
import torch
import torch.nn as nn


class AttentionPool(nn.Module):
    def __init__(self, dim):
        super().__init__()
        self.score = nn.Linear(dim, 1)
        self.softmax = nn.Softmax(dim=1)

    def forward(self, h):
        weights = self.softmax(self.score(h))
        return (weights * h).sum(dim=1)


class Model(nn.Module):
    def __init__(self, dim=10, classes=3):
        super().__init__()
        self.rnn = nn.GRU(6, dim, batch_first=True)
        self.pool = AttentionPool(dim)
        self.fc = nn.Linear(dim, classes)

    def forward(self, x):
        h, _ = self.rnn(x)
        return self.fc(self.pool(h))


model = Model()
criterion = nn.CrossEntropyLoss()
optimizer = torch.optim.Adam(model.parameters())
for _ in range(2):
    x, y = torch.randn(4, 7, 6), torch.randint(0, 3, (4,))
    loss = criterion(model(x), y)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
