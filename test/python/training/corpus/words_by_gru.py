# truth: right
import torch
import torch.nn as nn
import torch.nn.functional as F


class Tagger(nn.Module):
    def __init__(self, words=30, tags=5):
        super().__init__()
        self.embedding = nn.Embedding(words, 8, padding_idx=0)
        self.rnn = nn.GRU(8, 9, batch_first=True, bidirectional=True)
        self.tag = nn.Linear(18, tags)

    def forward(self, words):
        hidden, _ = self.rnn(self.embedding(words))
        return self.tag(hidden)


net = Tagger()
criterion = nn.CrossEntropyLoss(ignore_index=-100)
opt = torch.optim.Adam(net.parameters())
for _ in range(2):
    words, tags = torch.randint(1, 30, (3, 6)), torch.randint(0, 5, (3, 6))
    logits = net(words)
    loss = criterion(logits.view(-1, logits.shape[-1]), tags.view(-1))
    opt.zero_grad()
    loss.backward()
    opt.step()
