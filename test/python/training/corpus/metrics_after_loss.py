# truth: right
import torch
import torch.nn as nn
import torch.nn.functional as F

model = nn.Sequential(nn.Linear(6, 12), nn.ReLU(), nn.Linear(12, 3))
criterion = nn.CrossEntropyLoss()
optimizer = torch.optim.Adam(model.parameters())


def evaluate(probs, labels):
    confidence = probs.max(dim=1).values.mean().item()
    accuracy = (probs.argmax(dim=1) == labels).float().mean().item()
    return accuracy, confidence


for step in range(3):
    inputs, labels = torch.randn(9, 6), torch.randint(3, (9,))
    outputs = model(inputs)
    loss = criterion(outputs, labels)
    probs = F.softmax(outputs.detach(), dim=1)
    acc, conf = evaluate(probs, labels)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    print(step, loss.item(), acc, conf)
