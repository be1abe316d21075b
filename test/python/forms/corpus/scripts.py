import argparse
import collections
import functools
import json
import logging
import math
import os
import sys
import unittest
from collections import OrderedDict, defaultdict
from pathlib import Path
from typing import Dict, Optional, Tuple

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F
from torch import Tensor, nn, optim
from torch.utils.data import DataLoader, Dataset, TensorDataset

device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
logger = logging.getLogger(__name__)
feats = torch.tensor([[0.8, -0.5, 0.1], [-0.2, 0.4, 1.2], [1.1, 0.3, -0.9], [0.5, 0.5, 0.2]])
marks = torch.tensor([0, 2, 1, 0])
bits = torch.tensor([[1.0, 0.0, 1.0], [0.0, 1.0, 1.0], [1.0, 1.0, 0.0], [0.0, 0.0, 1.0]])

### a Trainer's compute_loss with an output object
class Output(dict):
    def __getattr__(self, name):
        return self[name]


def compute_loss(model, inputs, return_outputs=False):
    labels = inputs.pop("labels")
    outputs = model(**inputs)
    logits = outputs.logits
    loss_fct = nn.CrossEntropyLoss(weight=torch.tensor([1.0, 0.5, 2.0], device=logits.device))
    loss = loss_fct(logits.view(-1, logits.shape[-1]), labels.view(-1))
    return (loss, outputs) if return_outputs else loss


#! names: loss
loss = compute_loss(lambda x: Output(logits=x * 2), {"x": feats, "labels": marks})

### a SimpleNamespace as the model's output
from types import SimpleNamespace


class Model(nn.Module):
    def forward(self, x, labels=None):
        logits = x * 1.5
        loss = None
        if labels is not None:
            loss_fct = nn.CrossEntropyLoss()
            loss = loss_fct(logits.view(-1, 3), labels.view(-1))
        return SimpleNamespace(loss=loss, logits=logits)


#! names: loss
loss = Model()(feats, labels=marks).loss

### problem_type as Hugging Face decides it
class Config:
    num_labels = 3
    problem_type: Optional[str] = None


def loss_for(config, logits, labels):
    if config.problem_type is None:
        if config.num_labels == 1:
            config.problem_type = "regression"
        elif config.num_labels > 1 and (labels.dtype == torch.long or labels.dtype == torch.int):
            config.problem_type = "single_label_classification"
        else:
            config.problem_type = "multi_label_classification"
    if config.problem_type == "regression":
        return nn.MSELoss()(logits.squeeze(), labels.squeeze())
    if config.problem_type == "single_label_classification":
        return nn.CrossEntropyLoss()(logits.view(-1, config.num_labels), labels.view(-1))
    return nn.BCEWithLogitsLoss()(logits, labels)


#! names: a, b
a = loss_for(Config(), feats, marks)
b = loss_for(Config(), feats, bits)

### a lightning-like step with logging
class LitModel(nn.Module):
    def __init__(self, lr=1e-3):
        super().__init__()
        self.lr = lr
        self.loss_fn = nn.CrossEntropyLoss(label_smoothing=0.1)
        self.logged = {}

    def log(self, name, value, prog_bar=False):
        self.logged[name] = value.detach()

    def forward(self, x):
        return x

    def _step(self, batch, stage):
        x, y = batch["x"], batch["y"]
        logits = self(x)
        loss = self.loss_fn(logits, y)
        self.log(f"{stage}/loss", loss, prog_bar=True)
        return loss

    def training_step(self, batch, batch_idx):
        return self._step(batch, "train")


#! names: seen
lit = LitModel()
lit.training_step({"x": feats, "y": marks}, 0)
seen = lit.logged["train/loss"]

### an unittest case
class TestLoss(unittest.TestCase):
    def setUp(self):
        self.criterion = nn.CrossEntropyLoss(reduction="sum")
        self.x = feats.clone()

    def test_value(self):
        loss = self.criterion(self.x, marks)
        self.assertGreater(loss.item(), 0)


case = TestLoss("test_value")
case.setUp()
#! loose
case.test_value()

### a dataset with __getitem__ and a loader in order
class Rows(Dataset):
    def __init__(self, x, y):
        self.x, self.y = x, y

    def __len__(self):
        return len(self.x)

    def __getitem__(self, index):
        return {"x": self.x[index], "y": self.y[index]}


#! names: total
total = 0.0
for batch in DataLoader(Rows(feats, marks), batch_size=4):
    total += F.cross_entropy(batch["x"], batch["y"]).item()

### a loader of a TensorDataset taken once
#! names: loss
loader = DataLoader(TensorDataset(feats, marks), batch_size=4, shuffle=False)
x, y = next(iter(loader))
loss = F.cross_entropy(x.to(device), y.to(device))

### a collate that pads
from torch.nn.utils.rnn import pad_sequence

#! names: loss
seqs = [torch.tensor([1, 2]), torch.tensor([0]), torch.tensor([2, 1, 1])]
padded = pad_sequence(seqs, batch_first=True, padding_value=-100)
logits = torch.linspace(-1, 1, 27).view(3, 3, 3)
loss = F.cross_entropy(logits.transpose(1, 2), padded)

### a mask of lengths
#! names: loss
lengths = torch.tensor([2, 3])
mask = torch.arange(3)[None, :] < lengths[:, None]
losses = F.cross_entropy(torch.linspace(-1, 1, 18).view(2, 3, 3).permute(0, 2, 1), torch.tensor([[0, 1, 0], [2, 1, 1]]), reduction="none")
loss = losses[mask].mean()

### mean over sequences of masked means
#! names: loss
mask = torch.tensor([[1.0, 1.0, 0.0], [1.0, 0.0, 0.0]])
token = torch.tensor([[0.5, 0.7, 9.0], [0.2, 8.0, 7.0]])
loss = ((token * mask).sum(-1) / mask.sum(-1)).mean()

### logits from a numpy file's stand-in
#! names: loss
arr = np.stack([np.array([0.2, 0.8]), np.array([1.5, -0.5])]).astype(np.float32)
loss = F.cross_entropy(torch.from_numpy(arr), torch.as_tensor(np.argmax(arr[:, ::-1].copy(), axis=1)))

### json text to tensors
#! loose
data = json.loads('{"x": [[0.1, 0.9]], "y": [1]}')
loss = F.cross_entropy(torch.tensor(data["x"]), torch.tensor(data["y"]))

### einsum attention scores
#! names: loss
q, k = feats[None], feats.flip(0)[None]
scores = torch.einsum("bqd,bkd->bqk", q, k) / math.sqrt(q.size(-1))
loss = F.cross_entropy(scores.squeeze(0), torch.arange(4))

### cosine logits with a scale parameter
#! names: loss
scale = nn.Parameter(torch.ones([]) * np.log(1 / 0.5))
a = feats / feats.norm(dim=1, keepdim=True)
loss = F.cross_entropy(scale.exp() * a @ a.t(), torch.arange(4))

### a cosine head
class CosineHead(nn.Module):
    def __init__(self, weight):
        super().__init__()
        self.weight = nn.Parameter(weight)
        self.scale = 10.0

    def forward(self, x):
        return self.scale * F.linear(F.normalize(x), F.normalize(self.weight))


#! names: loss
loss = F.cross_entropy(CosineHead(torch.eye(3))(feats), marks)

### a layer whose weights are set
#! names: loss
layer = nn.Linear(3, 2)
with torch.no_grad():
    layer.weight.copy_(torch.tensor([[1.0, 0.0, -1.0], [0.5, 0.5, 0.5]]))
    layer.bias.zero_()
loss = F.cross_entropy(layer(feats), marks.clamp(max=1))

### a state dict that is loaded
#! names: loss
layer = nn.Linear(3, 2, bias=False)
layer.load_state_dict({"weight": torch.tensor([[1.0, 0.0, -1.0], [0.5, 0.5, 0.5]])})
loss = F.cross_entropy(layer(feats), marks.clamp(max=1))

### weights filled by init
#! names: loss
layer = nn.Linear(3, 3)
nn.init.constant_(layer.weight, 0.1)
nn.init.zeros_(layer.bias)
loss = F.cross_entropy(layer(feats), marks)

### an embedding from pretrained vectors
#! names: loss
table = nn.Embedding.from_pretrained(torch.tensor([[0.1, 0.9], [1.2, -0.3], [0.0, 0.4]]))
loss = F.cross_entropy(table(torch.tensor([2, 0])), torch.tensor([1, 0]))

### a gradient step by hand
#! names: second
w = torch.tensor([[0.1, 0.2], [0.0, -0.1], [0.3, 0.0]], requires_grad=True)
loss = F.cross_entropy(feats @ w, marks.clamp(max=1))
#! loose
loss.backward()
second = loss.item()

### CenterNet's focal form
def neg_loss(pred, gt):
    pos = gt.eq(1).float()
    neg = gt.lt(1).float()
    weights = torch.pow(1 - gt, 4)
    pos_loss = torch.log(pred) * torch.pow(1 - pred, 2) * pos
    neg_loss = torch.log(1 - pred) * torch.pow(pred, 2) * weights * neg
    num = pos.sum()
    return -neg_loss.sum() if num == 0 else -(pos_loss.sum() + neg_loss.sum()) / num


#! names: loss
loss = neg_loss(torch.sigmoid(feats), bits * 0.5 + (bits == 1).float() * 0.5)

### asymmetric loss for labels
class AsymmetricLoss(nn.Module):
    def __init__(self, gamma_neg=4, gamma_pos=1, clip=0.05, eps=1e-8):
        super().__init__()
        self.gamma_neg, self.gamma_pos, self.clip, self.eps = gamma_neg, gamma_pos, clip, eps

    def forward(self, x, y):
        xs_pos = torch.sigmoid(x)
        xs_neg = 1 - xs_pos
        if self.clip is not None and self.clip > 0:
            xs_neg = (xs_neg + self.clip).clamp(max=1)
        los = y * torch.log(xs_pos.clamp(min=self.eps)) + (1 - y) * torch.log(xs_neg.clamp(min=self.eps))
        if self.gamma_neg > 0 or self.gamma_pos > 0:
            pt = xs_pos * y + xs_neg * (1 - y)
            gamma = self.gamma_pos * y + self.gamma_neg * (1 - y)
            los *= torch.pow(1 - pt, gamma)
        return -los.sum()


#! names: loss
loss = AsymmetricLoss()(feats, bits)

### poly loss
#! names: loss
ce = F.cross_entropy(feats, marks, reduction="none")
pt = torch.sum(F.softmax(feats, dim=-1) * F.one_hot(marks, num_classes=3).float(), dim=-1)
loss = (ce + 1.0 * (1 - pt)).mean()

### symmetric cross entropy
#! names: loss
pred = torch.clamp(F.softmax(feats, dim=1), min=1e-7, max=1.0)
label = torch.clamp(F.one_hot(marks, 3).float(), min=1e-4, max=1.0)
rce = -1 * torch.sum(pred * torch.log(label), dim=1)
loss = 0.1 * F.cross_entropy(feats, marks) + rce.mean()

### generalized cross entropy
#! names: loss
p = F.softmax(feats, dim=1).gather(1, marks.unsqueeze(1)).clamp(min=1e-7).squeeze(1)
loss = ((1 - p**0.7) / 0.7).mean()

### supervised contrastive loss
#! names: loss
z = F.normalize(feats, dim=1)
labels = marks.contiguous().view(-1, 1)
mask = torch.eq(labels, labels.T).float()
dot = torch.div(torch.matmul(z, z.T), 0.5)
dot = dot - torch.max(dot, dim=1, keepdim=True)[0].detach()
logits_mask = torch.scatter(torch.ones_like(mask), 1, torch.arange(4).view(-1, 1), 0)
mask = mask * logits_mask
exp = torch.exp(dot) * logits_mask
log_prob = dot - torch.log(exp.sum(1, keepdim=True))
loss = -((mask * log_prob).sum(1) / mask.sum(1).clamp(min=1)).mean()

### Barlow twins
#! names: loss
a = (feats - feats.mean(0)) / feats.std(0)
b = a.roll(1, 0)
c = a.T @ b / 4
on = torch.diagonal(c).add_(-1).pow_(2).sum()
off = c.flatten()[:-1].view(2, 4)[:, 1:].flatten().pow(2).sum()
loss = on + 0.005 * off

### a Gaussian's negative log likelihood by hand
#! names: loss
mu, log_var = feats[:, 0], feats[:, 1]
target = torch.tensor([0.5, 0.0, 1.0, 0.2])
loss = 0.5 * (log_var + (target - mu) ** 2 / log_var.exp()).mean()
same = F.gaussian_nll_loss(mu, target, log_var.exp(), eps=1e-6)

### quantiles
#! names: loss
pred = torch.tensor([0.2, 0.9, 0.4])
target = torch.tensor([0.0, 1.0, 1.0])
losses = [torch.max((q - 1) * (target - pred), q * (target - pred)).mean() for q in (0.1, 0.5, 0.9)]
loss = sum(losses) / len(losses)

### log cosh
#! names: loss
d = torch.tensor([0.2, -1.3, 2.0])
loss = torch.mean(torch.log(torch.cosh(d + 1e-12)))

### IoU of masks
#! names: loss
p = torch.sigmoid(feats)
inter = (p * bits).sum(dim=(0, 1))
loss = 1 - (inter + 1e-6) / (p.sum() + bits.sum() - inter + 1e-6)

### expected calibration of probabilities
#! names: brier
prob = F.softmax(feats, dim=1)
brier = ((prob - F.one_hot(marks, 3)) ** 2).sum(1).mean()

### perplexity of tokens
#! names: ppl
nll = F.cross_entropy(feats, marks, reduction="sum")
ppl = math.exp(nll.item() / len(marks))

### bits per dimension
#! names: bpd
bpd = F.cross_entropy(feats, marks).item() / math.log(2)

### accuracy beside a loss
#! names: acc
loss = F.cross_entropy(feats, marks)
acc = (feats.argmax(dim=1) == marks).sum().item() / marks.size(0)

### top-k accuracy
#! names: acc
loss = F.cross_entropy(feats, marks)
_, pred = feats.topk(2, 1, True, True)
acc = pred.t().eq(marks.view(1, -1).expand_as(pred.t()))[:2].reshape(-1).float().sum(0).item()

### dynamic weights by uncertainty
class MultiTask(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.log_vars = nn.Parameter(torch.zeros(n))

    def forward(self, *losses):
        return sum(torch.exp(-v) * l + v for v, l in zip(self.log_vars, losses))


#! names: loss
loss = MultiTask(2)(F.cross_entropy(feats, marks), F.mse_loss(feats, bits))

### sliced logits of two heads
#! names: loss
out = torch.cat([feats, bits], dim=1)
parts = torch.split(out, [3, 3], dim=1)
loss = F.cross_entropy(parts[0], marks) + F.l1_loss(parts[1], bits)

### a hierarchy of labels
#! names: loss
parent = torch.tensor([0, 0, 1])
prob = feats.softmax(1)
coarse = torch.zeros(4, 2).index_add_(1, parent, prob)
loss = F.nll_loss(coarse.log(), parent[marks])

### scatter_add into parents
#! names: loss
parent = torch.tensor([0, 0, 1])
prob = feats.softmax(1)
coarse = torch.zeros(4, 2).scatter_add_(1, parent.expand(4, 3), prob)
loss = F.nll_loss(torch.log(coarse), parent[marks])

### mixup with one-hot
#! names: loss
hot = F.one_hot(marks, 3).float()
lam = 0.7
mixed = lam * hot + (1 - lam) * hot.roll(1, dims=0)
loss = F.cross_entropy(feats, mixed)

### cutmix's two labels
#! names: loss
index = torch.tensor([3, 2, 1, 0])
lam = 1 - (2 * 3) / (4 * 4)
criterion = nn.CrossEntropyLoss()
loss = criterion(feats, marks) * lam + criterion(feats, marks[index]) * (1.0 - lam)

### gather of the last token
#! names: loss
hidden = torch.linspace(-1, 1, 24).view(2, 4, 3)
lengths = torch.tensor([2, 4])
last = hidden[torch.arange(2), lengths - 1]
loss = F.cross_entropy(last, torch.tensor([0, 2]))

### gather of the last token by expand
#! names: loss
hidden = torch.linspace(-1, 1, 24).view(2, 4, 3)
index = (torch.tensor([2, 4]) - 1).view(-1, 1, 1).expand(-1, 1, hidden.size(2))
loss = F.cross_entropy(hidden.gather(1, index).squeeze(1), torch.tensor([0, 2]))

### a reward model's pairs
#! names: loss
rewards = torch.tensor([1.2, 0.3, -0.5, 0.1])
chosen, rejected = rewards.view(-1, 2).unbind(dim=1)
loss = -torch.nn.functional.logsigmoid(chosen - rejected).mean()

### a bag of targets
#! names: loss
targets = [[0, 2], [2], [1, 0], []]
y = torch.stack([F.one_hot(torch.tensor(t, dtype=torch.long), 3).sum(0) if t else torch.zeros(3, dtype=torch.long) for t in targets])
loss = F.multilabel_soft_margin_loss(feats, y.float())

### string labels by a LabelEncoder of one's own
class LabelEncoder:
    def fit(self, labels):
        self.classes_ = sorted(set(labels))
        self._index = {c: i for i, c in enumerate(self.classes_)}
        return self

    def transform(self, labels):
        return np.array([self._index[l] for l in labels])


#! names: loss
names = ["dog", "bird", "cat", "dog"]
loss = F.cross_entropy(feats, torch.from_numpy(LabelEncoder().fit(names).transform(names)))

### np.eye one-hot to float
#! names: loss
y = np.eye(3, dtype="float32")[marks.numpy()]
loss = F.binary_cross_entropy_with_logits(feats, torch.tensor(y))

### NumPy's where, concatenate and newaxis
#! names: loss
a = np.where(feats.numpy() > 0, feats.numpy(), 0.0)
b = np.concatenate([a, a[:, :1]], axis=1)[np.newaxis].astype("float32")
loss = F.cross_entropy(torch.from_numpy(b).squeeze(0), marks)

### tensors moved between devices
#! names: loss
x = feats.to(device, non_blocking=True).float().requires_grad_(True)
y = marks.to(device=device, dtype=torch.long)
loss = F.cross_entropy(x.cpu(), y.cpu()).detach().cpu().numpy()
