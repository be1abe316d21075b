import argparse
import ast
import contextlib
import dataclasses
import enum
import functools
import io
import itertools
import json
import operator
from collections import ChainMap, OrderedDict, defaultdict, namedtuple
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import NamedTuple

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.utils.data import DataLoader, Dataset, Subset, TensorDataset, random_split

scores = torch.tensor([[1.2, -0.4, 0.3], [0.1, 0.8, -1.0], [-0.6, 0.2, 1.9], [0.5, 0.4, -0.2]])
classes = torch.tensor([0, 1, 2, 1])
raw = torch.tensor([0.7, -1.4, 2.0, -0.3])
hit = torch.tensor([1.0, 0.0, 1.0, 1.0])

### starmap of losses
#! names: total
total = sum(itertools.starmap(F.cross_entropy, [(scores[:2], classes[:2]), (scores[2:], classes[2:])]))

### starmap in a list
losses = list(itertools.starmap(lambda a, b: F.mse_loss(a, b), [(raw, hit), (raw * 2, hit)]))
#! names: loss
loss = torch.stack(losses).mean()

### accumulate over losses
each = [F.binary_cross_entropy_with_logits(a, b) for a, b in zip(raw, hit)]
#! names: last
last = list(itertools.accumulate(each))[-1]

### groupby batches
rows = sorted(zip(classes.tolist(), scores.tolist()), key=lambda r: r[0])
#! names: result
result = {}
for key, group in itertools.groupby(rows, key=lambda r: r[0]):
    xs = torch.tensor([row for _, row in group])
    result[key] = F.cross_entropy(xs, torch.full((len(xs),), key))

### a generator of batches with losses outside
def batches(n):
    for i in range(0, len(scores), n):
        yield scores[i : i + n], classes[i : i + n]


#! names: total
total = 0.0
for x, y in batches(2):
    total += F.cross_entropy(x, y, reduction="sum")
total = total / len(scores)

### a generator that yields losses
def losses():
    for x, y in ((scores[:2], classes[:2]), (scores[2:], classes[2:])):
        yield F.cross_entropy(x, y)


#! names: mean
mean = sum(losses()) / 2

### next of a generator
def stream():
    while True:
        yield scores, classes


it = stream()
x, y = next(it)
loss = F.cross_entropy(x, y)

### a generator with send
def averager():
    total, n = 0.0, 0
    value = yield None
    while True:
        total += value
        n += 1
        value = yield total / n


#! names: a
avg = averager()
next(avg)
l = F.cross_entropy(scores, classes)
a = l.item()
avg.send(a)

### yield from
def inner():
    yield scores[:2], classes[:2]
    yield scores[2:], classes[2:]


def outer():
    yield from inner()


for x, y in outer():
    loss = F.cross_entropy(x, y)

### reduce over dictionaries of losses
parts = {"ce": F.cross_entropy(scores, classes), "bce": F.binary_cross_entropy_with_logits(raw, hit)}
#! names: total
total = functools.reduce(operator.add, parts.values())

### reduce that composes
compose = lambda *fs: functools.reduce(lambda f, g: lambda x: g(f(x)), fs)
pipe = compose(lambda x: x / 2.0, lambda x: x.log_softmax(1))
loss = F.nll_loss(pipe(scores), classes)

### match on a tuple
def pick(kind, reduction):
    match (kind, reduction):
        case ("ce", r):
            return functools.partial(F.cross_entropy, reduction=r)
        case ("bce", _):
            return F.binary_cross_entropy_with_logits


loss = pick("ce", "sum")(scores, classes)

### match on a class pattern
@dataclass
class CE:
    smoothing: float = 0.0


@dataclass
class Focal:
    gamma: float = 2.0


def build(cfg):
    match cfg:
        case CE(smoothing=s):
            return nn.CrossEntropyLoss(label_smoothing=s)
        case Focal():
            raise NotImplementedError


loss = build(CE(smoothing=0.2))(scores, classes)

### match on a mapping
cfg = {"loss": {"type": "ce", "weight": [1.0, 2.0, 0.5]}}
match cfg:
    case {"loss": {"type": "ce", "weight": [*w]}}:
        criterion = nn.CrossEntropyLoss(weight=torch.tensor(w))
    case _:
        criterion = nn.CrossEntropyLoss()
loss = criterion(scores, classes)

### an enum with a callable
class Loss(enum.Enum):
    CE = "cross_entropy"
    BCE = "binary_cross_entropy_with_logits"

    def __call__(self, *args, **kw):
        return getattr(F, self.value)(*args, **kw)


loss = Loss.CE(scores, classes)

### a str enum in a table
class Reduction(str, enum.Enum):
    MEAN = "mean"
    SUM = "sum"


loss = F.cross_entropy(scores, classes, reduction=Reduction.SUM.value)

### enum by value
class Kind(enum.IntEnum):
    A = 1
    B = 2


loss = F.cross_entropy(scores, classes, ignore_index=int(Kind(2)))

### a descriptor that gives the loss
class Lazy:
    def __init__(self, make):
        self.make = make

    def __set_name__(self, owner, name):
        self.name = name

    def __get__(self, obj, owner=None):
        if obj is None:
            return self
        value = self.make(obj)
        obj.__dict__[self.name] = value
        return value


class Task:
    smoothing = 0.1
    criterion = Lazy(lambda self: nn.CrossEntropyLoss(label_smoothing=self.smoothing))


loss = Task().criterion(scores, classes)

### cached property
class Task:
    def __init__(self, smoothing):
        self.smoothing = smoothing

    @functools.cached_property
    def criterion(self):
        return nn.CrossEntropyLoss(label_smoothing=self.smoothing)


loss = Task(0.1).criterion(scores, classes)

### getattr of a wrapper
class Wrapper:
    def __init__(self, inner):
        self._inner = inner

    def __getattr__(self, name):
        return getattr(self._inner, name)


w = Wrapper(SimpleNamespace(logits=scores, labels=classes))
loss = F.cross_entropy(w.logits, w.labels)

### a dictionary with attributes
class AttrDict(dict):
    __getattr__ = dict.__getitem__
    __setattr__ = dict.__setitem__


cfg = AttrDict(smoothing=0.1, reduction="sum")
loss = F.cross_entropy(scores, classes, label_smoothing=cfg.smoothing, reduction=cfg.reduction)

### nested attributes made from a dictionary
class Config:
    def __init__(self, d):
        for k, v in d.items():
            setattr(self, k, Config(v) if isinstance(v, dict) else v)


cfg = Config({"loss": {"smoothing": 0.1, "reduction": "mean"}})
loss = F.cross_entropy(scores, classes, label_smoothing=cfg.loss.smoothing, reduction=cfg.loss.reduction)

### a namedtuple batch
class Batch(NamedTuple):
    x: torch.Tensor
    y: torch.Tensor
    weight: float = 1.0


b = Batch(scores, classes)
loss = F.cross_entropy(b.x, b.y) * b.weight

### a namedtuple replaced and unpacked
Batch = namedtuple("Batch", "x y", defaults=[None])
b = Batch(scores)._replace(y=classes)
loss = F.cross_entropy(*b)

### keyword arguments from a dataclass
@dataclass
class Options:
    label_smoothing: float = 0.1
    reduction: str = "sum"


loss = F.cross_entropy(scores, classes, **dataclasses.asdict(Options()))

### vars of an object
opts = SimpleNamespace(label_smoothing=0.1, reduction="mean")
loss = F.cross_entropy(scores, classes, **vars(opts))

### vars of an instance
class Opts:
    def __init__(self):
        self.reduction = "sum"
        self.ignore_index = 1


loss = F.cross_entropy(scores, classes, **vars(Opts()))

### a dataclass replaced
@dataclass(frozen=True)
class C:
    smoothing: float = 0.0
    reduction: str = "mean"


c = dataclasses.replace(C(), smoothing=0.3)
loss = F.cross_entropy(scores, classes, label_smoothing=c.smoothing, reduction=c.reduction)

### fields of a dataclass
@dataclass
class C:
    label_smoothing: float = 0.05
    reduction: str = "sum"


c = C()
kw = {f.name: getattr(c, f.name) for f in dataclasses.fields(c)}
loss = F.cross_entropy(scores, classes, **kw)

### globals by name
my_loss = nn.CrossEntropyLoss(reduction="sum")
loss = globals()["my_loss"](scores, classes)

### exec that defines a function
exec("def f(a, b):\n    return F.cross_entropy(a, b, label_smoothing=0.1)")
#! names: loss
loss = f(scores, classes)

### eval of an expression
criterion = eval("nn.CrossEntropyLoss(reduction='sum')")
loss = criterion(scores, classes)

### literal eval of a list
text = "[[1.0, 2.0, 0.5], [0.1, 0.2, 0.3]]"
x = torch.tensor(ast.literal_eval(text))
loss = F.cross_entropy(x, torch.tensor([1, 0]))

### json of scores and labels
blob = json.loads('{"scores": [[1.0, 2.0], [0.5, -0.5]], "labels": [0, 1], "opts": {"reduction": "sum"}}')
loss = F.cross_entropy(torch.tensor(blob["scores"]), torch.tensor(blob["labels"]), **blob["opts"])

### json lines
lines = '{"p": 0.9, "y": 1}\n{"p": 0.2, "y": 0}\n'
rows = [json.loads(line) for line in lines.splitlines()]
loss = F.binary_cross_entropy(torch.tensor([r["p"] for r in rows]), torch.tensor([float(r["y"]) for r in rows]))

### loadtxt of a text
data = np.loadtxt(io.StringIO("0.9 1\n0.2 0\n0.6 1"))
loss = F.binary_cross_entropy(torch.from_numpy(data[:, 0]), torch.from_numpy(data[:, 1]))

### genfromtxt with commas
data = np.genfromtxt(io.StringIO("0.9,1\n0.2,0\n0.6,1"), delimiter=",")
loss = F.binary_cross_entropy(torch.tensor(data[:, 0]), torch.tensor(data[:, 1]))

### numbers split from a text
x = torch.tensor([float(v) for v in "0.9 0.2 0.6".split()])
y = torch.tensor(list(map(float, "1,0,1".split(","))))
loss = F.binary_cross_entropy(x, y)

### csv reader of a text
import csv

rows = list(csv.reader(io.StringIO("0.9,1\n0.2,0\n")))
loss = F.binary_cross_entropy(torch.tensor([float(r[0]) for r in rows]), torch.tensor([float(r[1]) for r in rows]))

### csv dict reader
import csv

rows = list(csv.DictReader(io.StringIO("p,y\n0.9,1\n0.2,0\n")))
loss = F.binary_cross_entropy(torch.tensor([float(r["p"]) for r in rows]), torch.tensor([float(r["y"]) for r in rows]))

### numbers formatted and read
t = f"{0.123456:.3f}"
loss = F.mse_loss(torch.tensor([float(t)]), torch.tensor([0.5]))

### a structured array
data = np.array([(0.9, 1), (0.2, 0)], dtype=[("p", "f4"), ("y", "i4")])
loss = F.binary_cross_entropy(torch.from_numpy(data["p"].copy()), torch.from_numpy(data["y"].astype(np.float32)))

### a record array
data = np.rec.array([(0.9, 1.0), (0.2, 0.0)], dtype=[("p", "f8"), ("y", "f8")])
loss = F.mse_loss(torch.tensor(data.p.copy()), torch.tensor(data.y.copy()))

### pandas values
import pandas as pd

df = pd.DataFrame({"a": [1.0, 0.2], "b": [0.5, 2.0], "y": [0, 1]})
loss = F.cross_entropy(torch.tensor(df[["a", "b"]].values), torch.tensor(df["y"].values))

### torch func grad and value
g, value = torch.func.grad_and_value(lambda s: F.cross_entropy(s, classes))(scores)

### a tensor dataset by a loader
#! names: total
ds = TensorDataset(scores, classes)
total = 0.0
for x, y in DataLoader(ds, batch_size=2):
    total += F.cross_entropy(x, y).item() * len(x)
total /= len(ds)

### a subset by a loader
ds = TensorDataset(scores, classes)
for x, y in DataLoader(Subset(ds, [0, 2, 3]), batch_size=3):
    loss = F.cross_entropy(x, y)

### a concatenation of datasets
from torch.utils.data import ConcatDataset

ds = ConcatDataset([TensorDataset(scores[:1], classes[:1]), TensorDataset(scores[1:], classes[1:])])
for x, y in DataLoader(ds, batch_size=4):
    loss = F.cross_entropy(x, y)

### a collate function
def collate(batch):
    xs, ys = zip(*batch)
    return torch.stack(xs), torch.tensor(ys)


data = [(s, int(c)) for s, c in zip(scores, classes)]
for x, y in DataLoader(data, batch_size=4, collate_fn=collate):
    loss = F.cross_entropy(x, y)

### an own dataset with a transform
class DS(Dataset):
    def __init__(self, x, y, transform=None):
        self.x, self.y, self.transform = x, y, transform

    def __len__(self):
        return len(self.x)

    def __getitem__(self, i):
        x = self.x[i]
        return (self.transform(x) if self.transform else x), self.y[i]


for x, y in DataLoader(DS(scores, classes, transform=lambda t: t * 2), batch_size=4):
    loss = F.cross_entropy(x, y)

### first batch of a loader
x, y = next(iter(DataLoader(TensorDataset(scores, classes), batch_size=4, shuffle=False)))
loss = F.cross_entropy(x, y)

### a no_grad decorator on a function
@torch.no_grad()
def evaluate(x, y):
    return F.cross_entropy(x, y).item()


#! names: v
v = evaluate(scores, classes)

### a decorator that scales
def scaled(k):
    def deco(f):
        @functools.wraps(f)
        def inner(*a, **kw):
            return k * f(*a, **kw)

        return inner

    return deco


@scaled(0.5)
def loss_fn(x, y):
    return F.cross_entropy(x, y)


#! names: loss
loss = loss_fn(scores, classes)

### a class registry by init_subclass
class Base:
    registry = {}

    def __init_subclass__(cls, name=None, **kw):
        super().__init_subclass__(**kw)
        cls.registry[name] = cls


class CE(Base, name="ce"):
    def __call__(self, x, y):
        return F.cross_entropy(x, y)


loss = Base.registry["ce"]()(scores, classes)

### a context manager of a function
@contextlib.contextmanager
def double():
    old = torch.get_default_dtype()
    torch.set_default_dtype(torch.float64)
    try:
        yield
    finally:
        torch.set_default_dtype(old)


with double():
    x = torch.tensor([[1.0, 2.0]])
loss = F.cross_entropy(x, torch.tensor([0]))

### an exit stack
class Ctx:
    def __enter__(self):
        return scores

    def __exit__(self, *a):
        return False


with contextlib.ExitStack() as stack:
    x = stack.enter_context(Ctx())
    loss = F.cross_entropy(x, classes)

### suppress and nullcontext
with contextlib.suppress(ValueError), contextlib.nullcontext(scores) as x:
    loss = F.cross_entropy(x, classes)

### a walrus in a comprehension
#! names: vals
vals = [v for r in ("mean", "sum") if (v := F.cross_entropy(scores, classes, reduction=r).item()) > 0]

### single dispatch
@functools.singledispatch
def loss_of(t, s):
    raise TypeError


@loss_of.register
def _(t: torch.Tensor, s):
    return F.cross_entropy(s, t)


@loss_of.register(list)
def _(t, s):
    return F.cross_entropy(s, torch.tensor(t))


loss = loss_of([0, 1, 2, 1], scores)

### argparse with a list of words
p = argparse.ArgumentParser()
p.add_argument("--loss", default="ce", choices=["ce", "bce"])
p.add_argument("--smoothing", "-s", type=float, default=0.0)
p.add_argument("--sum", dest="total", action="store_true")
a = p.parse_args(["--smoothing", "0.1", "--sum"])
fn = {"ce": F.cross_entropy, "bce": F.binary_cross_entropy_with_logits}[a.loss]
loss = fn(scores, classes, label_smoothing=a.smoothing, reduction="sum" if a.total else "mean")

### argparse of nothing
def get_args(argv=None):
    p = argparse.ArgumentParser(description="train")
    p.add_argument("--label-smoothing", type=float, default=0.1)
    p.add_argument("-r", "--reduction", default="mean", help="how")
    p.add_argument("--weighted", action="store_true")
    return p.parse_args(argv)


args = get_args([])
loss = F.cross_entropy(scores, classes, label_smoothing=args.label_smoothing, reduction=args.reduction)

### a default dict of lists
log = defaultdict(list)
for r in ("mean", "sum"):
    log[r].append(F.cross_entropy(scores, classes, reduction=r))
#! names: out
out = log["sum"][0]

### an ordered dict of stages
stages = OrderedDict(a=lambda x: x * 2, b=lambda x: x.log_softmax(-1))
x = scores
for name, f in stages.items():
    x = f(x)
loss = F.nll_loss(x, classes)

### method chain with operator.methodcaller
f = operator.methodcaller("log_softmax", dim=1)
loss = F.nll_loss(f(scores), classes)

### attrgetter and itemgetter
batch = {"x": scores, "y": classes}
x, y = operator.itemgetter("x", "y")(batch)
fn = operator.attrgetter("functional.cross_entropy")(nn)
loss = fn(x, y)

### pairwise and zip strict
xs = torch.tensor([1.0, 2.0, 4.0])
d = torch.tensor([float(b - a) for a, b in itertools.pairwise(xs)])
loss = F.mse_loss(d, torch.tensor([1.0, 1.0]))

### product of settings
#! names: best
grid = itertools.product(("mean", "sum"), (0.0, 0.1))
results = {(r, s): F.cross_entropy(scores, classes, reduction=r, label_smoothing=s).item() for r, s in grid}
best = min(results.values())

### islice of a loader
loader = DataLoader(TensorDataset(scores, classes), batch_size=1)
for x, y in itertools.islice(loader, 2):
    loss = F.cross_entropy(x, y)

### a cycle of batches
batches = itertools.cycle([(scores[:2], classes[:2]), (scores[2:], classes[2:])])
for _ in range(2):
    x, y = next(batches)
    loss = F.cross_entropy(x, y)

### slots and a class method
class L:
    __slots__ = ("w",)

    def __init__(self, w):
        self.w = w

    @classmethod
    def balanced(cls, counts):
        t = torch.tensor(counts, dtype=torch.float)
        return cls(t.sum() / (len(t) * t))

    def __call__(self, x, y):
        return F.cross_entropy(x, y, weight=self.w)


loss = L.balanced([1, 2, 1])(scores, classes)

### matmul of a linear layer with written weights
lin = nn.Linear(3, 2, bias=False)
with torch.no_grad():
    lin.weight.copy_(torch.tensor([[1.0, 0.0, -1.0], [0.5, 0.5, 0.0]]))
loss = F.cross_entropy(lin(scores), torch.tensor([0, 1, 0, 1]))

### layer norm as it begins
ln = nn.LayerNorm(3)
loss = F.cross_entropy(ln(scores), classes)

### batch norm with no affine in training
bn = nn.BatchNorm1d(3)
loss = F.cross_entropy(bn(scores), classes)

### conv with ones
conv = nn.Conv1d(1, 1, 3, bias=False)
nn.init.ones_(conv.weight)
loss = F.mse_loss(conv(torch.tensor([[[1.0, 2.0, 3.0, 4.0]]])), torch.tensor([[[5.0, 10.0]]]))

### a load_state_dict of written weights
lin = nn.Linear(3, 2)
lin.load_state_dict({"weight": torch.tensor([[1.0, 0.0, -1.0], [0.5, 0.5, 0.0]]), "bias": torch.tensor([0.1, -0.1])})
loss = F.cross_entropy(lin(scores), torch.tensor([0, 1, 0, 1]))

### partialmethod
class T:
    def _loss(self, x, y, reduction):
        return F.cross_entropy(x, y, reduction=reduction)

    total = functools.partialmethod(_loss, reduction="sum")


loss = T().total(scores, classes)

### polars to torch
import polars as pl

df = pl.DataFrame({"p": [0.9, 0.2], "y": [1.0, 0.0]})
loss = F.binary_cross_entropy(torch.tensor(df["p"].to_numpy()), torch.tensor(df["y"].to_numpy()))
