# truth: double-softmax at line 26
import torch
import torch.nn as nn
import torch.nn.functional as F


class Classifier(nn.Module):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(8, 16), nn.ReLU(), nn.Linear(16, 3))

    def forward(self, x):
        return self.net(x)

    def predict_proba(self, x):
        return F.softmax(self.forward(x), dim=1)


model = Classifier()
criterion = nn.CrossEntropyLoss()
optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
x, y = torch.randn(20, 8), torch.randint(0, 3, (20,))
for epoch in range(3):
    model.train()
    proba = model.predict_proba(x)
    loss = criterion(proba, y)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
