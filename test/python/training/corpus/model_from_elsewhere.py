# truth: right
import torch
import torch.nn as nn
import torch.nn.functional as F


def pretrained(name):
    module = __import__("torch.nn", fromlist=["Linear"])
    return getattr(module, name)(12, 3)


model = pretrained("Linear")
criterion = nn.NLLLoss()
opt = torch.optim.Adam(model.parameters())
for _ in range(2):
    x, y = torch.randn(4, 12), torch.randint(0, 3, (4,))
    out = F.log_softmax(model(x), dim=1)
    loss = criterion(out, y)
    opt.zero_grad()
    loss.backward()
    opt.step()
