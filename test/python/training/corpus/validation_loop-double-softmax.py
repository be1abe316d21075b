# truth: double-softmax at line 19
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset, random_split


def make_model():
    layers = [nn.Linear(10, 20), nn.ReLU(), nn.Linear(20, 3)]
    layers.append(nn.Softmax(dim=1))
    return nn.Sequential(*layers)


def run_epoch(model, loader, criterion, optimizer=None):
    training = optimizer is not None
    model.train(training)
    total, n = 0.0, 0
    for x, y in loader:
        out = model(x)
        loss = criterion(out, y)
        if training:
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        total += loss.item() * len(x)
        n += len(x)
    return total / n


dataset = TensorDataset(torch.randn(60, 10), torch.randint(0, 3, (60,)))
train_set, val_set = random_split(dataset, [48, 12])
train_loader = DataLoader(train_set, batch_size=12, shuffle=True)
val_loader = DataLoader(val_set, batch_size=12)

model = make_model()
criterion = nn.CrossEntropyLoss()
optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
best = float("inf")
for epoch in range(2):
    train_loss = run_epoch(model, train_loader, criterion, optimizer)
    val_loss = run_epoch(model, val_loader, criterion)
    if val_loss < best:
        best = val_loss
    print(epoch, train_loss, val_loss)
