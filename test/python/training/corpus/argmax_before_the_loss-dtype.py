# truth: dtype at line 10
import torch
import torch.nn as nn

CFG = {"model": {"in": 7, "classes": 4}, "loss": {"type": "CrossEntropyLoss", "kwargs": {"reduction": "mean"}}}
net = nn.Linear(CFG["model"]["in"], CFG["model"]["classes"])
criterion = getattr(nn, CFG["loss"]["type"])(**CFG["loss"]["kwargs"])
x, y = torch.randn(9, 7), torch.randint(0, CFG["model"]["classes"], (9,))
pred = net(x).argmax(dim=1)
loss = criterion(pred, y)
loss.backward()
