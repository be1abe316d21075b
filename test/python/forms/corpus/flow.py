import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

logits = torch.tensor([[1.2, -0.3, 0.4], [0.1, 0.8, -0.6]])
labels = torch.tensor([0, 2])

### with no_grad
with torch.no_grad():
    loss = F.cross_entropy(logits, labels)

### with several
with torch.no_grad(), torch.autocast("cpu", enabled=False):
    loss = F.cross_entropy(logits, labels)

### set_grad_enabled
with torch.set_grad_enabled(False):
    loss = nn.CrossEntropyLoss()(logits, labels)

### a try that catches nothing
try:
    loss = F.cross_entropy(logits, labels)
except RuntimeError as e:
    print("failed", e)

### a try with else and finally
try:
    scaled = logits * 2
except Exception:
    raise
else:
    loss = F.cross_entropy(scaled, labels)
finally:
    print("done")

### epochs
for epoch in range(10):
    loss = F.cross_entropy(logits, labels)
    print(epoch, loss.item())

### a while with a count
i = 0
while i < 3:
    loss = F.cross_entropy(logits, labels)
    i += 1

### while True with a break
while True:
    loss = F.cross_entropy(logits, labels)
    break

### a constant branch
DEBUG = False
if DEBUG:
    logits = torch.zeros(2, 3)
loss = F.cross_entropy(logits, labels)

### elif of strings
mode = "soft"
if mode == "hard":
    target = labels
elif mode == "soft":
    target = torch.tensor([[0.9, 0.1, 0.0], [0.0, 0.2, 0.8]])
else:
    raise ValueError(mode)
loss = F.cross_entropy(logits, target)

### match on a string
mode = "sum"
match mode:
    case "mean":
        loss = F.cross_entropy(logits, labels)
    case "sum" | "total":
        loss = F.cross_entropy(logits, labels, reduction="sum")
    case _:
        raise ValueError

### enumerate
for i, (row, label) in enumerate(zip(logits, labels)):
    if i == 1:
        loss = F.cross_entropy(row.unsqueeze(0), label.unsqueeze(0))

### a loop over one batch
loader = [(logits, labels)]
for x, y in loader:
    loss = F.cross_entropy(x, y)

### enumerate of a loader
loader = [(logits, labels)]
for batch_idx, (data, target) in enumerate(loader, start=1):
    output = data * 0.5
    loss = F.cross_entropy(output, target)

### next of an iterator
loader = [(logits, labels)]
x, y = next(iter(loader))
loss = F.cross_entropy(x, y)

### items of a dict
batch = {"x": logits, "y": labels}
batch = {k: v.to("cpu") for k, v in batch.items()}
loss = F.cross_entropy(batch["x"], batch["y"])

### popped from a dict
batch = {"logits": logits, "labels": labels}
y = batch.pop("labels")
loss = F.cross_entropy(**batch, target=y) if "input" in batch else F.cross_entropy(batch["logits"], y)

### a loop over losses by name
for name, fn in {"ce": nn.CrossEntropyLoss()}.items():
    value = fn(logits, labels)
    print(f"{name}: {value:.4f}")

### a comprehension of one
out = [F.cross_entropy(logits, labels) for _ in range(2)]

### total over a loop
#! names: total
total = 0
for i in range(2):
    total += F.cross_entropy(logits[i].view(1, -1), labels[i].view(1)).item()

### continue and break
#! names: n
n = 0
for k in [3, 1, 2]:
    if k == 3:
        continue
    n += k
    if k == 2:
        break
loss = F.cross_entropy(logits * n, labels)

### for with else
for label in [0, 2]:
    if label == 1:
        break
else:
    loss = F.cross_entropy(logits, labels)

### chained comparison
if 0 <= labels.min() and 0 < logits.size(1) <= 3:
    loss = F.cross_entropy(logits, labels)

### isinstance
if isinstance(logits, torch.Tensor):
    loss = F.cross_entropy(logits, labels)

### not None
weight = None
if weight is not None:
    loss = F.cross_entropy(logits, labels, weight=weight)
else:
    loss = F.cross_entropy(logits, labels)

### hasattr and in
config = {"smoothing": 0.1}
s = config["smoothing"] if "smoothing" in config else 0.0
loss = F.cross_entropy(logits, labels, label_smoothing=s)

### get with a default
config = {"smoothing": 0.1}
loss = F.cross_entropy(logits, labels, label_smoothing=config.get("smoothing", 0.0), reduction=config.get("reduction", "sum"))

### sum of two losses in one expression
total = F.cross_entropy(logits, labels) + 0.5 * F.binary_cross_entropy_with_logits(logits[:, 0], (labels == 0).float())

### any and all
if all(0 <= k < 3 for k in [0, 2]):
    loss = F.cross_entropy(logits, labels)

### swapped
a, b = labels, logits
a, b = b, a
loss = F.cross_entropy(a, b)

### a name used again for something else
x = [[0.3, 0.4, 0.5], [0.2, 0.2, 0.1]]
x = np.array(x)
x = torch.from_numpy(x)
x = x.float() - 0.1
loss = F.cross_entropy(x, labels)

### an unknown branch that changes neither array
import os

if os.environ.get("VERBOSE"):
    print("verbose")
    verbose = True
loss = F.cross_entropy(logits, labels)

### both branches give the same
import sys

if len(sys.argv) > 5:
    y = torch.tensor([0, 2])
else:
    y = torch.tensor([0, 2])
loss = F.cross_entropy(logits, y)

### an unknown loop that changes neither array
import os

for name in os.listdir("."):
    print(name)
loss = F.cross_entropy(logits, labels)

### random numbers for another name
noise = torch.randn(2, 3)
torch.manual_seed(3)
loss = F.cross_entropy(logits, labels)
noisy = logits + noise

### logging and seeds in front
import logging
import random

logging.basicConfig(level=logging.INFO)
logger = logging.getLogger(__name__)
random.seed(1)
np.random.seed(1)
torch.manual_seed(1)
loss = F.cross_entropy(logits, labels)
logger.info("loss %.4f", loss.item())

### printed in every way
print("loss", F.cross_entropy(logits, labels))
print(f"{F.cross_entropy(logits, labels).item():.3f} of {len(labels)}")
print("loss: {:.2f}".format(F.cross_entropy(logits, labels, reduction="sum").item()))
print("loss %.3f" % F.cross_entropy(logits, labels).item())

### asserted
assert F.cross_entropy(logits, labels).item() > 0
assert abs(float(F.cross_entropy(logits, labels)) - 1.17) < 1, "far"
np.testing.assert_allclose(F.cross_entropy(logits, labels, reduction="none").numpy().shape, (2,))

### float and int of a tensor
a = float(F.cross_entropy(logits, labels))
b = int(labels[1])
loss = F.cross_entropy(logits[:1], torch.tensor([b]))

### after a raise in a function that is caught
def bad():
    raise ValueError("no")


try:
    bad()
except ValueError:
    pass
loss = F.cross_entropy(logits, labels)

### comments and blank lines and odd spacing
loss   =   F . cross_entropy ( logits ,labels )   # here


# nothing more

### semicolons
x = logits; y = labels; loss = F.cross_entropy(x, y); print(loss)

### a one-line loop and a one-line if
for _ in range(2): loss = F.cross_entropy(logits, labels)
if True: more = F.cross_entropy(logits, labels, reduction="sum")

### tabs
if True:
	x = logits * 2
	loss = F.cross_entropy(x, labels)

### non-ASCII names and text
température = 2.0
größe = "naïve 😀"
print("😀", F.cross_entropy(logits / température, labels))

### an ordinary string that looks like code
doc = """
logits = torch.zeros(2, 3)
loss = F.cross_entropy(logits, labels)
"""
loss = F.cross_entropy(logits, labels)

### lists of losses filled
history = {"train": [], "val": []}
history["train"].append(F.cross_entropy(logits, labels).item())
history["val"].append(F.cross_entropy(logits.flip(0), labels).item())
#! names: best
best = min(history["train"] + history["val"])

### del of something else
tmp = logits.clone()
del tmp
loss = F.cross_entropy(logits, labels)

### timer around
import time

start = time.time()
loss = F.cross_entropy(logits, labels)
print(time.time() - start)

### tqdm over a list
from tqdm import tqdm

for x, y in tqdm([(logits, labels)], desc="train"):
    loss = F.cross_entropy(x, y)

### zip strict and reversed
for x, y in reversed(list(zip([logits], [labels]))):
    loss = F.cross_entropy(x, y)

### sorted by key
pairs = sorted([(2, 0.1), (0, 0.4), (1, 0.2)], key=lambda pair: pair[0])
loss = F.cross_entropy(torch.tensor([[v for _, v in pairs]]), torch.tensor([0]))

### nested comprehension
x = torch.tensor([[r * c / 10 for c in range(3)] for r in range(2)])
loss = F.cross_entropy(x, labels)

### set and dict comprehension
index = {c: i for i, c in enumerate("abc")}
y = torch.tensor([index[c] for c in "ac"])
loss = F.cross_entropy(logits, y)

### async function
import asyncio


async def main():
    return F.cross_entropy(logits, labels)


#! loose
asyncio.run(main())
