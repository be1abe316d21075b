# truth: shape at line 27
import torch
import torch.nn as nn


class Config:
    def __init__(self, **kw):
        self.hidden_size = kw.get("hidden_size", 24)
        self.vocab_size = kw.get("vocab_size", 50)
        self.num_labels = kw.get("num_labels", 5)


class ForTokenClassification(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.num_labels = config.num_labels
        self.embeddings = nn.Embedding(config.vocab_size, config.hidden_size)
        self.encoder = nn.LSTM(config.hidden_size, config.hidden_size, batch_first=True, bidirectional=True)
        self.classifier = nn.Linear(2 * config.hidden_size, config.num_labels)

    def forward(self, input_ids, labels=None):
        hidden, _ = self.encoder(self.embeddings(input_ids))
        logits = self.classifier(hidden)
        loss = None
        if labels is not None:
            loss_fct = nn.CrossEntropyLoss()
            loss = loss_fct(logits, labels)
        return {"loss": loss, "logits": logits}


model = ForTokenClassification(Config(num_labels=5))
out = model(torch.randint(0, 50, (4, 7)), labels=torch.randint(0, 5, (4, 7)))
out["loss"].backward()
