# truth: dtype at line 22
import torch
import torch.nn as nn
import torch.nn.functional as F


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(6, 4)

    def forward(self, x):
        return torch.sigmoid(self.fc(x))


net = Net()
criterion = nn.BCELoss()
opt = torch.optim.Adam(net.parameters())
for _ in range(2):
    x = torch.randn(5, 6)
    y = F.one_hot(torch.randint(0, 4, (5,)), num_classes=4)
    loss = criterion(net(x), y)
    opt.zero_grad()
    loss.backward()
    opt.step()
