# truth: right
import torch
import torch.nn as nn
import torch.optim as optim


class BinaryClassifier(nn.Module):
    def __init__(self, input_dim=10):
        super().__init__()
        self.layer1 = nn.Linear(input_dim, 32)
        self.relu = nn.ReLU()
        self.layer2 = nn.Linear(32, 2)

    def forward(self, x):
        x = self.relu(self.layer1(x))
        return self.layer2(x)


model = BinaryClassifier()
criterion = nn.CrossEntropyLoss()
optimizer = optim.AdamW(model.parameters(), lr=3e-4)

for step in range(5):
    x = torch.randn(16, 10)
    target = torch.randint(0, 2, (16,))
    logits = model(x)
    loss = criterion(logits, target)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    if step % 2 == 0:
        print(step, loss.item())
