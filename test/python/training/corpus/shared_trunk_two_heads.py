# truth: right
import torch
import torch.nn as nn


class MultiTask(nn.Module):
    def __init__(self, n_a=3, n_b=5):
        super().__init__()
        self.trunk = nn.Sequential(nn.Linear(20, 32), nn.ReLU())
        self.head_a = nn.Linear(32, n_a)
        self.head_b = nn.Linear(32, n_b)

    def forward(self, x):
        h = self.trunk(x)
        return self.head_a(h), self.head_b(h)


model = MultiTask()
ce_a = nn.CrossEntropyLoss()
ce_b = nn.CrossEntropyLoss()
optimizer = torch.optim.Adam(model.parameters())

for step in range(2):
    x = torch.randn(8, 20)
    ya, yb = torch.randint(0, 3, (8,)), torch.randint(0, 5, (8,))
    out_a, out_b = model(x)
    loss_a = ce_a(out_a, ya)
    loss_b = ce_b(out_b, yb)
    loss = loss_a + 0.5 * loss_b
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
