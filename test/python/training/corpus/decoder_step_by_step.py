# truth: right
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

    def step(self, token, hidden):
        output, hidden = self.rnn(self.embedding(token).unsqueeze(1), hidden)
        return self.out(output.squeeze(1)), hidden


class Seq2Seq(nn.Module):
    def __init__(self, encoder, decoder):
        super().__init__()
        self.encoder, self.decoder = encoder, decoder

    def forward(self, src, trg):
        hidden = self.encoder(src)
        outputs = torch.zeros(trg.shape[0], trg.shape[1], self.decoder.vocab)
        token = trg[:, 0]
        for t in range(1, trg.shape[1]):
            output, hidden = self.decoder.step(token, hidden)
            outputs[:, t] = output
            token = trg[:, t]
        return outputs


model = Seq2Seq(Encoder(30, 8, 16), Decoder(20, 8, 16))
criterion = nn.CrossEntropyLoss(ignore_index=PAD)
opt = torch.optim.Adam(model.parameters())
src, trg = torch.randint(1, 30, (4, 6)), torch.randint(1, 20, (4, 5))
output = model(src, trg)
output_dim = output.shape[-1]
loss = criterion(output[:, 1:].reshape(-1, output_dim), trg[:, 1:].reshape(-1))
opt.zero_grad()
loss.backward()
nn.utils.clip_grad_norm_(model.parameters(), 1.0)
opt.step()
