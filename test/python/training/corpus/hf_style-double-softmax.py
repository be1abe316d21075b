# truth: double-softmax at line 36
from types import SimpleNamespace

import torch
import torch.nn as nn
from torch.nn import CrossEntropyLoss


class Encoder(nn.Module):
    def __init__(self, vocab=40, hidden=16):
        super().__init__()
        self.emb = nn.Embedding(vocab, hidden)
        self.dense = nn.Linear(hidden, hidden)

    def forward(self, input_ids, attention_mask=None):
        h = torch.tanh(self.dense(self.emb(input_ids)))
        return h, h[:, 0]


class ForSequenceClassification(nn.Module):
    def __init__(self, num_labels=3):
        super().__init__()
        self.num_labels = num_labels
        self.encoder = Encoder()
        self.dropout = nn.Dropout(0.1)
        self.classifier = nn.Linear(16, num_labels)

    def forward(self, input_ids, attention_mask=None, labels=None):
        _, pooled = self.encoder(input_ids, attention_mask=attention_mask)
        pooled = self.dropout(pooled)
        logits = self.classifier(pooled)
        logits = nn.functional.softmax(logits, dim=-1)
        loss = None
        if labels is not None:
            loss_fct = CrossEntropyLoss()
            loss = loss_fct(logits.view(-1, self.num_labels), labels.view(-1))
        return SimpleNamespace(loss=loss, logits=logits)


model = ForSequenceClassification()
optimizer = torch.optim.AdamW(model.parameters(), lr=5e-5)
for step in range(2):
    batch = {"input_ids": torch.randint(0, 40, (4, 6)), "labels": torch.randint(0, 3, (4,))}
    outputs = model(**batch)
    outputs.loss.backward()
    optimizer.step()
    optimizer.zero_grad()
