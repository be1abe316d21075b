# truth: double-softmax at line 12
import torch
import torch.nn as nn
import torch.nn.functional as F


def objective(model, transform=None):
    def loss_of(x, y):
        out = model(x)
        if transform is not None:
            out = transform(out)
        return F.cross_entropy(out, y)

    return loss_of


model = nn.Linear(4, 3)
loss_of = objective(model, transform=nn.Softmax(dim=1))
opt = torch.optim.SGD(model.parameters(), lr=0.1)
for _ in range(2):
    loss = loss_of(torch.randn(5, 4), torch.randint(0, 3, (5,)))
    opt.zero_grad()
    loss.backward()
    opt.step()
