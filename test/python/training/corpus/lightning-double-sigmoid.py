# truth: double-sigmoid at line 24
import pytorch_lightning as pl
import torch
import torch.nn as nn
import torch.nn.functional as F


class LitClassifier(pl.LightningModule):
    def __init__(self, n_in=16, n_classes=3, lr=1e-3):
        super().__init__()
        self.save_hyperparameters()
        self.lr = lr
        self.encoder = nn.Sequential(nn.Linear(n_in, 32), nn.ReLU())
        self.classifier = nn.Linear(32, n_classes)

    def forward(self, x):
        z = self.encoder(x)
        logits = self.classifier(z)
        return torch.sigmoid(logits)

    def training_step(self, batch, batch_idx):
        x, y = batch
        y_hat = self(x)
        loss = F.binary_cross_entropy_with_logits(y_hat, F.one_hot(y, 3).float())
        self.log("train_loss", loss, prog_bar=True)
        return loss

    def configure_optimizers(self):
        return torch.optim.Adam(self.parameters(), lr=self.lr)


model = LitClassifier()
optimizer = model.configure_optimizers()
for step in range(2):
    batch = (torch.randn(8, 16), torch.randint(0, 3, (8,)))
    loss = model.training_step(batch, step)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
