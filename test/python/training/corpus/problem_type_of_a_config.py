# truth: right
from dataclasses import dataclass
from typing import Optional

import torch
import torch.nn as nn


@dataclass
class Config:
    hidden_size: int = 24
    vocab_size: int = 50
    num_labels: int = 3
    dropout: float = 0.1
    problem_type: Optional[str] = None


@dataclass
class Output:
    loss: Optional[torch.Tensor] = None
    logits: torch.Tensor = None


class Encoder(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.embeddings = nn.Embedding(config.vocab_size, config.hidden_size)
        self.layer = nn.TransformerEncoderLayer(config.hidden_size, 4, 48, batch_first=True)

    def forward(self, input_ids):
        return self.layer(self.embeddings(input_ids))


class ForSequenceClassification(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.config = config
        self.num_labels = config.num_labels
        self.encoder = Encoder(config)
        self.dropout = nn.Dropout(config.dropout)
        self.classifier = nn.Linear(config.hidden_size, config.num_labels)

    def forward(self, input_ids, labels=None):
        pooled = self.encoder(input_ids)[:, 0]
        logits = self.classifier(self.dropout(pooled))
        loss = None
        if labels is not None:
            if self.config.problem_type is None:
                if self.num_labels == 1:
                    self.config.problem_type = "regression"
                elif self.num_labels > 1 and labels.dtype in (torch.long, torch.int):
                    self.config.problem_type = "single_label_classification"
                else:
                    self.config.problem_type = "multi_label_classification"
            if self.config.problem_type == "regression":
                loss = nn.MSELoss()(logits.squeeze(), labels.squeeze())
            elif self.config.problem_type == "single_label_classification":
                loss_fct = nn.CrossEntropyLoss()
                loss = loss_fct(logits.view(-1, self.num_labels), labels.view(-1))
            else:
                loss = nn.BCEWithLogitsLoss()(logits, labels)
        return Output(loss=loss, logits=logits)


model = ForSequenceClassification(Config())
out = model(torch.randint(0, 50, (4, 7)), labels=torch.randint(0, 3, (4,)))
out.loss.backward()
