# truth: shape at line 27
import torch
import torch.nn as nn


class BiLSTMTagger(nn.Module):
    def __init__(self, vocab_size, tagset_size, embedding_dim=8, hidden_dim=8):
        super().__init__()
        self.embeds = nn.Embedding(vocab_size, embedding_dim)
        self.lstm = nn.LSTM(embedding_dim, hidden_dim, batch_first=True, bidirectional=True)
        self.hidden2tag = nn.Linear(2 * hidden_dim, tagset_size)

    def forward(self, sentence):
        lstm_out, _ = self.lstm(self.embeds(sentence))
        return self.hidden2tag(lstm_out)


VOCAB, TAGS, PAD = 30, 5, -100
model = BiLSTMTagger(VOCAB, TAGS)
criterion = nn.CrossEntropyLoss(ignore_index=PAD)
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)

for epoch in range(2):
    sentences = torch.randint(0, VOCAB, (4, 7))
    tags = torch.randint(0, TAGS, (4, 7))
    scores = model(sentences)
    loss = criterion(scores, tags)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    print("loss", loss.item())
