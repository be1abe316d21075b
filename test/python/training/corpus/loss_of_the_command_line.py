# truth: right
import argparse

import torch
import torch.nn as nn


def get_args():
    p = argparse.ArgumentParser()
    p.add_argument("--loss", default="bce", choices=["bce", "ce", "mse"])
    p.add_argument("--hidden", type=int, default=16)
    p.add_argument("--lr", type=float, default=0.01)
    return p.parse_args([])


def get_loss(name):
    if name == "bce":
        return nn.BCEWithLogitsLoss()
    elif name == "ce":
        return nn.CrossEntropyLoss()
    elif name == "mse":
        return nn.MSELoss()
    raise ValueError(name)


class Net(nn.Module):
    def __init__(self, hidden):
        super().__init__()
        self.fc1 = nn.Linear(4, hidden)
        self.fc2 = nn.Linear(hidden, 1)

    def forward(self, x):
        return self.fc2(torch.tanh(self.fc1(x)))


def main():
    args = get_args()
    net = Net(args.hidden)
    criterion = get_loss(args.loss)
    optimizer = torch.optim.SGD(net.parameters(), lr=args.lr)
    x = torch.randn(16, 4)
    y = (x.sum(1) > 0).float()
    optimizer.zero_grad()
    loss = criterion(net(x).squeeze(1), y)
    loss.backward()
    optimizer.step()
    print(loss.item())


if __name__ == "__main__":
    main()
