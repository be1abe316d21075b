# truth: right
import torch
import torch.nn as nn

model = nn.Sequential(nn.Linear(6, 12), nn.ReLU(), nn.Linear(12, 3), nn.Softmax(dim=1))
model[3] = nn.Identity()
criterion = nn.CrossEntropyLoss()
opt = torch.optim.Adam(model.parameters())
for _ in range(2):
    x, y = torch.randn(6, 6), torch.randint(0, 3, (6,))
    loss = criterion(model(x), y)
    opt.zero_grad()
    loss.backward()
    opt.step()
