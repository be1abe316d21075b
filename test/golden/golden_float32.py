"""What torch prints of float32 arrays as people write them: reduced losses of small arrays of a few digits."""

import torch

from golden_cases import Draw, case
from torch_judge import judge_in


def cases_of(draw):
    rng = draw.rng
    n, c = rng.choice((1, 2, 4, 8, 16, 32, 64)), rng.choice((2, 3, 4, 5, 10))
    shape = [n, c]
    x, other, t = draw.logits(shape), draw.logits(shape), draw.logits(shape)
    y, p, many, q, w = draw.indices([n], c), draw.probabilities(shape), draw.binary(shape), draw.distributions(shape, 1), draw.weights([c])
    lp, signs, v = draw.log_probabilities(shape, 1), draw.signs(shape), draw.weights(shape)
    lists = {"dtype": "int64", "shape": shape, "data": [value for _ in range(n) for value in [rng.randrange(c)] + [-1] * (c - 1)]}
    counts = {**many, "data": [rng.randrange(6) for _ in range(n * c)]}
    yield case("CrossEntropyLoss", "", x, y)
    yield case("CrossEntropyLoss", "weight", x, y, weight=w)
    yield case("CrossEntropyLoss", "label_smoothing", x, y, labelSmoothing=0.1)
    yield case("CrossEntropyLoss", "label_smoothing, weight", x, y, labelSmoothing=0.1, weight=w)
    yield case("CrossEntropyLoss", "class probabilities", x, q)
    yield case("NLLLoss", "", lp, y)
    yield case("NLLLoss", "weight", lp, y, weight=w)
    yield case("BCELoss", "", p, many)
    yield case("BCEWithLogitsLoss", "", x, many)
    yield case("BCEWithLogitsLoss", "pos_weight", x, many, posWeight=w)
    yield case("KLDivLoss", "", lp, q)
    yield case("KLDivLoss", "log_target", lp, draw.log_probabilities(shape, 1), logTarget=True)
    yield case("MultiLabelSoftMarginLoss", "", x, many)
    yield case("MultiLabelMarginLoss", "", x, lists)
    yield case("MultiMarginLoss", "", x, y)
    yield case("MultiMarginLoss", "p 2, weight", x, y, p=2, weight=w)
    yield case("SoftMarginLoss", "", x, signs)
    yield case("HingeEmbeddingLoss", "", v, signs)
    yield case("SigmoidFocalLoss", "", x, many)
    yield case("MSELoss", "", x, t)
    yield case("L1Loss", "", x, t)
    yield case("HuberLoss", "", x, t)
    yield case("SmoothL1Loss", "", x, t)
    yield case("PoissonNLLLoss", "", x, counts)
    yield case("PoissonNLLLoss", "rates, full", v, counts, logInput=False, full=True)
    yield case("GaussianNLLLoss", "", x, t, var=v)
    yield case("CosineEmbeddingLoss", "", x, draw.signs([n]), input2=other)
    yield case("MarginRankingLoss", "", x, signs, input2=other, margin=0.1)
    yield case("TripletMarginLoss", "", x, t, negative=other)
    yield case("SoftmaxFocalLoss", "", x, y)
    yield case("DiceLoss", "", p, many)
    yield case("TverskyLoss", "", p, many, alpha=0.3, beta=0.7)
    yield case("RetinaNetFocalLoss", "", x, draw.indices([n], c + 1))
    yield case("MMDetFocalLoss", "", x, draw.indices([n], c + 1))


def float32_cases(count):
    for i in range(count):
        for made in cases_of(Draw(f"float32 {i}")):
            expected = judge_in(made, torch.float32)
            yield {**made, "label": f"{made['label']} {i}", "dtype": "float32", "expected": {"mean": expected["mean"], "sum": expected["sum"]}}

