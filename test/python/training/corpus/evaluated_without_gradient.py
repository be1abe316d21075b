# truth: right
import torch
import torch.nn as nn


def evaluate(model, loader, criterion):
    model.eval()
    total = 0.0
    with torch.no_grad():
        for x, y in loader:
            total += criterion(model(x), y).item() * len(x)
    return total


def fit(model, loader, criterion, opt):
    model.train()
    for x, y in loader:
        opt.zero_grad()
        criterion(model(x), y).backward()
        opt.step()


model = nn.Sequential(nn.Linear(5, 9), nn.BatchNorm1d(9), nn.ReLU(), nn.Linear(9, 4))
data = [(torch.randn(6, 5), torch.randint(0, 4, (6,))) for _ in range(3)]
ce = nn.CrossEntropyLoss()
fit(model, data, ce, torch.optim.SGD(model.parameters(), lr=0.1))
print(evaluate(model, data, ce))
