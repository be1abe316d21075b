# truth: double-softmax at line 58
import logging
from dataclasses import dataclass

import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

logger = logging.getLogger(__name__)


@dataclass
class TrainingConfig:
    lr: float = 1e-3
    epochs: int = 1
    batch_size: int = 8
    num_classes: int = 5
    log_every: int = 10


class Classifier(nn.Module):
    def __init__(self, num_classes):
        super().__init__()
        self.body = nn.Sequential(nn.Linear(12, 24), nn.GELU(), nn.LayerNorm(24))
        self.head = nn.Linear(24, num_classes)
        self.softmax = nn.Softmax(dim=-1)

    def forward(self, x):
        h = self.body(x)
        return self.softmax(self.head(h))

    @torch.no_grad()
    def predict(self, x):
        return self.softmax(self.head(self.body(x))).argmax(dim=-1)


class Trainer:
    def __init__(self, model, config):
        self.model = model
        self.config = config
        self.criterion = nn.CrossEntropyLoss()
        self.optimizer = torch.optim.AdamW(model.parameters(), lr=config.lr)
        self.step = 0

    def fit(self, loader):
        for epoch in range(self.config.epochs):
            for batch in loader:
                loss = self.training_step(batch)
                self.optimizer.zero_grad()
                loss.backward()
                self.optimizer.step()
                self.step += 1
                if self.step % self.config.log_every == 0:
                    logger.info("step %d loss %.4f", self.step, loss.item())

    def training_step(self, batch):
        x, y = batch
        return self.criterion(self.model(x), y)


config = TrainingConfig()
data = TensorDataset(torch.randn(40, 12), torch.randint(0, config.num_classes, (40,)))
loader = DataLoader(data, batch_size=config.batch_size)
trainer = Trainer(Classifier(config.num_classes), config)
trainer.fit(loader)
