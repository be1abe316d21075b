# truth: right
import torch
import torch.nn as nn
import torch.nn.functional as F


class ContrastiveLoss(nn.Module):
    def __init__(self, margin=2.0):
        super().__init__()
        self.margin = margin

    def forward(self, a, b, label):
        d = F.pairwise_distance(a, b, keepdim=True)
        return torch.mean((1 - label) * d.pow(2) + label * torch.clamp(self.margin - d, min=0.0).pow(2))


class Siamese(nn.Module):
    def __init__(self):
        super().__init__()
        self.cnn = nn.Sequential(nn.Conv2d(1, 4, 3), nn.ReLU(), nn.AdaptiveAvgPool2d(4))
        self.fc = nn.Linear(64, 8)

    def once(self, x):
        return self.fc(self.cnn(x).view(x.size(0), -1))

    def forward(self, a, b):
        return self.once(a), self.once(b)


net = Siamese()
contrastive = ContrastiveLoss()
cosine = nn.CosineEmbeddingLoss(margin=0.2)
a, b = net(torch.randn(4, 1, 12, 12), torch.randn(4, 1, 12, 12))
label = torch.randint(0, 2, (4, 1)).float()
loss = contrastive(a, b, label) + cosine(a, b, (1 - 2 * label).squeeze(1))
loss.backward()
