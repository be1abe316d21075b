# truth: right
import torch
import torch.nn as nn

in_dim, n_labels = 6, 4


def build_model():
    return nn.Sequential(
        nn.Linear(in_dim, 12),
        nn.Tanh(),
        nn.Linear(12, n_labels),
        nn.LogSoftmax(dim=1),
    )


def get_batch(n=10):
    return torch.randn(n, in_dim), torch.randint(n_labels, (n,))


net = build_model()
criterion = nn.NLLLoss()
opt = torch.optim.RMSprop(net.parameters(), lr=0.01)

losses = []
for it in range(4):
    inputs, labels = get_batch()
    log_probs = net(inputs)
    loss = criterion(log_probs, labels)
    opt.zero_grad()
    loss.backward()
    opt.step()
    losses.append(loss.item())
print("mean loss", sum(losses) / len(losses))
