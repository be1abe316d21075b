# truth: shape at line 16
import torch
import torch.nn as nn

torch.manual_seed(0)
X = torch.randn(50, 4)
y = torch.randint(0, 2, (50,)).float()

net = nn.Sequential(nn.Linear(4, 10), nn.ReLU(), nn.Linear(10, 1))
criterion = nn.BCEWithLogitsLoss()
optimizer = torch.optim.Adam(net.parameters(), lr=0.01)

for epoch in range(3):
    net.train()
    logits = net(X)
    loss = criterion(logits, y)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    with torch.no_grad():
        acc = ((torch.sigmoid(logits) > 0.5).float().view(-1) == y).float().mean()
    print(f"{epoch}: loss {loss.item():.3f} acc {acc.item():.2f}")
