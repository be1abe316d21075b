import argparse
import collections
import contextlib
import copy
import dataclasses
import enum
import functools
import itertools
import math
import operator
from types import SimpleNamespace
from typing import Any, Callable, Dict, List, NamedTuple, Optional, Tuple

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

out = torch.tensor([[1.5, -0.2, 0.3], [0.2, 0.7, -1.1], [-0.4, 0.6, 2.1], [0.9, 0.4, 0.1]])
gold = torch.tensor([0, 1, 2, 1])
raw = torch.tensor([0.7, -1.4, 2.0, -0.3])
hit = torch.tensor([1.0, 0.0, 1.0, 1.0])

### losses appended under conditions and averaged
def heads_loss(outputs, batch):
    losses = []
    losses.append(F.cross_entropy(outputs["action"], batch["action"]))
    if "hit" in outputs:
        losses.append(F.binary_cross_entropy_with_logits(outputs["hit"], batch["hit"]))
    if "count" in outputs:
        losses.append(F.mse_loss(outputs["count"], batch["count"]))
    return sum(losses) / len(losses)


#! names: loss
loss = heads_loss({"action": out, "hit": raw}, {"action": gold, "hit": hit})

### a GPT's forward with targets
class TinyLM(nn.Module):
    def __init__(self, table):
        super().__init__()
        self.table = table

    def forward(self, idx, targets=None):
        B, T = idx.shape
        logits = self.table[idx]
        if targets is None:
            return logits, None
        B, T, C = logits.shape
        logits = logits.view(B * T, C)
        loss = F.cross_entropy(logits, targets.view(B * T))
        return logits, loss


#! names: loss
lm = TinyLM(torch.arange(16.0).view(4, 4).cos())
idx = torch.tensor([[0, 2, 1], [3, 3, 0]])
_, loss = lm(idx, torch.roll(idx, -1, dims=1))

### DQN's target by gather and max
#! names: loss
q = torch.tensor([[0.5, 1.2], [0.1, -0.4], [2.0, 0.3]])
q_next = torch.tensor([[0.4, 0.9], [1.5, 0.2], [0.0, 0.1]])
actions = torch.LongTensor((1, 0, 0)).unsqueeze(1)
rewards = torch.FloatTensor([1.0, 0.0, -1.0])
dones = torch.FloatTensor([False, False, True])
current = q.gather(1, actions).squeeze(1)
expected = rewards + (1 - dones) * 0.99 * q_next.max(1)[0]
loss = nn.SmoothL1Loss()(current, expected.detach())

### one element of a clone changed
#! names: loss
expected = raw.clone()
expected[2] = 1.0 + 0.9 * torch.max(out[0]).item()
loss = F.mse_loss(raw, expected)

### deep supervision with weights
#! names: loss
sides = [raw * s for s in (1.0, 0.8, 0.5)]
loss = 0
for i, side in enumerate(sides):
    loss = loss + F.binary_cross_entropy_with_logits(side, hit) / 2**i

### a wrapper that returns a dict
class CrossEntropyWrapper(nn.Module):
    def __init__(self):
        super(CrossEntropyWrapper, self).__init__()
        self.loss = nn.CrossEntropyLoss()

    def forward(self, net_out, batch):
        result = {}
        result["loss"] = self.loss(net_out["logits"], batch["label_id"])
        return result


#! names: value
value = CrossEntropyWrapper()({"logits": out}, {"label_id": gold})["loss"].item()

### a weight as a list that may be empty
class CELoss(nn.Module):
    def __init__(self, weight=None) -> None:
        super().__init__()
        if weight is not None and weight != []:
            weight = torch.tensor(weight).float()
        self.loss = nn.CrossEntropyLoss(weight=weight)

    def forward(self, logits, target, **kwargs):
        return {"loss": self.loss(logits, target)}


#! names: loss
loss = CELoss([1, 2, 3])(logits=out, target=gold, epoch=3)["loss"]

### topk for the label
#! names: loss
_, top = torch.topk(F.softmax(out, dim=-1), k=1, dim=-1, sorted=False)
loss = nn.CrossEntropyLoss()(out, top.squeeze(-1))

### one-hot by scatter of zeros of a size
#! names: loss
hot = torch.zeros(*out.size())
hot.scatter_(1, gold.view(-1, 1), 1)
loss = F.binary_cross_entropy_with_logits(out, hot)
loss *= hot.size(1)

### one-hot by eye and a dtype
#! names: loss
hot = torch.eye(3, device=out.device, dtype=out.dtype)[gold]
loss = F.binary_cross_entropy_with_logits(out, hot, reduction="mean")

### pos_weight from counts
#! names: loss
n_pos = float(hit.sum())
pos_weight = torch.tensor((len(hit) - n_pos) / max(n_pos, 1.0))
loss = nn.functional.binary_cross_entropy_with_logits(raw, hit, pos_weight=pos_weight)

### weights by numpy unique
#! names: loss, weights
classes, counts = np.unique(gold.numpy(), return_counts=True)
weights = torch.tensor(counts.sum() / (len(classes) * counts), dtype=torch.float32)
loss = F.cross_entropy(out, gold, weight=weights)

### weights by bincount of numpy
#! names: loss
freq = np.bincount(gold.numpy(), minlength=3)
inv = 1.0 / np.maximum(freq, 1)
inv = inv / inv.sum() * len(inv)
loss = nn.CrossEntropyLoss(weight=torch.from_numpy(inv).float())(out, gold)

### effective number of samples
#! names: loss
beta = 0.9
samples = np.array([1, 2, 1])
effective = 1.0 - np.power(beta, samples)
w = (1.0 - beta) / effective
w = w / np.sum(w) * 3
loss = F.cross_entropy(out, gold, weight=torch.tensor(w).float())

### balanced softmax
#! names: loss
prior = torch.tensor([10.0, 3.0, 1.0])
adjusted = out + prior.log().unsqueeze(0).expand(out.shape[0], -1)
loss = F.cross_entropy(input=adjusted, target=gold, reduction="mean")

### logit adjustment with a temperature
#! names: loss
prior = torch.tensor([0.6, 0.3, 0.1])
loss = F.cross_entropy(out + 1.5 * torch.log(prior + 1e-12), gold)

### LDAM's margins
#! names: loss
m_list = 1.0 / np.sqrt(np.sqrt([20, 5, 2]))
m_list = torch.tensor(m_list * (0.5 / np.max(m_list)), dtype=torch.float32)
index = torch.zeros_like(out, dtype=torch.bool)
index.scatter_(1, gold.data.view(-1, 1), True)
batch_m = torch.matmul(m_list[None, :], index.float().transpose(0, 1)).view((-1, 1))
output = torch.where(index, out - batch_m, out)
loss = F.cross_entropy(30 * output, gold)

### an ArcFace margin
#! names: loss
cosine = torch.tensor([[0.6, -0.1], [0.2, 0.7]])
label = torch.tensor([0, 1])
s, m = 8.0, 0.3
sine = torch.sqrt(1.0 - torch.pow(cosine, 2))
phi = cosine * math.cos(m) - sine * math.sin(m)
phi = torch.where(cosine > math.cos(math.pi - m), phi, cosine - math.sin(math.pi - m) * m)
one_hot = torch.zeros(cosine.size())
one_hot.scatter_(1, label.view(-1, 1).long(), 1)
loss = F.cross_entropy(((one_hot * phi) + ((1.0 - one_hot) * cosine)) * s, label)

### NT-Xent with its diagonal masked
#! names: loss
z = F.normalize(torch.tensor([[1.0, 0.2], [0.9, 0.4], [-0.3, 1.0], [-0.5, 0.8]]), dim=1)
sim = torch.mm(z, z.t()) / 0.5
mask = torch.eye(4, dtype=torch.bool)
sim = sim.masked_fill(mask, float("-inf"))
loss = F.cross_entropy(sim, torch.tensor([1, 0, 3, 2]))

### NT-Xent with fill_diagonal_
#! names: loss
z = F.normalize(torch.tensor([[1.0, 0.2], [0.9, 0.4], [-0.3, 1.0], [-0.5, 0.8]]), dim=1)
sim = z @ z.T
sim.fill_diagonal_(-9e15)
loss = F.cross_entropy(sim / 0.1, torch.tensor([1, 0, 3, 2]))

### InfoNCE with a positive in front
#! names: loss
query = F.normalize(torch.tensor([[1.0, 0.5], [0.2, -0.8]]), dim=-1)
keys = F.normalize(torch.tensor([[0.9, 0.6], [0.1, -1.0]]), dim=-1)
queue = F.normalize(torch.tensor([[0.3, -0.4, 1.0], [0.5, 0.5, -0.2]]), dim=0)
l_pos = torch.einsum("nc,nc->n", [query, keys]).unsqueeze(-1)
l_neg = torch.einsum("nc,ck->nk", [query, queue])
logits = torch.cat([l_pos, l_neg], dim=1)
logits /= 0.2
loss = nn.CrossEntropyLoss()(logits, torch.zeros(logits.shape[0], dtype=torch.long))

### triplet by hand
#! names: loss
a, p, n = out[:1], out[1:2], out[2:3]
d_ap = (a - p).pow(2).sum(1)
d_an = (a - n).pow(2).sum(1)
loss = F.relu(d_ap - d_an + 1.0).mean()

### a margin ranking by hand
#! names: loss
x1, x2 = raw[:2], raw[2:]
y = torch.tensor([1.0, -1.0])
loss = torch.clamp(-y * (x1 - x2) + 0.5, min=0).mean()

### masked language model
#! names: loss
tokens = torch.tensor([[5, 2, 7], [1, 0, 3]])
masked = torch.tensor([[True, False, False], [False, True, True]])
labels = tokens.clone()
labels[~masked] = -100
scores = torch.arange(48.0).view(2, 3, 8).sin()
loss = nn.CrossEntropyLoss()(scores.view(-1, 8), labels.view(-1))

### labels where padding is ignored
#! names: loss
PAD = 0
tokens = torch.tensor([[5, 2, 7, PAD], [1, 4, PAD, PAD]])
labels = torch.where(tokens == PAD, torch.full_like(tokens, -100), tokens)
scores = torch.linspace(-1, 1, 64).view(2, 4, 8)
loss = F.cross_entropy(scores.permute(0, 2, 1), labels)

### shifted tokens with a mask and a mean of its own
#! names: loss
tokens = torch.tensor([[5, 2, 7, 0], [1, 4, 0, 0]])
scores = torch.linspace(-2, 1, 64).view(2, 4, 8)
shift_logits, shift_labels = scores[:, :-1], tokens[:, 1:]
mask = (shift_labels != 0).float()
nll = F.cross_entropy(shift_logits.reshape(-1, 8), shift_labels.reshape(-1), reduction="none").view_as(shift_labels)
loss = (nll * mask).sum() / mask.sum()

### per-sequence log likelihoods
#! names: chosen
tokens = torch.tensor([[5, 2, 7], [1, 4, 3]])
scores = torch.linspace(-2, 1, 48).view(2, 3, 8)
logp = torch.gather(scores.log_softmax(-1), dim=2, index=tokens.unsqueeze(2)).squeeze(2)
chosen = logp.sum(-1)
loss = F.nll_loss(scores.log_softmax(-1).flatten(0, 1), tokens.flatten())

### a preference loss
#! names: loss
policy = torch.tensor([-4.0, -3.5]) - torch.tensor([-5.0, -3.0])
reference = torch.tensor([-4.2, -3.9]) - torch.tensor([-4.8, -3.1])
loss = -F.logsigmoid(0.1 * (policy - reference)).mean()

### a clipped policy ratio
#! names: loss
ratio = torch.exp(torch.tensor([-0.9, -1.2]) - torch.tensor([-1.0, -1.0]))
adv = torch.tensor([0.5, -0.7])
adv = (adv - adv.mean()) / (adv.std() + 1e-8)
loss = -torch.min(ratio * adv, torch.clamp(ratio, 0.8, 1.2) * adv).mean()

### returns in reverse
#! names: returns, loss
rewards, R, returns = [1.0, 0.0, 2.0], 0, []
for r in rewards[::-1]:
    R = r + 0.5 * R
    returns.insert(0, R)
loss = F.smooth_l1_loss(torch.tensor([1.0, 1.5, 0.5]), torch.tensor(returns))

### a Huber of numpy arrays
#! names: loss
pred = np.linspace(0.0, 1.0, 5, dtype=np.float32)
true = pred[::-1].copy()
loss = F.huber_loss(torch.from_numpy(pred), torch.from_numpy(true), delta=0.4)

### a VAE's loss
#! names: loss
recon = torch.tensor([[0.2, 0.9], [0.6, 0.4]])
x = torch.tensor([[0.0, 1.0], [1.0, 0.0]])
mu, logvar = torch.tensor([[0.1, -0.2]]), torch.tensor([[0.0, 0.3]])
BCE = F.binary_cross_entropy(recon, x.view(-1, 2), reduction="sum")
KLD = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp())
loss = BCE + KLD

### a GAN's labels by full
#! names: errD
real_label, fake_label = 1.0, 0.0
label = torch.full((4,), real_label, dtype=torch.float)
criterion = nn.BCELoss()
errD_real = criterion(torch.sigmoid(raw).view(-1), label)
label.fill_(fake_label)
errD_fake = criterion(torch.sigmoid(-raw).view(-1), label)
errD = errD_real + errD_fake

### ones_like and zeros_like for a GAN
#! names: d_loss
bce = nn.BCEWithLogitsLoss()
d_loss = (bce(raw, torch.ones_like(raw)) + bce(-raw, torch.zeros_like(raw))) * 0.5

### Soft labels by an epsilon
#! names: loss
eps, n = 0.1, out.size(1)
with torch.no_grad():
    soft = torch.full_like(out, eps / (n - 1))
    soft.scatter_(1, gold.data.unsqueeze(1), 1.0 - eps)
loss = torch.mean(torch.sum(-soft * out.log_softmax(dim=-1), dim=-1))
check = F.cross_entropy(out, soft)

### distillation of binary scores
def kd(student, teacher, T=1.0):
    if T <= 0:
        T = 1.0
    with torch.no_grad():
        soft = torch.sigmoid(teacher / T)
    return F.binary_cross_entropy_with_logits(student / T, soft, reduction="mean") * (T * T)


#! names: a, b
a = kd(raw, raw.flip(0), T=2.0)
b = kd(raw, raw.flip(0), T=-1)

### YOLO's class targets
#! names: loss
p = torch.zeros(2, 8)
p[:, 5:] = torch.tensor([[0.4, -1.0, 0.2], [1.5, 0.3, -0.7]])
cls = torch.full_like(p[:, 5:], 0.0)
cls[range(2), torch.tensor([2, 0])] = 1.0
loss = F.binary_cross_entropy_with_logits(p[:, 5:], cls)

### box regression on the chosen rows
#! names: loss
boxes = torch.arange(8.0).view(2, 4) / 8
goal = boxes + torch.tensor([0.1, -0.2, 0.0, 0.3])
keep = torch.tensor([True, False])
loss = F.smooth_l1_loss(boxes[keep], goal[keep], reduction="sum", beta=0.1) / max(1, int(keep.sum()))

### hard negatives by a sort
#! names: loss
ce = F.cross_entropy(out, gold, reduction="none")
hard, _ = ce.sort(descending=True)
loss = hard[:2].mean()

### OHEM by topk of the flat losses
#! names: loss
ce = F.binary_cross_entropy_with_logits(out, F.one_hot(gold, 3).float(), reduction="none").flatten()
loss = ce.topk(k=int(ce.numel() * 0.5))[0].mean()

### a dice of one-hots
#! names: loss
prob = out.softmax(1)
hot = F.one_hot(gold, num_classes=3).to(prob.dtype)
inter = torch.sum(prob * hot, dim=0)
union = torch.sum(prob + hot, dim=0)
loss = 1.0 - ((2.0 * inter + 1e-5) / (union + 1e-5)).mean()

### a Tversky loss
#! names: loss
p = raw.sigmoid()
tp = (p * hit).sum()
fp = ((1 - hit) * p).sum()
fn = (hit * (1 - p)).sum()
loss = 1 - (tp + 1) / (tp + 0.3 * fp + 0.7 * fn + 1)
