import abc
import argparse
import contextlib
import copy
import functools
import itertools
import json
import math
import operator
import os
import warnings
from collections import ChainMap, OrderedDict, defaultdict, deque, namedtuple
from dataclasses import asdict, astuple, dataclass, field, replace
from enum import Enum, auto
from pathlib import Path
from types import MappingProxyType, SimpleNamespace
from typing import Callable, Dict, Generic, List, NamedTuple, Optional, Protocol, TypeVar

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.utils.data import DataLoader, Dataset, Subset, TensorDataset

scores = torch.tensor([[1.2, -0.4, 0.3], [0.1, 0.9, -1.5], [-0.7, 0.2, 1.4], [0.8, 0.8, -0.3]])
classes = torch.tensor([0, 1, 2, 1])
raw = torch.tensor([1.1, -0.8, 0.4, -1.9])
hits = torch.tensor([1.0, 0.0, 1.0, 0.0])

### a loader over a TensorDataset in order
#! names: total
loader = DataLoader(TensorDataset(scores, classes), batch_size=2, shuffle=False)
total = 0.0
for xb, yb in loader:
    total += F.cross_entropy(xb, yb).item() * xb.size(0)
total /= len(loader.dataset)

### a loader that drops the last batch
#! names: seen
seen = []
for xb, yb in DataLoader(TensorDataset(scores, classes), batch_size=3, drop_last=True):
    seen.append(F.cross_entropy(xb, yb).item())

### a dataset class with getitem and len
class Pairs(Dataset):
    def __init__(self, x, y):
        self.x, self.y = x, y

    def __len__(self):
        return len(self.x)

    def __getitem__(self, i):
        return self.x[i], self.y[i]


data = Pairs(scores, classes)
xs, ys = zip(*(data[i] for i in range(len(data))))
loss = F.cross_entropy(torch.stack(xs), torch.stack(ys))

### a subset
data = TensorDataset(scores, classes)
part = Subset(data, [2, 0])
x, y = part[0]
loss = F.cross_entropy(x.unsqueeze(0), y.unsqueeze(0))

### frozen dataclass with a factory and replace
@dataclass(frozen=True)
class Config:
    reduction: str = "mean"
    smoothing: float = 0.0
    weights: list = field(default_factory=lambda: [1.0, 2.0, 3.0])


cfg = replace(Config(), smoothing=0.2, reduction="sum")
loss = F.cross_entropy(
    scores, classes, weight=torch.tensor(cfg.weights), reduction=cfg.reduction, label_smoothing=cfg.smoothing
)

### asdict into keywords
@dataclass
class LossArgs:
    ignore_index: int = 1
    reduction: str = "sum"

    def __post_init__(self):
        self.ignore_index += 1


criterion = nn.CrossEntropyLoss(**asdict(LossArgs()))
loss = criterion(scores, classes)

### an enum member that holds the function
class Kind(Enum):
    CE = auto()
    NLL = auto()

    @property
    def fn(self):
        return {Kind.CE: F.cross_entropy, Kind.NLL: F.nll_loss}[self]


loss = Kind["NLL"].fn(scores.log_softmax(-1), classes)

### argparse with a known command line
parser = argparse.ArgumentParser()
parser.add_argument("--smoothing", type=float, default=0.1)
parser.add_argument("--sum", action="store_true")
args = parser.parse_args(["--sum", "--smoothing", "0.3"])
loss = F.cross_entropy(scores, classes, label_smoothing=args.smoothing, reduction="sum" if args.sum else "mean")

### a chain map of settings
defaults = {"reduction": "mean", "label_smoothing": 0.1}
override = {"reduction": "sum"}
loss = F.cross_entropy(scores, classes, **ChainMap(override, defaults))

### settings merged by a bar
settings = {"reduction": "mean"} | {"ignore_index": 2}
settings |= {"reduction": "sum"}
loss = F.cross_entropy(scores, classes, **settings)

### nested settings by path
cfg = {"train": {"loss": {"name": "cross_entropy", "kwargs": {"label_smoothing": 0.05}}}}
node = functools.reduce(operator.getitem, ["train", "loss"], cfg)
loss = getattr(F, node["name"])(scores, classes, **node["kwargs"])

### a registry by decorator
LOSSES = {}


def register(name):
    def wrap(fn):
        LOSSES[name] = fn
        return fn

    return wrap


@register("ce")
def ce(x, y, *, t=1.0):
    return F.cross_entropy(x / t, y)


@register("bce")
def bce(x, y):
    return F.binary_cross_entropy_with_logits(x, y)


#! names: a, b
a = LOSSES["ce"](scores, classes, t=2.0)
b = LOSSES["bce"](raw, hits)

### a registry by __init_subclass__
class Base:
    known = {}

    def __init_subclass__(cls, tag=None, **kw):
        super().__init_subclass__(**kw)
        Base.known[tag] = cls


class Smooth(Base, tag="smooth"):
    def __call__(self, x, y):
        return F.cross_entropy(x, y, label_smoothing=0.1)


loss = Base.known["smooth"]()(scores, classes)

### losses in a module dict, summed with weights
class Heads(nn.Module):
    def __init__(self):
        super().__init__()
        self.losses = nn.ModuleDict({"a": nn.CrossEntropyLoss(), "b": nn.BCEWithLogitsLoss(reduction="sum")})
        self.register_buffer("w", torch.tensor([0.25, 2.0]))

    def forward(self, out, target):
        parts = {k: fn(out[k], target[k]) for k, fn in self.losses.items()}
        return sum(w * v for w, v in zip(self.w, parts.values())), parts


#! names: total
total, parts = Heads()({"a": scores, "b": raw}, {"a": classes, "b": hits})

### losses in a module list
fns = nn.ModuleList([nn.CrossEntropyLoss(), nn.CrossEntropyLoss(label_smoothing=0.4)])
loss = sum(fn(scores, classes) for fn in fns) / len(fns)

### a stack of partials
focal = functools.partial(functools.partial(F.cross_entropy, reduction="none"), label_smoothing=0.1)
loss = focal(scores, target=classes).mean()

### partialmethod
class Model:
    def _loss(self, x, y, reduction):
        return F.cross_entropy(x, y, reduction=reduction)

    summed = functools.partialmethod(_loss, reduction="sum")


loss = Model().summed(scores, classes)

### a callable protocol and type hints everywhere
T = TypeVar("T")


class LossFn(Protocol):
    def __call__(self, x: torch.Tensor, y: torch.Tensor) -> torch.Tensor: ...


class Holder(Generic[T]):
    fn: LossFn
    table: Dict[str, List[int]] = {"order": [3, 2, 1, 0]}

    def __init__(self, fn: LossFn) -> None:
        self.fn: LossFn = fn

    def run(self, x: "torch.Tensor", y: Optional[torch.Tensor] = None) -> torch.Tensor:
        idx: List[int] = self.table["order"]
        return self.fn(x[idx], y[idx] if y is not None else classes)


loss = Holder[int](F.cross_entropy).run(scores, classes)

### a generator that yields batches
def batches(x, y, size):
    for start in range(0, len(x), size):
        yield x[start : start + size], y[start : start + size]


#! names: losses
losses = [F.cross_entropy(a, b).item() for a, b in batches(scores, classes, 3)]

### a generator that delegates
def both():
    yield from [(scores[:2], classes[:2])]
    yield from ((scores[i : i + 1], classes[i : i + 1]) for i in (2, 3))


#! names: n
n = 0
for n, (x, y) in enumerate(both(), start=1):
    loss = F.cross_entropy(x, y)

### islice and chain
stream = itertools.chain(zip(scores, classes), zip(scores.flip(0), classes.flip(0)))
(x0, y0), (x1, y1) = itertools.islice(stream, 3, 5)
loss = F.cross_entropy(torch.stack([x0, x1]), torch.stack((y0, y1)))

### a deque of the last ones
recent = deque(maxlen=2)
for row in scores.tolist():
    recent.append(row)
loss = F.cross_entropy(torch.tensor(list(recent)), classes[2:])

### a defaultdict of lists
by_class = defaultdict(list)
for s, c in zip(scores, classes.tolist()):
    by_class[c].append(s)
ones = torch.stack(by_class[1])
loss = F.cross_entropy(ones, torch.full((len(by_class[1]),), 1))

### match on a mapping with a guard
cfg = {"loss": "ce", "smoothing": 0.2}
match cfg:
    case {"loss": "ce", "smoothing": s} if s > 0.5:
        loss = F.cross_entropy(scores, classes)
    case {"loss": "ce", "smoothing": float(s), **rest}:
        loss = F.cross_entropy(scores, classes, label_smoothing=s)
    case _:
        loss = None

### match on a tuple of shapes
match (scores.ndim, classes.shape):
    case (2, (n,)) if n == scores.shape[0]:
        loss = F.cross_entropy(scores, classes)
    case (1 | 3, _):
        loss = F.binary_cross_entropy_with_logits(raw, hits)

### try that raises in torch and falls back
try:
    loss = F.binary_cross_entropy(scores, classes)
except (ValueError, RuntimeError):
    loss = F.cross_entropy(scores, classes)
finally:
    done = True

### an assertion error caught in a helper
def check(x, y):
    assert x.shape[0] == y.shape[0], "batch"
    return x


try:
    x = check(scores[:3], classes)
except AssertionError:
    x = scores * 0.5
loss = F.cross_entropy(x, classes)

### a context manager made of a generator
@contextlib.contextmanager
def scaled(model, by):
    before = model.scale
    model.scale = by
    try:
        yield model
    finally:
        model.scale = before


m = SimpleNamespace(scale=1.0)
with scaled(m, 3.0) as mm, torch.no_grad():
    loss = F.cross_entropy(mm.scale * scores, classes)
after = F.cross_entropy(m.scale * scores, classes)

### an exit stack and suppressed warnings
with contextlib.ExitStack() as stack, warnings.catch_warnings():
    warnings.simplefilter("ignore")
    stack.enter_context(torch.no_grad())
    loss = F.mse_loss(scores.sum(1), hits)

### functional_call with weights of one's own
layer = nn.Linear(3, 3, bias=False)
weights = {"weight": torch.eye(3) * 2}
out = torch.func.functional_call(layer, weights, (scores,))
loss = F.cross_entropy(out, classes)

### a compiled function
@torch.no_grad()
def step(x, y):
    return F.cross_entropy(x, y)


loss = step(scores, classes)

### autocast that is switched off
with torch.autocast("cpu", enabled=False):
    loss = F.cross_entropy(scores.float(), classes)

### a scaler that is switched off
scaler = torch.amp.GradScaler("cpu", enabled=False)
x = scores.clone().requires_grad_()
loss = F.cross_entropy(x, classes)
scaler.scale(loss).backward()

### gradients and the same array again
#! names: g
x = scores.clone().requires_grad_(True)
F.cross_entropy(x, classes).backward()
g = x.grad
loss = F.cross_entropy(x - 0.5 * g, classes)

### deep copies are apart
other = copy.deepcopy({"x": scores, "y": classes})
other["x"][0] = 0.0
other["x"].mul_(2)
loss = F.cross_entropy(scores, classes)
again = F.cross_entropy(other["x"], other["y"])

### a shallow copy is not
pack = [scores.clone(), classes]
twin = copy.copy(pack)
twin[0][1, 1] = -3.0
twin[1] = classes.flip(0)
loss = F.cross_entropy(pack[0], pack[1])

### swapping by unpacking and nested stars
first, *rest, last = scores
first, last = last, first
(a, (b, *c)), d = (1, (2, 3, 4)), 5
loss = F.cross_entropy(torch.stack([first, *rest, last]), torch.tensor([a % 3, b, len(c), 0]))

### slices with names and steps
window = slice(None, None, 2)
loss = F.cross_entropy(scores[window, ...], classes[window])

### labels from a path and a string
where = Path("data") / "split_0-1-2-1.pt"
labels = [int(c) for c in where.stem.split("_")[-1].split("-")]
loss = F.cross_entropy(scores, torch.tensor(labels))

### names of columns in a JSON text with scores
rows = json.loads('[{"p": [0.2, 0.8], "y": 1}, {"p": [0.6, 0.4], "y": 0}]')
p = torch.tensor([r["p"] for r in rows])
y = torch.tensor([r["y"] for r in rows])
loss = F.nll_loss(p.log(), y)

### transformers' shifted labels by hand
logits = scores.view(1, 4, 3)
labels = classes.view(1, 4)
shift_logits = logits[..., :-1, :].contiguous()
shift_labels = labels[..., 1:].contiguous()
loss_fct = nn.CrossEntropyLoss()
loss = loss_fct(shift_logits.view(-1, shift_logits.size(-1)), shift_labels.view(-1).to(shift_logits.device))

### a trainer of accelerate's kind
class Accelerator:
    def __init__(self, **kw):
        self.device = torch.device("cpu")

    def prepare(self, *objects):
        return objects if len(objects) > 1 else objects[0]

    def backward(self, loss, **kw):
        pass

    @contextlib.contextmanager
    def accumulate(self, *models):
        yield


accelerator = Accelerator(mixed_precision="no")
model, loader = accelerator.prepare(nn.Identity(), [(scores, classes)])
for inputs, targets in loader:
    with accelerator.accumulate(model):
        loss = F.cross_entropy(model(inputs), targets)
        accelerator.backward(loss / 2)

### a property with a setter
class Temperature:
    def __init__(self, t):
        self.t = t

    @property
    def t(self):
        return self._t

    @t.setter
    def t(self, value):
        self._t = max(value, 0.5)


temp = Temperature(0.1)
loss = F.cross_entropy(scores / temp.t, classes)

### operators of a class of one's own
class Logits:
    def __init__(self, v):
        self.v = v

    def __truediv__(self, other):
        return Logits(self.v / other)

    def __matmul__(self, other):
        return Logits(self.v @ other)

    def __getitem__(self, i):
        return self.v[i]

    def __neg__(self):
        return Logits(-self.v)


loss = F.cross_entropy((-(Logits(scores) / 2) @ torch.eye(3)).v, classes)

### counters with nonlocal and attributes of functions
def meter():
    total, count = 0.0, 0

    def update(value, n=1):
        nonlocal total, count
        total += value * n
        count += n
        return total / count

    return update


update = meter()
update.calls = 0
for i in range(0, 4, 2):
    average = update(F.cross_entropy(scores[i : i + 2], classes[i : i + 2]).item(), 2)
    update.calls += 1

### scores by lambda defaults in a loop
fns = [lambda x, y, t=t: F.cross_entropy(x / t, y) for t in (1.0, 2.0, 4.0)]
loss = fns[1](scores, classes)

### late binding in a loop
fns = []
for t in (1.0, 2.0, 4.0):
    fns.append(lambda x, y: F.cross_entropy(x / t, y))
loss = fns[0](scores, classes)

### an immutable mapping and a namespace
opts = MappingProxyType({"reduction": "sum"})
ns = SimpleNamespace(**opts, pos_weight=torch.tensor(2.0))
loss = F.binary_cross_entropy_with_logits(raw, hits, **vars(ns))

### confusing names
target, output = scores, classes
pred, y_true = output, target
loss = F.cross_entropy(y_true, pred)

### a conditional import of einops' kind
def rearrange(x, pattern):
    assert pattern == "b c -> c b"
    return x.permute(1, 0)


loss = F.cross_entropy(rearrange(rearrange(scores, "b c -> c b"), "b c -> c b"), classes)
