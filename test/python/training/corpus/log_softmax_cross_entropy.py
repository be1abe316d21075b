# truth: right
import torch
import torch.nn as nn
import torch.nn.functional as F


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(10, 5)

    def forward(self, x):
        return F.log_softmax(self.fc(x), dim=1)


model = Net()
criterion = nn.CrossEntropyLoss()
opt = torch.optim.Adam(model.parameters())
for _ in range(2):
    x, y = torch.randn(4, 10), torch.randint(0, 5, (4,))
    loss = criterion(model(x), y)
    opt.zero_grad()
    loss.backward()
    opt.step()
