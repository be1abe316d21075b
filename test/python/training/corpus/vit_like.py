# truth: right
import torch
import torch.nn as nn


class Attention(nn.Module):
    def __init__(self, dim, heads=2):
        super().__init__()
        self.heads = heads
        self.scale = (dim // heads) ** -0.5
        self.attend = nn.Softmax(dim=-1)
        self.to_qkv = nn.Linear(dim, dim * 3, bias=False)

    def forward(self, x):
        b, n, d = x.shape
        qkv = self.to_qkv(x).chunk(3, dim=-1)
        q, k, v = [t.reshape(b, n, self.heads, -1).transpose(1, 2) for t in qkv]
        dots = torch.matmul(q, k.transpose(-1, -2)) * self.scale
        attn = self.attend(dots)
        return torch.matmul(attn, v).transpose(1, 2).reshape(b, n, d)


class ViT(nn.Module):
    def __init__(self, dim=12, num_classes=5, depth=2):
        super().__init__()
        self.patch = nn.Linear(16, dim)
        self.cls_token = nn.Parameter(torch.randn(1, 1, dim))
        self.layers = nn.ModuleList([Attention(dim) for _ in range(depth)])
        self.mlp_head = nn.Sequential(nn.LayerNorm(dim), nn.Linear(dim, num_classes))

    def forward(self, patches):
        x = self.patch(patches)
        cls = self.cls_token.expand(x.shape[0], -1, -1)
        x = torch.cat((cls, x), dim=1)
        for attn in self.layers:
            x = attn(x) + x
        return self.mlp_head(x[:, 0])


model = ViT()
criterion = nn.CrossEntropyLoss()
optimizer = torch.optim.AdamW(model.parameters(), lr=3e-4)
for _ in range(2):
    patches, labels = torch.randn(3, 4, 16), torch.randint(0, 5, (3,))
    loss = criterion(model(patches), labels)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
