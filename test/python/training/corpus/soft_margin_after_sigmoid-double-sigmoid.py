# truth: double-sigmoid at line 10
import torch
import torch.nn as nn

model = nn.Sequential(nn.Linear(6, 8), nn.ReLU(), nn.Linear(8, 4), nn.Sigmoid())
criterion = nn.MultiLabelSoftMarginLoss()
opt = torch.optim.Adam(model.parameters())
for _ in range(2):
    x, y = torch.randn(5, 6), torch.randint(0, 2, (5, 4)).float()
    loss = criterion(model(x), y)
    opt.zero_grad()
    loss.backward()
    opt.step()
