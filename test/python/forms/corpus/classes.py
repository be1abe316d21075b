import torch
import torch.nn as nn
import torch.nn.functional as F

### criterion in init
class Trainer:
    def __init__(self):
        self.criterion = nn.CrossEntropyLoss()

    def step(self, logits, labels):
        return self.criterion(logits, labels)


trainer = Trainer()
loss = trainer.step(torch.tensor([[0.2, 0.1, 0.7]]), torch.tensor([2]))

### arrays and criterion as attributes
class Batch:
    def __init__(self, x, y):
        self.x = x
        self.y = y


class Trainer:
    def __init__(self, criterion=None):
        self.criterion = criterion or nn.CrossEntropyLoss()

    def run(self, batch):
        loss = self.criterion(batch.x, batch.y)
        return loss


b = Batch(torch.tensor([[0.6, 0.4], [0.1, -0.9]]), torch.tensor([1, 0]))
Trainer().run(b)

### a module without weights
class Net(nn.Module):
    def forward(self, x):
        return F.log_softmax(x, dim=1)


net = Net()
loss = F.nll_loss(net(torch.tensor([[1.0, 0.3, 0.2]])), torch.tensor([0]))

### init and forward
class Head(nn.Module):
    def __init__(self, scale):
        super().__init__()
        self.scale = scale
        self.act = nn.Sigmoid()

    def forward(self, x):
        return self.act(x * self.scale)


head = Head(2.0)
p = head(torch.tensor([0.4, -0.3, 0.8]))
loss = nn.BCELoss()(p, torch.tensor([1.0, 0.0, 1.0]))

### super with arguments, as of old
class Net(nn.Module):
    def __init__(self):
        super(Net, self).__init__()
        self.softmax = nn.LogSoftmax(dim=-1)

    def forward(self, x):
        x = self.softmax(x)
        return x


model = Net()
criterion = nn.NLLLoss()
output = model(torch.tensor([[0.3, 0.8], [1.4, 0.2]]))
loss = criterion(output, torch.tensor([1, 1]))

### a loss as a module of one's own
class SmoothCE(nn.Module):
    def __init__(self, eps=0.1, reduction="mean"):
        super().__init__()
        self.eps = eps
        self.reduction = reduction

    def forward(self, logits, target):
        return F.cross_entropy(logits, target, label_smoothing=self.eps, reduction=self.reduction)


loss = SmoothCE(0.3)(torch.tensor([[0.5, 0.9, -0.5]]), torch.tensor([1]))

### call operator
class Loss:
    weight = torch.tensor([1.0, 3.0])

    def __call__(self, x, y):
        return F.cross_entropy(x, y, self.weight)


loss = Loss()(torch.tensor([[0.4, 0.6], [0.7, 0.2]]), torch.tensor([0, 1]))

### inheritance
class Base:
    reduction = "mean"

    def criterion(self):
        return nn.CrossEntropyLoss(reduction=self.reduction)

    def loss(self, x, y):
        return self.criterion()(x, y)


class Summed(Base):
    reduction = "sum"


a = Base().loss(torch.tensor([[0.4, 0.6], [0.7, 0.2]]), torch.tensor([0, 1]))
b = Summed().loss(torch.tensor([[0.4, 0.6], [0.7, 0.2]]), torch.tensor([0, 1]))

### subclass of a loss
class MyLoss(nn.CrossEntropyLoss):
    def forward(self, input, target):
        return super().forward(input * 2, target)


#! names: v
v = MyLoss(reduction="sum")(torch.tensor([[0.4, 0.6], [0.7, 0.2]]), torch.tensor([0, 1]))

### property
class Batch:
    def __init__(self, values):
        self._values = values

    @property
    def logits(self):
        return torch.tensor(self._values)


batch = Batch([[0.3, 0.2, 0.9]])
loss = F.cross_entropy(batch.logits, torch.tensor([0]))

### static and class methods
class Losses:
    smoothing = 0.05

    @staticmethod
    def plain(x, y):
        return F.cross_entropy(x, y)

    @classmethod
    def smooth(cls, x, y):
        return F.cross_entropy(x, y, label_smoothing=cls.smoothing)


x, y = torch.tensor([[0.3, 0.2, 0.9]]), torch.tensor([1])
a = Losses.plain(x, y)
b = Losses.smooth(x, y)

### dataclass
from dataclasses import dataclass


@dataclass
class Output:
    logits: torch.Tensor
    labels: torch.Tensor
    scale: float = 1.0


out = Output(torch.tensor([[0.1, 0.2, 0.3]]), labels=torch.tensor([2]))
loss = F.cross_entropy(out.logits * out.scale, out.labels)

### named tuple
from collections import namedtuple

Batch = namedtuple("Batch", ["x", "y"])
batch = Batch(torch.tensor([[0.1, -0.2]]), torch.tensor([1]))
loss = F.cross_entropy(batch.x, batch.y)

### typing's named tuple
from typing import NamedTuple


class Batch(NamedTuple):
    x: torch.Tensor
    y: torch.Tensor


batch = Batch(x=torch.tensor([[0.1, -0.2]]), y=torch.tensor([1]))
loss = F.cross_entropy(batch.x, batch.y)

### simple namespace
from types import SimpleNamespace

cfg = SimpleNamespace(smoothing=0.1, reduction="sum")
loss = F.cross_entropy(torch.tensor([[0.1, -0.2], [0.3, 0.9]]), torch.tensor([1, 0]), reduction=cfg.reduction, label_smoothing=cfg.smoothing)

### sequential of activations
model = nn.Sequential(nn.Tanh(), nn.Softmax(dim=1))
loss = nn.CrossEntropyLoss()(model(torch.tensor([[0.9, -0.4, 0.1]])), torch.tensor([0]))

### sequential with flatten
model = nn.Sequential(nn.Flatten(), nn.LogSoftmax(dim=1))
images = torch.tensor([[[0.1, 0.9], [0.3, 0.2]]])
loss = F.nll_loss(model(images), torch.tensor([1]))

### identity and dropout in eval
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.backbone = nn.Identity()
        self.relu = nn.ReLU()

    def forward(self, x):
        return self.relu(self.backbone(x))


net = Net().eval()
loss = F.cross_entropy(net(torch.tensor([[0.6, -0.6, 0.2]])), torch.tensor([0]))

### module list of activations
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.ModuleList([nn.ReLU(), nn.Sigmoid()])

    def forward(self, x):
        for layer in self.layers:
            x = layer(x)
        return x


loss = F.binary_cross_entropy(Net()(torch.tensor([0.6, -0.6])), torch.tensor([1.0, 0.0]))

### forward called by name
class Net(nn.Module):
    def forward(self, x):
        return x - x.mean(dim=1, keepdim=True)


net = Net()
loss = F.cross_entropy(net.forward(torch.tensor([[0.6, -0.6, 0.3]])), torch.tensor([2]))

### methods that call methods
class Model:
    def __init__(self):
        self.bias = torch.tensor([0.1, -0.1])

    def encode(self, x):
        return x * 0.5

    def decode(self, h):
        return h + self.bias

    def loss(self, x, y):
        return self._ce(self.decode(self.encode(x)), y)

    def _ce(self, logits, y):
        return F.cross_entropy(logits, y)


m = Model()
m.loss(torch.tensor([[2.0, 1.0], [0.0, 4.0]]), torch.tensor([0, 1]))

### attribute set from outside
class Model(nn.Module):
    def forward(self, x):
        return x


model = Model()
model.criterion = nn.CrossEntropyLoss(label_smoothing=0.1)
model.labels = torch.tensor([1])
loss = model.criterion(model(torch.tensor([[0.3, 0.4]])), model.labels)

### a state that is changed by a method
class Meter:
    def __init__(self):
        self.total = 0.0
        self.count = 0

    def update(self, value, n=1):
        self.total += value * n
        self.count += n

    @property
    def avg(self):
        return self.total / self.count


#! names: average
meter = Meter()
loss = F.cross_entropy(torch.tensor([[0.3, 0.4], [0.8, 0.1]]), torch.tensor([1, 0]))
meter.update(loss.item(), 2)
meter.update(0.5)
average = meter.avg

### labels in the model's forward, as transformers do
class Classifier(nn.Module):
    def __init__(self, num_labels=3):
        super().__init__()
        self.num_labels = num_labels

    def forward(self, hidden, labels=None):
        logits = hidden
        loss = None
        if labels is not None:
            loss_fct = nn.CrossEntropyLoss()
            loss = loss_fct(logits.view(-1, self.num_labels), labels.view(-1))
        return loss, logits


model = Classifier()
loss, logits = model(torch.tensor([[[0.2, 0.4, 0.1], [0.9, 0.3, -0.2]]]), labels=torch.tensor([[1, 0]]))

### problem types, as transformers do
class Config:
    problem_type = None
    num_labels = 2


class Classifier(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.config = config

    def forward(self, logits, labels):
        if self.config.problem_type is None:
            if self.config.num_labels == 1:
                self.config.problem_type = "regression"
            elif labels.dtype in (torch.long, torch.int):
                self.config.problem_type = "single"
            else:
                self.config.problem_type = "multi"
        if self.config.problem_type == "single":
            loss = F.cross_entropy(logits, labels)
        else:
            loss = F.binary_cross_entropy_with_logits(logits, labels)
        return loss


loss = Classifier(Config())(torch.tensor([[0.2, 0.4]]), torch.tensor([1]))

### lightning's step, called by hand
import pytorch_lightning as pl


class Lit(pl.LightningModule):
    def __init__(self):
        super().__init__()
        self.loss = nn.BCEWithLogitsLoss()

    def forward(self, x):
        return x.squeeze(-1)

    def training_step(self, batch, batch_idx):
        x, y = batch
        loss = self.loss(self(x), y)
        self.log("train_loss", loss)
        return loss


lit = Lit()
lit.training_step((torch.tensor([[0.4], [-0.8]]), torch.tensor([1.0, 0.0])), 0)

### registered buffers
class Weighted(nn.Module):
    def __init__(self, weight):
        super().__init__()
        self.register_buffer("weight", torch.tensor(weight))

    def forward(self, x, y):
        return F.cross_entropy(x, y, weight=self.weight)


loss = Weighted([0.2, 0.8])(torch.tensor([[0.4, 0.1], [0.3, 0.9]]), torch.tensor([1, 0]))

### parameters of known values
class Scale(nn.Module):
    def __init__(self):
        super().__init__()
        self.temperature = nn.Parameter(torch.tensor(1.5))

    def forward(self, x):
        return x / self.temperature


loss = F.cross_entropy(Scale()(torch.tensor([[0.4, 0.1, 0.2]])), torch.tensor([1]))

### linear with weights written into it
layer = nn.Linear(2, 2)
layer.weight.data = torch.tensor([[1.0, 0.5], [-0.5, 1.0]])
layer.bias.data = torch.tensor([0.1, -0.1])
#! loose
loss = F.cross_entropy(layer(torch.tensor([[0.4, 0.1]])), torch.tensor([1]))

### a class attribute through self and cls
class Config:
    SMOOTH = 0.15
    CLASSES = 3


loss = F.cross_entropy(torch.tensor([[0.4, 0.1, 0.3]]), torch.tensor([1]), label_smoothing=Config.SMOOTH)

### a method kept in a name
class A:
    def __init__(self, t):
        self.t = t

    def ce(self, x):
        return F.cross_entropy(x, self.t)


f = A(torch.tensor([1])).ce
loss = f(torch.tensor([[0.2, 0.5]]))

### setUp of a test case
import unittest


#! after: case = TestLoss("test_value"); case.setUp(); case.test_value()
class TestLoss(unittest.TestCase):
    def setUp(self):
        self.logits = torch.tensor([[0.5, 0.2], [0.1, 0.9]])
        self.labels = torch.tensor([0, 1])

    def test_value(self):
        loss = F.cross_entropy(self.logits, self.labels)
        self.assertAlmostEqual(loss.item(), 0.4623, places=3)

### an enum that chooses
from enum import Enum


class Mode(Enum):
    CE = "ce"
    BCE = "bce"


mode = Mode.CE
#! loose
if mode is Mode.CE:
    loss = F.cross_entropy(torch.tensor([[0.5, 0.2]]), torch.tensor([0]))
else:
    loss = F.binary_cross_entropy_with_logits(torch.tensor([0.5]), torch.tensor([0.0]))
