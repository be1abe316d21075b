import torch
import torch.nn as nn
import torch.nn.functional as F

logits = torch.tensor([[[0.2, 1.1, -0.4], [1.5, -0.2, 0.3], [0.0, 0.4, 0.8]], [[0.1, 0.4, 0.9], [0.0, 2.0, 1.0], [0.6, 0.2, 0.1]]])
labels = torch.tensor([[2, 0, 1], [1, 1, -100]])

### view(-1, C)
loss = F.cross_entropy(logits.view(-1, 3), labels.view(-1))

### view(-1, size(-1))
loss = F.cross_entropy(logits.view(-1, logits.size(-1)), labels.view(-1))

### view with shape
loss = F.cross_entropy(logits.view(-1, logits.shape[-1]), labels.reshape(-1))

### B, T, C unpacked
B, T, C = logits.shape
loss = F.cross_entropy(logits.view(B * T, C), labels.view(B * T))

### sizes unpacked and ignored
b, t, _ = logits.size()
loss = F.cross_entropy(logits.reshape(b * t, -1), labels.reshape(b * t))

### shifted by one
shift_logits = logits[..., :-1, :].contiguous()
shift_labels = labels[..., 1:].contiguous()
loss = nn.CrossEntropyLoss()(shift_logits.view(-1, shift_logits.size(-1)), shift_labels.view(-1))

### shifted in the call
V = 3
loss = F.cross_entropy(logits[:, :-1].reshape(-1, V), labels[:, 1:].reshape(-1))

### transpose for sequences
loss = F.cross_entropy(logits.transpose(1, 2), labels)

### transpose with negative axes
loss = F.cross_entropy(logits.transpose(-1, -2), labels, ignore_index=-100)

### permute as a tuple
loss = F.cross_entropy(torch.permute(logits, (0, 2, 1)), labels)

### mT and swapaxes
a = F.cross_entropy(logits.mT, labels)
b = F.cross_entropy(logits.swapaxes(1, 2), labels)

### flatten
loss = F.cross_entropy(logits.flatten(end_dim=1), labels.flatten())

### nn.Flatten
loss = F.cross_entropy(nn.Flatten(0, 1)(logits), nn.Flatten(0)(labels))

### a mask of what counts
mask = labels != -100
loss = F.cross_entropy(logits[mask], labels[mask])

### a mask over what is flat
keep = labels.view(-1).ne(-100)
loss = F.cross_entropy(logits.view(-1, 3)[keep], labels.view(-1)[keep])

### the last step
loss = F.cross_entropy(logits[:, -1, :], torch.tensor([1, 0]))

### the first token
cls = logits[:, 0]
loss = F.cross_entropy(cls, torch.tensor([1, 0]))

### one sample
loss = F.cross_entropy(logits[0], labels[0])

### one sample unsqueezed
loss = F.cross_entropy(logits[0, 0].unsqueeze(0), labels[0, 0].unsqueeze(0))

### None as an index
loss = F.cross_entropy(logits[0, 0][None], labels[0, 0][None])
same = F.cross_entropy(logits[0, 1][None, :], labels[0, 1][None])

### ellipsis
loss = F.cross_entropy(logits[..., 0, :], labels[..., 0])

### steps of slices
loss = F.cross_entropy(logits[:, ::2].reshape(-1, 3), labels[:, ::2].flatten())

### reversed classes
loss = F.cross_entropy(logits[0].flip(-1), labels[0])

### classes left out
loss = F.cross_entropy(logits[0][:, :2], torch.tensor([1, 0, 1]))

### gathered by a list
loss = F.cross_entropy(logits[0][[2, 0]], labels[0][[2, 0]])

### gathered by an array
idx = torch.tensor([1, 0])
loss = F.cross_entropy(logits[0][idx], labels[0][idx])

### index_select
idx = torch.tensor([1, 0])
loss = F.cross_entropy(logits[0].index_select(0, idx), torch.index_select(labels[0], 0, idx))

### chosen positions
pos = torch.tensor([2, 0])
picked = logits[torch.arange(2), pos]
loss = F.cross_entropy(picked, labels[torch.arange(2), torch.tensor([0, 1])])

### squeeze of a column
out = torch.tensor([[0.4], [-0.2], [1.3]])
y = torch.tensor([1.0, 0.0, 1.0])
a = F.binary_cross_entropy_with_logits(out.squeeze(), y)
b = F.binary_cross_entropy_with_logits(out.squeeze(-1), y)
c = F.binary_cross_entropy_with_logits(out[:, 0], y)
d = F.binary_cross_entropy_with_logits(out.view(-1), y)
e = F.binary_cross_entropy_with_logits(out.flatten(), y)
f = F.binary_cross_entropy_with_logits(out, y[:, None])
g = F.binary_cross_entropy_with_logits(out, y.unsqueeze(-1))
h = F.binary_cross_entropy_with_logits(out, y.view(-1, 1))
i = F.binary_cross_entropy_with_logits(out, y.reshape(out.shape))
j = F.binary_cross_entropy_with_logits(out, y.view_as(out))

### ravel
loss = F.binary_cross_entropy_with_logits(torch.tensor([[0.1], [0.7]]).ravel(), torch.tensor([0.0, 1.0]))

### segmentation
masks = torch.tensor([[[0, 1], [2, 1]]])
pred = torch.tensor([[[[0.1, 0.9], [0.4, 0.3]], [[0.2, 0.1], [0.0, 0.9]], [[1.2, 0.1], [0.3, 0.6]]]])
loss = nn.CrossEntropyLoss()(pred, masks)
flat = F.cross_entropy(pred.permute(0, 2, 3, 1).reshape(-1, 3), masks.reshape(-1))

### segmentation with a channel of masks
masks = torch.tensor([[[[0, 1], [1, 1]]]])
pred = torch.tensor([[[[0.1, 0.9], [0.4, 0.3]], [[0.2, 0.1], [0.0, 0.9]]]])
loss = F.cross_entropy(pred, masks.squeeze(1))

### channels last
pred = torch.tensor([[[[0.1, 0.9], [0.4, 0.3]], [[0.2, 0.1], [0.0, 0.9]]]])
masks = torch.tensor([[[1, 0], [0, 1]]])
loss = F.cross_entropy(pred.permute(0, 3, 1, 2), masks)
moved = F.cross_entropy(torch.movedim(pred, -1, 1), masks)

### binary masks
pred = torch.tensor([[[[0.3, -0.9], [1.4, 0.3]]]])
mask = torch.tensor([[[0, 1], [1, 1]]])
loss = F.binary_cross_entropy_with_logits(pred.squeeze(1), mask.float())

### chunks
a, b = torch.chunk(logits[0], 2, dim=0)
loss = F.cross_entropy(a, labels[0][:2])

### split
head, tail = logits[0].split([1, 2])
loss = F.cross_entropy(tail, labels[0, 1:])

### unbind
steps = logits.unbind(1)
loss = F.cross_entropy(steps[0], labels[:, 0])

### narrow
loss = F.cross_entropy(logits[0].narrow(0, 0, 2), labels[0].narrow(0, 0, 2))

### padded
x = F.pad(logits[0, :2], (0, 1), value=-5.0)
loss = F.cross_entropy(x, labels[0, :2])

### masks added
causal = torch.tensor([0.0, float("-inf"), 0.0])
loss = F.cross_entropy(logits[0] + causal, torch.tensor([2, 0, 0]))

### tril
m = torch.tril(torch.ones(3, 3))
loss = F.cross_entropy(logits[0].masked_fill(m == 0, float("-inf")), torch.tensor([0, 0, 1]))

### mean over time
pooled = logits.mean(dim=1)
loss = F.cross_entropy(pooled, torch.tensor([1, 2]))

### sum and max over time
a = F.cross_entropy(logits.sum(1), torch.tensor([1, 2]))
b = F.cross_entropy(logits.max(dim=1).values, torch.tensor([1, 2]))
c = F.cross_entropy(logits.amax(1), torch.tensor([1, 2]))

### attention weights
scores = torch.tensor([[0.2, 0.9, -0.3]])
weights = torch.softmax(scores, dim=-1)
pooled = weights @ logits[0]
loss = F.cross_entropy(pooled, torch.tensor([1]))

### bmm
loss = F.cross_entropy(torch.bmm(logits, torch.eye(3).expand(2, 3, 3)).view(-1, 3), labels.view(-1))

### numel and len
n = len(logits)
loss = F.cross_entropy(logits.reshape(n * labels.shape[1], logits.numel() // labels.numel()), labels.reshape(-1))

### dim tells what to do
if logits.dim() == 3:
    logits = logits.flatten(0, 1)
    labels = labels.flatten()
loss = F.cross_entropy(logits, labels)

### shape in an assert
assert logits.shape[:2] == labels.shape, (logits.shape, labels.shape)
loss = F.cross_entropy(logits.permute(0, 2, 1), labels)

### cumsum and diff
x = torch.tensor([[0.1, 0.4, 0.2]])
loss = F.cross_entropy(x.cumsum(1), torch.tensor([2]))
more = F.cross_entropy(torch.diff(x), torch.tensor([0]))

### outer product
loss = F.cross_entropy(torch.outer(torch.tensor([1.0, 2.0]), torch.tensor([0.5, -0.5])), torch.tensor([0, 1]))

### roll
loss = F.cross_entropy(logits[0], torch.roll(labels[0], 1))

### gather of log-probabilities
lp = F.log_softmax(logits[0], dim=-1)
picked = lp.gather(1, labels[0].unsqueeze(1)).squeeze(1)
#! names: nll
nll = -picked.mean()
loss = F.nll_loss(lp, labels[0])
