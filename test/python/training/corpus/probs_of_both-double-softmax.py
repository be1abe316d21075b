# truth: double-softmax at line 26
import torch
import torch.nn as nn
import torch.nn.functional as F


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.hidden = nn.Linear(7, 14)
        self.output = nn.Linear(14, 4)

    def forward(self, x):
        x = torch.tanh(self.hidden(x))
        logits = self.output(x)
        probs = F.softmax(logits, dim=-1)
        return logits, probs


net = Net()
criterion = nn.CrossEntropyLoss()
opt = torch.optim.Adam(net.parameters(), lr=1e-2)
for _ in range(3):
    x, y = torch.randn(6, 7), torch.randint(0, 4, (6,))
    _, probs = net(x)
    loss = criterion(probs, y)
    opt.zero_grad()
    loss.backward()
    opt.step()
