# truth: right
import torch
import torch.nn as nn
import torch.nn.functional as F

q, qt = nn.Linear(4, 2), nn.Linear(4, 2)
s, a, r, s2 = torch.randn(6, 4), torch.randint(0, 2, (6,)), torch.randn(6), torch.randn(6, 4)
with torch.no_grad():
    target = r + 0.99 * qt(s2).max(1)[0]
loss = F.smooth_l1_loss(q(s).gather(1, a.unsqueeze(1)).squeeze(1), target)
loss.backward()
