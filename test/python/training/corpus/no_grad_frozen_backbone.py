# truth: right
import torch
import torch.nn as nn
import torch.nn.functional as F

backbone = nn.Sequential(nn.Linear(8, 16), nn.ReLU())
head = nn.Linear(16, 3)
x, y = torch.randn(4, 8), torch.randint(0, 3, (4,))
with torch.no_grad():
    feats = backbone(x)
loss = F.cross_entropy(head(feats), y)
loss.backward()
