import torch, torch.nn as nn, torch.nn.functional as F, numpy as np
logits = torch.tensor([[0.3, -0.6, 1.1], [1.2, 0.8, 0.1], [-0.4, 0.9, 0.2]])
y = torch.tensor([2, 0, 1])
col = torch.tensor([[0.3], [-0.6], [1.1]])
yb = torch.tensor([1., 0., 1.])
seq = torch.tensor([[[0.2, 1.1, -0.4], [1.5, -0.2, 0.3]], [[0.1, 0.4, 0.9], [0.0, 2.0, 1.0]]])
ys = torch.tensor([[0, 2], [1, 1]])

### plain
loss = F.cross_entropy(logits, y)

### item
loss = F.cross_entropy(logits, y).item()

### print item
print(F.cross_entropy(logits, y).item())

### module item
loss = nn.CrossEntropyLoss()(logits, y).item()

### fstring
print(f'loss {F.cross_entropy(logits, y):.4f}')

### backward
F.cross_entropy(logits, y).backward()

### mean of none
loss = F.cross_entropy(logits, y, reduction='none').mean()

### criterion.cuda()
criterion = nn.CrossEntropyLoss().cuda()
loss = criterion(logits, y)

### criterion.to(device)
device='cpu'
criterion = nn.CrossEntropyLoss().to(device)
loss = criterion(logits, y)

### args.to(device)
device='cpu'
loss = F.cross_entropy(logits.to(device), y.to(device))

### view
loss = F.cross_entropy(seq.view(-1, seq.size(-1)), ys.view(-1))

### view const
loss = F.cross_entropy(seq.view(-1, 3), ys.view(-1))

### reshape
loss = F.cross_entropy(seq.reshape(-1, 3), ys.reshape(-1))

### flatten
loss = F.cross_entropy(seq.flatten(0, 1), ys.flatten())

### permute
loss = F.cross_entropy(seq.permute(0, 2, 1), ys)

### transpose
loss = F.cross_entropy(seq.transpose(1, 2), ys)

### squeeze
loss = F.binary_cross_entropy_with_logits(col.squeeze(), yb)

### squeeze1
loss = F.binary_cross_entropy_with_logits(col.squeeze(1), yb)

### index
loss = F.binary_cross_entropy_with_logits(col[:, 0], yb)

### unsq target
loss = F.binary_cross_entropy_with_logits(col, yb.unsqueeze(1))

### view target
loss = F.binary_cross_entropy_with_logits(col, yb.view(-1, 1))

### temperature
loss = F.cross_entropy(logits / 2.0, y)

### minus one
loss = F.cross_entropy(logits, y - 1)

### one_hot
loss = F.binary_cross_entropy_with_logits(logits, F.one_hot(y, 3).float())

### argmax
oh = torch.tensor([[0,0,1],[1,0,0],[0,1,0]])
loss = F.cross_entropy(logits, oh.argmax(1))

### torch.max
oh = torch.tensor([[0,0,1],[1,0,0],[0,1,0]])
loss = F.cross_entropy(logits, torch.max(oh, 1)[1])

### size_average
loss = nn.CrossEntropyLoss(size_average=False)(logits, y)

### keywords
loss = F.cross_entropy(input=logits, target=y)

### in function
def f():
    return F.cross_entropy(logits, y)
f()

### self.criterion
#! after: M().step()
class M:
    def __init__(self):
        self.criterion = nn.CrossEntropyLoss()
    def step(self):
        return self.criterion(logits, y)

### loop
for epoch in range(3):
    loss = F.cross_entropy(logits, y)
    loss.backward()

### with
with torch.no_grad():
    loss = F.cross_entropy(logits, y)

### alias
import torch.nn.functional as fn
loss = fn.cross_entropy(logits, y)

### from import fn
from torch.nn.functional import cross_entropy
loss = cross_entropy(logits, y)

### torch.nn.functional
loss = torch.nn.functional.cross_entropy(logits, y)

### Variable
from torch.autograd import Variable
a = Variable(torch.FloatTensor([[0.3, -0.6, 1.1]]))
b = Variable(torch.LongTensor([2]))
loss = F.cross_entropy(a, b)

### from_numpy
a = np.array([[0.3, -0.6, 1.1]])
loss = F.cross_entropy(torch.from_numpy(a), y[:1])

### from_numpy full
a = np.array([[0.3, -0.6, 1.1],[1.,2.,3.],[0.,1.,0.]])
loss = F.cross_entropy(torch.from_numpy(a), y)

### tuple
m = nn.LogSoftmax(dim=1)
nll = nn.NLLLoss()
loss = nll(m(logits), y)

### Sequential
m = nn.Softmax(dim=-1)
out = m(logits)
loss = nn.CrossEntropyLoss()(out, y)

### math log
p = torch.softmax(logits, 1)
loss = F.nll_loss(torch.log(p + 1e-8), y)

### clamp
p = torch.sigmoid(col.squeeze(1)).clamp(1e-7, 1 - 1e-7)
loss = F.binary_cross_entropy(p, yb)

### kwargs weight pos
loss = F.cross_entropy(logits, y, torch.tensor([1., 2., 3.]))

### walrus/sum
total = 0
total += F.cross_entropy(logits, y)

### focal
from torchvision.ops import sigmoid_focal_loss
loss = sigmoid_focal_loss(col.squeeze(1), yb, alpha=0.25, gamma=2.0, reduction='mean')
