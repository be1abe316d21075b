import contextlib
import itertools
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

scores = torch.tensor([[1.2, -0.4, 0.3], [0.1, 0.8, -1.0], [-0.6, 0.2, 1.9], [0.5, 0.4, -0.2]])
classes = torch.tensor([0, 1, 2, 1])

### changed behind the yield
def g():
    t = torch.zeros(2, 3)
    for k in range(3):
        t += torch.tensor([1.0, 0.0, -0.5])
        yield t


for t in g():
    loss = F.cross_entropy(t, classes[:2])

### a list that grows behind the yield
def g():
    rows = []
    for r in scores.tolist():
        rows.append(r)
        yield rows


for rows in g():
    loss = F.cross_entropy(torch.tensor(rows), classes[: len(rows)])

### changed by who gets it
def g():
    t = torch.zeros(2, 3)
    for k in range(3):
        yield t
        yield t + 1


for t in g():
    t += torch.tensor([1.0, 0.0, -0.5])
    loss = F.cross_entropy(t, classes[:2])

### the source changed by who gets a slice
def g():
    for i in range(0, 4, 2):
        yield scores[i : i + 2] * 2, classes[i : i + 2]


for x, y in g():
    loss = F.cross_entropy(x, y)
    scores.mul_(0.5)

### a batch that is gathered and left
def g(n):
    batch = []
    for row, label in zip(scores, classes):
        batch.append((row, label))
        if len(batch) == n:
            yield batch
            batch = []
    if batch:
        yield batch


for batch in g(2):
    loss = F.cross_entropy(torch.stack([r for r, _ in batch]), torch.stack([c for _, c in batch]))

### a batch that is cleared
def g(n):
    batch = []
    for row in scores:
        batch.append(row)
        if len(batch) == n:
            yield batch
            batch.clear()


for batch in g(2):
    loss = F.cross_entropy(torch.stack(batch), classes[:2])

### kept and read later
def g():
    t = torch.zeros(2, 3)
    yield t
    t += torch.tensor([1.0, 0.0, -0.5])
    yield t


a, b = g()
loss = F.cross_entropy(a, classes[:2])

### stopped before the change
def g():
    t = torch.zeros(2, 3)
    yield t
    t += torch.tensor([1.0, 0.0, -0.5])


t = next(g())
loss = F.cross_entropy(t, classes[:2])

### a dictionary that is filled again
def g():
    d = {}
    for i in range(2):
        d["x"] = scores[2 * i : 2 * i + 2]
        d["y"] = classes[2 * i : 2 * i + 2]
        yield d


for d in g():
    loss = F.cross_entropy(d["x"], d["y"])

### a dictionary each time
def g():
    for i in range(2):
        yield {"x": scores[2 * i : 2 * i + 2], "y": classes[2 * i : 2 * i + 2]}


for d in g():
    loss = F.cross_entropy(d["x"], d["y"])

### an object that moves on
class Batch:
    def __init__(self):
        self.x = scores


def g():
    b = Batch()
    for _ in range(2):
        yield b
        b.x = b.x * 2


for b in g():
    loss = F.cross_entropy(b.x, classes)

### an object each time
@dataclass
class Batch:
    x: torch.Tensor
    y: torch.Tensor


def g():
    for i in range(2):
        yield Batch(scores[2 * i : 2 * i + 2], classes[2 * i : 2 * i + 2])


for b in g():
    loss = F.cross_entropy(b.x, b.y)

### an array of numpy that is used again
def g():
    buffer = np.zeros((2, 3), dtype=np.float32)
    for i in range(2):
        buffer[:] = scores[2 * i : 2 * i + 2].numpy()
        yield torch.from_numpy(buffer), classes[2 * i : 2 * i + 2]


for x, y in g():
    loss = F.cross_entropy(x, y)

### a chain of two
def pairs():
    for i in range(0, 4, 2):
        yield scores[i : i + 2], classes[i : i + 2]


def scaled(it, k):
    for x, y in it:
        yield x * k, y


for x, y in scaled(pairs(), 0.5):
    loss = F.cross_entropy(x, y)

### the class's own iterator
class Loader:
    def __init__(self, x, y, n):
        self.x, self.y, self.n = x, y, n

    def __iter__(self):
        for i in range(0, len(self.x), self.n):
            yield self.x[i : i + self.n], self.y[i : i + self.n]


for epoch in range(2):
    for x, y in Loader(scores, classes, 2):
        loss = F.cross_entropy(x, y)

### a source that is replaced on the way
class Loader:
    def __init__(self, x):
        self.x = x

    def __iter__(self):
        for i in range(4):
            yield self.x[i : i + 1], classes[i : i + 1]


loader = Loader(scores)
for x, y in loader:
    loss = F.cross_entropy(x, y)
    loader.x = loader.x * 0.5

### next by next
def g():
    for i in range(4):
        yield scores[i : i + 1], classes[i : i + 1]


it = g()
x, y = next(it)
first = F.cross_entropy(x, y)
x, y = next(it)
second = F.cross_entropy(x, y)

### a list of all
def g():
    for i in range(0, 4, 2):
        yield scores[i : i + 2], classes[i : i + 2]


#! names: total
total = sum(F.cross_entropy(x, y, reduction="sum") for x, y in list(g())) / 4

### two in step over one array
def g():
    t = torch.ones(1, 3)
    while t.sum() < 20:
        yield t
        t = t * torch.tensor([1.0, 2.0, 3.0])


for t in g():
    loss = F.cross_entropy(t, classes[:1])

### a view that the generator writes through
def g():
    for i in range(4):
        row = scores[i : i + 1]
        yield row
        row *= 0


for row in g():
    loss = F.cross_entropy(row, classes[:1])
after = F.cross_entropy(scores, classes)

### an item in a list that is written
def g():
    t = [torch.zeros(1, 3)]
    yield t
    t[0] += torch.tensor([1.0, 0.0, 0.0])
    yield t


for t in g():
    loss = F.cross_entropy(t[0], classes[:1])

### an inner name that is set
def g():
    state = {"k": 1.0}

    def bump():
        state["k"] *= 2

    for i in range(3):
        yield scores * state["k"]
        bump()


for x in g():
    loss = F.cross_entropy(x, classes)

### a source that is replaced under enumerate
class Loader:
    def __init__(self, x):
        self.x = x

    def __iter__(self):
        for i in range(4):
            yield self.x[i : i + 1], classes[i : i + 1]


loader = Loader(scores)
for i, (x, y) in enumerate(loader):
    loss = F.cross_entropy(x, y)
    loader.x = loader.x * 0.5

### a dataset that is changed while its loader runs
from torch.utils.data import DataLoader, TensorDataset

for x, y in DataLoader(TensorDataset(scores, classes), batch_size=2):
    loss = F.cross_entropy(x, y)
    scores.mul_(0.5)

### an own dataset that changes under its loader
from torch.utils.data import DataLoader, Dataset


class D(Dataset):
    def __init__(self):
        self.k = 1.0

    def __len__(self):
        return 4

    def __getitem__(self, i):
        return scores[i] * self.k, classes[i]


d = D()
for x, y in DataLoader(d, batch_size=2):
    loss = F.cross_entropy(x, y)
    d.k = 0.5

### a loader under zip
from torch.utils.data import DataLoader, TensorDataset

for (x, y), k in zip(DataLoader(TensorDataset(scores, classes), batch_size=2), [1.0, 2.0]):
    loss = F.cross_entropy(x * k, y)

### a generator under zip that is changed
def g():
    for i in range(0, 4, 2):
        yield scores[i : i + 2]


for x, y in zip(g(), [classes[:2], classes[2:]]):
    loss = F.cross_entropy(x, y)
    scores.mul_(0.5)

### a name that changes while a generator runs
k = 1.0


def g():
    for i in range(4):
        yield scores[i : i + 1] * k


for x in g():
    loss = F.cross_entropy(x, classes[:1])
    k = k * 0.5

### a name that changes while an expression runs
k = 1.0
for x in (row * k for row in scores):
    loss = F.cross_entropy(x, classes[0])
    k = k * 0.5
