# truth: right
import torch
from torch import nn, optim

NUM_TAGS = 7


class Tagger(nn.Module):
    """Several tags a sample."""

    def __init__(self, in_features=30):
        super().__init__()
        self.net = nn.Sequential(
            nn.Linear(in_features, 64),
            nn.BatchNorm1d(64),
            nn.LeakyReLU(0.1),
            nn.Linear(64, NUM_TAGS),
        )

    def forward(self, x):
        scores = self.net(x)
        return scores


def main():
    model = Tagger()
    criterion = nn.BCEWithLogitsLoss(pos_weight=torch.full((NUM_TAGS,), 2.0))
    optimizer = optim.Adam(model.parameters(), lr=1e-3)
    for epoch in range(2):
        x = torch.randn(12, 30)
        y = (torch.rand(12, NUM_TAGS) > 0.7).float()
        optimizer.zero_grad()
        loss = criterion(model(x), y)
        loss.backward()
        optimizer.step()
        print("epoch", epoch, "loss", loss.item())


main()
