# truth: right
import torch
import torch.nn as nn
import torch.nn.functional as F

n, d, k = 24, 5, 3
inputs = torch.randn(n, d)
labels = torch.randint(0, k, (n,))

weights = torch.randn(d, k, requires_grad=True)
bias = torch.zeros(k, requires_grad=True)


def model(xb):
    return xb @ weights + bias


lr = 0.5
for epoch in range(2):
    for i in range((n - 1) // 8 + 1):
        xb = inputs[i * 8 : i * 8 + 8]
        yb = labels[i * 8 : i * 8 + 8]
        pred = model(xb)
        loss = F.cross_entropy(pred, yb)
        loss.backward()
        with torch.no_grad():
            weights -= weights.grad * lr
            bias -= bias.grad * lr
            weights.grad.zero_()
            bias.grad.zero_()
    print(epoch, loss.item())
