import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

logits = torch.tensor([[1.2, -0.3, 0.4], [0.1, 0.8, -0.6], [0.3, 0.3, 1.9], [2.0, 0.1, 0.2]])
labels = torch.tensor([0, 1, 2, 0])
binary = torch.tensor([0.4, -1.1, 2.3, 0.2])
truth = torch.tensor([1.0, 0.0, 1.0, 0.0])

### class weights
weights = torch.tensor([0.2, 0.3, 0.5])
criterion = nn.CrossEntropyLoss(weight=weights)
loss = criterion(logits, labels)

### weights from counts
counts = torch.tensor([10.0, 5.0, 2.0])
weights = 1.0 / counts
loss = F.cross_entropy(logits, labels, weight=weights / weights.sum())

### balanced weights from bincount
y = np.array([0, 1, 2, 0])
weights = len(y) / (3 * np.bincount(y))
criterion = nn.CrossEntropyLoss(weight=torch.tensor(weights, dtype=torch.float32))
loss = criterion(logits, labels)

### weights from torch.bincount
weights = 1.0 / torch.bincount(labels, minlength=3).float()
loss = F.cross_entropy(logits, labels, weight=weights)

### weights by scikit-learn
from sklearn.utils.class_weight import compute_class_weight

y = np.array([0, 1, 2, 0])
w = compute_class_weight("balanced", classes=np.unique(y), y=y)
#! loose
loss = F.cross_entropy(logits, labels, weight=torch.FloatTensor(w))

### weights from a Counter
from collections import Counter

names = ["a", "b", "c", "a"]
c = Counter(names)
#! loose
loss = F.cross_entropy(logits, labels, weight=torch.tensor([1 / c[n] for n in "abc"]))

### weights in a loop
w = torch.ones(3)
for c in range(3):
    w[c] = 1.0 / (labels == c).sum()
loss = F.cross_entropy(logits, labels, weight=w)

### pos_weight
criterion = nn.BCEWithLogitsLoss(pos_weight=torch.tensor([3.0]))
loss = criterion(binary, truth)

### pos_weight from counts
pos = truth.sum()
neg = len(truth) - pos
loss = F.binary_cross_entropy_with_logits(binary, truth, pos_weight=neg / pos)

### pos_weight a class
t = F.one_hot(labels, 3).float()
loss = F.binary_cross_entropy_with_logits(logits, t, pos_weight=torch.tensor([1.0, 2.0, 3.0]))

### weight of elements
loss = F.binary_cross_entropy_with_logits(binary, truth, weight=torch.tensor([1.0, 0.5, 2.0, 1.0]))

### weight of BCELoss
loss = nn.BCELoss(weight=torch.tensor([1.0, 0.5, 2.0, 1.0]))(torch.sigmoid(binary), truth)

### ignore_index
criterion = nn.CrossEntropyLoss(ignore_index=0)
loss = criterion(logits, labels)

### ignore_index in a name
PAD = 2
loss = F.cross_entropy(logits, labels, ignore_index=PAD)

### label smoothing
loss = nn.CrossEntropyLoss(label_smoothing=0.1)(logits, labels)

### smoothing, weights and ignored at once
loss = F.cross_entropy(logits, labels, weight=torch.tensor([1.0, 2.0, 0.5]), ignore_index=1, label_smoothing=0.05)

### reduction none, then mean
loss = F.cross_entropy(logits, labels, reduction="none").mean()

### reduction none, then a masked mean
mask = torch.tensor([1.0, 1.0, 0.0, 1.0])
per = F.cross_entropy(logits, labels, reduction="none")
#! names: loss
loss = (per * mask).sum() / mask.sum()

### reduction none, then chosen
per_sample = nn.CrossEntropyLoss(reduction="none")(logits, labels)
#! names: hard
hard = per_sample.topk(2).values.mean()

### reduction sum divided by the batch
loss = F.cross_entropy(logits, labels, reduction="sum") / logits.size(0)

### reduction chosen by a name
reduction = "sum" if len(labels) > 2 else "mean"
loss = F.cross_entropy(logits, labels, reduction=reduction)

### reduce and size_average
a = nn.CrossEntropyLoss(reduce=False)(logits, labels)
b = F.cross_entropy(logits, labels, size_average=False)
c = nn.NLLLoss(size_average=True)(F.log_softmax(logits, 1), labels)

### options by position
loss = F.cross_entropy(logits, labels, torch.tensor([1.0, 2.0, 3.0]), None, 1, None, "sum")

### KL distillation with a temperature
T = 3.0
teacher = torch.tensor([[2.2, 0.1, 0.3], [0.2, 1.9, 0.0], [0.1, 0.1, 2.5], [1.8, 0.3, 0.0]])
kd = nn.KLDivLoss(reduction="batchmean")(F.log_softmax(logits / T, dim=1), F.softmax(teacher / T, dim=1)) * (T * T)
ce = F.cross_entropy(logits, labels)
#! names: loss
loss = 0.7 * kd + 0.3 * ce

### KL of logarithms
teacher = torch.tensor([[2.2, 0.1, 0.3], [0.2, 1.9, 0.0], [0.1, 0.1, 2.5], [1.8, 0.3, 0.0]])
loss = F.kl_div(logits.log_softmax(-1), teacher.log_softmax(-1), log_target=True, reduction="batchmean")

### soft labels
soft = torch.tensor([[0.8, 0.1, 0.1], [0.1, 0.8, 0.1], [0.2, 0.2, 0.6], [0.9, 0.05, 0.05]])
loss = F.cross_entropy(logits, soft)

### teacher's probabilities as the target
teacher = torch.tensor([[2.2, 0.1, 0.3], [0.2, 1.9, 0.0], [0.1, 0.1, 2.5], [1.8, 0.3, 0.0]])
loss = F.cross_entropy(logits, teacher.softmax(dim=-1))

### mixup
lam = 0.3
perm = torch.tensor([1, 0, 3, 2])
a = F.cross_entropy(logits, labels)
b = F.cross_entropy(logits, labels[perm])
#! names: loss
loss = lam * a + (1 - lam) * b

### smoothed targets by hand
eps, K = 0.1, 3
t = F.one_hot(labels, K).float() * (1 - eps) + eps / K
loss = F.cross_entropy(logits, t)

### multi-label
t = torch.tensor([[1.0, 0.0, 1.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0], [1.0, 1.0, 0.0]])
a = F.binary_cross_entropy_with_logits(logits, t)
b = nn.MultiLabelSoftMarginLoss()(logits, t)
c = F.binary_cross_entropy(logits.sigmoid(), t)

### multi-label margin
t = torch.tensor([[0, 2, -1], [1, -1, -1], [2, -1, -1], [0, 1, -1]])
loss = nn.MultiLabelMarginLoss()(logits, t)

### multi margin
loss = nn.MultiMarginLoss(p=2, margin=0.5)(logits, labels)

### soft margin of signs
loss = nn.SoftMarginLoss()(binary, truth * 2 - 1)

### hinge embedding
loss = nn.HingeEmbeddingLoss(margin=2.0)(binary.abs(), torch.where(truth == 1, 1, -1))

### signs made into labels
signs = torch.tensor([1, -1, 1, -1])
loss = F.binary_cross_entropy_with_logits(binary, ((signs + 1) / 2))

### focal loss of torchvision
from torchvision.ops import sigmoid_focal_loss

loss = sigmoid_focal_loss(binary, truth, alpha=0.25, gamma=2.0, reduction="mean")
each = sigmoid_focal_loss(binary, truth)

### losses of several heads
heads = {"a": logits, "b": logits * 0.5}
#! names: total
total = sum(F.cross_entropy(out, labels) for out in heads.values())

### losses in a dict
losses = {"ce": F.cross_entropy(logits, labels), "bce": F.binary_cross_entropy_with_logits(binary, truth)}
#! names: loss
loss = losses["ce"] + 0.5 * losses["bce"]

### perplexity and bits
loss = F.cross_entropy(logits, labels)
#! names: ppl, bits
ppl = torch.exp(loss)
bits = loss.item() / np.log(2)

### accuracy beside
loss = F.cross_entropy(logits, labels)
pred = logits.argmax(dim=1)
#! names: acc
acc = (pred == labels).float().mean().item()

### a criterion changed after it was made
criterion = nn.CrossEntropyLoss()
criterion.reduction = "sum"
loss = criterion(logits, labels)

### options in a config dict
config = {"loss": {"reduction": "sum", "label_smoothing": 0.1}, "lr": 1e-3}
criterion = nn.CrossEntropyLoss(**config["loss"])
loss = criterion(logits, labels)

### options in constants
SMOOTHING: float = 0.1
CLASS_WEIGHTS = [1.0, 2.0, 3.0]
loss = nn.CrossEntropyLoss(weight=torch.tensor(CLASS_WEIGHTS), label_smoothing=SMOOTHING)(logits, labels)

### regression losses beside
a = F.mse_loss(binary, truth)
#! loose
b = F.l1_loss(torch.sigmoid(binary), truth)
