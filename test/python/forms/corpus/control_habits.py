import copy
import functools
import os
import random
import sys
import time

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.utils.data import DataLoader, RandomSampler, TensorDataset, random_split

scores = torch.tensor([[1.2, -0.4, 0.3], [0.1, 0.9, -1.5], [-0.7, 0.2, 1.4], [0.8, 0.8, -0.3]])
classes = torch.tensor([0, 1, 2, 1])
raw = torch.tensor([1.1, -0.8, 0.4, -1.9])
hits = torch.tensor([1.0, 0.0, 1.0, 0.0])

### a loader that shuffles
for xb, yb in DataLoader(TensorDataset(scores, classes), batch_size=2, shuffle=True):
    loss = F.cross_entropy(xb, yb)

### a loader with a sampler
data = TensorDataset(scores, classes)
for xb, yb in DataLoader(data, batch_size=2, sampler=RandomSampler(data)):
    loss = F.cross_entropy(xb, yb)

### a random split
train, val = random_split(TensorDataset(scores, classes), [3, 1])
x, y = train[0]
loss = F.cross_entropy(x[None], y[None])

### a dropout class in a sequential
model = nn.Sequential(nn.Dropout(0.5), nn.Identity())
loss = F.cross_entropy(model(scores), classes)

### dropout back in training
drop = nn.Dropout(0.5).eval()
drop.train()
loss = F.cross_entropy(drop(scores), classes)

### a seeded permutation
g = torch.Generator().manual_seed(3)
loss = F.cross_entropy(scores[torch.randperm(4, generator=g)], classes)

### weights that a step moved
w = torch.nn.Parameter(torch.eye(3))
opt = torch.optim.SGD([w], lr=0.1 * (1 + random.random()))
F.mse_loss(scores @ w, scores).backward()  # known
opt.step()
loss = F.cross_entropy(scores @ w, classes)

### a random augmentation in a method
class Augment:
    def __init__(self, p):
        self.p = p

    def __call__(self, x):
        return x.flip(0) if random.random() < self.p else x


loss = F.cross_entropy(Augment(0.5)(scores), classes)

### a cache keyed by time
@functools.lru_cache
def scale(key):
    return 1.0 + random.random()


loss = F.cross_entropy(scores * scale(1), classes)

### an unknown number of epochs that decays
x = scores.clone()
for _ in range(random.randint(1, 5)):
    x *= 0.9
loss = F.cross_entropy(x, classes)

### a while over time
x = scores.clone()
stop = random.random()
while stop < 0.5:
    x = x + 1.5 * x
    stop += random.random()
loss = F.cross_entropy(x, classes)

### rows dropped at random
keep = [i for i in range(4) if random.random() < 0.5] + [0]
loss = F.cross_entropy(scores[keep], classes[keep])

### one key of a dict at random
table = {"a": scores, "b": scores.flip(0)}
table[random.choice(["a", "b"])] = scores * 2
loss = F.cross_entropy(table["a"], classes)

### an object changed through a list of it
class Box:
    def __init__(self, x):
        self.x = x


box = Box(scores)
boxes = [box, Box(scores)]
boxes[random.randrange(2)].x = scores * 3
loss = F.cross_entropy(box.x, classes)

### a view changed by a callback
x = scores.clone()
callbacks = {"on_end": lambda t: t.mul_(random.random())}
for name, call in callbacks.items():
    call(x[1:])
loss = F.cross_entropy(x, classes)

### an exception that may come in the middle
x = scores.clone()
try:
    x[0] = 5.0
    if random.random() < 0.5:
        raise ValueError
    x[1] = 7.0
except ValueError:
    pass
loss = F.cross_entropy(x, classes)

### a generator that stops at random
def some():
    for i in range(4):
        if i and random.random() < 0.5:
            return
        yield i


rows = list(some())
loss = F.cross_entropy(scores[rows], classes[rows])

### a swap under a coin
a, b = hits, 1 - hits
if random.random() < 0.5:
    a, b = b, a
loss = F.binary_cross_entropy_with_logits(raw, a)

### a reduction by a coin in a class attribute
class Settings:
    reduction = "mean"


if random.random() < 0.5:
    Settings.reduction = "sum"
loss = F.cross_entropy(scores, classes, reduction=Settings().reduction)

### a class patched in a function
class Net(nn.Module):
    def forward(self, x):
        return x


def patch():
    if random.random() < 0.5:
        Net.forward = lambda self, x: x * 2


patch()
loss = F.cross_entropy(Net()(scores), classes)

### a deep copy of what is random
state = copy.deepcopy([scores, scores * 2])
random.shuffle(state)
loss = F.cross_entropy(state[0], classes)

### a default changed at random
def step(x, y, opts={"t": 1.0}):
    loss = F.cross_entropy(x / opts["t"], y)
    opts["t"] += random.random()
    return loss


step(scores, classes)  # known
again = step(scores, classes)
