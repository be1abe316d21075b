import argparse
import collections
import dataclasses
import enum
import functools
import itertools

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

scores = torch.tensor([[0.4, -1.1, 0.7], [1.3, 0.2, -0.5], [-0.3, 0.9, 0.1], [0.6, 0.6, -1.4]])
classes = torch.tensor([2, 0, 1, 1])
raw = torch.tensor([0.8, -0.6, 1.7, -0.2])
hits = torch.tensor([1.0, 0.0, 1.0, 1.0])

### a trainer's compute_loss with class weights
class Trainer:
    def __init__(self, class_weights=None, num_labels=3):
        self.weight = None if class_weights is None else torch.as_tensor(class_weights, dtype=torch.float32)
        self.num_labels = num_labels

    def compute_loss(self, outputs, inputs, return_outputs=False, num_items_in_batch=None):
        labels = inputs.get("labels")
        logits = outputs.get("logits")
        loss = nn.CrossEntropyLoss(weight=self.weight)(logits.view(-1, self.num_labels), labels.view(-1))
        return (loss, outputs) if return_outputs else loss


#! names: loss, again
trainer = Trainer([1.0, 2.0, 0.5])
loss, outputs = trainer.compute_loss({"logits": scores}, {"labels": classes}, return_outputs=True)
again = Trainer().compute_loss({"logits": scores}, {"labels": classes})

### labels popped out of the inputs
def compute_loss(model, inputs):
    labels = inputs.pop("labels").long()
    logits = model(**inputs)
    return F.cross_entropy(logits, labels, label_smoothing=0.1)


#! names: loss, left
batch = {"features": scores, "labels": classes.float()}
loss = compute_loss(lambda features: features * 2, batch)
left = len(batch)

### a lightning module with a shared step
class Classifier(nn.Module):
    def __init__(self, loss_name="cross_entropy"):
        super().__init__()
        self.loss_fn = getattr(F, loss_name)

    def _shared_step(self, batch, stage):
        x, y = batch
        loss = self.loss_fn(x, y)
        return {"loss": loss, f"{stage}_acc": (x.argmax(dim=-1) == y).float().mean()}

    def training_step(self, batch, batch_idx):
        return self._shared_step(batch, "train")["loss"]

    def validation_step(self, batch, batch_idx):
        return self._shared_step(batch, "val")


#! names: train, accuracy
module = Classifier()
train = module.training_step((scores, classes), 0)
accuracy = module.validation_step((scores, classes), 0)["val_acc"]

### a dict of losses with weights, as detectors sum them
class Criterion(nn.Module):
    def __init__(self, weight_dict):
        super().__init__()
        self.weight_dict = weight_dict

    def loss_labels(self, outputs, targets):
        return {"loss_ce": F.cross_entropy(outputs["pred_logits"], targets["labels"])}

    def loss_boxes(self, outputs, targets):
        difference = F.l1_loss(outputs["pred_boxes"], targets["boxes"], reduction="none")
        return {"loss_bbox": difference.sum() / len(targets["labels"])}

    def forward(self, outputs, targets):
        losses = {}
        for name in ("labels", "boxes"):
            losses.update(getattr(self, f"loss_{name}")(outputs, targets))
        return losses


#! names: total
criterion = Criterion({"loss_ce": 1.0, "loss_bbox": 5.0})
found = criterion(
    {"pred_logits": scores, "pred_boxes": torch.full((4, 4), 0.5)},
    {"labels": classes, "boxes": torch.full((4, 4), 0.25)},
)
total = sum(found[k] * criterion.weight_dict[k] for k in found.keys() if k in criterion.weight_dict)

### autocast that is off and a scaler
#! names: loss
with torch.autocast("cpu", enabled=False):
    loss = F.cross_entropy(scores, classes)
scaled = loss * 1024.0

### a model that is compiled
@torch.no_grad()
def step(x, y):
    return F.binary_cross_entropy_with_logits(x, y)


#! names: loss
loss = step(raw, hits)

### criterions in a ModuleDict with a weight each
#! names: total
criteria = nn.ModuleDict({"kind": nn.CrossEntropyLoss(), "hit": nn.BCEWithLogitsLoss(pos_weight=torch.tensor(2.0))})
predictions = {"kind": scores, "hit": raw}
truth = {"kind": classes, "hit": hits}
weights = dict(kind=1.0, hit=0.5)
total = torch.stack([weights[k] * criteria[k](predictions[k], truth[k]) for k in criteria]).sum()

### criterions in a ModuleList
#! names: total
criteria = nn.ModuleList([nn.CrossEntropyLoss(), nn.CrossEntropyLoss(label_smoothing=0.2)])
total = 0.0
for i, criterion in enumerate(criteria):
    total += criterion(scores, classes) / (i + 1)

### a dataclass of options
@dataclasses.dataclass(frozen=True)
class LossConfig:
    smoothing: float = 0.05
    reduction: str = "sum"
    ignore_index: int = -1
    names: list = dataclasses.field(default_factory=lambda: ["a", "b"])


config = LossConfig(reduction="mean")
loss = F.cross_entropy(
    scores, classes, ignore_index=config.ignore_index, label_smoothing=config.smoothing, reduction=config.reduction
)

### a dataclass made by replace
@dataclasses.dataclass
class LossConfig:
    smoothing: float = 0.0
    reduction: str = "mean"


base = LossConfig()
#! names: loss
loss = F.cross_entropy(scores, classes, reduction=base.reduction, label_smoothing=base.smoothing)

### an enum of losses with a method
class Kind(enum.Enum):
    CLASSES = "classes"
    LABELS = "labels"

    def criterion(self):
        if self is Kind.CLASSES:
            return nn.CrossEntropyLoss()
        return nn.BCEWithLogitsLoss()


#! names: a, b
a = Kind.CLASSES.criterion()(scores, classes)
b = Kind("labels").criterion()(raw, hits)

### a match on the task
def make(task, **options):
    match task:
        case "multiclass" | "single":
            return nn.CrossEntropyLoss(**options)
        case "multilabel":
            return nn.MultiLabelSoftMarginLoss(**options)
        case {"name": name, **rest}:
            return make(name, **rest)
        case _:
            raise ValueError(task)


a = make("single")(scores, classes)
b = make({"name": "multiclass", "reduction": "sum"})(scores, classes)
c = make("multilabel")(scores, F.one_hot(classes, 3).float())

### losses in a dict of partials
LOSSES = {
    "ce": F.cross_entropy,
    "ls": functools.partial(F.cross_entropy, label_smoothing=0.1),
    "bce": functools.partial(F.binary_cross_entropy_with_logits, reduction="sum"),
}
a = LOSSES["ls"](scores, classes)
b = LOSSES.get("bce", None)(raw, hits)

### a registry filled by a decorator
REGISTRY = {}


def register(name):
    def wrap(cls):
        REGISTRY[name] = cls
        return cls

    return wrap


@register("soft")
class SoftTarget(nn.Module):
    def __init__(self, temperature=1.0):
        super().__init__()
        self.temperature = temperature

    def forward(self, x, target):
        return torch.sum(-target * F.log_softmax(x / self.temperature, dim=-1), dim=-1).mean()


#! names: loss
loss = REGISTRY["soft"](temperature=2.0)(scores, F.one_hot(classes, 3).float())

### getattr of nn by a name put together
name = "BCE"
criterion = getattr(nn, f"{name}WithLogitsLoss")(reduction="none")
loss = criterion(raw, hits)

### a walrus in the loop over batches
#! names: mean
total, batches = 0.0, iter([(scores[:2], classes[:2]), (scores[2:], classes[2:])])
while (batch := next(batches, None)) is not None:
    total += F.cross_entropy(*batch, reduction="sum").item()
mean = total / len(classes)

### a comprehension over zipped batches
#! names: losses
losses = [F.cross_entropy(x, y).item() for x, y in zip(scores.split(2), classes.split(2))]

### chunks of both in one loop
#! names: worst
worst = max(F.cross_entropy(x, y, reduction="sum").item() for x, y in zip(torch.chunk(scores, 4), torch.chunk(classes, 4)))

### a generator of batches
def batches(x, y, size):
    for start in range(0, len(x), size):
        yield x[start : start + size], y[start : start + size]


#! names: average
losses = []
for x, y in batches(scores, classes, 2):
    losses.append(F.cross_entropy(x, y))
average = sum(losses) / len(losses)

### a dataset class, indexed and stacked
class Samples:
    def __init__(self, x, y):
        self.x, self.y = x, y

    def __len__(self):
        return len(self.y)

    def __getitem__(self, i):
        return self.x[i], self.y[i]


samples = Samples(scores, classes)
x, y = map(torch.stack, zip(*[samples[i] for i in range(len(samples))]))
loss = F.cross_entropy(x, y)

### a collate function over dicts
def collate(rows):
    return {key: torch.stack([row[key] for row in rows]) for key in rows[0]}


rows = [{"x": x, "y": y} for x, y in zip(scores, classes)]
batch = collate(rows)
loss = F.cross_entropy(batch["x"], batch["y"])

### a segmentation head's loss over the map
#! names: loss, pixel
logits = torch.arange(24.0).reshape(1, 3, 2, 4) / 10
mask = torch.tensor([[[0, 1, 2, 255], [2, 1, 0, 255]]])
pixel = F.cross_entropy(logits, mask, ignore_index=255, reduction="none")
valid = mask != 255
loss = pixel[valid].mean()

### a language model shifted by one
#! names: loss
token_logits = torch.arange(30.0).reshape(1, 5, 6).sin()
tokens = torch.tensor([[1, 4, 2, 0, 5]])
shift_logits = token_logits[..., :-1, :].contiguous()
shift_labels = tokens[..., 1:].contiguous()
loss = F.cross_entropy(shift_logits.view(-1, shift_logits.size(-1)), shift_labels.view(-1))

### padded tokens masked by hand
#! names: loss
token_logits = torch.arange(24.0).reshape(2, 3, 4).cos()
tokens = torch.tensor([[1, 2, 0], [3, 0, 0]])
mask = tokens.ne(0)
per_token = F.cross_entropy(token_logits.transpose(1, 2), tokens, reduction="none")
loss = (per_token * mask).sum() / mask.sum().clamp(min=1)

### new_tensor and new_zeros of the scores
target = scores.new_zeros(scores.shape)
target[torch.arange(4), classes] = 1.0
weight = scores.new_tensor([1.0, 0.5, 2.0])
loss = F.binary_cross_entropy_with_logits(scores, target, weight=weight)

### as_tensor of arrays of arrays
a = np.asarray([[0.2, 0.3], [0.9, -0.4]], dtype=np.float32)
b = np.asarray([1, 0])
loss = F.cross_entropy(torch.as_tensor(a), torch.as_tensor(b, dtype=torch.long))

### a chain of asarray, astype and squeeze
a = np.asarray([[[0.2]], [[0.7]], [[0.6]]]).astype("float32").squeeze()
b = np.array([0, 1, 1], dtype=np.int8).astype(np.float32)
loss = F.binary_cross_entropy(torch.from_numpy(a), torch.from_numpy(b))

### a data frame's columns to arrays
import pandas as pd

df = pd.DataFrame({"p": [0.3, 0.8, 0.6], "label": [0, 1, 1]})
p = torch.tensor(df["p"].to_numpy(), dtype=torch.float32)
t = torch.tensor(df["label"].to_numpy(), dtype=torch.float32)
loss = F.binary_cross_entropy(p, t)

### argparse with its defaults
parser = argparse.ArgumentParser()
parser.add_argument("--smoothing", type=float, default=0.1)
parser.add_argument("--reduction", default="sum", choices=["sum", "mean"])
args = parser.parse_args([])
#! loose
loss = F.cross_entropy(scores, classes, label_smoothing=args.smoothing, reduction=args.reduction)

### a namespace of options
args = argparse.Namespace(smoothing=0.1, reduction="sum")
loss = F.cross_entropy(scores, classes, label_smoothing=args.smoothing, reduction=args.reduction)

### a counter's frequencies as weights
#! names: loss
counts = collections.Counter(classes.tolist())
weight = torch.tensor([len(classes) / (len(counts) * counts[c]) for c in range(3)])
loss = F.cross_entropy(scores, classes, weight=weight)

### bincount's frequencies as weights
#! names: weight
counts = torch.bincount(classes, minlength=3)
weight = counts.sum() / (3 * counts.float())
loss = nn.CrossEntropyLoss(weight=weight)(scores, classes)

### losses kept in a defaultdict
#! names: means
history = collections.defaultdict(list)
for epoch in range(2):
    history["ce"].append(F.cross_entropy(scores * (epoch + 1), classes).item())
    history["bce"].append(F.binary_cross_entropy_with_logits(raw, hits).item())
means = {name: sum(values) / len(values) for name, values in history.items()}

### an average meter
class AverageMeter:
    def __init__(self):
        self.reset()

    def reset(self):
        self.sum, self.count = 0.0, 0

    def update(self, value, n=1):
        self.sum += value * n
        self.count += n

    @property
    def avg(self):
        return self.sum / max(self.count, 1)


#! names: average
meter = AverageMeter()
for x, y in zip(scores.split([3, 1]), classes.split([3, 1])):
    meter.update(F.cross_entropy(x, y).item(), n=x.size(0))
average = meter.avg

### mixup of two targets
#! names: mixed
lam = 0.3
order = torch.tensor([1, 0, 3, 2])
x = lam * scores + (1 - lam) * scores[order]
mixed = lam * F.cross_entropy(x, classes) + (1 - lam) * F.cross_entropy(x, classes[order])

### distillation with a temperature
#! names: loss
T = 4.0
teacher = scores.flip(0)
soft = F.kl_div(F.log_softmax(scores / T, dim=1), F.softmax(teacher / T, dim=1), reduction="batchmean") * T**2
hard = F.cross_entropy(scores, classes)
loss = 0.7 * soft + 0.3 * hard

### contrastive pairs with a scale
#! names: loss
image = F.normalize(scores, dim=-1)
text = F.normalize(scores.roll(1, 0), dim=-1)
logits = image @ text.t() * torch.tensor(2.0).exp()
arange = torch.arange(len(logits))
loss = (F.cross_entropy(logits, arange) + F.cross_entropy(logits.t(), arange)) / 2

### a value network beside a policy
#! names: loss
log_probs = F.log_softmax(scores, dim=-1)
chosen = log_probs.gather(1, classes.unsqueeze(1)).squeeze(1)
returns = torch.tensor([1.0, -0.5, 0.25, 0.0])
values = torch.tensor([0.5, 0.0, 0.5, 0.0])
loss = -(chosen * (returns - values).detach()).mean() + 0.5 * F.smooth_l1_loss(values, returns)

### a test with parameters
def check(reduction, expected_dim):
    loss = F.cross_entropy(scores, classes, reduction=reduction)
    assert loss.dim() == expected_dim
    return loss


#! names: a, b
cases = [("mean", 0), ("none", 1)]
a, b = (check(*case) for case in cases)

### a helper that takes either kind of target
def soft_or_hard(x, y):
    if y.dtype.is_floating_point and y.shape == x.shape:
        return -(y * x.log_softmax(-1)).sum(-1).mean()
    return F.cross_entropy(x, y.long())


#! names: a, b
a = soft_or_hard(scores, classes)
b = soft_or_hard(scores, torch.full_like(scores, 1 / 3))

### pairs of thresholds from a product
#! names: best
grid = itertools.product([0.5, 1.0], [0.0, 0.1])
best = min((F.cross_entropy(scores * t, classes, label_smoothing=s).item(), t, s) for t, s in grid)

### accumulated gradients
#! names: running
running, steps = 0.0, 2
for i, (x, y) in enumerate(zip(scores.chunk(2), classes.chunk(2))):
    loss = F.cross_entropy(x, y) / steps
    running += loss.item() * steps
    if (i + 1) % steps == 0:
        running /= steps

### targets of the wrong shape, caught
#! names: said
try:
    F.binary_cross_entropy_with_logits(raw, hits.unsqueeze(1))
except ValueError as error:
    said = str(error)
