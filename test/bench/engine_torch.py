"""The torch column of engine.bench.ts: best times in milliseconds on one thread, as JSON."""

import json
import sys
import time

import torch
import torch.nn.functional as F

torch.set_num_threads(1)
TIMES = int(sys.argv[1]) if len(sys.argv) > 1 else 30


def best(run):
    fastest = float("inf")
    for _ in range(TIMES):
        start = time.perf_counter()
        run()
        fastest = min(fastest, time.perf_counter() - start)
    return fastest * 1000


torch.manual_seed(1)
N, C = 10_000, 100
x = torch.rand(N, C, dtype=torch.float64) * 10 - 5
p = x.sigmoid()
q = x.softmax(1)
lp = x.log_softmax(1)
y = torch.arange(N) * 7 % C
labels = (torch.rand(N, C) < 0.5).double()
signs = 2 * labels - 1
trained = x.clone().requires_grad_()


def backward():
    trained.grad = None
    F.cross_entropy(trained, y).backward()


print(
    json.dumps(
        {
            "CrossEntropyLoss": best(lambda: F.cross_entropy(x, y)),
            "CrossEntropyLoss, probabilities": best(lambda: F.cross_entropy(x, q)),
            "CrossEntropyLoss, gradient": best(backward),
            "NLLLoss": best(lambda: F.nll_loss(lp, y)),
            "BCELoss": best(lambda: F.binary_cross_entropy(p, labels)),
            "BCEWithLogitsLoss": best(lambda: F.binary_cross_entropy_with_logits(x, labels)),
            "KLDivLoss": best(lambda: F.kl_div(lp, q)),
            "MultiLabelSoftMarginLoss": best(lambda: F.multilabel_soft_margin_loss(x, labels)),
            "MultiMarginLoss": best(lambda: F.multi_margin_loss(x, y)),
            "SoftMarginLoss": best(lambda: F.soft_margin_loss(x, signs)),
            "HingeEmbeddingLoss": best(lambda: F.hinge_embedding_loss(x, signs)),
        }
    )
)
