# truth: double-softmax at line 24
from collections import OrderedDict

import torch
import torch.nn as nn

model = nn.Sequential(
    OrderedDict(
        [
            ("fc1", nn.Linear(10, 20)),
            ("relu", nn.ReLU()),
            ("fc2", nn.Linear(20, 5)),
            ("output", nn.Softmax(dim=1)),
        ]
    )
)
criterion = nn.CrossEntropyLoss()
optimizer = torch.optim.SGD(model.parameters(), lr=0.003, momentum=0.9)
for e in range(2):
    running_loss = 0
    for images, labels in [(torch.randn(4, 10), torch.randint(0, 5, (4,)))]:
        optimizer.zero_grad()
        output = model(images)
        loss = criterion(output, labels)
        loss.backward()
        optimizer.step()
        running_loss += loss.item()
    print(f"Training loss: {running_loss}")
