# truth: right
import torch
import torch.nn as nn
import torch.nn.functional as F


class Encoder(nn.Module):
    def __init__(self, vocabulary=12, width=8):
        super().__init__()
        self.embed = nn.Embedding(vocabulary, width)
        self.layer = nn.TransformerEncoderLayer(width, 2, 16, batch_first=True)
        self.out = nn.Linear(width, vocabulary)

    def forward(self, tokens):
        return self.out(self.layer(self.embed(tokens)))


net = Encoder()
opt = torch.optim.Adam(net.parameters())
for _ in range(2):
    tokens = torch.randint(0, 12, (3, 5))
    logits = net(tokens)
    loss = F.cross_entropy(logits.transpose(1, 2), tokens)
    opt.zero_grad()
    loss.backward()
    opt.step()
