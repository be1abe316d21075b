import copy
import torch
import torch.nn as nn
import torch.nn.functional as F

x = torch.tensor([[1.0, 2.0]])
y = torch.tensor([1])
W = torch.tensor([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]])


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(2, 3)

    def forward(self, x):
        return self.fc(x)


def make():
    layer = nn.Linear(2, 3)
    with torch.no_grad():
        layer.weight.copy_(W)
        layer.bias.zero_()
    return layer

### data of a layer in a model
model = Net()
model.fc.weight.data = torch.tensor([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]])
model.fc.bias.data = torch.zeros(3)
loss = F.cross_entropy(model(x), y)

### copy_ under no_grad
loss = F.cross_entropy(make()(x), y)

### constants by init
layer = nn.Linear(2, 3)
nn.init.constant_(layer.weight, 0.5)
nn.init.zeros_(layer.bias)
loss = F.cross_entropy(layer(x), y)

### the identity by init
layer = nn.Linear(2, 2, bias=False)
nn.init.eye_(layer.weight)
loss = F.cross_entropy(layer(x), y)

### a state dict that is written out
model = Net()
model.load_state_dict({"fc.weight": torch.tensor([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]]), "fc.bias": torch.tensor([0.1, 0.2, 0.3])})
model.eval()
with torch.no_grad():
    loss = F.cross_entropy(model(x), y)

### a state dict of a sequence
model = nn.Sequential(nn.Linear(2, 3), nn.Tanh(), nn.Linear(3, 2, bias=False))
model.load_state_dict({"0.weight": W * 0.1, "0.bias": torch.ones(3), "2.weight": torch.tensor([[1.0, 2.0, 3.0], [0.5, 0.5, 0.5]])})
loss = F.cross_entropy(model(x), y)

### all parameters by one function
model = Net()
for p in model.parameters():
    nn.init.constant_(p, 0.1)
loss = F.cross_entropy(model(x), y)

### applied to every layer
def init(m):
    if isinstance(m, nn.Linear):
        m.weight.data.fill_(0.3)
        nn.init.zeros_(m.bias)

model = nn.Sequential(nn.Linear(2, 3), nn.ReLU(), nn.Linear(3, 2))
model.apply(init)
loss = F.cross_entropy(model(x), y)

### a parameter in the place of another
layer = nn.Linear(2, 3)
layer.weight = nn.Parameter(torch.tensor([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]]))
layer.bias = None
loss = F.cross_entropy(layer(x), y)

### one row of a weight
layer = make()
with torch.no_grad():
    layer.weight[1] = torch.tensor([2.0, 2.0])
    layer.weight[0, 0] = 5.0
    layer.bias += 1
loss = F.cross_entropy(layer(x), y)

### tied weights
a, b = make(), nn.Linear(2, 3)
b.weight, b.bias = a.weight, a.bias
a.weight.data.mul_(2)
loss = F.cross_entropy(b(x), y)

### a copy that is changed
a = make()
b = copy.deepcopy(a)
b.weight.data.fill_(0.0)
first = F.cross_entropy(a(x), y)
second = F.cross_entropy(b(x), y)

### the memory that a weight was given
#! loose
layer = nn.Linear(2, 3, bias=False)
V = W.clone()
layer.weight.data = V
V.mul_(3)
loss = F.cross_entropy(layer(x), y)

### weights of another layer, halved
a, b = make(), make()
with torch.no_grad():
    for p, q in zip(a.parameters(), b.parameters()):
        p.copy_(q * 0.5)
loss = F.cross_entropy(a(x), y)

### a penalty of the weights
class Penalised(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = make()
        self.criterion = nn.CrossEntropyLoss()

    def forward(self, x, y):
        return self.criterion(self.fc(x), y) + 0.1 * sum(p.pow(2).sum() for p in self.parameters())

#! names: loss
loss = Penalised()(x, y)

### an embedding
table = nn.Embedding(3, 2)
table.weight.data.copy_(torch.tensor([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]]))
loss = F.cross_entropy(table(torch.tensor([1, 2])), torch.tensor([0, 1]))

### how many parameters
#! names: n
n = sum(p.numel() for p in nn.Sequential(nn.Linear(2, 3), nn.ReLU(), nn.Linear(3, 2)).parameters() if p.requires_grad)
loss = F.cross_entropy(x, y)

### in front of and behind a step of the optimizer
#! loose
layer = make()
optimizer = torch.optim.SGD(layer.parameters(), lr=0.1)
for _ in range(3):
    loss = F.cross_entropy(layer(x), y)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
after = F.cross_entropy(layer(x), y)

### drawn again
#! loose
layer = make()
nn.init.xavier_uniform_(layer.weight)
loss = F.cross_entropy(layer(x), y)

### in half the digits
#! loose
layer = make().double()
loss = F.cross_entropy(layer(x.double()), y)
with torch.autocast("cpu", dtype=torch.bfloat16):
    out = make()(x)

### parameters beside those of a convolution
#! loose
model = nn.Sequential(nn.Conv1d(1, 1, 1), make())
n = sum(p.numel() for p in model.parameters())
first = next(iter(model.parameters()))
