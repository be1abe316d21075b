import os
import random

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

x = torch.tensor([[0.3, -0.6, 1.1], [1.2, 0.8, 0.1]])
y = torch.tensor([2, 0])
k = int(os.environ.get("K", "0"))

### an item of a list that grew under a branch
xs = [x]
if k == 0:
    xs.append(x)
xs[0].mul_(2)
loss = F.cross_entropy(x, y)

### an item of unknown index
xs = [x, x * 2]
xs[k].zero_()
loss = F.cross_entropy(x, y)

### an item of a dict with an unknown key
d = {"a": x, "b": x * 2}
d[os.environ.get("KEY", "a")].zero_()
loss = F.cross_entropy(x, y)

### a loop over a list that grew in an unknown loop
xs = [x]
for _ in range(k + 1):
    xs.append(x * 1)
for each in xs:
    each.add_(1)
loss = F.cross_entropy(x, y)

### a list of unknown items handed to an unknown function
#! before: import sys, types; sys.modules["helpers"] = types.ModuleType("helpers"); sys.modules["helpers"].scale_ = lambda ts: [t.mul_(2) for t in ts]
from helpers import scale_

xs = [x]
if k == 0:
    xs.append(x * 3)
scale_(xs)
loss = F.cross_entropy(x, y)

### a dict that was updated under a branch
d = {"x": x}
if k == 0:
    d["z"] = x * 2
for v in d.values():
    v.zero_()
loss = F.cross_entropy(x, y)

### a list in an attribute
class Holder:
    def __init__(self):
        self.items = []

    def add(self, item):
        self.items.append(item)

    def clear(self):
        for item in self.items:
            item.zero_()


h = Holder()
if k == 0:
    h.add(x)
h.clear()
loss = F.cross_entropy(x, y)

### one of two arrays
z = x * 2
w = x if k == 0 else z
w.zero_()
loss = F.cross_entropy(x, y)

### one of two arrays, the view of one
z = x * 2
w = x[0] if k == 0 else z[0]
w += 5
loss = F.cross_entropy(x, y)

### one of two lists
a, b = [2, 0], [1, 1]
c = a if k == 0 else b
c[0] = 0
loss = F.cross_entropy(x, torch.tensor(a))

### one of two objects
class Box:
    def __init__(self, s):
        self.s = s


a, b = Box(1.0), Box(2.0)
c = a if k == 0 else b
c.s = 5.0
loss = F.cross_entropy(x * a.s, y)

### the list that a branch put there
a = [2, 0]
b = a
if k > 5:
    b = [0, 1]
else:
    b.append(1)
b[0] = 1
loss = F.cross_entropy(torch.cat([x, x[:1]]), torch.tensor(a))

### a closure that keeps an array
def keep(t):
    def zero():
        t.zero_()

    return zero


zero = keep(x)
if k == 0:
    zero()
loss = F.cross_entropy(x, y)

### a bound method kept
f = x.mul_
if k == 0:
    f(2)
loss = F.cross_entropy(x, y)

### a bound method of a list kept
labels = [2]
add = labels.append
if k == 0:
    add(0)
else:
    add(1)
loss = F.cross_entropy(x, torch.tensor(labels))

### a partial that changes
from functools import partial

f = partial(torch.Tensor.mul_, x)
if k == 0:
    f(2)
loss = F.cross_entropy(x, y)

### map and a lambda
list(map(lambda t: t.mul_(k + 2), [x]))
loss = F.cross_entropy(x, y)

### a comprehension for its effect
[t.add_(k + 1) for t in (x,)]
loss = F.cross_entropy(x, y)

### a default argument that is the array
def f(t=x):
    t.mul_(k + 2)


f()
loss = F.cross_entropy(x, y)

### unpacked arguments
def f(*ts, **more):
    for t in ts:
        t.mul_(k + 2)


f(*[x, y.float()])
loss = F.cross_entropy(x, y)

### kwargs that are changed
def f(**more):
    more["t"].mul_(k + 2)


f(**{"t": x})
loss = F.cross_entropy(x, y)

### out of an operation
torch.add(x, k + 1, out=x)
loss = F.cross_entropy(x, y)

### out of NumPy
a = x.numpy()
np.multiply(a, k + 2, out=a)
loss = F.cross_entropy(x, y)

### inplace of a function
F.relu(x + 0, inplace=True)
F.relu_(x) if k == 0 else None
loss = F.cross_entropy(x, y)

### a layer that works in place
act = nn.ReLU(inplace=True)
if k == 0:
    act(x)
loss = F.cross_entropy(x, y)

### index_fill and scatter in place
x.scatter_(1, torch.tensor([[k]]), 9.0)
loss = F.cross_entropy(x, y)

### a mask in place
m = torch.rand(2, 3) > 0.5
x[m] = 0
loss = F.cross_entropy(x, y)

### masked_fill in place
x.masked_fill_(torch.rand(2, 3) > 0.5, 0)
loss = F.cross_entropy(x, y)

### copyto
a = np.array([[0.3, -0.6, 1.1], [1.2, 0.8, 0.1]])
np.copyto(a, np.random.rand(2, 3))
loss = F.cross_entropy(torch.from_numpy(a), y)

### put and fill_diagonal
a = np.array([[0.3, -0.6, 1.1], [1.2, 0.8, 0.1]])
np.fill_diagonal(a, k + 1)
loss = F.cross_entropy(torch.from_numpy(a), y)

### asarray shares
a = np.array([[0.3, -0.6, 1.1], [1.2, 0.8, 0.1]])
b = np.asarray(a)
b += k + 1
loss = F.cross_entropy(torch.from_numpy(a), y)

### as_tensor shares
a = np.array([[0.3, -0.6, 1.1], [1.2, 0.8, 0.1]])
t = torch.as_tensor(a)
a += k + 1
loss = F.cross_entropy(t, y)

### a flat iterator
a = np.array([[0.3, -0.6, 1.1], [1.2, 0.8, 0.1]])
a.flat[0] = k + 1
loss = F.cross_entropy(torch.from_numpy(a), y)

### detach shares
d = x.detach()
d += k + 1
loss = F.cross_entropy(x, y)

### view and reshape share
v = x.view(-1)
v[k] = 7
loss = F.cross_entropy(x, y)

### expand and unsqueeze share
v = x.unsqueeze(0)
v[0, k] = 7
loss = F.cross_entropy(x, y)

### chunks share
a, b = x.chunk(2)
a.mul_(k + 2)
loss = F.cross_entropy(x, y)

### the rows of an iteration share
for row in x:
    row.mul_(k + 2)
loss = F.cross_entropy(x, y)

### unbind shares
x.unbind(1)[0].zero_() if k == 0 else None
loss = F.cross_entropy(x, y)

### real names deleted and brought back
saved = x
x = None
for x in [saved * (k + 1)]:
    pass
loss = F.cross_entropy(x, y)

### an except name that goes
z = x
try:
    raise ValueError(k)
except ValueError as z:
    pass
z = x if k == 0 else x * 2
loss = F.cross_entropy(z, y)

### with as
import contextlib


@contextlib.contextmanager
def scaled(t):
    t.mul_(k + 2)
    yield t


with scaled(x) as z:
    pass
loss = F.cross_entropy(x, y)

### an __enter__ that changes
class Scale:
    def __enter__(self):
        x.mul_(k + 2)
        return x

    def __exit__(self, *args):
        return False


with Scale():
    pass
loss = F.cross_entropy(x, y)

### __setitem__ of a class
class Table:
    def __setitem__(self, i, v):
        x.mul_(k + 2)


t = Table()
t[0] = 1
loss = F.cross_entropy(x, y)

### __getitem__ of a class
class Table:
    def __getitem__(self, i):
        x.mul_(k + 2)
        return i


Table()[0]
loss = F.cross_entropy(x, y)

### __len__ and __bool__
class Odd:
    def __bool__(self):
        x.mul_(k + 2)
        return True


if Odd():
    pass
loss = F.cross_entropy(x, y)

### __iter__ of a class
class Rows:
    def __iter__(self):
        x.mul_(k + 2)
        return iter([1, 2])


for r in Rows():
    pass
loss = F.cross_entropy(x, y)

### __eq__ of a class
class Same:
    def __eq__(self, other):
        x.mul_(k + 2)
        return True


same = Same() == 1
loss = F.cross_entropy(x, y)

### __str__ in an f-string
class Named:
    def __str__(self):
        x.mul_(k + 2)
        return "n"


print(f"{Named()}")
loss = F.cross_entropy(x, y)

### __contains__
class Set_:
    def __contains__(self, v):
        x.mul_(k + 2)
        return True


if 1 in Set_():
    pass
loss = F.cross_entropy(x, y)

### __iadd__ of a class
class Acc:
    def __iadd__(self, v):
        x.mul_(k + 2)
        return self


a = Acc()
a += 1
loss = F.cross_entropy(x, y)

### __del__ and __init_subclass__
class Base:
    def __init_subclass__(cls):
        x.mul_(k + 2)


class Derived(Base):
    pass


loss = F.cross_entropy(x, y)

### a metaclass
class Meta(type):
    def __call__(cls, *args):
        x.mul_(k + 2)
        return super().__call__(*args)


class Thing(metaclass=Meta):
    pass


Thing()
loss = F.cross_entropy(x, y)

### __new__
class Thing:
    def __new__(cls):
        x.mul_(k + 2)
        return super().__new__(cls)


Thing()
loss = F.cross_entropy(x, y)

### a descriptor
class Descriptor:
    def __get__(self, obj, owner):
        x.mul_(k + 2)
        return 1


class Thing:
    d = Descriptor()


Thing().d
loss = F.cross_entropy(x, y)

### __post_init__
from dataclasses import dataclass


@dataclass
class Thing:
    v: int = 1

    def __post_init__(self):
        x.mul_(k + 2)


Thing()
loss = F.cross_entropy(x, y)

### sorted with a key that changes
sorted([1, 2], key=lambda v: (x.add_(k + 1), v)[1])
loss = F.cross_entropy(x, y)

### filter, any and all that change
any(x.add_(k + 1) is None for _ in range(2))
loss = F.cross_entropy(x, y)

### a while whose test changes
n = 0
while (n := n + 1) < 3 and x.add_(k + 1) is not None:
    pass
loss = F.cross_entropy(x, y)

### apply_
x.apply_(lambda v: v + k + 1)
loss = F.cross_entropy(x, y)

### a module's apply
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.t = x

    def forward(self, z):
        return z


def zero(m):
    x.mul_(k + 2)


Net().apply(zero)
loss = F.cross_entropy(x, y)

### load_state_dict
class Scale(nn.Module):
    def __init__(self):
        super().__init__()
        self.s = nn.Parameter(torch.ones(1))

    def forward(self, z):
        return z * self.s


net = Scale()
net.load_state_dict({"s": torch.full((1,), k + 2.0)})
loss = F.cross_entropy(net(x), y)

### parameters changed in a loop
class Scale(nn.Module):
    def __init__(self):
        super().__init__()
        self.s = nn.Parameter(torch.ones(1))

    def forward(self, z):
        return z * self.s


net = Scale()
with torch.no_grad():
    for p in net.parameters():
        p.mul_(k + 3)
loss = F.cross_entropy(net(x), y)

### named_parameters and data
class Scale(nn.Module):
    def __init__(self):
        super().__init__()
        self.s = nn.Parameter(torch.ones(1))

    def forward(self, z):
        return z * self.s


net = Scale()
for name, p in net.named_parameters():
    p.data.fill_(k + 3)
loss = F.cross_entropy(net(x), y)

### a state dict that is changed
class Scale(nn.Module):
    def __init__(self):
        super().__init__()
        self.s = nn.Parameter(torch.ones(1))

    def forward(self, z):
        return z * self.s


net = Scale()
net.state_dict()["s"].fill_(k + 3)
loss = F.cross_entropy(net(x), y)

### requires_grad trained by hand
w = torch.tensor([1.0], requires_grad=True)
F.cross_entropy(x * w, y).backward()  # known
with torch.no_grad():
    w -= w.grad
loss = F.cross_entropy(x * w, y)

### swapped storage
x.set_(torch.zeros(2, 3) + k)
loss = F.cross_entropy(x, y)

### data assigned
x.data = torch.zeros(2, 3) + k
loss = F.cross_entropy(x, y)

### resized in place
y.resize_(1)
loss = F.cross_entropy(x[: k + 1], y)

### global names through sys
import sys

sys.modules[__name__ if __name__ in sys.modules else "os"].x = x * 2
setattr(sys.modules["os"], "zz", 1)
globals().__setitem__("x", x * (k + 2))
loss = F.cross_entropy(x, y)

### locals
locals()["x"] = x * (k + 2)
loss = F.cross_entropy(x, y)

### a class body that changes
class C:
    x.mul_(k + 2)


loss = F.cross_entropy(x, y)

### an argument's default evaluated once
def f(t=x.mul_(k + 2)):
    return t


loss = F.cross_entropy(x, y)

### a decorator of the file
def twice(fn):
    def inner(*args):
        return fn(*args) * (k + 2)

    return inner


@twice
def logits():
    return x


loss = F.cross_entropy(logits(), y)

### lru_cache keeps the first
import functools


@functools.lru_cache
def scale(n):
    return x * (k + n)


loss = F.cross_entropy(scale(2), y)

### the rows of an iterator over a list that grows
xs = [x, x * 2]
for i, row in enumerate(xs):
    if i < 1:
        xs.append(row)
    row.add_(k + 1)
loss = F.cross_entropy(x, y)
