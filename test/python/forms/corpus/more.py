import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

logits = torch.tensor([[1.2, -0.3, 0.4], [0.1, 0.8, -0.6], [0.5, 0.5, 0.9]])
labels = torch.tensor([0, 1, 2])
p = torch.tensor([0.9, 0.2, 0.7])
t = torch.tensor([1.0, 0.0, 1.0])

### criterion of a config class
class CFG:
    loss = nn.CrossEntropyLoss
    kwargs = {"label_smoothing": 0.1}


criterion = CFG.loss(**CFG.kwargs)
loss = criterion(logits, labels)

### a criterion per head in a ModuleDict
heads = nn.ModuleDict({"cls": nn.CrossEntropyLoss(), "bin": nn.BCELoss()})
a = heads["cls"](logits, labels)
b = heads["bin"](p, t)

### weights of losses by name
weights = {"cls": 1.0, "bin": 0.25}
losses = {"cls": F.cross_entropy(logits, labels), "bin": F.binary_cross_entropy(p, t)}
#! names: total
total = sum(weights[k] * losses[k] for k in losses)

### total by +=
#! names: total
total = 0.0
total += F.cross_entropy(logits, labels)
total += 0.5 * F.binary_cross_entropy(p, t)

### stacked losses
#! names: total
total = torch.stack([F.cross_entropy(logits, labels), F.binary_cross_entropy(p, t)]).sum()

### a compound loss class
class Compound(nn.Module):
    def __init__(self, *losses, weights=None):
        super().__init__()
        self.losses = losses
        self.weights = weights or [1.0] * len(losses)

    def forward(self, x, y):
        return sum(w * l(x, y) for w, l in zip(self.weights, self.losses))


#! names: v
v = Compound(nn.CrossEntropyLoss(), nn.CrossEntropyLoss(reduction="sum"), weights=[0.5, 0.1])(logits, labels)

### loss chosen by getattr of functional
name = "cross_entropy"
fn = getattr(F, name)
loss = fn(logits, labels)

### loss chosen by eval'd table of lambdas
table = {"ce": lambda a, b: F.cross_entropy(a, b), "nll": lambda a, b: F.nll_loss(F.log_softmax(a, -1), b)}
for name in ["nll"]:
    value = table[name](logits, labels)

### labels from strings
names = ["dog", "cat", "dog"]
classes = sorted(set(names))
y = torch.tensor([classes.index(n) for n in names])
loss = F.cross_entropy(logits[:, :2], y)

### labels from np.unique
names = np.array([3, 7, 3])
values, inverse = np.unique(names, return_inverse=True)
loss = F.cross_entropy(logits[:, :2], torch.from_numpy(inverse))

### probabilities of a NumPy classifier
proba = np.array([[0.7, 0.3], [0.2, 0.8], [0.5, 0.5]])
y = np.array([0, 1, 1])
#! names: manual
manual = -np.log(proba[np.arange(3), y]).mean()
loss = F.nll_loss(torch.from_numpy(proba).log(), torch.from_numpy(y))

### np.take_along_axis
proba = np.array([[0.7, 0.3], [0.2, 0.8], [0.5, 0.5]])
y = np.array([0, 1, 1])
#! names: manual
manual = -np.mean(np.log(np.take_along_axis(proba, y[:, None], axis=1)))

### a mean of per-class weights
w = torch.tensor([0.5, 1.0, 2.0])
per = F.cross_entropy(logits, labels, reduction="none")
#! names: loss
loss = (per * w[labels]).sum() / w[labels].sum()

### class-balanced weights
beta = 0.99
counts = np.array([100, 10, 5])
effective = 1.0 - np.power(beta, counts)
weights = (1.0 - beta) / effective
weights = weights / np.sum(weights) * len(counts)
loss = F.cross_entropy(logits, labels, weight=torch.tensor(weights).float())

### weights by max over counts
counts = torch.tensor([100, 10, 5])
loss = F.cross_entropy(logits, labels, weight=counts.max() / counts)

### weights by median
counts = np.array([100.0, 10.0, 5.0])
loss = F.cross_entropy(logits, labels, weight=torch.as_tensor(np.median(counts) / counts, dtype=torch.float))

### sqrt of counts
counts = [100, 25, 4]
loss = F.cross_entropy(logits, labels, weight=torch.tensor([1 / c**0.5 for c in counts]))

### counts from value_counts by hand
y = [0, 1, 2, 0, 0, 1]
counts = [y.count(c) for c in range(3)]
loss = F.cross_entropy(logits, labels, weight=torch.tensor(counts).float().reciprocal())

### pos_weight of a column sum
targets = torch.tensor([[1.0, 0.0], [1.0, 1.0], [0.0, 0.0]])
pos = targets.sum(dim=0)
pw = (len(targets) - pos) / pos
loss = F.binary_cross_entropy_with_logits(logits[:, :2], targets, pos_weight=pw)

### smoothing of binary targets
eps = 0.1
soft = t * (1 - eps) + 0.5 * eps
loss = F.binary_cross_entropy(p, soft)

### mixup with lam
lam, index = 0.4, [2, 0, 1]
onehot = F.one_hot(labels, 3).float()
mixed = lam * onehot + (1 - lam) * onehot[index]
loss = F.cross_entropy(logits, mixed)

### temperature as a parameter
temperature = nn.Parameter(torch.ones(1) * 1.5)
loss = F.cross_entropy(logits / temperature, labels)

### unsqueeze and expand of a temperature
temperature = torch.tensor([1.5])
scaled = logits / temperature.unsqueeze(1).expand(logits.size(0), logits.size(1))
loss = F.cross_entropy(scaled, labels)

### log of softmax with an epsilon
eps = torch.finfo(torch.float32).eps
loss = F.nll_loss(torch.log(F.softmax(logits, dim=1) + eps), labels)

### clip by finfo
eps = np.finfo(np.float32).eps
q = np.clip(p.numpy(), eps, 1 - eps)
loss = F.binary_cross_entropy(torch.from_numpy(q), t)

### an ensemble's mean
outs = [logits, logits * 2, logits - 1]
mean = sum(outs) / len(outs)
loss = F.cross_entropy(mean, labels)

### an ensemble's mean of probabilities
probs = torch.stack([F.softmax(o, dim=1) for o in (logits, logits * 2)]).mean(dim=0)
loss = F.nll_loss(probs.log(), labels)

### test-time augmentation
flipped = logits.flip(dims=[0])
loss = F.cross_entropy((logits + flipped.flip(dims=(0,))) / 2, labels)

### the top classes only
values, indices = torch.topk(logits, k=2, dim=1)
loss = F.cross_entropy(values, (indices == labels[:, None]).float().argmax(dim=1))

### masked by an arange
lengths = torch.tensor([2, 3, 1])
mask = torch.arange(3)[None, :] < lengths[:, None]
x = logits.masked_fill(~mask, -1e9)
loss = F.cross_entropy(x, torch.tensor([1, 2, 0]))

### triu mask
mask = torch.triu(torch.ones(3, 3), diagonal=1).bool()
loss = F.cross_entropy(logits.masked_fill(mask, float("-inf")), torch.tensor([0, 1, 0]))

### meshgrid and outer
a, b = torch.arange(3.0), torch.tensor([0.1, 0.2, 0.3])
loss = F.cross_entropy(a[:, None] * b[None, :], labels)

### einsum of a batch
w = torch.tensor([[1.0, 0.0, 0.0], [0.0, 2.0, 0.0], [0.0, 0.0, 3.0]])
loss = F.cross_entropy(torch.einsum("bi,ij->bj", logits, w), labels)

### cdist
a = torch.tensor([[0.0, 1.0], [1.0, 0.0]])
b = torch.tensor([[0.5, 0.5], [1.0, 1.0]])
loss = F.cross_entropy(-torch.cdist(a, b), torch.tensor([0, 1]))

### cosine similarity
a = torch.tensor([[0.3, 1.0], [1.0, 0.2]])
b = torch.tensor([[0.5, 0.5], [1.0, 1.0]])
sim = F.cosine_similarity(a.unsqueeze(1), b.unsqueeze(0), dim=-1)
loss = F.cross_entropy(sim / 0.1, torch.tensor([0, 1]))

### layer norm without weights
loss = F.cross_entropy(F.layer_norm(logits, (3,)), labels)

### log1p and expm1 and others
a = F.binary_cross_entropy_with_logits(torch.log1p(p), t)
b = F.binary_cross_entropy_with_logits(torch.expm1(p), t)
c = F.binary_cross_entropy_with_logits(torch.logit(p), t)
d = F.binary_cross_entropy_with_logits(torch.pow(p, 2), t)
e = F.binary_cross_entropy_with_logits(torch.sqrt(p), t)
f = F.binary_cross_entropy_with_logits(torch.erf(p), t)
g = F.binary_cross_entropy_with_logits(torch.atanh(p), t)

### activations by module and function
x = torch.tensor([0.4, -1.2, 2.2])
a = F.binary_cross_entropy_with_logits(nn.LeakyReLU(0.2)(x), t)
b = F.binary_cross_entropy_with_logits(F.elu(x), t)
c = F.binary_cross_entropy_with_logits(nn.GELU()(x), t)
d = F.binary_cross_entropy_with_logits(F.silu(x), t)
e = F.binary_cross_entropy_with_logits(F.hardtanh(x), t)
f = F.binary_cross_entropy_with_logits(F.softplus(x), t)
g = F.binary_cross_entropy_with_logits(nn.Hardsigmoid()(x), t)
h = F.binary_cross_entropy_with_logits(x.tanh(), t)

### logsigmoid
x = torch.tensor([0.4, -1.2, 2.2])
#! names: loss
loss = -(t * F.logsigmoid(x) + (1 - t) * F.logsigmoid(-x)).mean()
check = F.binary_cross_entropy_with_logits(x, t)

### a softmax over the whole
loss = F.nll_loss(torch.log_softmax(logits.view(-1), 0).view(3, 3), labels)

### Softmax2d and images
x = torch.tensor([[[[0.1, 0.9]], [[0.4, 0.2]]]])
loss = F.nll_loss(nn.Softmax2d()(x).log(), torch.tensor([[[1, 0]]]))

### argmax chain for pseudo labels
pseudo = logits.softmax(-1).argmax(-1)
loss = F.cross_entropy(logits, pseudo)

### confidence threshold
probs = logits.softmax(dim=1)
conf, pseudo = probs.max(dim=1)
mask = conf.ge(0.4).float()
#! names: loss
loss = (F.cross_entropy(logits, pseudo, reduction="none") * mask).mean()

### detach of one side
teacher = (logits * 2).detach()
loss = F.kl_div(F.log_softmax(logits, -1), F.softmax(teacher, -1), reduction="sum") / logits.shape[0]

### symmetric KL
a, b = F.log_softmax(logits, -1), F.log_softmax(logits * 2, -1)
#! names: js
js = 0.5 * (F.kl_div(a, b, log_target=True, reduction="batchmean") + F.kl_div(b, a, log_target=True, reduction="batchmean"))

### Jensen-Shannon
p1, p2 = F.softmax(logits, -1), F.softmax(-logits, -1)
m = 0.5 * (p1 + p2)
#! names: js
js = 0.5 * (F.kl_div(m.log(), p1, reduction="batchmean") + F.kl_div(m.log(), p2, reduction="batchmean"))

### hinge by hand with clamp
s = torch.tensor([0.4, -1.2, 2.2])
y = torch.tensor([1.0, -1.0, -1.0])
#! names: loss
loss = torch.clamp(1 - y * s, min=0).mean()

### multi margin by hand
correct = logits.gather(1, labels.view(-1, 1))
margin = (logits - correct + 1).clamp(min=0)
margin = margin.scatter(1, labels.view(-1, 1), 0)
#! names: loss
loss = margin.mean()

### np.vectorize free softmax
def softmax(x, axis=-1):
    e = np.exp(x - np.max(x, axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


P = softmax(logits.numpy())
#! names: loss
loss = float(-np.log(P[range(3), labels.numpy()]).mean())

### lists of Python numbers to NumPy
rows = [[0.2, 0.8], [0.6, 0.4]]
y = [1, 0]
#! names: loss
loss = -sum(np.log(rows[i][y[i]]) for i in range(len(y))) / len(y)

### math.fsum and statistics
import math
import statistics

losses = [-math.log(q) for q in (0.8, 0.4, 0.9)]
#! names: a, b
a = math.fsum(losses) / len(losses)
b = sum(losses) / len(losses)

### functools.reduce
from functools import reduce

#! names: total
total = reduce(lambda a, b: a + b, [F.cross_entropy(logits, labels), F.binary_cross_entropy(p, t)])

### operator.itemgetter
from operator import itemgetter

batch = {"x": logits, "y": labels}
x, y = itemgetter("x", "y")(batch)
#! loose
loss = F.cross_entropy(x, y)

### zip star of samples
samples = [(logits[0], 0), (logits[1], 1)]
xs, ys = map(list, zip(*samples))
loss = F.cross_entropy(torch.stack(xs), torch.tensor(ys))

### collate function
def collate(batch):
    xs, ys = zip(*batch)
    return torch.stack(xs), torch.tensor(ys)


loss = F.cross_entropy(*collate([(logits[0], 0), (logits[2], 1)]))

### a batch class with to()
class Batch:
    def __init__(self, x, y):
        self.x, self.y = x, y

    def to(self, device):
        return Batch(self.x.to(device), self.y.to(device))


batch = Batch(logits, labels).to("cpu")
loss = F.cross_entropy(batch.x, batch.y)

### vars in an object made by kwargs
class Args:
    def __init__(self, **kwargs):
        for key, value in kwargs.items():
            setattr(self, key, value)


args = Args(smoothing=0.1, reduction="sum")
loss = F.cross_entropy(logits, labels, label_smoothing=args.smoothing, reduction=args.reduction)

### default parser arguments by hand
from argparse import Namespace

args = Namespace(smoothing=0.1)
loss = F.cross_entropy(logits, labels, label_smoothing=args.smoothing)

### a dict subclass for configuration
config = {"train": {"loss": {"name": "ce", "smoothing": 0.05}}}
cfg = config["train"]["loss"]
if cfg["name"] == "ce":
    criterion = nn.CrossEntropyLoss(label_smoothing=cfg["smoothing"])
loss = criterion(logits, labels)

### a wrapper that counts
def counted(fn):
    def wrapper(*args, **kwargs):
        wrapper.calls += 1
        return fn(*args, **kwargs)

    wrapper.calls = 0
    return wrapper


ce = counted(F.cross_entropy)
#! loose
loss = ce(logits, labels)

### functools.wraps
import functools


def timed(fn):
    @functools.wraps(fn)
    def wrapper(*args, **kwargs):
        return fn(*args, **kwargs)

    return wrapper


@timed
def compute(x, y):
    return F.cross_entropy(x, y)


loss = compute(logits, labels)

### no_grad called as a function
def evaluate():
    return F.cross_entropy(logits, labels)


loss = torch.no_grad()(evaluate)()

### autocast on the CPU in float32
with torch.autocast(device_type="cpu", dtype=torch.bfloat16, enabled=False):
    loss = nn.CrossEntropyLoss()(logits, labels)

### record_function and others around
with torch.autograd.set_detect_anomaly(False):
    loss = F.cross_entropy(logits, labels)

### a context manager of the file
from contextlib import contextmanager


@contextmanager
def timer(name):
    yield name


with timer("x") as name:
    loss = F.cross_entropy(logits, labels)

### try with a return
def safe(x, y):
    try:
        return F.cross_entropy(x, y)
    except RuntimeError:
        return None


loss = safe(logits, labels)

### nested functions in methods
class Engine:
    def run(self, x, y):
        def step(a, b):
            return F.cross_entropy(a, b)

        return [step(x, y)]


#! names: v
v = Engine().run(logits, labels)[0]

### class with __slots__ and annotations
class State:
    __slots__ = ("x", "y")
    x: torch.Tensor
    y: torch.Tensor

    def __init__(self, x, y):
        self.x = x
        self.y = y


s = State(logits, labels)
loss = F.cross_entropy(s.x, s.y)

### abstract base class
from abc import ABC, abstractmethod


class LossBase(ABC):
    @abstractmethod
    def compute(self, x, y): ...

    def __call__(self, x, y):
        return self.compute(x, y)


class CE(LossBase):
    def compute(self, x, y):
        return F.cross_entropy(x, y)


loss = CE()(logits, labels)

### mixins
class Reporter:
    def report(self, x, y):
        return {"loss": self.loss(x, y)}


class Model(Reporter, nn.Module):
    def loss(self, x, y):
        return F.cross_entropy(x, y)


#! names: v
v = Model().report(logits, labels)["loss"]

### classmethod as a constructor
class Loss(nn.Module):
    def __init__(self, weight):
        super().__init__()
        self.weight = weight

    @classmethod
    def from_counts(cls, counts):
        return cls(1.0 / torch.tensor(counts, dtype=torch.float))

    def forward(self, x, y):
        return F.cross_entropy(x, y, weight=self.weight)


loss = Loss.from_counts([10, 5, 2])(logits, labels)

### a property with a cache
class Data:
    _y = None

    @property
    def y(self):
        if self._y is None:
            self._y = torch.tensor([0, 1, 2])
        return self._y


d = Data()
loss = F.cross_entropy(logits, d.y)

### generators of pairs in a list
pairs = list((logits[i : i + 1], labels[i : i + 1]) for i in range(1))
for x, y in pairs:
    loss = F.cross_entropy(x, y)

### slices in a while
i = 0
#! names: total
total = 0.0
while i < len(logits):
    total += F.cross_entropy(logits[i : i + 1], labels[i : i + 1]).item()
    i += 1

### chunks of a batch averaged
#! names: mean
parts = [F.cross_entropy(a, b, reduction="sum") for a, b in zip(logits.split(2), labels.split(2))]
mean = sum(parts) / len(labels)

### a moving average
#! names: ema
ema = None
for k in range(3):
    value = float(k + 1)
    ema = value if ema is None else 0.9 * ema + 0.1 * value

### best of several
#! names: best, name
results = {"a": 0.5, "b": 0.3, "c": 0.9}
name = min(results, key=results.get)
best = results[name]

### string formatting and parsing
line = "loss=0.5,acc=0.75"
#! names: acc
parts = dict(item.split("=") for item in line.split(","))
acc = float(parts["acc"])

### integer division and modulo of labels
flat = torch.tensor([3, 1, 5])
loss = F.cross_entropy(logits, flat % 3)
more = F.cross_entropy(logits, flat // 2)

### bitwise masks
y = torch.tensor([1, 2, 3])
bits = torch.stack([(y >> k) & 1 for k in range(2)], dim=1).float()
loss = F.binary_cross_entropy_with_logits(logits[:, :2], bits)

### comparisons summed
a = (logits > 0).sum(dim=1).clamp(max=2)
loss = F.cross_entropy(logits, a)

### sorting by length
order = sorted(range(3), key=lambda i: -float(p[i]))
loss = F.cross_entropy(logits[order], labels[order])

### tensor of tensors
x = torch.tensor([[logits[0, 0], logits[0, 1]], [logits[1, 0], logits[1, 1]]])
loss = F.cross_entropy(x, torch.tensor([0, 1]))

### numpy from torch and back with dtype
a = logits.numpy().astype(np.float64)
b = torch.from_numpy(a).to(torch.float32)
loss = F.cross_entropy(b, labels.to(torch.int64))

### hstack, column_stack, r_
a = np.column_stack([[0.1, 0.2], [0.3, 0.4]])
b = np.hstack([a, np.ones((2, 1))])
loss = F.cross_entropy(torch.from_numpy(b), torch.tensor([0, 2]))

### argwhere and nonzero
onehot = torch.tensor([[0, 1, 0], [1, 0, 0], [0, 0, 1]])
y = onehot.nonzero()[:, 1]
loss = F.cross_entropy(logits, y)
more = F.cross_entropy(logits, torch.where(onehot)[1])

### numpy argmax and where
onehot = np.array([[0, 1, 0], [1, 0, 0], [0, 0, 1]])
loss = F.cross_entropy(logits, torch.tensor(onehot.argmax(axis=1)))
more = F.cross_entropy(logits, torch.tensor(np.where(onehot == 1)[1]))

### cumulative product and sums
x = torch.cumprod(torch.tensor([[0.5, 0.5, 2.0]]), dim=1)
loss = F.cross_entropy(x, torch.tensor([2]))

### a chain of methods over lines
loss = F.cross_entropy(
    logits
    .sub(1.0)
    .mul(2.0)
    .add(0.5)
    .div(3.0),
    labels.clone()
    .detach(),
)

### torch functions with out-of-place names
x = torch.add(logits, 1.0, alpha=2)
y = torch.sub(labels, 0)
loss = F.cross_entropy(torch.mul(torch.div(x, 2), 3), y)

### a lambda in a dict in a list
steps = [{"fn": lambda x: x * 2}, {"fn": lambda x: x - 1}]
x = logits
for step in steps:
    x = step["fn"](x)
loss = F.cross_entropy(x, labels)

### a pipeline of transforms
class Compose:
    def __init__(self, ts):
        self.ts = ts

    def __call__(self, x):
        for t in self.ts:
            x = t(x)
        return x


net = Compose([nn.Tanh(), lambda x: x * 3, torch.nn.functional.relu])
loss = F.cross_entropy(net(logits), labels)

### unpacking with underscore and nested
(a, _), [b, *_] = (logits, None), [labels, 1, 2]
loss = F.cross_entropy(a, b)

### ternaries and chained comparisons
K = 3
crit = nn.BCEWithLogitsLoss() if K == 1 else nn.CrossEntropyLoss() if K > 2 else None
loss = crit(logits, labels)

### assertion of shapes in a helper
def check(x, *, ndim):
    assert x.ndim == ndim, x.shape
    return x


loss = F.cross_entropy(check(logits, ndim=2), check(labels, ndim=1))

### raise for wrong shapes
def ce(x, y):
    if x.dim() != 2:
        raise ValueError("two dimensions")
    if x.size(0) != y.size(0):
        raise ValueError("one label a row")
    return F.cross_entropy(x, y)


loss = ce(logits, labels)

### dtype checks
if not torch.is_floating_point(logits):
    logits = logits.float()
if labels.dtype != torch.long:
    labels = labels.long()
loss = F.cross_entropy(logits, labels)

### is_cuda and device checks
x = logits.cuda() if logits.is_cuda else logits
loss = F.cross_entropy(x, labels)

### hasattr of a dict-like output
class Output(dict):
    pass


out = Output(logits=logits)
#! loose
loss = F.cross_entropy(out["logits"], labels)

### numpy seeds and dtype aliases
x = np.asarray([[0.5, 1.5]], dtype="float32")
y = np.asarray([1], dtype="int64")
loss = F.cross_entropy(torch.tensor(x), torch.tensor(y))

### torch.get_default_dtype and half
x = torch.tensor([[0.5, 1.5]], dtype=torch.get_default_dtype())
loss = F.cross_entropy(x, torch.tensor([1]))

### scientific notation and negatives
x = torch.tensor([[1e-3, -2.5e1, +0.5, 3_000.0 / 1e3]])
loss = F.cross_entropy(x, torch.tensor([3]))

### sums of products by hand
#! names: z
W = [[0.1, 0.2], [0.3, 0.4]]
b = [0.5, -0.5]
x = [1.0, 2.0]
z = [sum(w * v for w, v in zip(row, x)) + c for row, c in zip(W, b)]
loss = F.cross_entropy(torch.tensor([z]), torch.tensor([0]))

### a linear layer by hand
W = torch.tensor([[0.1, 0.2, 0.3], [0.3, 0.4, -0.1]])
b = torch.tensor([0.5, -0.5])
loss = F.cross_entropy(F.linear(logits, W, b), torch.tensor([0, 1, 1]))

### weights set with no_grad and copy_
layer = nn.Linear(3, 2)
with torch.no_grad():
    layer.weight.copy_(torch.tensor([[0.1, 0.2, 0.3], [0.3, 0.4, -0.1]]))
    layer.bias.zero_()
#! loose
loss = F.cross_entropy(layer(logits), torch.tensor([0, 1, 1]))

### weights by nn.init
layer = nn.Linear(3, 2)
nn.init.constant_(layer.weight, 0.5)
nn.init.zeros_(layer.bias)
#! loose
loss = F.cross_entropy(layer(logits), torch.tensor([0, 1, 1]))
