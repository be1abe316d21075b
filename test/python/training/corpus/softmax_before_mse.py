# truth: right
import torch
import torch.nn as nn
import torch.nn.functional as F


class Brier(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(5, 3)

    def forward(self, x):
        return F.softmax(self.fc(x), dim=1)


model = Brier()
criterion = nn.MSELoss()
optimizer = torch.optim.Adam(model.parameters())
for step in range(2):
    x = torch.randn(8, 5)
    y = F.one_hot(torch.randint(0, 3, (8,)), 3).float()
    loss = criterion(model(x), y)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
