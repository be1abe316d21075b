# truth: graph at line 9
import torch
import torch.nn as nn

net = nn.Linear(6, 3)
crit = nn.CrossEntropyLoss()
x, y = torch.randn(8, 6), torch.randint(3, (8,))
out = net(x).data
loss = crit(out, y)
loss.backward()
