# truth: double-softmax at line 23
import torch
from torch import nn


class Detector(nn.Module):
    def __init__(self, num_classes=4):
        super().__init__()
        self.backbone = nn.Sequential(nn.Linear(9, 18), nn.SiLU())
        self.cls = nn.Linear(18, num_classes)
        self.box = nn.Linear(18, 4)

    def forward(self, x):
        feats = self.backbone(x)
        scores = self.cls(feats)
        return {
            "scores": torch.softmax(scores, dim=-1),
            "boxes": self.box(feats),
        }


def compute_loss(outputs, targets):
    cls_loss = nn.functional.cross_entropy(outputs["scores"], targets["labels"])
    box_loss = nn.functional.smooth_l1_loss(outputs["boxes"], targets["boxes"])
    return {"cls": cls_loss, "box": box_loss}


model = Detector()
optimizer = torch.optim.SGD(model.parameters(), lr=1e-2)
for epoch in range(2):
    batch = torch.randn(5, 9)
    targets = {"labels": torch.randint(0, 4, (5,)), "boxes": torch.rand(5, 4)}
    losses = compute_loss(model(batch), targets)
    total = sum(losses.values())
    optimizer.zero_grad()
    total.backward()
    optimizer.step()
