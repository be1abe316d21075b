# truth: right
import torch
import torch.nn as nn

latent_dim = 8


class Generator(nn.Module):
    def __init__(self):
        super().__init__()
        self.model = nn.Sequential(nn.Linear(latent_dim, 16), nn.LeakyReLU(0.2), nn.Linear(16, 12), nn.Tanh())

    def forward(self, z):
        return self.model(z)


class Discriminator(nn.Module):
    def __init__(self):
        super().__init__()
        self.model = nn.Sequential(nn.Linear(12, 16), nn.LeakyReLU(0.2), nn.Linear(16, 1), nn.Sigmoid())

    def forward(self, img):
        return self.model(img)


adversarial_loss = nn.BCELoss()
G, D = Generator(), Discriminator()
opt_G = torch.optim.Adam(G.parameters(), lr=2e-4, betas=(0.5, 0.999))
opt_D = torch.optim.Adam(D.parameters(), lr=2e-4, betas=(0.5, 0.999))

for i in range(2):
    real = torch.randn(6, 12)
    valid, fake = torch.ones(6, 1), torch.zeros(6, 1)

    opt_G.zero_grad()
    gen = G(torch.randn(6, latent_dim))
    g_loss = adversarial_loss(D(gen), valid)
    g_loss.backward()
    opt_G.step()

    opt_D.zero_grad()
    real_loss = adversarial_loss(D(real), valid)
    fake_loss = adversarial_loss(D(gen.detach()), fake)
    d_loss = (real_loss + fake_loss) / 2
    d_loss.backward()
    opt_D.step()
