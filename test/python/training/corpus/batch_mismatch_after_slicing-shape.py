# truth: shape at line 15
import torch
import torch.nn as nn

model = nn.Sequential(nn.Linear(5, 10), nn.ReLU(), nn.Linear(10, 3))
criterion = nn.CrossEntropyLoss()
opt = torch.optim.Adam(model.parameters())
X = torch.randn(100, 5)
Y = torch.randint(0, 3, (100,))
train_x, val_x = X[:80], X[80:]
train_y, val_y = Y[:80], Y[80:]

for _ in range(2):
    out = model(train_x)
    loss = criterion(out, Y)
    opt.zero_grad()
    loss.backward()
    opt.step()
