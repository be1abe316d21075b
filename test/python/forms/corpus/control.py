import os
import random
import sys

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

x = torch.tensor([[0.3, -0.6, 1.1], [1.2, 0.8, 0.1]])
y = torch.tensor([2, 0])

### random logits
loss = F.cross_entropy(torch.randn(2, 3), y)

### random logits with a seed
torch.manual_seed(0)
out = torch.rand(2, 3)
loss = F.cross_entropy(out, y)

### noise added
loss = F.cross_entropy(x + 0.1 * torch.randn_like(x), y)

### noise added in place
x += torch.randn(2, 3)
loss = F.cross_entropy(x, y)

### random in place
x.normal_()
loss = F.cross_entropy(x, y)

### random targets
loss = F.cross_entropy(x, torch.randint(0, 3, (2,)))

### numpy's random
x = torch.from_numpy(np.random.rand(2, 3))
loss = F.cross_entropy(x, y)

### a generator of numpy
rng = np.random.default_rng(0)
loss = F.cross_entropy(torch.tensor(rng.normal(size=(2, 3))), y)

### python's random
x[0, 0] = random.random()
loss = F.cross_entropy(x, y)

### shuffled list
labels = [2, 0]
random.shuffle(labels)
loss = F.cross_entropy(x, torch.tensor(labels))

### shuffled array
labels = np.array([2, 0])
np.random.shuffle(labels)
loss = F.cross_entropy(x, torch.from_numpy(labels))

### a random permutation
perm = torch.randperm(2)
loss = F.cross_entropy(x[perm], y)

### empty memory
x = torch.empty(2, 3)
loss = F.cross_entropy(x, y)

### a linear layer
layer = nn.Linear(3, 3)
loss = F.cross_entropy(layer(x), y)

### a model with weights
model = nn.Sequential(nn.Linear(3, 8), nn.ReLU(), nn.Linear(8, 3))
out = model(x)
loss = nn.CrossEntropyLoss()(out, y)

### dropout in training
loss = F.cross_entropy(nn.Dropout(0.5)(x), y)

### functional dropout
loss = F.cross_entropy(F.dropout(x, 0.5), y)

### a file
#! before: import tempfile, torch; path = tempfile.mktemp(); torch.save(torch.zeros(2, 3), path)
x = torch.load(path)
loss = F.cross_entropy(x, y)

### a text file
#! before: import tempfile; path = tempfile.mktemp(); open(path, "w").write("0 1 2\n3 4 5\n")
x = torch.tensor(np.loadtxt(path))
loss = F.cross_entropy(x, y)

### a json file
#! before: import tempfile; path = tempfile.mktemp(); open(path, "w").write("[[0, 1, 2], [3, 4, 5]]")
import json

with open(path) as f:
    x = torch.tensor(json.load(f)).float()
loss = F.cross_entropy(x, y)

### a csv file
import pandas as pd

df = pd.read_csv("data.csv")
loss = F.cross_entropy(torch.tensor(df[["a", "b"]].values), torch.tensor(df["y"].values))

### arguments of the command line
import argparse

parser = argparse.ArgumentParser()
parser.add_argument("--smoothing", type=float, default=0.1)
args, _ = parser.parse_known_args()
loss = F.cross_entropy(x, y, label_smoothing=args.smoothing)

### a branch on sys.argv
if len(sys.argv) > 1 and sys.argv[1] == "--zero":
    x = torch.zeros(2, 3)
loss = F.cross_entropy(x, y)

### a branch on the environment
if os.environ.get("SMOOTH"):
    x = x * 0.5
loss = F.cross_entropy(x, y)

### a value of the environment
T = float(os.environ.get("TEMPERATURE", "2"))
loss = F.cross_entropy(x / T, y)

### a reduction of the environment
loss = F.cross_entropy(x, y, reduction=os.getenv("REDUCTION", "mean"))

### input
#! before: input = lambda prompt="": "1"
k = int(input("class? "))
loss = F.cross_entropy(x, torch.tensor([k, k]))

### a parameter nobody gives
#! after: f(x)
def f(logits):
    return F.cross_entropy(logits, y)

### a parameter with a default that a caller outside changes
#! after: f(x, 2.0)
def f(logits, scale=1.0):
    return F.cross_entropy(logits * scale, y)

### a method's parameter
#! after: Model().loss(x, y)
class Model:
    def loss(self, out, target):
        return F.cross_entropy(out, target)

### a function of a module that is not here
import mypackage.data as data

x, y = data.load()
loss = F.cross_entropy(x, y)

### a name from a module that is not here
from mypackage import logits

loss = F.cross_entropy(logits, y)

### star import of a module that is not here
#! before: import sys, types; sys.modules["utilities"] = types.ModuleType("utilities"); sys.modules["utilities"].x = __import__("torch").zeros(2, 3)
from utilities import *

loss = F.cross_entropy(x, y)

### an unknown function changes it
#! before: import sys, types; sys.modules["helpers"] = types.ModuleType("helpers"); sys.modules["helpers"].scale_ = lambda t: t.mul_(2)
import helpers

helpers.scale_(x)
loss = F.cross_entropy(x, y)

### an unknown function changes a view of it
#! before: import sys, types; sys.modules["helpers"] = types.ModuleType("helpers"); sys.modules["helpers"].scale_ = lambda t: t.mul_(2)
from helpers import scale_

scale_(x[0])
loss = F.cross_entropy(x, y)

### an unknown function gets a list of them
#! before: import sys, types; sys.modules["helpers"] = types.ModuleType("helpers"); sys.modules["helpers"].scale_ = lambda ts: [t.mul_(2) for t in ts]
from helpers import scale_

scale_([x, y.float()])
loss = F.cross_entropy(x, y)

### an unknown function gets an object that holds it
#! before: import sys, types; sys.modules["helpers"] = types.ModuleType("helpers"); sys.modules["helpers"].prepare = lambda b: b.x.zero_()
from helpers import prepare


class Batch:
    pass


batch = Batch()
batch.x = x
prepare(batch)
loss = F.cross_entropy(x, y)

### an unknown decorator
#! before: import sys, types; sys.modules["helpers"] = types.ModuleType("helpers"); sys.modules["helpers"].twice = lambda f: (lambda: f() * 2)
from helpers import twice


@twice
def logits():
    return torch.tensor([[0.3, -0.6, 1.1], [1.2, 0.8, 0.1]])


loss = F.cross_entropy(logits(), y)

### an unknown base class
#! before: import sys, types, torch; sys.modules["helpers"] = types.ModuleType("helpers"); sys.modules["helpers"].Base = type("Base", (), {"__call__": lambda self, t: self.forward(t) * 2})
from helpers import Base


class Net(Base):
    def forward(self, t):
        return t


loss = F.cross_entropy(Net()(x), y)

### a loop of unknown length
for _ in range(int(os.environ.get("N", "3"))):
    x = x * 2
loss = F.cross_entropy(x, y)

### a loop of unknown length that appends
scores = [[0.1, 0.2, 0.3]]
for line in os.listdir("."):
    scores.append([0.0, 0.0, 0.0])
loss = F.cross_entropy(torch.tensor(scores), torch.zeros(len(scores), dtype=torch.long))

### a while with an unknown condition
while x.sum() < float(os.environ.get("LIMIT", "5")):
    x = x + 1
loss = F.cross_entropy(x, y)

### a loop over a set of unknown order of files
for name in sorted(os.listdir(".")):
    y = torch.tensor([len(name) % 3, 0])
loss = F.cross_entropy(x, y)

### in place under an unknown branch
if os.environ.get("ZERO"):
    x.zero_()
loss = F.cross_entropy(x, y)

### an alias in place under an unknown branch
a = x
if os.environ.get("ZERO"):
    a[0] = 0
loss = F.cross_entropy(x, y)

### a view in place under an unknown branch
v = x[:, 1:]
if os.environ.get("ZERO"):
    v += 1
loss = F.cross_entropy(x, y)

### a transposed view in place under an unknown branch
v = x.t().contiguous().t() if False else x.T
if random.random() < 0.5:
    v.mul_(3)
loss = F.cross_entropy(x, y)

### a NumPy view of the same memory
a = x.numpy()
if os.environ.get("ZERO"):
    a[:] = 0
loss = F.cross_entropy(x, y)

### from_numpy shares its memory
a = np.array([[0.3, -0.6, 1.1], [1.2, 0.8, 0.1]])
x = torch.from_numpy(a)
if random.random() < 0.5:
    a *= 2
loss = F.cross_entropy(x, y)

### data in place under an unknown branch
if os.environ.get("ZERO"):
    x.data.fill_(0.0)
loss = F.cross_entropy(x, y)

### a list's item under an unknown branch
rows = [[0.3, -0.6, 1.1], [1.2, 0.8, 0.1]]
if os.environ.get("ZERO"):
    rows[0][0] = 9.0
loss = F.cross_entropy(torch.tensor(rows), y)

### an alias of a list under an unknown branch
labels = [2, 0]
other = labels
if os.environ.get("MORE"):
    other[0] = 1
loss = F.cross_entropy(x, torch.tensor(labels))

### a list of one object many times
rows = [[0.0] * 3] * 2
if os.environ.get("MORE"):
    rows[1][2] = 5.0
loss = F.cross_entropy(torch.tensor(rows), y)

### a dict's item under an unknown branch
batch = {"x": x, "y": y}
if os.environ.get("MORE"):
    batch["x"] = x + 1
loss = F.cross_entropy(batch["x"], batch["y"])

### a dict with an unknown key
batch = {"a": x, "b": x * 2}
loss = F.cross_entropy(batch[os.environ.get("KEY", "a")], y)

### an update with what is unknown
config = {"reduction": "mean"}
config.update(dict(os.environ))
loss = F.cross_entropy(x, y, reduction=config["reduction"])

### an attribute under an unknown branch
class State:
    x = x


if os.environ.get("MORE"):
    State.x = torch.zeros(2, 3)
loss = F.cross_entropy(State.x, y)

### an attribute of an object under an unknown branch
class State:
    def __init__(self):
        self.scale = 1.0


s = State()
if os.environ.get("MORE"):
    s.scale = 2.0
loss = F.cross_entropy(x * s.scale, y)

### a method that may change the object
class State:
    def __init__(self):
        self.scale = 1.0

    def maybe(self):
        if random.random() > 0.5:
            self.scale = 3.0


s = State()
s.maybe()
loss = F.cross_entropy(x * s.scale, y)

### a closure's name under an unknown branch
def outer():
    k = 1.0

    def change():
        nonlocal k
        if os.environ.get("MORE"):
            k = 2.0

    change()
    return k


loss = F.cross_entropy(x * outer(), y)

### a global under an unknown branch
scale = 1.0


def change():
    global scale
    if os.environ.get("MORE"):
        scale = 2.0


change()
loss = F.cross_entropy(x * scale, y)

### a function defined under a branch
if os.environ.get("FAST"):
    def prepare(t):
        return t
else:
    def prepare(t):
        return t * 2


loss = F.cross_entropy(prepare(x), y)

### a class defined under a branch
if os.environ.get("FAST"):
    class Net(nn.Module):
        def forward(self, t):
            return t
else:
    class Net(nn.Module):
        def forward(self, t):
            return t.softmax(1)


loss = F.cross_entropy(Net()(x), y)

### a criterion chosen under a branch
if os.environ.get("SUM"):
    criterion = nn.CrossEntropyLoss(reduction="sum")
else:
    criterion = nn.CrossEntropyLoss()
loss = criterion(x, y)

### an import under a branch
if os.environ.get("FAST"):
    from math import sqrt as f
else:
    from math import exp as f
loss = F.cross_entropy(x * f(4.0), y)

### a monkeypatched loss
F.cross_entropy = lambda a, b: a.sum()
loss = F.cross_entropy(x, y)

### a monkeypatched tensor
#! after: torch.tensor = original
original = torch.tensor
torch.tensor = lambda data: original(data) * 2.0
loss = F.cross_entropy(torch.tensor([[0.3, -0.6]]), original([1]))

### a monkeypatched method
class Net(nn.Module):
    def forward(self, t):
        return t


net = Net()
net.forward = lambda t: t * random.random()
loss = F.cross_entropy(net(x), y)

### setattr with an unknown name
class State:
    scale = 1.0


setattr(State, os.environ.get("NAME", "scale"), 2.0)
loss = F.cross_entropy(x * State.scale, y)

### exec
exec("x = x * 2")
loss = F.cross_entropy(x, y)

### exec of a file's text
#! before: source = "y = y * 0"
exec(source)
loss = F.cross_entropy(x, y)

### eval
loss = F.cross_entropy(eval("x * 2"), y)

### globals
globals()["x"] = torch.zeros(2, 3)
loss = F.cross_entropy(x, y)

### globals updated in a function
def fill(**names):
    globals().update(names)


fill(x=torch.zeros(2, 3))
loss = F.cross_entropy(x, y)

### vars of an object
class State:
    pass


s = State()
s.x = x
vars(s)["x"] = torch.zeros(2, 3)
loss = F.cross_entropy(s.x, y)

### a dict of an object
class State:
    def __init__(self, **values):
        self.__dict__.update(values)


loss = F.cross_entropy(State(x=x, **{os.environ.get("NAME", "x2"): x * 2}).x, y)

### a try that may fail halfway
#! before: def unsure(): raise ValueError
try:
    x = x * 2
    unsure()
    x = x * 2
except ValueError:
    x = x - 1
loss = F.cross_entropy(x, y)

### a try around an import
try:
    import apex

    scale = 2.0
except ImportError:
    scale = 1.0
loss = F.cross_entropy(x * scale, y)

### suppressed errors
import contextlib

#! before: def unsure(): raise ValueError
with contextlib.suppress(ValueError):
    x = x * 2
    unsure()
    x = x * 2
loss = F.cross_entropy(x, y)

### an iterator used up by someone
it = iter([x, x * 2])
if os.environ.get("SKIP"):
    next(it)
loss = F.cross_entropy(next(it), y)

### a shuffled loader
from torch.utils.data import DataLoader, TensorDataset

for a, b in DataLoader(TensorDataset(x, y), batch_size=1, shuffle=True):
    loss = F.cross_entropy(a, b)
    break

### time
import time

loss = F.cross_entropy(x * (time.time() % 7), y)

### a hash and an id
loss = F.cross_entropy(x + id(x) % 5, y)

### an optimizer's step
p = torch.tensor([[0.3, 0.1]], requires_grad=True)
opt = torch.optim.SGD([p], lr=0.5)
F.cross_entropy(p, torch.tensor([1])).backward()  # known
opt.step()
loss = F.cross_entropy(p, torch.tensor([1]))

### an optimizer in a loop
p = nn.Parameter(torch.tensor([[0.3, 0.1]]))
opt = torch.optim.Adam([p])
for _ in range(3):
    loss = F.cross_entropy(p, torch.tensor([1]))
    opt.zero_grad()
    loss.backward()
    opt.step()

### a batch norm
bn = nn.BatchNorm1d(3)
bn.weight.data.uniform_()
loss = F.cross_entropy(bn(x), y)

### an initialisation in place
w = torch.zeros(3, 3)
nn.init.xavier_uniform_(w)
loss = F.cross_entropy(x @ w, y)

### a hook
layer = nn.Identity()
layer.register_forward_hook(lambda m, i, o: o * 2)
loss = F.cross_entropy(layer(x), y)

### a match with an unknown subject
match os.environ.get("MODE", "a"):
    case "a":
        t = y
    case _:
        t = y * 0
loss = F.cross_entropy(x, t)

### a conditional expression
t = y if os.environ.get("MODE") else y * 0
loss = F.cross_entropy(x, t)

### or with the unknown
w = os.environ.get("W") or "1.0"
loss = F.cross_entropy(x * float(w), y)

### a break that may come
for k in [1.0, 2.0, 3.0]:
    x = x * k
    if random.random() < 0.3:
        break
loss = F.cross_entropy(x, y)

### a return that may come
def prepare(t):
    if random.random() < 0.5:
        return t
    return t * 2


loss = F.cross_entropy(prepare(x), y)

### a generator's send
def gen():
    value = yield x
    yield value


g = gen()
next(g)
loss = F.cross_entropy(g.send(x * 2), y)

### threads
import threading


def work():
    x.mul_(2)


th = threading.Thread(target=work)
th.start()
th.join()
loss = F.cross_entropy(x, y)

### names differ between visits
def f(a):
    return F.cross_entropy(a, y)  # known


f(x)
f(x * 2)

### a loop whose array changes
for k in range(3):
    loss = F.cross_entropy(x * k, y)  # known

### del under a branch
z = x * 1.0
if os.environ.get("DEL"):
    z = None
if z is None:
    z = x * 3
loss = F.cross_entropy(z, y)

### a lambda over a loop's last name
fs = []
for k in range(int(os.environ.get("N", "3"))):
    fs.append(lambda t: t * k)
loss = F.cross_entropy(fs[0](x), y)

### default arguments that remember
def remember(v, seen=[]):
    seen.append(v)
    return float(len(seen))


if os.environ.get("TWICE"):
    remember(1)
loss = F.cross_entropy(x * remember(2), y)

### operators of a class that are not read
class Weird:
    def __rmul__(self, other):
        return torch.as_tensor(other) * random.random()

    __array_priority__ = 1000


loss = F.cross_entropy(torch.stack([row for row in x]) * random.uniform(1, 2), y)

### a property that changes
class Step:
    n = 0

    @property
    def scale(self):
        Step.n += random.randint(1, 2)
        return float(Step.n)


loss = F.cross_entropy(x * Step().scale, y)

### getattr hooks
class Proxy:
    def __getattr__(self, name):
        return random.random()


loss = F.cross_entropy(x * Proxy().scale, y)

### a default dtype that may change
if os.environ.get("DOUBLE"):
    torch.set_default_dtype(torch.float64)
loss = F.cross_entropy(torch.zeros(int(os.environ.get("N", "1")), 2), torch.tensor([1]))

### parse errors around the assignment
#! loose
x = torch.tensor([[0.3, -0.6, 1.1], [1.2, 0.8, 0.1]]) ) (
loss = F.cross_entropy(x, y)

### a half-typed assignment
#! loose
x = x * 
loss = F.cross_entropy(x, y)

### a Python 2 program
#! loose
print "hello"
exec "x = x * 2"
loss = F.cross_entropy(x, y)

### another default dtype
#! after: torch.set_default_dtype(torch.float32)
torch.set_default_dtype(torch.float64)
loss = F.cross_entropy(torch.tensor([[0.3, -0.6]]), torch.tensor([1]))
