# truth: logits-in-bce at line 31
import numpy as np
import torch
from torch import nn

torch.manual_seed(42)
rng = np.random.default_rng(42)
X = rng.normal(size=(100, 8)).astype(np.float32)
y = (X[:, 0] + X[:, 1] > 0).astype(np.float32)

X = torch.from_numpy(X)
y = torch.from_numpy(y).unsqueeze(1)

model = nn.Sequential(
    nn.Linear(8, 16),
    nn.ReLU(),
    nn.Linear(16, 8),
    nn.ReLU(),
    nn.Linear(8, 1),
)
loss_fn = nn.BCELoss()
optimizer = torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9)

n_epochs = 3
batch_size = 20
for epoch in range(n_epochs):
    for i in range(0, len(X), batch_size):
        Xbatch = X[i : i + batch_size]
        ybatch = y[i : i + batch_size]
        y_pred = model(Xbatch)
        loss = loss_fn(y_pred, ybatch)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    print(f"Finished epoch {epoch}, latest loss {loss}")

with torch.no_grad():
    predictions = (model(X) > 0.5).float()
accuracy = (predictions == y).float().mean()
print(f"Accuracy {accuracy}")
