import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

### numpy to torch with from_numpy
preds = np.array([[0.2, 0.7, 0.1], [0.5, 0.3, 0.2]], dtype=np.float32)
labels = np.array([1, 0])
loss = F.nll_loss(torch.from_numpy(np.log(preds)), torch.from_numpy(labels))

### torch.Tensor and LongTensor
x = torch.Tensor([[1, 2, 3], [3, 2, 1]])
y = torch.LongTensor([0, 0])
loss = nn.CrossEntropyLoss()(x, y)

### FloatTensor of integers
loss = F.binary_cross_entropy_with_logits(torch.FloatTensor([1, -2, 3]), torch.FloatTensor([1, 0, 0]))

### as_tensor with a dtype
x = torch.as_tensor(np.array([[1.0, 0.5]]), dtype=torch.float32)
y = torch.as_tensor([0], dtype=torch.int64)
loss = F.cross_entropy(x, y)

### double precision
x = torch.tensor([[0.1, 0.2, 0.7]], dtype=torch.float64)
loss = F.cross_entropy(x, torch.tensor([1]))

### casts of every spelling
x = torch.tensor([[1, 0], [0, 1]])
y = torch.tensor([1.0, 0.0])
loss = F.cross_entropy(x.float(), y.long())
b = F.cross_entropy(x.to(torch.float32), y.to(torch.int64))
c = F.cross_entropy(x.type(torch.FloatTensor), y.type(torch.LongTensor))
d = F.cross_entropy(x.double(), y.to(dtype=torch.long))

### uint8 targets
y = torch.tensor([1, 0], dtype=torch.uint8)
loss = F.cross_entropy(torch.tensor([[0.1, 0.2], [0.4, 0.1]]), y.long())

### half precision widened
x = torch.tensor([[0.5, 0.25, -0.5]], dtype=torch.float16)
loss = F.cross_entropy(x.float(), torch.tensor([0]))

### zeros and ones
pred = torch.zeros(2, 3)
target = torch.ones(2, 3)
loss = F.binary_cross_entropy_with_logits(pred, target)

### zeros_like, ones_like, full
x = torch.tensor([[0.2, -0.4], [1.2, 0.3]])
a = F.binary_cross_entropy_with_logits(x, torch.zeros_like(x))
b = F.binary_cross_entropy_with_logits(x, torch.ones_like(x))
c = F.binary_cross_entropy_with_logits(x, torch.full_like(x, 0.5))
d = F.binary_cross_entropy_with_logits(x, torch.full((2, 2), 0.9))

### eye and arange
logits = torch.eye(3) * 2
loss = F.cross_entropy(logits, torch.arange(3))

### linspace
x = torch.linspace(-1, 1, 5)
loss = F.soft_margin_loss(x, torch.tensor([-1.0, -1.0, 1.0, 1.0, 1.0]))

### numpy's arange reshaped
x = np.arange(6).reshape(2, 3) / 10
loss = F.cross_entropy(torch.tensor(x), torch.tensor([0, 2]))

### numpy eye indexed by labels
y = np.array([2, 0])
onehot = np.eye(3)[y]
loss = F.binary_cross_entropy(torch.tensor([[0.1, 0.2, 0.6], [0.7, 0.1, 0.1]], dtype=torch.float64), torch.from_numpy(onehot))

### one_hot
y = torch.tensor([2, 0])
t = F.one_hot(y, num_classes=3)
loss = F.binary_cross_entropy_with_logits(torch.tensor([[0.1, 0.2, 0.6], [0.7, 0.1, 0.1]]), t.float())

### one_hot as class probabilities
y = torch.tensor([2, 0])
loss = F.cross_entropy(torch.tensor([[0.1, 0.2, 0.6], [0.7, 0.1, 0.1]]), F.one_hot(y).to(torch.float))

### scatter_ into zeros
y = torch.tensor([1, 2])
onehot = torch.zeros(2, 3).scatter_(1, y.unsqueeze(1), 1.0)
loss = F.cross_entropy(torch.tensor([[0.1, 0.2, 0.6], [0.7, 0.1, 0.1]]), onehot)

### columns of a matrix
data = np.array([[0.9, 0.1, 0], [0.2, 0.8, 1], [0.6, 0.4, 1]])
probs, labels = data[:, :2], data[:, 2].astype(int)
loss = F.nll_loss(torch.from_numpy(np.log(probs)), torch.from_numpy(labels))

### transposed lists
cols = [[0.3, 0.1], [0.2, 0.5], [0.9, -0.4]]
x = torch.tensor(cols).T
loss = F.cross_entropy(x, torch.tensor([0, 1]))

### zip of rows
rows = [([0.2, 0.4], 1), ([0.9, 0.1], 0)]
xs, ys = zip(*rows)
loss = F.cross_entropy(torch.tensor(xs), torch.tensor(ys))

### comprehension over rows
rows = [{"scores": [0.2, 0.4], "label": 1}, {"scores": [0.9, 0.1], "label": 0}]
x = torch.tensor([row["scores"] for row in rows])
y = torch.tensor([row["label"] for row in rows])
loss = F.cross_entropy(x, y)

### stack and cat
a, b = torch.tensor([0.2, 0.4]), torch.tensor([0.9, 0.1])
loss = F.cross_entropy(torch.stack([a, b]), torch.cat([torch.tensor([1]), torch.tensor([0])]))
col = F.cross_entropy(torch.stack((a, b), dim=1), torch.tensor([1, 1]))

### numpy stack and concatenate
a, b = np.array([0.2, 0.4]), np.array([0.9, 0.1])
x = np.vstack([a, b])
y = np.concatenate(([0], [1]))
loss = F.cross_entropy(torch.tensor(x), torch.tensor(y))

### two classes from one probability
p = torch.tensor([0.9, 0.2, 0.6])
both = torch.stack([1 - p, p], dim=1)
loss = F.nll_loss(both.log(), torch.tensor([1, 0, 0]))

### a data frame
import pandas as pd

df = pd.DataFrame({"p0": [0.2, 0.7], "p1": [0.8, 0.3], "label": [1, 0]})
x = torch.tensor(df[["p0", "p1"]].values)
y = torch.tensor(df["label"].values)
loss = F.nll_loss(torch.log(x), y)

### a data frame's column by attribute
import pandas as pd

df = pd.DataFrame({"score": [0.4, -0.7, 1.1], "target": [1.0, 0.0, 1.0]})
loss = F.binary_cross_entropy_with_logits(torch.tensor(df.score.values), torch.tensor(df.target.to_numpy()))

### a data frame of rows
import pandas as pd

df = pd.DataFrame([[0.4, 0.1], [0.2, 0.9]], columns=["a", "b"])
loss = F.cross_entropy(torch.from_numpy(df.to_numpy()), torch.tensor([0, 1]))

### from a list of arrays
outs = [torch.tensor([[0.1, 0.3]]), torch.tensor([[0.2, -0.2]])]
labels = [0, 1]
loss = F.cross_entropy(torch.cat(outs, dim=0), torch.tensor(labels))

### clone and detach
x = torch.tensor([[0.1, 0.3]], requires_grad=True)
loss = F.cross_entropy(x.clone().detach().requires_grad_(True), torch.tensor([1]))
loss.backward()

### requires_grad and data
x = torch.tensor([[0.1, 0.3]], requires_grad=True)
loss = F.cross_entropy(x.data, torch.tensor([1]))

### Variable with requires_grad
from torch.autograd import Variable

x = Variable(torch.Tensor([[0.4, 0.9]]), requires_grad=True)
y = Variable(torch.LongTensor([0]))
criterion = nn.CrossEntropyLoss()
loss = criterion(x, y)
loss.backward()

### to numpy and back
x = torch.tensor([[0.4, 0.9], [0.3, 0.1]])
probs = torch.softmax(x, dim=1).detach().cpu().numpy()
loss = F.nll_loss(torch.log(torch.from_numpy(probs)), torch.tensor([0, 0]))

### device chosen by what there is
device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
x = torch.tensor([[0.4, 0.9]]).to(device)
y = torch.tensor([1], device=device)
loss = F.cross_entropy(x, y)

### cpu and non_blocking
x = torch.tensor([[0.4, 0.9]]).cpu()
y = torch.tensor([1]).to("cpu", non_blocking=True)
loss = nn.CrossEntropyLoss().to("cpu")(x, y)

### a set of numbers written apart
x1, x2, x3 = 0.3, -0.2, 1e-1
loss = F.cross_entropy(torch.tensor([[x1, x2, x3]]), torch.tensor([0]))

### numbers computed
n = 4
x = torch.tensor([[1 / n, 2 / n, (n - 1) / n]])
y = torch.tensor([n // 2 - 1])
loss = F.cross_entropy(x, y)

### infinities and underscores
x = torch.tensor([[float("-inf"), 1_0.5, 1e1]])
loss = F.cross_entropy(x, torch.tensor([1]))

### math's constants
import math

x = torch.tensor([[math.pi, math.e, -math.inf]])
loss = F.cross_entropy(x, torch.tensor([1]))
y = F.cross_entropy(torch.tensor([[math.log(0.3), math.log(0.7)]]), torch.tensor([0]))

### masked fill
x = torch.tensor([[0.5, 0.2, 0.9], [0.1, 0.3, 0.3]])
mask = torch.tensor([[True, True, False], [True, False, True]])
loss = F.cross_entropy(x.masked_fill(~mask, float("-inf")), torch.tensor([0, 2]))

### where
x = torch.tensor([0.7, 0.2, 0.9])
loss = F.binary_cross_entropy(x, torch.where(x > 0.5, torch.tensor(1.0), torch.tensor(0.0)))
hard = F.binary_cross_entropy(x, (x > 0.5).float())

### numpy where
x = np.array([0.3, -0.8, 0.1])
y = np.where(x > 0, 1.0, -1.0)
loss = F.hinge_embedding_loss(torch.tensor(x), torch.tensor(y))

### labels mapped by a dict
names = ["cat", "dog", "cat"]
index = {"cat": 0, "dog": 1}
y = torch.tensor([index[name] for name in names])
loss = F.cross_entropy(torch.tensor([[0.4, 0.1], [0.3, 0.2], [-0.1, 0.2]]), y)

### labels by position in a list
classes = ["cat", "dog", "fish"]
y = torch.tensor([classes.index("fish"), classes.index("cat")])
loss = F.cross_entropy(torch.tensor([[0.4, 0.1, 0.2], [0.3, 0.2, 0.2]]), y)

### labels by sorted names
names = ["b", "a", "c"]
index = {name: i for i, name in enumerate(sorted(set(names)))}
y = torch.tensor([index[n] for n in names])
loss = F.cross_entropy(torch.eye(3), y)

### argmax of the teacher
teacher = torch.tensor([[0.1, 2.0], [1.4, 0.3]])
student = torch.tensor([[0.3, 0.6], [0.1, 0.2]])
loss = F.cross_entropy(student, teacher.argmax(dim=1))
same = F.cross_entropy(student, teacher.max(dim=1).indices)
again = F.cross_entropy(student, torch.argmax(teacher, -1))

### topk
x = torch.tensor([[0.1, 0.9, 0.4], [0.6, 0.2, 0.5]])
values, indices = x.topk(2, dim=1)
loss = F.cross_entropy(values, torch.tensor([0, 1]))

### sort
x = torch.tensor([[0.1, 0.9, 0.4]])
ordered, order = torch.sort(x, dim=1, descending=True)
loss = F.cross_entropy(ordered, order[:, 0])

### clamp and epsilon
p = torch.tensor([0.0, 0.4, 1.0])
y = torch.tensor([0.0, 1.0, 1.0])
a = F.binary_cross_entropy(p.clamp(1e-6, 1 - 1e-6), y)
b = F.binary_cross_entropy(torch.clamp(p, min=1e-3, max=0.999), y)
c = F.binary_cross_entropy(torch.clip(p, 0.01, 0.99), y)

### normalised by a sum
w = torch.tensor([[3.0, 1.0], [2.0, 2.0]])
p = w / w.sum(dim=1, keepdim=True)
loss = F.nll_loss(p.log(), torch.tensor([0, 1]))

### standardised
x = torch.tensor([[3.0, 1.0, 2.0]])
z = (x - x.mean()) / x.std()
loss = F.cross_entropy(z, torch.tensor([1]))

### normalised by length
x = torch.tensor([[3.0, 4.0], [1.0, 0.0]])
loss = F.cross_entropy(F.normalize(x, dim=1) * 10, torch.tensor([0, 0]))
same = F.cross_entropy(x / x.norm(dim=1, keepdim=True), torch.tensor([0, 0]))

### similarity matrix
a = torch.tensor([[1.0, 0.0], [0.6, 0.8]])
b = torch.tensor([[0.8, 0.6], [0.0, 1.0]])
logits = a @ b.t() / 0.1
labels = torch.arange(len(a))
loss = (F.cross_entropy(logits, labels) + F.cross_entropy(logits.T, labels)) / 2

### matmul by every name
x = torch.tensor([[1.0, 2.0]])
w = torch.tensor([[0.1, 0.3], [0.2, -0.1]])
a = F.cross_entropy(torch.matmul(x, w), torch.tensor([0]))
b = F.cross_entropy(x.mm(w), torch.tensor([1]))
c = F.cross_entropy(torch.einsum("ij,jk->ik", x, w), torch.tensor([1]))
d = F.cross_entropy(F.linear(x, w), torch.tensor([1]))

### written in place
x = torch.zeros(2, 2)
x[0, 1] = 3.0
x[1] = torch.tensor([0.5, -0.5])
loss = F.cross_entropy(x, torch.tensor([1, 0]))

### augmented in place
x = torch.tensor([[0.5, 0.1]])
x += 1
x *= torch.tensor([2.0, 3.0])
x.sub_(0.5)
loss = F.cross_entropy(x, torch.tensor([0]))

### a view written through
x = torch.zeros(2, 3)
row = x[0]
row[2] = 4.0
x[:, 0] -= 1
loss = F.cross_entropy(x, torch.tensor([2, 1]))

### appended lists
scores, labels = [], []
scores.append([0.3, 0.9])
labels.append(1)
scores.append([0.5, 0.2])
labels.append(0)
loss = F.cross_entropy(torch.tensor(scores), torch.tensor(labels))

### bool targets
y = torch.tensor([True, False, True])
loss = F.binary_cross_entropy_with_logits(torch.tensor([0.2, 0.4, -0.1]), y.float())
more = F.binary_cross_entropy_with_logits(torch.tensor([0.2, 0.4, -0.1]), y * 1.0)

### chained assignment and tuples
a = b = torch.tensor([[0.3, 0.1]])
(x, y), z = (a, torch.tensor([1])), 2
loss = F.cross_entropy(x * z, y)

### starred
first, *rest = torch.tensor([[0.3, 0.1], [0.2, 0.5], [0.9, 0.4]])
loss = F.cross_entropy(torch.stack(rest), torch.tensor([0, 1]))

### walrus
if (n := len([0, 1])) > 1:
    loss = F.cross_entropy(torch.tensor([[0.3, 0.1]]) * n, (y := torch.tensor([0])))

### del and defined again
x = torch.tensor([[0.3, 0.1]])
del x
x = torch.tensor([[0.7, 0.1]])
loss = F.cross_entropy(x, torch.tensor([1]))

### repeat, expand, tile
x = torch.tensor([[0.3, 0.1]])
a = F.cross_entropy(x.repeat(2, 1), torch.tensor([0, 1]))
b = F.cross_entropy(x.expand(3, 2), torch.tensor([0, 1, 1]))
c = F.cross_entropy(x.repeat_interleave(2, dim=0), torch.tensor([1, 1]))

### string parsed to numbers
text = "0.5,0.25,-1.0"
x = torch.tensor([[float(part) for part in text.split(",")]])
loss = F.cross_entropy(x, torch.tensor([2]))

### a table in json
import json

record = json.loads('{"logits": [[0.2, 0.9]], "label": [1]}')
#! loose
loss = F.cross_entropy(torch.tensor(record["logits"]), torch.tensor(record["label"]))

### range and list arithmetic
y = torch.tensor(list(range(3)))
x = torch.tensor([[0.5] * 3, [0.1, 0.2, 0.3], [1.0] + [0.0] * 2])
loss = F.cross_entropy(x, y)

### new_tensor and friends
x = torch.tensor([[0.5, 0.1]])
loss = F.cross_entropy(x, x.new_tensor([1], dtype=torch.long))
more = F.binary_cross_entropy_with_logits(x, x.new_ones(1, 2))

### set by index with a mask
y = torch.tensor([0, 1, 9])
y[y == 9] = -100
loss = F.cross_entropy(torch.tensor([[0.3, 0.1], [0.2, 0.5], [0.9, 0.4]]), y)
