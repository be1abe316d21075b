# truth: no-logarithm at line 44
import torch
import torch.nn as nn

PAD = 0


class Encoder(nn.Module):
    def __init__(self, vocab, emb, hid):
        super().__init__()
        self.embedding = nn.Embedding(vocab, emb, padding_idx=PAD)
        self.rnn = nn.GRU(emb, hid, batch_first=True)

    def forward(self, src):
        _, hidden = self.rnn(self.embedding(src))
        return hidden


class Decoder(nn.Module):
    def __init__(self, vocab, emb, hid):
        super().__init__()
        self.vocab = vocab
        self.embedding = nn.Embedding(vocab, emb, padding_idx=PAD)
        self.rnn = nn.GRU(emb, hid, batch_first=True)
        self.out = nn.Linear(hid, vocab)
        self.softmax = nn.Softmax(dim=1)

    def step(self, token, hidden):
        output, hidden = self.rnn(self.embedding(token).unsqueeze(1), hidden)
        return self.softmax(self.out(output.squeeze(1))), hidden


encoder, decoder = Encoder(30, 8, 16), Decoder(20, 8, 16)
criterion = nn.NLLLoss(ignore_index=PAD)
opt = torch.optim.Adam([*encoder.parameters(), *decoder.parameters()])


def train(src, trg):
    hidden = encoder(src)
    token = trg[:, 0]
    loss = 0
    for t in range(1, trg.shape[1]):
        output, hidden = decoder.step(token, hidden)
        loss += criterion(output, trg[:, t])
        token = trg[:, t]
    opt.zero_grad()
    loss.backward()
    opt.step()
    return loss.item() / (trg.shape[1] - 1)


train(torch.randint(1, 30, (4, 6)), torch.randint(1, 20, (4, 5)))
