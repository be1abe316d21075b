# truth: right
import torch
import torch.nn.functional as F
from torch import nn


class Logistic(nn.Module):
    def __init__(self, d, k):
        super().__init__()
        self.lin = nn.Linear(d, k)

    def forward(self, x):
        return self.lin(x)


def loss_fn(model, x, y):
    out = model(x)
    logp = F.log_softmax(out, dim=1)
    return F.nll_loss(logp, y)


def accuracy(model, x, y):
    with torch.no_grad():
        return (model(x).argmax(1) == y).float().mean().item()


x, y = torch.randn(30, 5), torch.randint(0, 3, (30,))
m = Logistic(5, 3)
opt = torch.optim.LBFGS(m.parameters(), max_iter=3)


def closure():
    opt.zero_grad()
    loss = loss_fn(m, x, y)
    loss.backward()
    return loss


opt.step(closure)
print(accuracy(m, x, y))
