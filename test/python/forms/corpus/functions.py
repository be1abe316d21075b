import torch
import torch.nn as nn
import torch.nn.functional as F

### a function with arguments
def compute_loss(logits, labels):
    return F.cross_entropy(logits, labels)


logits = torch.tensor([[1.5, 0.2, -0.8], [-0.4, 0.3, 2.1]])
labels = torch.tensor([0, 2])
loss = compute_loss(logits, labels)

### defaults and keywords
def loss_fn(pred, true, reduction="mean", smoothing=0.1):
    return F.cross_entropy(pred, true, reduction=reduction, label_smoothing=smoothing)


print(loss_fn(true=torch.tensor([1, 1]), pred=torch.tensor([[0.5, 0.1, 0.3], [0.2, 1.2, 0.9]])))

### a default that is an array
W = torch.tensor([1.0, 2.0, 4.0])


def weighted(pred, true, weight=W):
    return F.cross_entropy(pred, true, weight=weight)


W = torch.tensor([9.0, 9.0, 1.0])
value = weighted(torch.tensor([[0.3, -0.2, 0.9], [1.0, 0.1, 0.2]]), torch.tensor([2, 0]))

### positional-only and keyword-only
def step(x, /, y, *, scale=1.0):
    return F.binary_cross_entropy_with_logits(x * scale, y)


out = step(torch.tensor([0.5, -1.5]), y=torch.tensor([1.0, 0.0]), scale=2.0)

### args and kwargs
def call(fn, *args, **kwargs):
    return fn(*args, **kwargs)


x = torch.tensor([[0.7, 0.1, 0.4]])
y = torch.tensor([0])
loss = call(F.cross_entropy, x, y, reduction="sum")

### a dict of arguments
batch = {"input": torch.tensor([[0.1, 0.6], [0.8, -0.3]]), "target": torch.tensor([1, 0])}
loss = F.cross_entropy(**batch)

### a tuple of arguments
pair = (torch.tensor([[0.1, 0.6], [0.8, -0.3]]), torch.tensor([1, 0]))
loss = F.cross_entropy(*pair, reduction="sum")

### dict and keywords merged
options = dict(reduction="sum", label_smoothing=0.2)
loss = F.cross_entropy(torch.tensor([[0.4, 0.2, 0.9]]), torch.tensor([2]), **{**options, "reduction": "mean"})

### kwargs collected
def criterion(logits, labels, **options):
    options.setdefault("reduction", "sum")
    return F.cross_entropy(logits, labels, **options)


v = criterion(torch.tensor([[1.0, 0.0], [0.0, 1.0]]), torch.tensor([0, 0]), label_smoothing=0.1)

### a lambda
loss_fn = lambda p, t: F.binary_cross_entropy(torch.sigmoid(p), t)
print(loss_fn(torch.tensor([0.3, -0.8, 1.9]), torch.tensor([1.0, 0.0, 1.0])).item())

### a lambda called at once
(lambda a, b: F.cross_entropy(a, b))(torch.tensor([[0.1, 1.4]]), torch.tensor([0]))

### a closure
def make_loss(weight):
    def loss(pred, true):
        return F.cross_entropy(pred, true, weight=weight)

    return loss


balanced = make_loss(torch.tensor([0.5, 1.5]))
value = balanced(torch.tensor([[0.4, 0.6], [1.3, -0.3]]), torch.tensor([0, 1]))

### a closure over a number
def with_temperature(T):
    return lambda x, y: F.cross_entropy(x / T, y)


soft = with_temperature(4.0)
loss = soft(torch.tensor([[4.0, 2.0, -2.0]]), torch.tensor([1]))

### partial of a function
from functools import partial

smooth = partial(F.cross_entropy, label_smoothing=0.1)
loss = smooth(torch.tensor([[2.0, 0.5, 0.1], [0.3, 0.2, 0.9]]), torch.tensor([0, 1]))

### partial of a class
import functools

Loss = functools.partial(nn.CrossEntropyLoss, ignore_index=0)
loss = Loss()(torch.tensor([[2.0, 0.5], [0.3, 0.2], [0.9, -0.9]]), torch.tensor([0, 1, 1]))

### partial of a function of the file
from functools import partial


def scaled(pred, true, scale):
    return scale * F.cross_entropy(pred, true)


double = partial(scaled, scale=2.0)
loss = double(torch.tensor([[0.1, 0.3]]), torch.tensor([1]))

### a global that a function reads
labels = torch.tensor([1, 0, 1])


def evaluate(p):
    return F.binary_cross_entropy(p, labels.float())


result = evaluate(torch.tensor([0.7, 0.2, 0.9]))

### global statement
loss = None


def run():
    global loss
    loss = F.cross_entropy(torch.tensor([[0.2, 0.3, 0.1]]), torch.tensor([1]))


run()
print(loss)

### nonlocal
def outer():
    total = torch.tensor(0.0)

    def add(x, y):
        nonlocal total
        total = total + F.cross_entropy(x, y)

    add(torch.tensor([[1.0, 0.2]]), torch.tensor([0]))
    return total


#! names: t
t = outer()

### a function that returns two
def forward(x):
    logits = x * 2 - 1
    return logits, torch.softmax(logits, dim=1)


logits, probs = forward(torch.tensor([[0.9, 0.3, 0.4], [0.1, 0.7, 0.6]]))
loss = F.cross_entropy(logits, torch.tensor([0, 1]))
nll = F.nll_loss(probs.log(), torch.tensor([0, 1]))

### a function that returns a dict
def model(x):
    return {"logits": x + 0.5, "hidden": None}


out = model(torch.tensor([[0.9, 0.3, 0.4]]))
loss = F.cross_entropy(out["logits"], torch.tensor([2]))

### early return
def loss_of(pred, true, kind="ce"):
    if kind == "bce":
        return F.binary_cross_entropy_with_logits(pred, true.float())
    return F.cross_entropy(pred, true)


a = loss_of(torch.tensor([0.3, -0.5]), torch.tensor([1, 0]), "bce")
b = loss_of(torch.tensor([[0.3, -0.5]]), torch.tensor([1]))

### recursion with an end
def repeat(x, n):
    if n == 0:
        return x
    return repeat(x + 0.5 * torch.eye(2), n - 1)


loss = F.cross_entropy(repeat(torch.tensor([[0.1, 0.2], [0.3, 0.4]]), 3), torch.tensor([0, 1]))

### called before its helpers are defined
def total(pred, true):
    return part(pred, true) * 10


def part(pred, true):
    return F.cross_entropy(pred, true)


loss = total(torch.tensor([[0.6, 0.1, 0.2]]), torch.tensor([0]))

### a function nobody calls
x = torch.tensor([[0.6, 0.1, 0.2], [0.4, 1.1, -0.2]])
y = torch.tensor([0, 2])


#! after: check()
def check():
    loss = F.cross_entropy(x, y)
    assert loss.item() > 0

### arrays made in a function nobody calls
#! after: demo()
def demo():
    logits = torch.tensor([[0.6, 0.1, 0.2], [0.4, 1.1, -0.2]])
    labels = torch.tensor([0, 2])
    criterion = nn.CrossEntropyLoss()
    loss = criterion(logits, labels)
    return loss

### a decorator that does not matter
@torch.no_grad()
def evaluate(pred, true):
    return F.cross_entropy(pred, true).item()


print(evaluate(torch.tensor([[0.2, 0.9]]), torch.tensor([1])))

### inference mode as a decorator
@torch.inference_mode()
def validate():
    out = torch.tensor([[0.2, 0.9], [1.0, -1.0]])
    return nn.CrossEntropyLoss(reduction="sum")(out, torch.tensor([1, 1]))


v = validate()

### a loss passed as an argument
def train_step(outputs, targets, criterion, optimizer=None):
    loss = criterion(outputs, targets)
    if optimizer is not None:
        optimizer.step()
    return loss.item()


train_step(torch.tensor([[0.8, 0.1, 0.3]]), torch.tensor([0]), nn.CrossEntropyLoss())

### a factory of losses
def get_criterion(name):
    if name == "ce":
        return nn.CrossEntropyLoss()
    elif name == "bce":
        return nn.BCEWithLogitsLoss()
    raise ValueError(name)


criterion = get_criterion("bce")
loss = criterion(torch.tensor([0.6, -0.6, 0.1]), torch.tensor([1.0, 1.0, 0.0]))

### a table of losses
losses = {
    "ce": nn.CrossEntropyLoss(),
    "smooth": nn.CrossEntropyLoss(label_smoothing=0.1),
    "sum": nn.CrossEntropyLoss(reduction="sum"),
}
name = "smooth"
value = losses[name](torch.tensor([[0.5, 0.4, 0.2]]), torch.tensor([0]))

### a table of functions
LOSSES = {"ce": F.cross_entropy, "nll": F.nll_loss}
v = LOSSES["nll"](torch.tensor([[-0.3, -1.4]]), torch.tensor([0]))
w = LOSSES.get("ce")(torch.tensor([[-0.3, -1.4]]), torch.tensor([0]))

### losses in a list
criteria = [nn.CrossEntropyLoss(), nn.BCEWithLogitsLoss()]
a = criteria[0](torch.tensor([[0.5, 0.4, 0.2]]), torch.tensor([0]))
b = criteria[-1](torch.tensor([[0.5]]), torch.tensor([[1.0]]))

### nested calls
print(F.nll_loss(F.log_softmax(torch.tensor([[0.3, 0.1, -0.9]]) * 3, dim=1), torch.tensor([2])).item())

### a conditional expression
use_smoothing = True
criterion = nn.CrossEntropyLoss(label_smoothing=0.2 if use_smoothing else 0.0)
loss = criterion(torch.tensor([[1.3, 0.6, 0.1]]), torch.tensor([1]))

### or and and for defaults
weight = None
criterion = nn.CrossEntropyLoss(weight or torch.tensor([2.0, 1.0]))
loss = criterion(torch.tensor([[1.3, 0.6], [0.1, 0.4]]), torch.tensor([1, 0]))

### a generator consumed
def batches():
    yield torch.tensor([[0.1, 0.9]]), torch.tensor([1])


for x, y in batches():
    #! loose
    loss = F.cross_entropy(x, y)

### a nested function with the same names
def outer(x):
    def inner(x):
        return x * 2

    return inner(x) + x


loss = F.cross_entropy(outer(torch.tensor([[0.1, 0.9, 0.4]])), torch.tensor([1]))

### a local that hides a global
logits = torch.tensor([[5.0, -5.0]])


def f():
    logits = torch.tensor([[0.2, 0.4]])
    return F.cross_entropy(logits, torch.tensor([0]))


a = f()
b = F.cross_entropy(logits, torch.tensor([0]))

### annotations and docstrings
def dice_and_ce(pred: torch.Tensor, true: torch.Tensor, eps: float = 1e-6) -> torch.Tensor:
    """Cross entropy.

    >>> pass
    """
    return F.cross_entropy(pred, true) + eps


loss = dice_and_ce(torch.tensor([[0.5, 0.25]]), torch.tensor([1]))

### map over pairs
#! names: values
xs = [torch.tensor([[0.1, 0.5]]), torch.tensor([[0.9, -0.5]])]
ys = [torch.tensor([0]), torch.tensor([1])]
values = [F.cross_entropy(x, y).item() for x, y in zip(xs, ys)]

### a function that makes a list, called twice
def collect(x, n):
    outs = []
    for i in range(n):
        outs.append(x + i)
    return outs


a = collect(torch.tensor([[0.3, 0.1]]), 2)
b = collect(torch.tensor([[0.9, 0.4]]), 2)
loss = F.cross_entropy(torch.cat(b), torch.tensor([0, 1]))
