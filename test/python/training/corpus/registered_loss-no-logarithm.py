# truth: no-logarithm at line 24
import torch
import torch.nn as nn

LOSSES = {}


def register(name):
    def deco(cls):
        LOSSES[name] = cls
        return cls

    return deco


@register("soft_ce")
class SoftCE(nn.Module):
    def __init__(self, eps=0.1):
        super().__init__()
        self.eps = eps

    def forward(self, x, y):
        p = x.softmax(-1)
        nll = nn.functional.nll_loss(p, y)
        return (1 - self.eps) * nll - self.eps * p.log().mean()


def build(cfg):
    cfg = dict(cfg)
    return LOSSES[cfg.pop("type")](**cfg)


crit = build({"type": "soft_ce", "eps": 0.2})
net = nn.Bilinear(4, 4, 6)
loss = crit(net(torch.randn(3, 4), torch.randn(3, 4)), torch.randint(0, 6, (3,)))
loss.backward()
