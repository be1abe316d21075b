# truth: no-logarithm at line 18
import torch
import torch.nn as nn
import torch.nn.functional as F


class Module(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.Sequential(nn.Flatten(), nn.Linear(16, 10))
        self.norm = nn.Softmax(dim=1)

    def forward(self, x):
        return self.norm(self.layers(x))

    def training_step(self, batch):
        x, y = batch
        return F.nll_loss(self(x), y)

    def configure_optimizers(self):
        return torch.optim.SGD(self.parameters(), lr=0.01)


module = Module()
opt = module.configure_optimizers()
for _ in range(2):
    loss = module.training_step((torch.randn(4, 1, 4, 4), torch.randint(0, 10, (4,))))
    opt.zero_grad()
    loss.backward()
    opt.step()
