# truth: right
import torch
import torch.nn.functional as F

w = torch.randn(8, 3, requires_grad=True)
for _ in range(3):
    x, y = torch.randn(4, 8), torch.randint(0, 3, (4,))
    loss = F.cross_entropy(x @ w, y)
    loss.backward()
    with torch.no_grad():
        w = w - 0.1 * w.grad
    w.requires_grad_(True)
