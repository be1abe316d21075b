import argparse
import asyncio
import collections
import contextlib
import copy
import dataclasses
import enum
import functools
import itertools
import math
import operator
import typing as t
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any, Callable, Dict, List, NamedTuple, Optional, Protocol, Tuple, Union

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

out = torch.tensor([[1.5, -0.2, 0.3], [0.2, 0.7, -1.1], [-0.4, 0.6, 2.1], [0.9, 0.4, 0.1]])
gold = torch.tensor([0, 1, 2, 1])
raw = torch.tensor([0.7, -1.4, 2.0, -0.3])
hit = torch.tensor([1.0, 0.0, 1.0, 1.0])

### a nested dataclass of configurations
@dataclass
class LossConfig:
    name: str = "cross_entropy"
    kwargs: dict = field(default_factory=dict)


@dataclass
class TrainConfig:
    lr: float = 1e-3
    loss: LossConfig = field(default_factory=LossConfig)

    def build(self):
        return functools.partial(getattr(F, self.loss.name), **self.loss.kwargs)


#! names: loss
cfg = TrainConfig(loss=LossConfig(kwargs={"label_smoothing": 0.05}))
loss = cfg.build()(out, gold)

### a post-init that builds the criterion
@dataclass
class Task:
    classes: int
    smoothing: float = 0.0
    criterion: nn.Module = field(init=False, repr=False)

    def __post_init__(self):
        if self.classes > 1:
            self.criterion = nn.CrossEntropyLoss(label_smoothing=self.smoothing)
        else:
            self.criterion = nn.BCEWithLogitsLoss()


#! names: a, b
a = Task(3, 0.1).criterion(out, gold)
b = Task(1).criterion(raw, hit)

### a NamedTuple for a batch
class Batch(NamedTuple):
    x: torch.Tensor
    y: torch.Tensor
    weight: Optional[torch.Tensor] = None

    @property
    def size(self) -> int:
        return len(self.y)


#! names: loss
batch = Batch(out, gold)._replace(weight=torch.tensor([1.0, 0.5, 2.0]))
loss = F.cross_entropy(batch.x, batch.y, weight=batch.weight, reduction="sum") / batch.size

### collections.namedtuple made on the fly
Output = collections.namedtuple("Output", ["logits", "hidden"], defaults=[None])
o = Output(logits=out)
logits, *_ = o
loss = F.cross_entropy(logits, gold)

### __getattr__ that delegates
class Wrapped:
    def __init__(self, inner):
        self.inner = inner

    def __getattr__(self, name):
        return getattr(self.inner, name)

    def __call__(self, *args, **kwargs):
        return self.inner(*args, **kwargs)


#! names: loss, kind
criterion = Wrapped(nn.CrossEntropyLoss(reduction="sum"))
loss = criterion(out, gold)
kind = criterion.reduction

### a property that computes the target
class Sample:
    def __init__(self, scores, label):
        self._scores, self._label = scores, label

    @property
    def logits(self):
        return torch.as_tensor(self._scores).float()

    @property
    def target(self):
        return torch.as_tensor(self._label)


s = Sample([[1, 2, 0]], [1])
loss = F.cross_entropy(s.logits, s.target)

### a cached property
class Data:
    def __init__(self, rows):
        self.rows = rows

    @functools.cached_property
    def arrays(self):
        xs, ys = zip(*self.rows)
        return torch.tensor(xs), torch.tensor(ys)


d = Data([((0.2, 0.9), 1), ((1.4, 0.1), 0)])
loss = F.cross_entropy(*d.arrays)

### abstract base and two children
import abc


class Head(abc.ABC):
    @abc.abstractmethod
    def loss(self, x, y): ...

    def __call__(self, x, y):
        return self.loss(x, y)


class ClassHead(Head):
    def loss(self, x, y):
        return F.cross_entropy(x, y)


class TagHead(Head):
    def loss(self, x, y):
        return F.binary_cross_entropy_with_logits(x, y)


#! names: total
total = sum(head(x, y) for head, x, y in [(ClassHead(), out, gold), (TagHead(), raw, hit)])

### mixins and super chains
class LogMixin:
    def compute(self, x, y):
        loss = super().compute(x, y)
        self.history = getattr(self, "history", []) + [loss.item()]
        return loss


class Base:
    def compute(self, x, y):
        return F.cross_entropy(x, y)


class Trainer(LogMixin, Base):
    pass


#! names: loss, kept
trainer = Trainer()
loss = trainer.compute(out, gold)
kept = len(trainer.history)

### class attributes and classmethods
class Losses:
    default = "mean"
    table = {"ce": nn.CrossEntropyLoss, "bce": nn.BCEWithLogitsLoss}

    @classmethod
    def make(cls, name, **kw):
        kw.setdefault("reduction", cls.default)
        return cls.table[name](**kw)

    @staticmethod
    def scale(x, by=2):
        return x * by


#! names: a, b
a = Losses.make("ce")(Losses.scale(out), gold)
b = Losses.make("bce", reduction="sum")(raw, hit)

### __init_subclass__ as a registry
class Plugin:
    found = {}

    def __init_subclass__(cls, key=None, **kwargs):
        super().__init_subclass__(**kwargs)
        Plugin.found[key or cls.__name__.lower()] = cls


class Smooth(Plugin, key="smooth"):
    def __call__(self, x, y):
        return F.cross_entropy(x, y, label_smoothing=0.2)


#! names: loss
loss = Plugin.found["smooth"]()(out, gold)

### a registry decorator without arguments
LOSSES: Dict[str, Callable] = {}


def register(fn):
    LOSSES[fn.__name__] = fn
    return fn


@register
def multiclass(x, y):
    return F.cross_entropy(x, y)


@register
def binary(x, y):
    return F.binary_cross_entropy_with_logits(x, y)


#! names: a
a = LOSSES["multiclass"](out, gold)
b = LOSSES["binary"](raw, hit)

### a decorator with functools.wraps
def weighted(w):
    def outer(fn):
        @functools.wraps(fn)
        def inner(*args, **kwargs):
            return w * fn(*args, **kwargs)

        return inner

    return outer


@weighted(0.25)
def criterion(x, y):
    return F.cross_entropy(x, y)


#! names: loss
loss = criterion(out, y=gold)

### functools.reduce over losses
#! names: total
parts = [F.cross_entropy(out, gold), F.binary_cross_entropy_with_logits(raw, hit)]
total = functools.reduce(operator.add, parts) / len(parts)

### singledispatch is not needed for a dict of types
#! names: loss
handlers = {torch.int64: F.cross_entropy, torch.float32: F.binary_cross_entropy_with_logits}
loss = handlers[gold.dtype](out, gold)

### lambda tables with defaults
#! names: a, b
table = {
    "ce": lambda x, y, w=None: F.cross_entropy(x, y, weight=w),
    "bce": lambda x, y, **_: F.binary_cross_entropy_with_logits(x, y),
}
a = table["ce"](out, gold, w=torch.tensor([1.0, 2.0, 1.0]))
b = table["bce"](raw, hit, unused=1)

### composition of functions
def compose(*fns):
    return functools.reduce(lambda f, g: lambda *a: g(f(*a)), fns)


#! names: value
value = compose(F.cross_entropy, torch.Tensor.item, lambda v: v * 2)(out, gold)

### closures that count with nonlocal
def meter():
    total, count = 0.0, 0

    def add(loss, n):
        nonlocal total, count
        total += loss.item() * n
        count += n
        return total / count

    return add


#! names: mean
add = meter()
add(F.cross_entropy(out[:1], gold[:1]), 1)
mean = add(F.cross_entropy(out[1:], gold[1:]), 3)

### a global that a function changes
STEPS = 0


def step(x, y):
    global STEPS
    STEPS += 1
    return F.cross_entropy(x / STEPS, y)


#! names: second
first = step(out, gold).item()
second = step(out, gold).item()

### star arguments put together from parts
#! names: loss
args, kwargs = (out,), {"target": gold}
kwargs |= {"reduction": "none"}
loss = F.cross_entropy(*args, **{**kwargs, "reduction": "sum"})

### star unpacking of a list in the middle
#! names: loss
first, *middle, last = out
loss = F.cross_entropy(torch.stack([first, *middle]), gold[:-1])

### positional-only and keyword-only parameters
def call(x, y, /, *, reduction="mean"):
    return F.cross_entropy(x, y, reduction=reduction)


#! names: loss
loss = call(out, gold, reduction="sum")

### match on a type
@dataclass
class Multi:
    x: torch.Tensor
    y: torch.Tensor


@dataclass
class Binary:
    x: torch.Tensor
    y: torch.Tensor
    weight: float = 1.0


def loss_of(task):
    match task:
        case Multi(x=x, y=y):
            return F.cross_entropy(x, y)
        case Binary(x, y, weight) if weight > 0:
            return weight * F.binary_cross_entropy_with_logits(x, y)
        case _:
            raise TypeError(task)


#! names: a, b
a = loss_of(Multi(out, gold))
b = loss_of(Binary(raw, hit, 0.5))

### match on a tuple's length
def loss_of(batch):
    match batch:
        case (x, y):
            return F.cross_entropy(x, y)
        case (x, y, w):
            return (F.cross_entropy(x, y, reduction="none") * w).mean()


#! names: a, b
a = loss_of((out, gold))
b = loss_of((out, gold, hit))

### try and finally around a mode
model = nn.Identity()
was = model.training
try:
    model.eval()
    loss = F.cross_entropy(model(out), gold)
finally:
    model.train(was)

### try with else
#! names: loss
try:
    weight = {"x": 1}["y"]
except KeyError:
    weight = None
else:
    weight = torch.ones(3)
loss = F.cross_entropy(out, gold, weight=weight)

### a ValueError falls back to another shape
def safe(x, y):
    try:
        return F.binary_cross_entropy_with_logits(x, y)
    except ValueError:
        return F.binary_cross_entropy_with_logits(x.squeeze(1), y)


#! names: loss
loss = safe(raw[:, None], hit)

### a context manager as a generator
@contextlib.contextmanager
def scaled(x, by):
    yield x * by


#! names: loss
with scaled(out, 0.5) as x:
    loss = F.cross_entropy(x, gold)

### a context manager as a class
class Collect:
    def __enter__(self):
        self.losses = []
        return self

    def __exit__(self, *exc):
        self.total = sum(self.losses)
        return False


#! names: total
with Collect() as c:
    c.losses.append(F.cross_entropy(out, gold).item())
    c.losses.append(F.cross_entropy(out * 2, gold).item())
total = c.total

### an ExitStack and a nullcontext
#! names: loss
amp = False
ctx = torch.autocast("cpu") if amp else contextlib.nullcontext()
with contextlib.ExitStack() as stack:
    stack.enter_context(torch.no_grad())
    stack.enter_context(ctx)
    loss = F.cross_entropy(out, gold)

### an async function that is run
async def compute(x, y):
    await asyncio.sleep(0)
    return F.cross_entropy(x, y)


#! names: loss
loss = asyncio.run(compute(out, gold))

### an enum as the key
class Reduction(str, enum.Enum):
    MEAN = "mean"
    SUM = "sum"


#! names: loss
loss = F.cross_entropy(out, gold, reduction=Reduction.SUM.value)

### an int enum for classes
class Label(enum.IntEnum):
    CAT = 0
    DOG = 1
    BIRD = 2


#! names: loss
y = torch.tensor([Label.CAT, Label.DOG, Label["BIRD"], Label(1)])
loss = F.cross_entropy(out, y)

### labels by a dict of names
#! names: loss
names = ["cat", "dog", "bird", "dog"]
index = {name: i for i, name in enumerate(dict.fromkeys(names))}
loss = F.cross_entropy(out, torch.tensor([index[n] for n in names]))

### labels by sorted set
#! names: loss
names = ["b", "c", "a", "c"]
vocabulary = sorted(set(names))
y = torch.tensor(list(map(vocabulary.index, names)))
loss = F.cross_entropy(out, y)

### labels from a text that is split
#! names: loss
text = "1.5 -0.2 0;0.2 0.7 1"
rows = [[float(c) for c in line.split()] for line in text.split(";")]
x = torch.tensor([row[:-1] for row in rows])
y = torch.tensor([int(row[-1]) for row in rows])
loss = F.cross_entropy(x, y)

### multi-hot from lists of labels
#! names: loss
lists = [[0, 2], [1], [], [0, 1, 2]]
y = torch.zeros(len(lists), 3)
for i, labels in enumerate(lists):
    for j in labels:
        y[i, j] = 1
loss = F.binary_cross_entropy_with_logits(out, y)

### multi-hot by index lists
#! names: loss
lists = [[0, 2], [1], [2], [0, 1, 2]]
y = torch.zeros(4, 3)
for i, labels in enumerate(lists):
    y[i, labels] = 1.0
loss = nn.MultiLabelSoftMarginLoss()(out, y)

### batches by itertools
#! names: losses
losses = []
for pair in itertools.zip_longest(out.split(3), gold.split(3)):
    losses.append(F.cross_entropy(*pair).item())

### batches by islice of a generator
def stream():
    i = 0
    while True:
        yield out[i : i + 1], gold[i : i + 1]
        i += 1


#! names: total
total = sum(F.cross_entropy(x, y).item() for x, y in itertools.islice(stream(), 3))

### accumulate over losses
#! names: running
values = F.cross_entropy(out, gold, reduction="none").tolist()
running = list(itertools.accumulate(values))

### chained comparison and a conditional loss
#! names: loss
epoch, warmup = 3, 5
alpha = epoch / warmup if 0 <= epoch < warmup else 1.0
loss = (1 - alpha) * F.cross_entropy(out, gold) + alpha * F.multi_margin_loss(out, gold)

### f-strings that choose a function
#! names: a, b
for kind in ("binary",):
    a = getattr(F, f"{kind}_cross_entropy_with_logits")(raw, hit)
b = F.__dict__["cross_entropy"](out, gold)

### globals and vars
#! names: a
criterion_ce = nn.CrossEntropyLoss()
a = globals()["criterion_ce"](out, gold)

### a SimpleNamespace as arguments
#! names: loss
args = SimpleNamespace(ls=0.1, red="mean", weights=[1.0, 1.0, 3.0])
loss = F.cross_entropy(out, gold, torch.tensor(args.weights), label_smoothing=args.ls, reduction=args.red)

### a typed generic function
T = t.TypeVar("T")


def first(items: t.Sequence[T]) -> T:
    return items[0]


def loss_fn(logits: torch.Tensor, targets: "torch.LongTensor", *, eps: float = 0.0) -> torch.Tensor:
    b: int
    c: int
    b, c = logits.shape
    assert targets.shape == (b,), f"{targets.shape=}"
    return F.cross_entropy(logits, targets, label_smoothing=eps)


#! names: loss
loss = loss_fn(first([out]), first((gold,)), eps=0.1)

### a protocol and a callable class
class Criterion(Protocol):
    def __call__(self, x: torch.Tensor, y: torch.Tensor) -> torch.Tensor: ...


class Mean:
    def __init__(self, *criteria: Criterion) -> None:
        self.criteria = criteria

    def __call__(self, x, y):
        return torch.stack([c(x, y) for c in self.criteria]).mean()


#! names: loss
loss = Mean(nn.CrossEntropyLoss(), nn.MultiMarginLoss())(out, gold)

### operator overloading of losses
class Term:
    def __init__(self, fn, weight=1.0):
        self.fn, self.weight = fn, weight

    def __rmul__(self, w):
        return Term(self.fn, self.weight * w)

    def __add__(self, other):
        return Sum([self, other])

    def __call__(self, x, y):
        return self.weight * self.fn(x, y)


class Sum:
    def __init__(self, terms):
        self.terms = terms

    def __call__(self, x, y):
        return sum(term(x, y) for term in self.terms)


#! names: loss
criterion = 0.7 * Term(F.cross_entropy) + 0.3 * Term(F.multi_margin_loss)
loss = criterion(out, gold)

### torch.compile around a function
@torch.compile
def fused(x, y):
    return F.cross_entropy(x, y)


#! loose
eager = F.cross_entropy(out, gold)

### grad of a function of the loss
#! loose
g = torch.func.grad(lambda x: F.cross_entropy(x, gold))(out)
loss = F.cross_entropy(out, gold)

### copy and deepcopy
#! names: a, b
x = copy.deepcopy(out)
x[0, 0] = 0.0
a = F.cross_entropy(out, gold)
b = F.cross_entropy(x, gold)

### dict merged and popped
#! names: loss
batch = {"input": out, "target": gold, "meta": 1}
batch = {**batch, "input": out / 2}
batch.pop("meta")
loss = F.cross_entropy(**batch)

### walrus in a comprehension
#! names: kept
kept = [v for x, y in zip(out.split(1), gold.split(1)) if (v := F.cross_entropy(x, y).item()) < 1.0]

### while over a deque
#! names: total
queue = collections.deque([(out[:2], gold[:2]), (out[2:], gold[2:])])
total = 0.0
while queue:
    x, y = queue.popleft()
    total += F.cross_entropy(x, y, reduction="sum").item()

### ChainMap and defaults
#! names: loss
options = collections.ChainMap({"reduction": "sum"}, {"reduction": "mean", "label_smoothing": 0.1})
loss = F.cross_entropy(out, gold, **options)

### Counter weights in order
#! names: loss
counts = collections.Counter(gold.tolist())
w = torch.tensor([1.0 / n for _, n in sorted(counts.items())])
loss = F.cross_entropy(out, gold, weight=w)

### operator.itemgetter and attrgetter
#! names: loss
get = operator.itemgetter("x", "y")
loss = F.cross_entropy(*get({"x": out, "y": gold}))

### starmap over pairs
#! names: losses
losses = [v.item() for v in itertools.starmap(F.cross_entropy, [(out, gold), (out.flip(1), gold)])]

### a string evaluated by a table of numbers
#! names: loss
order = ["b", "a"]
scores = {"a": [0.2, 0.4], "b": [1.0, -1.0]}
x = torch.tensor([scores[k] for k in order])
loss = F.cross_entropy(x, torch.tensor([0, 1]))

### a main guard
def main():
    criterion = nn.CrossEntropyLoss()
    return criterion(out, gold)


#! names: loss
if __name__ == "__main__":
    loss = main()

### parse_args with defaults and a method
def get_args(argv=None):
    p = argparse.ArgumentParser(description="train")
    p.add_argument("--label-smoothing", type=float, default=0.1)
    p.add_argument("-r", "--reduction", default="mean")
    p.add_argument("--weighted", action="store_true")
    return p.parse_args(argv)


#! loose
args = get_args([])
loss = F.cross_entropy(out, gold, label_smoothing=args.label_smoothing, reduction=args.reduction)

### iter with a class of __iter__ and __len__
class Loader:
    def __init__(self, x, y, size):
        self.x, self.y, self.size = x, y, size

    def __len__(self):
        return math.ceil(len(self.x) / self.size)

    def __iter__(self):
        for i in range(len(self)):
            s = slice(i * self.size, (i + 1) * self.size)
            yield self.x[s], self.y[s]


#! names: mean
loader = Loader(out, gold, 3)
mean = sum(F.cross_entropy(x, y).item() for x, y in loader) / len(loader)

### __next__ by hand
class Once:
    def __init__(self, *items):
        self.items, self.i = items, 0

    def __iter__(self):
        return self

    def __next__(self):
        if self.i >= len(self.items):
            raise StopIteration
        self.i += 1
        return self.items[self.i - 1]


#! names: total
total = 0.0
for x, y in Once((out, gold), (out * 2, gold)):
    total += F.cross_entropy(x, y).item()

### __contains__ and __getitem__ with keys
class Store:
    def __init__(self, **kw):
        self._kw = kw

    def __getitem__(self, key):
        return self._kw[key]

    def __contains__(self, key):
        return key in self._kw

    def keys(self):
        return self._kw.keys()


#! names: loss
store = Store(input=out, target=gold)
if "input" in store and "weight" not in store:
    loss = F.cross_entropy(**store)

### __slots__ and __eq__
class Point:
    __slots__ = ("x", "y")

    def __init__(self, x, y):
        self.x = x
        self.y = y


p = Point(out, gold)
loss = F.cross_entropy(p.x, p.y)

### a for-else that picks the loss
#! names: loss
for name, fn in [("mse", F.mse_loss), ("ce", F.cross_entropy)]:
    if name == "ce":
        break
else:
    raise RuntimeError
loss = fn(out, gold)

### zip(*) of batches and cat
#! names: loss
batches = [(out[:2], gold[:2]), (out[2:], gold[2:])]
xs, ys = zip(*batches)
loss = F.cross_entropy(torch.cat(xs), torch.cat(ys))

### sorted by length with a key
#! names: loss
rows = sorted([([0.1, 0.9], 1), ([2.0, 0.3], 0)], key=lambda r: -r[0][0])
x, y = (torch.tensor(part) for part in zip(*rows))
loss = F.cross_entropy(x, y)

### any and all and filter
#! names: loss
keep = [i for i, v in enumerate(gold.tolist()) if v != 2]
pairs = list(filter(lambda p: p[1] != 2, zip(out, gold)))
assert len(pairs) == len(keep) and all(k < 4 for k in keep)
loss = F.cross_entropy(torch.stack([p[0] for p in pairs]), torch.stack([p[1] for p in pairs]))
