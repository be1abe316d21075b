# truth: right
import argparse

import torch
import torch.nn as nn


class Net(nn.Module):
    def __init__(self, with_softmax):
        super().__init__()
        self.with_softmax = with_softmax
        self.fc = nn.Linear(6, 3)

    def forward(self, x):
        x = self.fc(x)
        if self.with_softmax:
            x = x.softmax(dim=1)
        return x


parser = argparse.ArgumentParser()
parser.add_argument("--probabilities", action="store_true")
args, _ = parser.parse_known_args()
model = Net(args.probabilities)
if args.probabilities:
    criterion = lambda p, y: nn.functional.nll_loss(p.log(), y)
else:
    criterion = nn.CrossEntropyLoss()
opt = torch.optim.SGD(model.parameters(), lr=0.1)
for _ in range(2):
    x, y = torch.randn(5, 6), torch.randint(3, (5,))
    loss = criterion(model(x), y)
    opt.zero_grad()
    loss.backward()
    opt.step()
