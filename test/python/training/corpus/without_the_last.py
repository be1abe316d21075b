# truth: right
import torch
import torch.nn as nn

full = nn.Sequential(nn.Linear(6, 12), nn.ReLU(), nn.Linear(12, 3), nn.Softmax(dim=1))
body = nn.Sequential(*list(full.children())[:-1])
criterion = nn.CrossEntropyLoss()
opt = torch.optim.Adam(body.parameters())
for _ in range(2):
    x, y = torch.randn(6, 6), torch.randint(0, 3, (6,))
    out = body(x)
    loss = criterion(out, y)
    opt.zero_grad()
    loss.backward()
    opt.step()
