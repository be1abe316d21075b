# truth: right
import torch
import torch.nn as nn
import torch.nn.functional as F

T = 2.0
teacher = nn.Linear(6, 4).requires_grad_(False)
student = nn.Linear(6, 4)
opt = torch.optim.Adam(student.parameters())
for _ in range(2):
    x = torch.randn(7, 6)
    with torch.no_grad():
        soft = F.softmax(teacher(x) / T, dim=-1)
    ours = F.log_softmax(student(x) / T, dim=-1)
    loss = F.kl_div(ours, soft, reduction="batchmean") * T**2
    opt.zero_grad()
    loss.backward()
    opt.step()
