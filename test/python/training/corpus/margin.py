# truth: right
import torch
import torch.nn as nn
import torch.nn.functional as F


class AttributeNet(nn.Module):
    def __init__(self, n_attr=6):
        super().__init__()
        self.fc1 = nn.Linear(18, 18)
        self.fc2 = nn.Linear(18, n_attr)

    def forward(self, x):
        return self.fc2(torch.relu(self.fc1(x)))


net = AttributeNet()
optimizer = torch.optim.Adam(net.parameters())
for _ in range(2):
    x = torch.randn(5, 18)
    attributes = torch.randint(0, 2, (5, 6)).float()
    scores = net(x)
    loss = F.binary_cross_entropy_with_logits(scores, attributes)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
