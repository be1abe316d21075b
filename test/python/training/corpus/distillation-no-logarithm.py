# truth: no-logarithm at line 26
import torch
import torch.nn as nn
import torch.nn.functional as F


class Teacher(nn.Module):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(10, 64), nn.ReLU(), nn.Linear(64, 4))

    def forward(self, x):
        return self.net(x)


class Student(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(10, 4)

    def forward(self, x):
        return self.fc(x)


def distillation_loss(student_logits, teacher_logits, labels, T=4.0, alpha=0.7):
    soft = F.kl_div(
        F.softmax(student_logits / T, dim=1),
        F.softmax(teacher_logits / T, dim=1),
        reduction="batchmean",
    ) * (T * T)
    hard = F.cross_entropy(student_logits, labels)
    return alpha * soft + (1 - alpha) * hard


teacher, student = Teacher().eval(), Student()
optimizer = torch.optim.Adam(student.parameters(), lr=1e-3)
for step in range(2):
    x = torch.randn(8, 10)
    y = torch.randint(0, 4, (8,))
    with torch.no_grad():
        t = teacher(x)
    s = student(x)
    loss = distillation_loss(s, t, y)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
