# truth: no-logarithm at line 15
import torch
import torch.nn as nn


class Experiment:
    loss = nn.NLLLoss(reduction="sum")

    def __init__(self, lr=0.1):
        self.net = nn.Sequential(nn.Linear(5, 5), nn.Softmax(dim=1))
        self.opt = torch.optim.SGD(self.net.parameters(), lr=lr)

    def update(self, x, y):
        self.opt.zero_grad()
        value = self.loss(self.net(x), y)
        value.backward()
        self.opt.step()
        return float(value)


e = Experiment()
for i in range(2):
    print(e.update(torch.randn(3, 5), torch.randint(0, 5, (3,))))
