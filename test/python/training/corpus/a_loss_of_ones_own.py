# truth: right
import torch
import torch.nn as nn
import torch.nn.functional as F


class CrossEntropyLoss(nn.Module):
    """Takes probabilities, unlike torch's."""

    def forward(self, probs, target):
        return -probs.gather(1, target.unsqueeze(1)).clamp_min(1e-9).log().mean()


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(6, 3)

    def forward(self, x):
        return F.softmax(self.fc(x), dim=1)


model = Net()
criterion = CrossEntropyLoss()
opt = torch.optim.Adam(model.parameters())
for _ in range(2):
    x, y = torch.randn(6, 6), torch.randint(0, 3, (6,))
    loss = criterion(model(x), y)
    opt.zero_grad()
    loss.backward()
    opt.step()
