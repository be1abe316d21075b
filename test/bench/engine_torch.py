"""The torch column of engine.bench.ts: best processor times in milliseconds on one thread, as JSON."""

import json
import sys
import time

import torch
import torch.nn.functional as F

torch.set_num_threads(1)
TIMES = int(sys.argv[1]) if len(sys.argv) > 1 else 30
NAMES = sys.argv[2:]


def best(run):
    fastest = float("inf")
    repeats = 1
    for _ in range(TIMES):
        start = time.process_time_ns()
        for _ in range(repeats):
            run()
        spent = (time.process_time_ns() - start) / 1e6
        fastest = min(fastest, spent / repeats)
        if spent < 2:
            repeats = min(repeats * 2, 64)
    return fastest


torch.manual_seed(1)
N, C = 10_000, 100
x = torch.rand(N, C, dtype=torch.float64) * 10 - 5
p = x.sigmoid()
q = x.softmax(1)
lp = x.log_softmax(1)
y = torch.arange(N) * 7 % C
labels = (torch.rand(N, C) < 0.5).double()
signs = 2 * labels - 1
others = torch.rand(N, C, dtype=torch.float64) * 10 - 5
negative = torch.rand(N, C, dtype=torch.float64) * 10 - 5
counts = torch.randint(0, 5, (N, C)).double()
variances = torch.rand(N, C, dtype=torch.float64) + 0.1
row_signs = signs.flatten()[:N]
lists = torch.full((N, C), -1)
lists[:, :3] = torch.arange(N * C).view(N, C)[:, :3] * 7 % C
trained = x.clone().requires_grad_()


def backward():
    trained.grad = None
    F.cross_entropy(trained, y).backward()


calls = {
    "CrossEntropyLoss": lambda: F.cross_entropy(x, y),
    "CrossEntropyLoss, probabilities": lambda: F.cross_entropy(x, q),
    "CrossEntropyLoss, gradient": backward,
    "NLLLoss": lambda: F.nll_loss(lp, y),
    "BCELoss": lambda: F.binary_cross_entropy(p, labels),
    "BCEWithLogitsLoss": lambda: F.binary_cross_entropy_with_logits(x, labels),
    "KLDivLoss": lambda: F.kl_div(lp, q),
    "MultiLabelSoftMarginLoss": lambda: F.multilabel_soft_margin_loss(x, labels),
    "MultiMarginLoss": lambda: F.multi_margin_loss(x, y),
    "SoftMarginLoss": lambda: F.soft_margin_loss(x, signs),
    "HingeEmbeddingLoss": lambda: F.hinge_embedding_loss(x, signs),
    "MultiLabelMarginLoss": lambda: F.multilabel_margin_loss(x, lists),
    "MSELoss": lambda: F.mse_loss(x, others),
    "L1Loss": lambda: F.l1_loss(x, others),
    "HuberLoss": lambda: F.huber_loss(x, others),
    "SmoothL1Loss": lambda: F.smooth_l1_loss(x, others),
    "PoissonNLLLoss": lambda: F.poisson_nll_loss(x, counts),
    "GaussianNLLLoss": lambda: F.gaussian_nll_loss(x, others, variances),
    "CosineEmbeddingLoss": lambda: F.cosine_embedding_loss(x, others, row_signs),
    "MarginRankingLoss": lambda: F.margin_ranking_loss(x, others, signs),
    "TripletMarginLoss": lambda: F.triplet_margin_loss(x, others, negative),
}

print(json.dumps({name: best(call) for name, call in calls.items() if not NAMES or name in NAMES}))
