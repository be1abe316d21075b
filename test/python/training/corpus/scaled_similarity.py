# truth: right
import torch
import torch.nn as nn
import torch.nn.functional as F


class CLIP(nn.Module):
    def __init__(self):
        super().__init__()
        self.image = nn.Linear(10, 6)
        self.text = nn.Linear(8, 6)
        self.scale = nn.Parameter(torch.tensor(2.6))

    def forward(self, images, texts):
        a = F.normalize(self.image(images), dim=-1)
        b = F.normalize(self.text(texts), dim=-1)
        logits = self.scale.exp() * a @ b.t()
        return logits, logits.t()


model = CLIP()
opt = torch.optim.Adam(model.parameters())
for _ in range(2):
    per_image, per_text = model(torch.randn(5, 10), torch.randn(5, 8))
    labels = torch.arange(5)
    loss = (F.cross_entropy(per_image, labels) + F.cross_entropy(per_text, labels)) / 2
    opt.zero_grad()
    loss.backward()
    opt.step()
