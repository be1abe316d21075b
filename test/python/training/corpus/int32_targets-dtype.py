# truth: dtype at line 13
import numpy as np
import torch
import torch.nn as nn

net = nn.Linear(4, 3)
loss_function = nn.NLLLoss()
log_softmax = nn.LogSoftmax(dim=1)
opt = torch.optim.SGD(net.parameters(), lr=0.1)
labels = torch.from_numpy(np.array([0, 2, 1, 1], dtype=np.float32))
for _ in range(2):
    x = torch.randn(4, 4)
    loss = loss_function(log_softmax(net(x)), labels)
    opt.zero_grad()
    loss.backward()
    opt.step()
