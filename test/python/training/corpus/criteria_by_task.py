# truth: right
import torch
import torch.nn as nn


class MultiTask(nn.Module):
    def __init__(self, tasks):
        super().__init__()
        self.trunk = nn.Sequential(nn.Linear(12, 24), nn.GELU(), nn.LayerNorm(24))
        self.heads = nn.ModuleDict({name: nn.Linear(24, n) for name, n in tasks.items()})
        self.criteria = nn.ModuleDict({
            "color": nn.CrossEntropyLoss(),
            "tags": nn.BCEWithLogitsLoss(),
            "price": nn.SmoothL1Loss(),
        })

    def forward(self, x):
        z = self.trunk(x)
        return {name: head(z) for name, head in self.heads.items()}

    def compute_loss(self, outputs, targets, weights):
        losses = {}
        for name, out in outputs.items():
            losses[name] = weights[name] * self.criteria[name](out, targets[name])
        return sum(losses.values()), losses


model = MultiTask({"color": 4, "tags": 6, "price": 1})
targets = {
    "color": torch.randint(0, 4, (5,)),
    "tags": torch.randint(0, 2, (5, 6)).float(),
    "price": torch.randn(5, 1),
}
loss, parts = model.compute_loss(model(torch.randn(5, 12)), targets, {"color": 1.0, "tags": 0.5, "price": 2.0})
loss.backward()
