# truth: right
import torch
import torch.nn as nn
import torch.nn.functional as F


class Policy(nn.Module):
    def __init__(self, states=4, actions=3):
        super().__init__()
        self.fc = nn.Linear(states, actions)

    def forward(self, s):
        return F.softmax(self.fc(s), dim=1)


policy = Policy()
opt = torch.optim.Adam(policy.parameters())
for _ in range(2):
    s, expert = torch.randn(6, 4), torch.randint(0, 3, (6,))
    probs = policy(s)
    loss = F.nll_loss(torch.log(probs + 1e-8), expert)
    opt.zero_grad()
    loss.backward()
    opt.step()
