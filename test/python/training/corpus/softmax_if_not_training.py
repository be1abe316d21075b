# truth: right
import torch
import torch.nn as nn


class Net(nn.Module):
    def __init__(self, n_classes=4):
        super().__init__()
        self.fc1 = nn.Linear(12, 24)
        self.fc2 = nn.Linear(24, n_classes)

    def forward(self, x):
        x = torch.relu(self.fc1(x))
        x = self.fc2(x)
        if not self.training:
            x = torch.softmax(x, dim=1)
        return x


net = Net()
loss_fn = nn.CrossEntropyLoss()
opt = torch.optim.SGD(net.parameters(), lr=0.05)
for epoch in range(2):
    net.train()
    x, y = torch.randn(10, 12), torch.randint(0, 4, (10,))
    out = net(x)
    loss = loss_fn(out, y)
    opt.zero_grad()
    loss.backward()
    opt.step()

net.eval()
with torch.no_grad():
    probs = net(torch.randn(2, 12))
print(probs.sum(dim=1))
