### import torch alone
import torch

scores = torch.tensor([[2.0, -1.0, 0.5], [0.1, 0.2, 3.0]])
labels = torch.tensor([0, 2])
loss = torch.nn.functional.cross_entropy(scores, labels)
print(loss)

### import torch as th
import torch as th

x = th.tensor([[1.2, -0.7], [0.3, 0.9]])
t = th.tensor([0, 1])
print(th.nn.CrossEntropyLoss()(x, t))

### functional under another name
import torch
import torch.nn.functional as nnf

out = torch.tensor([[0.5, 1.5, -0.5]])
lab = torch.tensor([1])
l = nnf.cross_entropy(out, lab)

### from torch import nn
from torch import nn, tensor

criterion = nn.BCEWithLogitsLoss()
loss = criterion(tensor([0.4, -1.2, 2.2]), tensor([1.0, 0.0, 1.0]))

### from torch.nn import functional
import torch
from torch.nn import functional

p = torch.tensor([0.8, 0.3, 0.6])
y = torch.tensor([1., 0., 0.])
value = functional.binary_cross_entropy(p, y)

### from torch.nn import functional as F
import torch
from torch.nn import functional as F
lp = torch.tensor([[-0.2, -1.9], [-1.2, -0.4]])
F.nll_loss(lp, torch.tensor([0, 1]))

### a class of torch.nn by name
import torch
from torch.nn import CrossEntropyLoss

loss_fct = CrossEntropyLoss()
logits = torch.tensor([[0.9, 0.1, -2.0, 0.7]])
print("loss", loss_fct(logits, torch.tensor([3])).item())

### a class of torch.nn renamed
import torch
from torch.nn import BCEWithLogitsLoss as Criterion

crit = Criterion(reduction="sum")
total = crit(torch.tensor([[1.5, -0.3]]), torch.tensor([[1.0, 1.0]]))

### functions renamed
import torch
from torch.nn.functional import cross_entropy as xent, log_softmax as lsm, nll_loss as nll

z = torch.tensor([[0.2, 0.4, 0.6], [3.0, 1.0, -1.0]])
k = torch.tensor([2, 1])
a = xent(z, k)
b = nll(lsm(z, dim=-1), k)
assert torch.allclose(a, b)

### star import of functional
import torch
from torch.nn.functional import *

q = torch.tensor([[1.0, 2.0, 0.5]])
loss = cross_entropy(q, torch.tensor([1]))

### star import of nn
from torch import *
from torch.nn import *

pred = tensor([[0.3, 0.7, -0.2], [1.1, 0.0, 0.4]])
gold = tensor([1, 0])
loss = CrossEntropyLoss()(pred, gold)

### several in one line
import numpy as np, torch, torch.nn as nn
x = torch.tensor([[0.1, 0.9]]); y = torch.tensor([1]); print(nn.CrossEntropyLoss()(x, y).item())

### import inside a function
def main():
    import torch
    import torch.nn.functional as F

    logits = torch.tensor([[0.6, -0.6], [-1.1, 0.2]])
    labels = torch.tensor([1, 0])
    loss = F.cross_entropy(logits, labels)
    print(f"{loss.item():.4f}")


main()

### main guard
import torch
import torch.nn as nn


def main():
    outputs = torch.tensor([[2.5, 0.3, -1.0], [0.2, 0.1, 0.4], [-0.3, 1.8, 0.0]])
    targets = torch.tensor([0, 2, 1])
    criterion = nn.CrossEntropyLoss()
    loss = criterion(outputs, targets)
    print("loss:", loss.item())


if __name__ == "__main__":
    main()

### a module's attribute in a name
import torch
import torch.nn as nn

CE = torch.nn.functional.cross_entropy
Tensor = torch.tensor
print(CE(Tensor([[1.0, -1.0, 0.0]]), Tensor([2])))

### modules in names of their own
import torch

nn = torch.nn
F = nn.functional
x = torch.tensor([[-0.5, 0.25, 1.0]])
loss = F.cross_entropy(x, torch.tensor([0]))

### import in try
try:
    import torch
    import torch.nn.functional as F
except ImportError:
    raise SystemExit("needs torch")

x = torch.tensor([[0.7, 0.2]])
loss = F.cross_entropy(x, torch.tensor([0]))

### future imports and type hints
from __future__ import annotations

from typing import List, Optional

import torch
import torch.nn.functional as F
from torch import Tensor

logits: Tensor = torch.tensor([[0.25, -0.75], [1.5, 0.5]])
labels: Tensor = torch.tensor([0, 1])
loss: Tensor = F.cross_entropy(logits, labels)
names: List[str] = ["cat", "dog"]

### backslashes and brackets over lines
import torch
import torch.nn.functional as F

logits = torch.tensor(
    [
        [1.0, 2.0, 3.0],  # a
        [0.5, 0.5, 0.5],  # b
    ]
)
labels = torch.tensor([
    2,
    0,
])
loss = \
    F.cross_entropy(
        logits,
        labels,
    )

### torch.special and torch functions
import torch
import torch.nn.functional as F

x = torch.tensor([[0.4, -0.9, 0.3]])
loss = F.nll_loss(torch.special.log_softmax(x, dim=1), torch.tensor([1]))
other = F.nll_loss(torch.log_softmax(x, 1), torch.tensor([1]))

### torchvision's focal loss
import torch
import torchvision.ops as ops

x = torch.tensor([[0.9], [-1.4], [0.2]])
y = torch.tensor([[1.0], [0.0], [0.0]])
loss = ops.sigmoid_focal_loss(x, y, reduction="mean")

### torchvision as a whole
import torch
import torchvision

x = torch.tensor([0.9, -1.4, 0.2])
y = torch.tensor([1.0, 0.0, 0.0])
loss = torchvision.ops.sigmoid_focal_loss(x, y, alpha=0.75, gamma=1.5, reduction="sum")

### getattr of a module
import torch
import torch.nn as nn

name = "CrossEntropyLoss"
criterion = getattr(nn, name)()
loss = criterion(torch.tensor([[0.2, 0.7, -0.1]]), torch.tensor([2]))

### torch.nn.modules.loss
import torch
from torch.nn.modules.loss import CrossEntropyLoss

loss = CrossEntropyLoss()(torch.tensor([[0.2, 0.7, -0.1]]), torch.tensor([2]))

### numpy by its own name
import numpy
import torch
from torch.nn.functional import cross_entropy

a = numpy.array([[0.1, 0.2], [0.4, 0.3]], dtype=numpy.float32)
loss = cross_entropy(torch.from_numpy(a), torch.as_tensor([1, 1]))

### from numpy import array
import torch
import torch.nn.functional as F
from numpy import array, float32, int64

x = array([[0.3, 1.3, 2.3]], dtype=float32)
y = array([1], dtype=int64)
loss = F.cross_entropy(torch.tensor(x), torch.tensor(y))
