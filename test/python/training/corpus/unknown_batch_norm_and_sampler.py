# truth: right
import random

import torch
import torch.nn as nn

heads = {
    "logits": nn.Identity(),
    "probs": nn.Softmax(dim=1),
}
body = nn.Linear(4, 3)
opt = torch.optim.SGD(body.parameters(), lr=0.1)
for _ in range(4):
    kind = random.choice(list(heads))
    x, y = torch.randn(5, 4), torch.randint(0, 3, (5,))
    out = heads[kind](body(x))
    if kind == "logits":
        loss = nn.functional.cross_entropy(out, y)
    else:
        loss = nn.functional.nll_loss(out.clamp_min(1e-8).log(), y)
    opt.zero_grad()
    loss.backward()
    opt.step()
