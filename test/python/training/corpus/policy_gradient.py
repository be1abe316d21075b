# truth: right
import torch
import torch.nn as nn
import torch.nn.functional as F
import torch.optim as optim


class Policy(nn.Module):
    def __init__(self, obs=4, actions=2):
        super().__init__()
        self.affine1 = nn.Linear(obs, 32)
        self.affine2 = nn.Linear(32, actions)

    def forward(self, x):
        x = F.relu(self.affine1(x))
        action_scores = self.affine2(x)
        return F.softmax(action_scores, dim=1)


policy = Policy()
optimizer = optim.Adam(policy.parameters(), lr=1e-2)


def imitation_step(states, expert_actions):
    probs = policy(states)
    log_probs = torch.log(probs + 1e-8)
    loss = F.nll_loss(log_probs, expert_actions)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return loss.item()


for i in range(3):
    states = torch.randn(16, 4)
    actions = torch.randint(0, 2, (16,))
    print(i, imitation_step(states, actions))
