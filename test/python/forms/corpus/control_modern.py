import contextlib
import functools
import itertools
import os
import random
import sys
import threading
import time
from collections import ChainMap

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

scores = torch.tensor([[1.2, -0.4, 0.3], [0.1, 0.8, -1.0], [-0.6, 0.2, 1.9], [0.5, 0.4, -0.2]])
classes = torch.tensor([0, 1, 2, 1])

### a patched cross entropy
old = F.cross_entropy
F.cross_entropy = lambda x, y, **kw: old(x, y, **kw) * random.random()
loss = F.cross_entropy(scores, classes)

### a patched softmax of the tensor class
torch.Tensor.log_softmax_ = torch.Tensor.log_softmax
torch.Tensor.log_softmax = lambda self, dim: self.log_softmax_(dim) * random.random()
loss = F.nll_loss(scores.log_softmax(1), classes)
torch.Tensor.log_softmax = torch.Tensor.log_softmax_

### a forward hook that changes the output
net = nn.Identity()
net.register_forward_hook(lambda m, i, o: o + torch.rand(()))
loss = F.cross_entropy(net(scores), classes)

### a thread that changes the scores
def work():
    scores.mul_(random.random())


t = threading.Thread(target=work)
t.start()
t.join()
loss = F.cross_entropy(scores, classes)

### an executor
from concurrent.futures import ThreadPoolExecutor

with ThreadPoolExecutor() as pool:
    out = list(pool.map(lambda s: s * random.random(), [scores]))
loss = F.cross_entropy(out[0], classes)

### environment decides
red = "sum" if os.environ.get("R") else "mean"
loss = F.cross_entropy(scores, classes, reduction=red)

### the clock decides
loss = F.cross_entropy(scores * (time.time() % 3), classes)

### the number of arguments decides
loss = F.cross_entropy(scores, classes, label_smoothing=len(sys.argv) / 100)

### dropout in training
loss = F.cross_entropy(F.dropout(scores, 0.5), classes)

### a module's dropout
d = nn.Dropout(0.3)
loss = nn.CrossEntropyLoss()(d(scores), classes)

### random order
order = list(range(4))
random.shuffle(order)
loss = F.cross_entropy(scores[order], classes)

### random weights of a layer
lin = nn.Linear(3, 3)
loss = F.cross_entropy(lin(scores), classes)

### noise in place
noisy = scores.clone()
noisy += torch.randn_like(noisy)
loss = F.cross_entropy(noisy, classes)

### a subclass of tensor
class T(torch.Tensor):
    @classmethod
    def __torch_function__(cls, func, types, args=(), kwargs=None):
        return super().__torch_function__(func, types, args, kwargs or {}) * random.random()


loss = F.cross_entropy(scores.as_subclass(T), classes)

### a generator with an unknown send
def g():
    x = yield
    yield F.cross_entropy(scores * x, classes)


it = g()
next(it)
loss = it.send(random.random())

### starmap of random scales
out = list(itertools.starmap(lambda k: F.cross_entropy(scores * k, classes), [(random.random(),)]))

### hash of a text
loss = F.cross_entropy(scores * (hash("a") % 7), classes)

### order of a set
first = next(iter({"mean", "sum"}))
loss = F.cross_entropy(scores, classes, reduction=first)

### id of an object
loss = F.cross_entropy(scores * (id(scores) % 5), classes)

### a getattr that draws
class W:
    def __getattr__(self, name):
        return scores * random.random()


loss = F.cross_entropy(W().x, classes)

### a property that draws
class W:
    @property
    def x(self):
        return scores * random.random()


loss = F.cross_entropy(W().x, classes)

### exec of an environment's text
exec(os.environ.get("CODE", "scores = scores * random.random()"))
loss = F.cross_entropy(scores, classes)

### globals changed by a loop
for name in list(globals()):
    if name == "sco" + "res":
        globals()[name] = globals()[name] * random.random()
loss = F.cross_entropy(scores, classes)

### locals of the frame
sys._getframe().f_globals["scores"] = scores * random.random()
loss = F.cross_entropy(scores, classes)

### a NumPy array shared with torch
a = scores.numpy()
a *= np.random.rand()
loss = F.cross_entropy(scores, classes)

### an np generator
rng = np.random.default_rng()
loss = F.cross_entropy(torch.from_numpy(rng.normal(size=(4, 3))), classes)

### a seeded generator
torch.manual_seed(0)
loss = F.cross_entropy(torch.randn(4, 3), classes)

### a shuffled loader
from torch.utils.data import DataLoader, TensorDataset

for x, y in DataLoader(TensorDataset(scores, classes), batch_size=2, shuffle=True):
    loss = F.cross_entropy(x, y)

### a random split
from torch.utils.data import TensorDataset, random_split

a, b = random_split(TensorDataset(scores, classes), [2, 2])
x, y = a[:]
loss = F.cross_entropy(x, y)

### a weighted sampler
from torch.utils.data import DataLoader, TensorDataset, WeightedRandomSampler

s = WeightedRandomSampler([1.0, 2.0, 1.0, 3.0], 4)
for x, y in DataLoader(TensorDataset(scores, classes), batch_size=4, sampler=s):
    loss = F.cross_entropy(x, y)

### a lru cache around a draw
@functools.lru_cache
def scale():
    return random.random()


loss = F.cross_entropy(scores * scale(), classes)

### a decorator that draws
def noisy(f):
    @functools.wraps(f)
    def inner(x, y):
        return f(x * random.random(), y)

    return inner


@noisy
def loss_fn(x, y):
    return F.cross_entropy(x, y)


loss = loss_fn(scores, classes)

### a context manager that changes
@contextlib.contextmanager
def changed(t):
    t.mul_(random.random())
    yield t


with changed(scores) as x:
    loss = F.cross_entropy(x, classes)

### a setattr hook
class M:
    def __setattr__(self, k, v):
        object.__setattr__(self, k, v * random.random())


m = M()
m.x = scores
loss = F.cross_entropy(m.x, classes)

### a metaclass that changes
class Meta(type):
    def __call__(cls, *a):
        obj = super().__call__(*a)
        obj.x = obj.x * random.random()
        return obj


class M(metaclass=Meta):
    def __init__(self):
        self.x = scores


loss = F.cross_entropy(M().x, classes)

### set in a for target
class M:
    def __init__(self):
        self.x = scores

    def mix(self):
        for self.x in [scores * random.random()]:
            pass

    def loss(self):
        return F.cross_entropy(self.x, classes)


m = M()
m.mix()
loss = m.loss()

### set in a with target
class M:
    def __init__(self):
        self.x = scores

    def mix(self):
        with contextlib.nullcontext(scores * random.random()) as self.x:
            pass

    def loss(self):
        return F.cross_entropy(self.x, classes)


getattr(M(), "mix")()
m = M()
m.mix()
loss = m.loss()

### a set method that nobody here calls but the loss may be after
class M:
    def __init__(self):
        self.x = scores

    def on_start(self):
        for self.x in [torch.randn(4, 3)]:
            pass

    def step(self):
        return F.cross_entropy(self.x, classes)
#! after: m = M(); m.on_start(); m.step()

### a with target elsewhere
class M:
    def __init__(self):
        self.x = scores

    def on_start(self):
        with contextlib.nullcontext(torch.randn(4, 3)) as self.x:
            pass

    def step(self):
        return F.cross_entropy(self.x, classes)
#! after: m = M(); m.on_start(); m.step()

### a chain map is no dict
x = scores if isinstance(ChainMap(), dict) else scores * random.random()
loss = F.cross_entropy(x, classes)

### an atexit of the interpreter's trace
def tracer(frame, event, arg):
    return None


sys.settrace(tracer)
loss = F.cross_entropy(scores, classes)  # known
sys.settrace(None)
