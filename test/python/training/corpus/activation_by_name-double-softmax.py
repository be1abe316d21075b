# truth: double-softmax at line 29
import torch
import torch.nn as nn

ACTIVATIONS = {"relu": nn.ReLU, "softmax": nn.Softmax}


class MLP(nn.Module):
    def __init__(self, sizes, out_activation="softmax"):
        super().__init__()
        layers = []
        for a, b in zip(sizes[:-2], sizes[1:-1]):
            layers += [nn.Linear(a, b), nn.ReLU()]
        layers.append(nn.Linear(sizes[-2], sizes[-1]))
        if out_activation == "softmax":
            layers.append(ACTIVATIONS[out_activation](dim=-1))
        self.layers = nn.Sequential(*layers)

    def forward(self, x):
        return self.layers(x)


model = MLP([6, 12, 12, 3])
criterion = nn.CrossEntropyLoss()
opt = torch.optim.Adam(model.parameters())
for _ in range(2):
    x, y = torch.randn(5, 6), torch.randint(0, 3, (5,))
    y_hat = model(x)
    loss = criterion(y_hat, y)
    opt.zero_grad()
    loss.backward()
    opt.step()
