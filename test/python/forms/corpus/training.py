import torch
import torch.nn as nn
import torch.nn.functional as F

X = torch.tensor([[0.5, -0.2], [0.1, 0.9], [-0.7, 0.3], [1.1, 0.4]])
Y = torch.tensor([0, 1, 1, 0])

### TensorDataset and DataLoader of one batch
from torch.utils.data import DataLoader, TensorDataset

dataset = TensorDataset(X, Y)
loader = DataLoader(dataset, batch_size=4, shuffle=False)
criterion = nn.CrossEntropyLoss()
for x, y in loader:
    loss = criterion(x, y)

### TensorDataset indexed
from torch.utils.data import TensorDataset

dataset = TensorDataset(X, Y)
x, y = dataset[:2]
loss = F.cross_entropy(x, y)

### TensorDataset's tensors
from torch.utils.data import TensorDataset

inputs, targets = TensorDataset(X, Y).tensors
loss = F.cross_entropy(inputs, targets)

### a Dataset of one's own
from torch.utils.data import Dataset


class Data(Dataset):
    def __init__(self, x, y):
        self.x, self.y = x, y

    def __len__(self):
        return len(self.x)

    def __getitem__(self, i):
        return self.x[i], self.y[i]


data = Data(X, Y)
x, y = data[2]
loss = F.cross_entropy(x[None], y[None])

### gradient accumulation
model = nn.Identity()
accumulation = 4
outputs = model(X).requires_grad_()
loss = F.cross_entropy(outputs, Y) / accumulation
loss.backward()

### an optimizer over the logits
logits = torch.tensor([[0.3, 0.1]], requires_grad=True)
optimizer = torch.optim.SGD([logits], lr=0.1)
optimizer.zero_grad()
loss = F.cross_entropy(logits, torch.tensor([0]))
loss.backward()
optimizer.step()

### heads summed
heads = [nn.Identity(), nn.Tanh()]
loss = 0
for head in heads[:1]:
    loss = loss + F.cross_entropy(head(X), Y)

### train and eval modes
class Net(nn.Module):
    def forward(self, x):
        if self.training:
            return x
        return F.softmax(x, dim=1)


net = Net()
net.train()
loss = F.cross_entropy(net(X), Y)
net.eval()
with torch.no_grad():
    probs = net(X)
    nll = F.nll_loss(probs.log(), Y)

### a training function with everything
def train(model, batches, criterion, device):
    model.train()
    running = 0.0
    for inputs, targets in batches:
        inputs, targets = inputs.to(device), targets.to(device)
        outputs = model(inputs)
        loss = criterion(outputs, targets)
        running += loss.item() * inputs.size(0)
    return running / 4


#! names: mean
mean = train(nn.Identity(), [(X, Y)], nn.CrossEntropyLoss(), torch.device("cpu"))

### loss of a model in a dict of batches
batch = {"pixel_values": X, "labels": Y}
outputs = nn.Tanh()(batch["pixel_values"])
loss = F.cross_entropy(outputs, batch["labels"])

### random_split is left alone
perm = [3, 0, 1, 2]
train_x, val_x = X[perm[:2]], X[perm[2:]]
train_y, val_y = Y[perm[:2]], Y[perm[2:]]
loss = F.cross_entropy(train_x, train_y)
val = F.cross_entropy(val_x, val_y)

### mini-batches by slices
bs = 4
for i in range(0, len(X), bs):
    xb, yb = X[i : i + bs], Y[i : i + bs]
    loss = F.cross_entropy(xb, yb)

### a GradScaler
scaler = torch.amp.GradScaler("cpu", enabled=False)
out = X.clone().requires_grad_()
loss = F.cross_entropy(out, Y)
scaler.scale(loss).backward()

### clip of gradients
p = nn.Parameter(torch.tensor([[0.2, 0.4]]))
loss = F.cross_entropy(p, torch.tensor([1]))
loss.backward()
nn.utils.clip_grad_norm_([p], 1.0)

### a scheduler and prints
lr = 0.1
for epoch in range(2):
    loss = F.cross_entropy(X, Y)
    lr *= 0.5
    print(f"epoch {epoch} lr {lr} loss {loss.item():.4f}")

### early stopping
best, patience = float("inf"), 0
for epoch in range(5):
    val_loss = F.cross_entropy(X, Y).item()
    if val_loss < best:
        best = val_loss
    else:
        patience += 1
        if patience > 1:
            break

### two outputs of a model
class Two(nn.Module):
    def forward(self, x):
        return x, x.sum(dim=1)


cls, reg = Two()(X)
loss = F.cross_entropy(cls, Y)
other = F.binary_cross_entropy_with_logits(reg, Y.float())

### teacher and student
class Student(nn.Module):
    def forward(self, x):
        return x * 1.5


teacher_logits = torch.tensor([[1.5, 0.2], [0.1, 2.0], [-1.0, 1.0], [2.0, 0.0]])
T = 2
s = F.log_softmax(Student()(X) / T, dim=1)
t = F.softmax(teacher_logits / T, dim=1)
loss = F.kl_div(s, t, reduction="batchmean") * T**2

### a GAN's losses
bce = nn.BCELoss()
d_real = torch.sigmoid(torch.tensor([[1.2], [0.4]]))
d_fake = torch.sigmoid(torch.tensor([[-0.8], [0.3]]))
real = torch.ones(2, 1)
fake = torch.zeros(2, 1)
d_loss = (bce(d_real, real) + bce(d_fake, fake)) / 2
g_loss = bce(d_fake, real)

### a language model's loss
class LM(nn.Module):
    def __init__(self, vocab):
        super().__init__()
        self.vocab = vocab

    def forward(self, idx, targets=None):
        logits = F.one_hot(idx, self.vocab).float() * 3
        if targets is None:
            return logits, None
        B, T, C = logits.shape
        logits = logits.view(B * T, C)
        targets = targets.view(B * T)
        return logits, F.cross_entropy(logits, targets)


logits, loss = LM(4)(torch.tensor([[0, 1, 3]]), torch.tensor([[1, 3, 2]]))

### padding made into ignored labels
ids = torch.tensor([[5, 2, 0], [4, 0, 0]])
labels = ids.clone()
labels[labels == 0] = -100
logits = F.one_hot(ids, 6).float()
loss = F.cross_entropy(logits.view(-1, 6), labels.view(-1))

### attention mask as weights
mask = torch.tensor([[1, 1, 0], [1, 0, 0]])
labels = torch.tensor([[1, 0, 0], [1, 0, 0]])
logits = torch.tensor([[[0.1, 0.4], [0.3, 0.2], [0.0, 0.0]], [[0.2, 0.9], [0.0, 0.0], [0.0, 0.0]]])
per = F.cross_entropy(logits.transpose(1, 2), labels, reduction="none")
#! names: loss
loss = (per * mask).sum() / mask.sum()

### seq2seq with teacher forcing
outputs = torch.tensor([[0.1, 0.5, 0.2], [0.9, 0.3, 0.1], [0.4, 0.4, 0.6]])
trg = torch.tensor([0, 1, 0, 2])
loss = nn.CrossEntropyLoss()(outputs, trg[1:])

### loss weights in a list
ws = [0.7, 0.3]
parts = [F.cross_entropy(X, Y), F.binary_cross_entropy_with_logits(X[:, 0], Y.float())]
#! names: total
total = sum(w * part for w, part in zip(ws, parts))
