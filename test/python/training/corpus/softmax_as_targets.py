# truth: right
import torch
import torch.nn as nn
import torch.nn.functional as F

teacher = nn.Sequential(nn.Linear(6, 20), nn.ReLU(), nn.Linear(20, 4), nn.Softmax(dim=1))
student = nn.Linear(6, 4)
criterion = nn.CrossEntropyLoss()
opt = torch.optim.Adam(student.parameters())
teacher.eval()
for p in teacher.parameters():
    p.requires_grad_(False)

for step in range(2):
    x = torch.randn(8, 6)
    soft_targets = teacher(x)
    loss = criterion(student(x), soft_targets)
    opt.zero_grad()
    loss.backward()
    opt.step()
