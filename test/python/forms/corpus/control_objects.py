import asyncio
import collections
import contextlib
import copy
import dataclasses
import enum
import functools
import itertools
import operator
import os
import random
import sys
import time
from typing import NamedTuple

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

x = torch.tensor([[0.9, -0.4, 0.2], [0.1, 1.3, -0.8]])
y = torch.tensor([0, 2])
coin = random.random() < 0.5

### an attribute that a coin sets, with a default
class Config:
    pass


config = Config()
if coin:
    config.scale = 3.0
loss = F.cross_entropy(x * getattr(config, "scale", 1.0), y)

### an attribute that a loop of unknown length sets
class Meter:
    pass


meter = Meter()
for _ in range(random.randint(0, 3)):
    meter.count = getattr(meter, "count", 1) + 1
loss = F.cross_entropy(x * getattr(meter, "count", 1), y)

### hasattr of what a coin sets
class Config:
    pass


config = Config()
try:
    if coin:
        raise KeyError
    config.scale = 3.0
except KeyError:
    pass
scale = config.scale if hasattr(config, "scale") else 1.0
loss = F.cross_entropy(x * scale, y)

### hasattr after setattr by a name of chance
class Config:
    pass


config = Config()
setattr(config, random.choice(["scale", "other"]), 2.0)
loss = F.cross_entropy(x * (2.0 if hasattr(config, "scale") else 1.0), y)

### getattr after the instance's dict was updated
class Config:
    pass


config = Config()
config.__dict__.update(scale=random.random())
loss = F.cross_entropy(x * getattr(config, "scale", 1.0), y)

### getattr after vars was updated
class Config:
    pass


config = Config()
vars(config).update(scale=random.random())
loss = F.cross_entropy(x * getattr(config, "scale", 1.0), y)

### getattr after a method set it through self.__dict__
class Config:
    def fill(self, **kw):
        for k, v in kw.items():
            self.__dict__[k] = v


config = Config()
config.fill(scale=random.random())
loss = F.cross_entropy(x * getattr(config, "scale", 1.0), y)

### an attribute set from a class that a function got
class Config:
    pass


def change(cls):
    cls.scale = 1.0 + random.random()


change(Config)
loss = F.cross_entropy(x * getattr(Config(), "scale", 1.0), y)

### __getattr__ over a dict that a coin changed
class Box:
    def __init__(self, **held):
        self.held = held

    def __getattr__(self, name):
        return self.held[name]


box = Box(scale=1.0)
if coin:
    box.held["scale"] = 2.0
loss = F.cross_entropy(x * box.scale, y)

### __getattr__ that counts by time
class Clock:
    def __getattr__(self, name):
        return 1.0 + time.time() % 1


loss = F.cross_entropy(x * Clock().scale, y)

### __getattr__ beside an attribute of a coin
class Box:
    def __getattr__(self, name):
        return 1.0


box = Box()
if coin:
    box.scale = 4.0
loss = F.cross_entropy(x * box.scale, y)

### __getattribute__ in front of all
class Box:
    scale = 1.0

    def __getattribute__(self, name):
        return random.random()


loss = F.cross_entropy(x * Box().scale, y)

### a text of an enumeration chosen by chance
class Kind(str, enum.Enum):
    MEAN = "mean"
    SUM = "sum"


loss = F.cross_entropy(x, y, reduction=random.choice(list(Kind)).value)

### a number of an enumeration under a coin
class Label(enum.IntEnum):
    A = 0
    B = 1


loss = F.cross_entropy(x, torch.tensor([Label.A if coin else Label.B, 2]))

### a member or its plain value
class Kind(str, enum.Enum):
    MEAN = "mean"


kind = Kind.MEAN if coin else "mean"
scale = 2.0 if isinstance(kind, Kind) else 1.0
loss = F.cross_entropy(x * scale, y)

### members whose values are made by chance
class Scale(float, enum.Enum):
    A = random.random()


loss = F.cross_entropy(x * Scale.A, y)

### an enumeration that a coin extends
class Kind(enum.Enum):
    A = 1
    if coin:
        B = 2


loss = F.cross_entropy(x * len(Kind), y)

### a named tuple replaced by chance
class Batch(NamedTuple):
    x: torch.Tensor
    y: torch.Tensor


batch = Batch(x, y)._replace(x=x + torch.rand(1))
loss = F.cross_entropy(batch.x, batch.y)

### a named tuple or a plain one
class Batch(NamedTuple):
    x: torch.Tensor
    y: torch.Tensor


batch = Batch(x, y) if coin else (x * 2, y)
loss = F.cross_entropy(batch[0], batch[1])

### a named tuple's array changed in place
class Batch(NamedTuple):
    x: torch.Tensor
    y: torch.Tensor


batch = Batch(x, y)
if coin:
    x[0, 0] = 5.0
loss = F.cross_entropy(batch.x, batch.y)

### a class pattern over what a coin made
@dataclasses.dataclass
class A:
    x: float


@dataclasses.dataclass
class B:
    x: float


match A(1.0) if coin else B(2.0):
    case A(x=scale):
        pass
    case B(scale):
        scale = scale + 1
loss = F.cross_entropy(x * scale, y)

### a class pattern with an attribute of chance
@dataclasses.dataclass
class A:
    n: int


match A(random.randint(0, 1)):
    case A(n=0):
        scale = 1.0
    case A():
        scale = 2.0
loss = F.cross_entropy(x * scale, y)

### a class pattern whose names stay after it fails
@dataclasses.dataclass
class A:
    n: float
    m: int


scale = 1.0
match A(3.0, random.randint(0, 1)):
    case A(scale, 1):
        pass
loss = F.cross_entropy(x * scale, y)

### a pattern of a class with a hook of its own
class Meta(type):
    def __instancecheck__(cls, other):
        return random.random() < 0.5


class A(metaclass=Meta):
    pass


match x:
    case A():
        scale = 1.0
    case _:
        scale = 2.0
loss = F.cross_entropy(x * scale, y)

### a counter of what chance draws
counts = collections.Counter(random.choices("ab", k=5))
loss = F.cross_entropy(x * counts["a"], y)

### a counter that a coin updates
counts = collections.Counter("aab")
if coin:
    counts.update("b")
loss = F.cross_entropy(x * counts["b"], y)

### a counter subtracted
counts = collections.Counter("aab")
counts.subtract(collections.Counter(random.choice("ab")))
loss = F.cross_entropy(x * counts["a"], y)

### the most common of what ties by chance
counts = collections.Counter(random.sample("ab", 2))
loss = F.cross_entropy(x * (1 + "ab".index(counts.most_common(1)[0][0])), y)

### a key that may be missing
try:
    scale = dict(a=1.0, **({"b": 2.0} if coin else {}))["b"]
except KeyError:
    scale = 1.0
loss = F.cross_entropy(x * scale, y)

### a try whose call may raise
def risky():
    if coin:
        raise ValueError
    return 2.0


try:
    scale = risky()
except ValueError:
    scale = 1.0
loss = F.cross_entropy(x * scale, y)

### a try with two lines of which the first may raise
scale = 1.0
try:
    int(random.choice(["1", "a"]))
    scale = 2.0
except ValueError:
    pass
loss = F.cross_entropy(x * scale, y)

### a list that the body of a try may have filled
found = [1.0]
try:
    found.append(2.0)
    if coin:
        raise RuntimeError
    found.append(3.0)
except RuntimeError:
    pass
loss = F.cross_entropy(x * sum(found), y)

### a return within a try that may raise
def scale_of():
    try:
        return {"a": 2.0}[random.choice("ab")]
    except KeyError:
        return 1.0


loss = F.cross_entropy(x * scale_of(), y)

### a finally that changes by chance
scale = 1.0
try:
    scale = 2.0
finally:
    scale *= random.random()
loss = F.cross_entropy(x * scale, y)

### an index that may be out of range
try:
    scale = [1.0, 2.0][random.randint(0, 3)]
except IndexError:
    scale = 3.0
loss = F.cross_entropy(x * scale, y)

### a file that may not be there
try:
    scale = float(open("scale.txt").read())
except (OSError, ValueError):
    scale = 1.0 + random.random()
loss = F.cross_entropy(x * scale, y)

### an import that may fail
try:
    import helpers

    scale = helpers.scale
except ImportError:
    scale = 1.0 + random.random()
loss = F.cross_entropy(x * scale, y)

### a retry until it works
for attempt in range(3):
    try:
        if random.random() < 0.5:
            raise RuntimeError
        scale = float(attempt + 1)
        break
    except RuntimeError:
        scale = 0.5
loss = F.cross_entropy(x * scale, y)

### accumulate with a function that changes
state = {"n": random.random()}
total = list(itertools.accumulate([1.0, 2.0], lambda a, b: a + b * state["n"]))[-1]
loss = F.cross_entropy(x * total, y)

### starmap that is asked later
state = [1.0]
lazy = itertools.starmap(lambda a, b: a * b * state[0], [(1.0, 2.0)])
state[0] = random.random()
loss = F.cross_entropy(x * next(lazy), y)

### an itemgetter of a random key
get = operator.itemgetter(random.choice("ab"))
loss = F.cross_entropy(x * get({"a": 1.0, "b": 2.0}), y)

### an attrgetter of what a property draws
class Draw:
    @property
    def scale(self):
        return random.random()


loss = F.cross_entropy(x * operator.attrgetter("scale")(Draw()), y)

### keys of an object that a coin adds to
class Store:
    def __init__(self):
        self.held = {"label_smoothing": 0.1}
        if coin:
            self.held["reduction"] = "sum"

    def keys(self):
        return self.held.keys()

    def __getitem__(self, key):
        return self.held[key]


loss = F.cross_entropy(x, y, **Store())

### globals that a function changed
scale = 1.0


def change():
    globals()["scale"] = random.random()


change()
loss = F.cross_entropy(x * scale, y)

### globals read by a text of chance
a, b = 1.0, 2.0
loss = F.cross_entropy(x * globals()[random.choice("ab")], y)

### a coroutine that sleeps for chance
async def scale():
    await asyncio.sleep(0)
    return random.random()


loss = F.cross_entropy(x * asyncio.run(scale()), y)

### tasks in an order of their own
seen = []


async def add(n):
    await asyncio.sleep(random.random() / 1000)
    seen.append(n)


async def both():
    await asyncio.gather(add(1.0), add(2.0))


asyncio.run(both())
loss = F.cross_entropy(x * seen[0], y)

### a dict of names in the order of a set
names = dict.fromkeys({f"n{random.randint(0, 9)}", "b", "c"})
loss = F.cross_entropy(x * (1 + list(names).index("b")), y)

### a field made by a factory that draws
@dataclasses.dataclass
class Config:
    scale: float = dataclasses.field(default_factory=random.random)


loss = F.cross_entropy(x * Config().scale, y)

### a field that post-init draws
@dataclasses.dataclass
class Config:
    scale: float = dataclasses.field(init=False)

    def __post_init__(self):
        self.scale = random.random()


loss = F.cross_entropy(x * Config().scale, y)

### a list that all records share
@dataclasses.dataclass
class Config:
    scales: list


shared = [1.0, 2.0]
one, two = Config(shared), Config(shared)
if coin:
    one.scales.append(5.0)
loss = F.cross_entropy(x * sum(two.scales), y)

### the diagonal filled by chance
sim = x @ x.T
sim.fill_diagonal_(random.random())
loss = F.cross_entropy(sim, torch.tensor([1, 0]))

### the diagonal of a view filled under a coin
sim = torch.zeros(3, 2)
if coin:
    sim[:2].fill_diagonal_(4.0)
loss = F.cross_entropy(sim.T, y)

### NumPy's diagonal filled under a coin
sim = np.zeros((2, 3), dtype=np.float32)
if coin:
    np.fill_diagonal(sim, 4.0)
loss = F.cross_entropy(torch.from_numpy(sim), y)

### the best of scores with noise
noisy = x + 1e-9 * torch.randn(2, 3)
loss = F.cross_entropy(noisy.topk(2)[0], torch.tensor([0, 1]))

### a loss fallen back on by a coin
def loss_of(a, b):
    try:
        if coin:
            raise ValueError
        return F.cross_entropy(a, b)
    except ValueError:
        return F.cross_entropy(a * 2, b)


loss = loss_of(x * random.random(), y)

### a cache that another call filled
@functools.lru_cache(maxsize=None)
def scale(key):
    return random.random()


loss = F.cross_entropy(x * scale("a") / scale("b"), y)

### a context that draws
@contextlib.contextmanager
def scaled():
    yield random.random()


with scaled() as scale:
    loss = F.cross_entropy(x * scale, y)
