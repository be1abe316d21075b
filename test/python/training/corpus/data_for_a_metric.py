# truth: right
import torch
import torch.nn as nn

net = nn.Linear(6, 3)
crit = nn.CrossEntropyLoss()
x, y = torch.randn(8, 6), torch.randint(3, (8,))
out = net(x)
loss = crit(out, y)
preds = out.data.argmax(1)
correct = (preds == y).sum().item()
history = [loss.detach().item()]
loss.backward()
