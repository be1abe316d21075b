# truth: right
import torch
import torch.nn as nn
import torch.nn.functional as F


class PointerNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.gen = nn.Linear(10, 6)
        self.copy = nn.Linear(10, 6)
        self.gate = nn.Linear(10, 1)

    def forward(self, h):
        p_gen = torch.sigmoid(self.gate(h))
        p_vocab = F.softmax(self.gen(h), dim=-1)
        p_copy = F.softmax(self.copy(h), dim=-1)
        return p_gen * p_vocab + (1 - p_gen) * p_copy


model = PointerNet()
criterion = nn.NLLLoss()
opt = torch.optim.Adam(model.parameters())
for _ in range(2):
    h, y = torch.randn(4, 10), torch.randint(0, 6, (4,))
    probs = model(h)
    loss = criterion(torch.log(probs + 1e-10), y)
    opt.zero_grad()
    loss.backward()
    opt.step()
