# truth: double-softmax at line 12
import torch
import torch.nn as nn


def train_one_epoch(epoch, model, loader, optimizer, loss_fn, scaler=None, log_every=10):
    model.train()
    running = 0.0
    for i, (inputs, labels) in enumerate(loader):
        optimizer.zero_grad()
        outputs = model(inputs)
        loss = loss_fn(outputs, labels)
        if scaler is not None:
            scaler.scale(loss).backward()
        else:
            loss.backward()
            optimizer.step()
        running += loss.item()
        if i % log_every == 0:
            print(f"[{epoch}] {running / (i + 1):.3f}")
    return running


class Tabular(nn.Module):
    def __init__(self, cards, n_cont, out):
        super().__init__()
        self.embs = nn.ModuleList([nn.Embedding(c, min(50, c // 2 + 1)) for c in cards])
        n = sum(e.embedding_dim for e in self.embs)
        sizes = [n + n_cont, 32, 16]
        layers = []
        for a, b in zip(sizes[:-1], sizes[1:]):
            layers += [nn.Linear(a, b), nn.ReLU(), nn.BatchNorm1d(b)]
        layers.append(nn.Linear(sizes[-1], out))
        layers.append(nn.LogSoftmax(dim=1) if out == 1 else nn.Softmax(dim=1))
        self.layers = nn.Sequential(*layers)

    def forward(self, batch):
        cat, cont = batch
        e = torch.cat([emb(cat[:, i]) for i, emb in enumerate(self.embs)], 1)
        return self.layers(torch.cat([e, cont], 1))


def batches():
    for _ in range(2):
        yield (torch.randint(0, 4, (6, 2)), torch.randn(6, 3)), torch.randint(0, 3, (6,))


net = Tabular([4, 6], 3, 3)
train_one_epoch(0, net, batches(), torch.optim.Adam(net.parameters()), nn.CrossEntropyLoss())
