import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

x = torch.tensor([[0.3, -0.6, 1.1], [1.2, 0.8, 0.1]])
y = torch.tensor([2, 0])
b = torch.tensor([0.4, -1.1, 2.3])

### too many targets
F.cross_entropy(x, torch.tensor([0, 1, 2]))

### too few targets
loss = nn.CrossEntropyLoss()(x, torch.tensor([1]))

### a column of targets
loss = F.cross_entropy(x, y.unsqueeze(1))

### float targets of one dimension
loss = F.cross_entropy(x, y.float())

### a target out of range
loss = F.cross_entropy(x, torch.tensor([0, 3]))

### a negative target
loss = F.cross_entropy(x, torch.tensor([-1, 0]))

### labels that begin with one
labels = torch.tensor([1, 3])
loss = F.cross_entropy(x, labels)

### labels minus one
labels = torch.tensor([0, 1]) - 1
loss = F.cross_entropy(x, labels)

### int32 targets
loss = F.cross_entropy(x, y.int())

### uint8 class probabilities
loss = F.cross_entropy(x, torch.tensor([[0, 0, 1], [1, 0, 0]]))

### one_hot of integers
loss = F.cross_entropy(x, F.one_hot(y, 3))

### integer logits
loss = F.cross_entropy(torch.tensor([[1, 2, 3]]), torch.tensor([0]))

### double targets for float logits
soft = np.array([[0.1, 0.2, 0.7], [0.8, 0.1, 0.1]])
loss = F.cross_entropy(x, torch.from_numpy(soft))

### swapped arguments
loss = F.cross_entropy(y, x)

### classes last in a sequence
seq = torch.zeros(2, 4, 3)
loss = F.cross_entropy(seq, torch.zeros(2, 4, dtype=torch.long))

### a mask with a channel
pred = torch.zeros(1, 2, 2, 2)
loss = F.cross_entropy(pred, torch.zeros(1, 1, 2, 2, dtype=torch.long))

### weights of another length
loss = F.cross_entropy(x, y, weight=torch.tensor([1.0, 2.0]))

### weights in double
w = np.array([0.2, 0.3, 0.5])
loss = nn.CrossEntropyLoss(weight=torch.tensor(w))(x, y)

### weights as a list
loss = F.cross_entropy(x, y, weight=[1.0, 2.0, 3.0])

### an unknown reduction
loss = F.cross_entropy(x, y, reduction="average")

### batchmean for a cross entropy
loss = nn.CrossEntropyLoss(reduction="batchmean")(x, y)

### smoothing above one
loss = F.cross_entropy(x, y, label_smoothing=1.5)

### a list of labels
loss = F.cross_entropy(x, [2, 0])

### an array for logits
loss = F.cross_entropy(np.array([[0.3, 0.4]]), torch.tensor([1]))

### a number for the target
loss = F.cross_entropy(x[0], 2)

### None for the target
loss = F.cross_entropy(x, None)

### BCE of logits
loss = F.binary_cross_entropy(b, torch.tensor([1.0, 0.0, 1.0]))

### BCE targets above one
loss = nn.BCELoss()(torch.sigmoid(b), torch.tensor([1.0, 2.0, 0.0]))

### BCE targets of integers
loss = F.binary_cross_entropy(torch.sigmoid(b), torch.tensor([1, 0, 1]))

### BCE of a column
loss = F.binary_cross_entropy(torch.sigmoid(b).unsqueeze(1), torch.tensor([1.0, 0.0, 1.0]))

### BCE with logits of a column
loss = F.binary_cross_entropy_with_logits(b.view(-1, 1), torch.tensor([1.0, 0.0, 1.0]))

### BCE with logits, labels for classes
loss = F.binary_cross_entropy_with_logits(x, y.float())

### BCE with logits, pos_weight too long
loss = F.binary_cross_entropy_with_logits(b, torch.tensor([1.0, 0.0, 1.0]), pos_weight=torch.tensor([1.0, 2.0]))

### BCE with logits, integer targets
loss = F.binary_cross_entropy_with_logits(b, torch.tensor([1, 0, 1]))

### BCE of doubles against floats
loss = F.binary_cross_entropy(torch.sigmoid(b).double(), torch.tensor([1.0, 0.0, 1.0]))

### NLL of float targets
loss = F.nll_loss(F.log_softmax(x, 1), y.float())

### NLL out of range
loss = F.nll_loss(F.log_softmax(x, 1), torch.tensor([0, 5]))

### NLL of one-hot rows
loss = F.nll_loss(F.log_softmax(x, 1), F.one_hot(y, 3))

### NLL of a number
loss = F.nll_loss(torch.tensor(0.5), torch.tensor(0))

### KL of different shapes
loss = F.kl_div(F.log_softmax(x, 1), torch.tensor([[0.2, 0.8]]))

### KL of a wrong reduction
loss = nn.KLDivLoss(reduction="batch")(F.log_softmax(x, 1), F.softmax(x, 1))

### multi margin of one target too many
loss = nn.MultiMarginLoss()(x, torch.tensor([0, 1, 2]))

### multi margin with p of three
loss = F.multi_margin_loss(x, y, p=3)

### multi margin out of range
loss = nn.MultiMarginLoss()(x, torch.tensor([0, 4]))

### multi-label margin of another shape
loss = nn.MultiLabelMarginLoss()(x, torch.tensor([[0, -1], [1, -1]]))

### multi-label margin of floats
loss = nn.MultiLabelMarginLoss()(x, torch.tensor([[1.0, 0.0, -1.0], [0.0, -1.0, -1.0]]))

### multi-label soft margin of classes
loss = nn.MultiLabelSoftMarginLoss()(x, y)

### soft margin of another size
loss = nn.SoftMarginLoss()(b, torch.tensor([1.0, -1.0]))

### hinge embedding of another size
loss = nn.HingeEmbeddingLoss()(b, torch.tensor([1.0, -1.0]))

### in a function
def loss_fn(out, target):
    return F.cross_entropy(out, target)


loss_fn(x, torch.tensor([0, 1, 1]))

### in a module
class Net(nn.Module):
    def forward(self, t):
        return t.sum(dim=1, keepdim=True)


loss = F.binary_cross_entropy_with_logits(Net()(x), torch.tensor([1.0, 0.0]))

### in a trainer
class Trainer:
    def __init__(self):
        self.criterion = nn.CrossEntropyLoss()

    def step(self, out, target):
        return self.criterion(out, target)


Trainer().step(x, torch.tensor([[2], [0]]))

### squeezed of all it has
loss = F.cross_entropy(x[:1].squeeze(), torch.tensor([2]))

### a float label of a frame
import pandas as pd

df = pd.DataFrame({"y": [2.0, 0.0]})
loss = F.cross_entropy(x, torch.tensor(df["y"].values))

### shapes known, values not
loss = F.cross_entropy(torch.randn(3, 5), torch.zeros(3))

### random logits of another batch
loss = F.cross_entropy(torch.randn(4, 5), torch.tensor([0, 1, 2]))

### a linear layer's classes
model = nn.Linear(3, 2)
loss = F.cross_entropy(model(x), torch.tensor([0, 1, 0]))

### random logits, a column of targets
loss = F.binary_cross_entropy_with_logits(torch.randn(3), torch.tensor([[1.0], [0.0], [1.0]]))

### random logits and integer targets
target = torch.randint(0, 2, (3,))
loss = F.binary_cross_entropy(torch.rand(3), target)

### random sequence with classes last
loss = nn.CrossEntropyLoss()(torch.randn(2, 7, 10), torch.randint(0, 10, (2, 7)))

### random logits of a linear layer against float labels
net = nn.Sequential(nn.Linear(3, 4), nn.ReLU(), nn.Linear(4, 3))
loss = nn.CrossEntropyLoss()(net(x), torch.tensor([0.0, 1.0]))

### ignore_index beside a wrong label
loss = F.cross_entropy(x, torch.tensor([-1, 0]), ignore_index=-100)

### a mask of 255 without ignore_index
pred = torch.zeros(1, 2, 1, 2)
loss = F.cross_entropy(pred, torch.tensor([[[1, 255]]]))

### empty logits
loss = F.cross_entropy(torch.zeros(0, 3), torch.zeros(1, dtype=torch.long))

### half a batch left out
loss = F.cross_entropy(x[:1], y)

### shifted on one side only
logits = torch.zeros(1, 4, 5)
labels = torch.tensor([[1, 2, 3, 4]])
loss = F.cross_entropy(logits[:, :-1].reshape(-1, 5), labels.reshape(-1))

### focal loss of another shape
from torchvision.ops import sigmoid_focal_loss

loss = sigmoid_focal_loss(b.unsqueeze(1), torch.tensor([1.0, 0.0, 1.0]))

### focal loss, wrong reduction
from torchvision.ops import sigmoid_focal_loss

loss = sigmoid_focal_loss(b, torch.tensor([1.0, 0.0, 1.0]), reduction="average")

### missing argument
loss = F.cross_entropy(x)

### an unknown keyword
loss = F.cross_entropy(x, y, smoothing=0.1)

### an unknown keyword of the class
criterion = nn.CrossEntropyLoss(smoothing=0.1)
#! loose
loss = criterion(x, y)

### arrays given to the class
#! loose
loss = nn.CrossEntropyLoss(x, y)
