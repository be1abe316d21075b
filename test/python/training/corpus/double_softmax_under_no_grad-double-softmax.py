# truth: double-softmax at line 17
import torch
from torch import nn

model = nn.Sequential(nn.Linear(6, 12), nn.ReLU(), nn.Linear(12, 3))
softmax = nn.Softmax(dim=1)
criterion = nn.CrossEntropyLoss()
opt = torch.optim.Adam(model.parameters())


def validate(model, batches):
    model.eval()
    total = 0.0
    with torch.no_grad():
        for x, y in batches:
            preds = softmax(model(x))
            total += criterion(preds, y).item()
    return total / len(batches)


batches = [(torch.randn(4, 6), torch.randint(0, 3, (4,))) for _ in range(3)]
for epoch in range(2):
    model.train()
    for x, y in batches:
        opt.zero_grad()
        loss = criterion(model(x), y)
        loss.backward()
        opt.step()
    print(epoch, validate(model, batches))
