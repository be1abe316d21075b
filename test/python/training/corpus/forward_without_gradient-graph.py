# truth: graph at line 22
import torch
import torch.nn as nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(5, 4)

    @torch.no_grad()
    def forward(self, x):
        return self.fc(x)


model = Net()
criterion = nn.CrossEntropyLoss()
opt = torch.optim.SGD(model.parameters(), lr=0.1)
for _ in range(2):
    x, y = torch.randn(6, 5), torch.randint(0, 4, (6,))
    opt.zero_grad()
    loss = criterion(model(x), y)
    loss.backward()
    opt.step()
