import math

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

logits = torch.tensor([[1.2, -0.3, 0.4], [0.1, 0.8, -0.6], [0.3, 0.3, 1.9]])
labels = torch.tensor([0, 1, 2])
x = np.array([[1.2, -0.3, 0.4], [0.1, 0.8, -0.6], [0.3, 0.3, 1.9]])
y = np.array([0, 1, 2])
p = np.array([0.8, 0.3, 0.9])
t = np.array([1, 0, 1])

### cross entropy of torch's softmax
#! names: loss
probs = torch.softmax(logits, dim=1)
loss = -torch.log(probs[range(len(labels)), labels]).mean()

### cross entropy by log_softmax and arange
#! names: loss
lp = F.log_softmax(logits, dim=1)
loss = -lp[torch.arange(lp.size(0)), labels].mean()

### cross entropy by one_hot
#! names: loss
onehot = F.one_hot(labels, 3)
loss = -(onehot * torch.log_softmax(logits, -1)).sum(dim=1).mean()

### cross entropy by logsumexp
#! names: loss
loss = (torch.logsumexp(logits, dim=1) - logits.gather(1, labels[:, None]).squeeze(1)).mean()

### softmax by exp and sum
#! names: loss
e = torch.exp(logits - logits.max(dim=1, keepdim=True)[0])
probs = e / e.sum(dim=1, keepdim=True)
loss = F.nll_loss(torch.log(probs), labels)

### NumPy's softmax
#! names: loss
e = np.exp(x - x.max(axis=1, keepdims=True))
probs = e / e.sum(axis=1, keepdims=True)
loss = -np.log(probs[np.arange(len(y)), y]).mean()

### NumPy's softmax in a function
def softmax(z):
    z = z - np.max(z, axis=-1, keepdims=True)
    e = np.exp(z)
    return e / np.sum(e, axis=-1, keepdims=True)


def cross_entropy(probs, target):
    n = target.shape[0]
    return -np.sum(np.log(probs[np.arange(n), target])) / n


#! names: loss
loss = cross_entropy(softmax(x), y)

### NumPy with an epsilon
#! names: loss
eye = np.eye(3)[y]
probs = np.exp(x) / np.exp(x).sum(1)[:, None]
loss = -np.mean(np.sum(eye * np.log(probs + 1e-12), axis=1))

### binary cross entropy in NumPy
#! names: loss
loss = -np.mean(t * np.log(p) + (1 - t) * np.log(1 - p))

### binary cross entropy clipped
#! names: loss
eps = 1e-7
q = np.clip(p, eps, 1 - eps)
loss = -(t * np.log(q) + (1 - t) * np.log(1 - q)).mean()

### sigmoid in NumPy
def sigmoid(z):
    return 1 / (1 + np.exp(-z))


#! names: loss
z = np.array([0.4, -1.2, 2.2])
s = sigmoid(z)
loss = float(-np.average(t * np.log(s) + (1 - t) * np.log(1 - s)))

### binary cross entropy in plain Python
#! names: loss
total = 0.0
for prob, label in zip([0.8, 0.3, 0.9], [1, 0, 1]):
    total -= label * math.log(prob) + (1 - label) * math.log(1 - prob)
loss = total / 3

### cross entropy in plain Python
def cross_entropy(scores, k):
    exps = [math.exp(s) for s in scores]
    return -math.log(exps[k] / sum(exps))


#! names: loss
rows = [[1.2, -0.3, 0.4], [0.1, 0.8, -0.6]]
loss = sum(cross_entropy(row, k) for row, k in zip(rows, [0, 1])) / len(rows)

### logits form of binary cross entropy
#! names: loss
z = torch.tensor([0.4, -1.2, 2.2])
target = torch.tensor([1.0, 0.0, 1.0])
loss = (torch.clamp(z, min=0) - z * target + torch.log1p(torch.exp(-z.abs()))).mean()

### softplus
#! names: loss
z = torch.tensor([0.4, -1.2, 2.2])
target = torch.tensor([1.0, 0.0, 1.0])
loss = (F.softplus(z) - z * target).mean()

### focal loss
class FocalLoss(nn.Module):
    def __init__(self, alpha=1.0, gamma=2.0):
        super().__init__()
        self.alpha = alpha
        self.gamma = gamma

    def forward(self, inputs, targets):
        ce = F.cross_entropy(inputs, targets, reduction="none")
        pt = torch.exp(-ce)
        return (self.alpha * (1 - pt) ** self.gamma * ce).mean()


#! names: loss
loss = FocalLoss(gamma=1.5)(logits, labels)

### binary focal loss
def focal(inputs, targets, alpha=0.25, gamma=2):
    bce = F.binary_cross_entropy_with_logits(inputs, targets, reduction="none")
    pt = torch.exp(-bce)
    at = alpha * targets + (1 - alpha) * (1 - targets)
    return torch.mean(at * (1 - pt) ** gamma * bce)


#! names: loss
loss = focal(torch.tensor([0.4, -1.2, 2.2]), torch.tensor([1.0, 0.0, 1.0]))

### dice loss
def dice(pred, target, smooth=1.0):
    pred = torch.sigmoid(pred).view(-1)
    target = target.view(-1)
    intersection = (pred * target).sum()
    return 1 - (2.0 * intersection + smooth) / (pred.sum() + target.sum() + smooth)


#! names: loss
pred = torch.tensor([[[0.4, -1.2], [2.2, 0.1]]])
mask = torch.tensor([[[1.0, 0.0], [1.0, 1.0]]])
loss = F.binary_cross_entropy_with_logits(pred, mask) + dice(pred, mask)

### KL divergence
#! names: kl
a = torch.tensor([[0.7, 0.2, 0.1]])
b = torch.tensor([[0.5, 0.3, 0.2]])
kl = (a * (a.log() - b.log())).sum(1).mean()

### entropy
#! names: h
pr = F.softmax(logits, dim=1)
h = -(pr * pr.log()).sum(dim=-1).mean()

### label smoothing
#! names: loss
eps = 0.1
lp = F.log_softmax(logits, dim=-1)
nll = -lp.gather(dim=-1, index=labels.unsqueeze(1)).squeeze(1)
smooth = -lp.mean(dim=-1)
loss = ((1 - eps) * nll + eps * smooth).mean()

### contrastive loss
#! names: loss
z1 = F.normalize(torch.tensor([[1.0, 2.0], [0.5, -1.0]]), dim=1)
z2 = F.normalize(torch.tensor([[0.9, 2.2], [0.1, -1.5]]), dim=1)
sim = z1 @ z2.T / 0.5
loss = F.cross_entropy(sim, torch.arange(2))

### entropy of a policy
#! names: loss
probs = F.softmax(logits, dim=-1)
actions = torch.tensor([2, 1, 0])
rewards = torch.tensor([1.0, -0.5, 2.0])
logp = torch.log(probs.gather(1, actions.view(-1, 1))).squeeze()
loss = -(logp * rewards).mean()

### perceptron's margins
#! names: loss
s = np.array([0.3, -0.8, 1.6])
sign = np.array([1, 1, -1])
loss = np.maximum(0, 1 - sign * s).mean()

### squared error
#! names: mse, rmse
d = torch.tensor([0.2, 0.4]) - torch.tensor([0.0, 1.0])
mse = (d ** 2).mean()
rmse = mse.sqrt().item()

### average over batches
#! names: avg
losses = []
for i in range(3):
    losses.append(F.cross_entropy(logits[i : i + 1], labels[i : i + 1]).item())
avg = sum(losses) / len(losses)

### rounding and formatting
#! names: text
loss = F.cross_entropy(logits, labels)
text = round(loss.item(), 3)

### comparing both ways
#! names: same
a = F.cross_entropy(logits, labels)
b = F.nll_loss(F.log_softmax(logits, dim=1), labels)
same = torch.allclose(a, b)

### the mean over classes
#! names: loss
ce = F.cross_entropy(logits, labels, reduction="none")
loss = torch.stack([ce[labels == c].mean() for c in range(3)]).mean()
