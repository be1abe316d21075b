# truth: dtype at line 19
import torch
from torch import nn

model = nn.Sequential(
    nn.Linear(6, 12),
    nn.ReLU(),
    nn.Linear(12, 1),
    nn.Sigmoid(),
)

criterion = nn.BCELoss()
optimizer = torch.optim.Adam(model.parameters(), lr=1e-2)
x = torch.rand(40, 6)
target = torch.randint(0, 2, (40, 1))

for epoch in range(2):
    prediction = model(x)
    loss = criterion(prediction, target)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    print(epoch, float(loss))
