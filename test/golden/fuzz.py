"""Writes random cases with torch's answers, one JSON object a line, until the time is up.

python3 test/golden/fuzz.py SEED SECONDS
"""

import json
import random
import sys
import time

import torch

from torch_judge import FUNCTIONS, IN_FLOAT, encode_number, judge

FLOATS = ("float64", "float32", "float16", "bfloat16")
INTEGERS = ("bool", "uint8", "int8", "int16", "int32", "int64")
SPECIAL = (0.0, -0.0, 1.0, -1.0, float("nan"), float("inf"), float("-inf"), 17.0, -37.0, 104.0, -745.0, 800.0, -800.0, 1e-300, 1e300, 100.0)


def pick_dtype(rng, usual, chance=0.12):
    if rng.random() > chance:
        return usual
    return rng.choice(FLOATS + INTEGERS)


def tensor(rng, shape, dtype, draw):
    count = 1
    for size in shape:
        count *= size
    if dtype in INTEGERS:
        values = [draw() for _ in range(count)]
        whole = [int(v) if v == v and abs(v) < 2**31 else 0 for v in values]
        data = torch.tensor(whole, dtype=torch.int64).to(getattr(torch, dtype)).tolist()
    else:
        data = torch.tensor([draw() for _ in range(count)], dtype=torch.float64).to(getattr(torch, dtype)).double().tolist()
    return {"dtype": dtype, "shape": list(shape), "data": [encode_number(v) for v in data]}


def logit(rng, special):
    if rng.random() < special:
        return rng.choice(SPECIAL)
    return rng.choice((rng.gauss(0, 2), rng.gauss(0, 2), round(rng.gauss(0, 2), 1), rng.gauss(0, 30)))


def probability(rng, special):
    if rng.random() < special:
        return rng.choice((0.0, 1.0, 1e-300, 1 - 1e-16, 5e-324, 1e-45))
    return rng.choice((rng.random(), round(rng.random(), 1)))


def sizes(rng, least=0, most=4):
    if rng.random() < 0.01 and least <= 2 <= most:
        return [rng.randint(1, 200), rng.randint(1, 40)]
    return [rng.choice((1, 2, 3, 2, 3, 4, 5, 0) if rng.random() < 0.1 else (1, 2, 3, 4, 5)) for _ in range(rng.randint(least, most))]


def bend(rng, shape, chance):
    """Sometimes another shape that may or may not fit."""
    shape = list(shape)
    if rng.random() > chance:
        return shape
    kind = rng.randrange(7)
    if kind == 0:
        shape.insert(rng.randint(0, len(shape)), 1)
    elif kind == 1 and shape:
        del shape[rng.randrange(len(shape))]
    elif kind == 2 and shape:
        shape[rng.randrange(len(shape))] = rng.choice((0, 1, 2, 3))
    elif kind == 3:
        rng.shuffle(shape)
    elif kind == 4 and shape:
        shape[-1] += 1
    elif kind == 5:
        shape = sizes(rng)
    elif kind == 6 and shape:
        shape[rng.randrange(len(shape))] = 1
    return shape


def class_case(rng, loss):
    """Logits or log-probabilities and class indices, or class probabilities for CrossEntropyLoss."""
    special = rng.choice((0, 0, 0, 0.2))
    shape = rng.choice((sizes(rng, 1, 1), sizes(rng, 2, 2), sizes(rng, 2, 2), sizes(rng, 2, 5), sizes(rng, 0, 3)))
    classes = shape[0] if len(shape) == 1 else shape[1] if len(shape) > 1 else 1
    input = tensor(rng, shape, pick_dtype(rng, "float64"), lambda: logit(rng, special))
    options = {}
    by_probability = loss == "CrossEntropyLoss" and rng.random() < 0.4
    if by_probability:
        target = tensor(rng, bend(rng, shape, 0.1), pick_dtype(rng, "float64"), lambda: probability(rng, special))
    else:
        ignored = rng.choice((-100, -100, -1, 0, classes - 1, 255))
        if rng.random() < 0.5:
            options["ignoreIndex"] = ignored
        else:
            ignored = -100
        all_ignored = rng.random() < 0.05

        def index():
            if all_ignored or rng.random() < 0.1:
                return ignored
            return rng.randrange(max(classes, 1)) if rng.random() > 0.01 else rng.choice((-1, classes, 7))

        samples = shape[:1] + shape[2:] if len(shape) > 1 else []
        target = tensor(rng, bend(rng, samples, 0.15), pick_dtype(rng, rng.choice(("int64", "int64", "int64", "uint8"))), index)
    if rng.random() < 0.4:
        options["weight"] = tensor(rng, bend(rng, [classes], 0.15), pick_dtype(rng, input["dtype"]), lambda: weight(rng, special))
    if loss == "CrossEntropyLoss" and rng.random() < 0.4:
        options["labelSmoothing"] = rng.choice((0.1, 0.1, 0.25, 1.0, 0.0, -0.5, 1.5, 2.0))
    if by_probability and rng.random() < 0.1:
        options["ignoreIndex"] = rng.choice((-100, 0, -1))
    return input, target, options


def weight(rng, special=0):
    """With special logits neither infinite, as whether the last denormal number is 0 would decide between inf and nan, nor
    negative, as 1e300 − 1e300 leaves what the order of summation makes of it."""
    if rng.random() < 0.1:
        return rng.choice((1.0, 0.0) if special else (0.0, -1.0, float("nan"), float("inf")))
    return rng.choice((1.0, 2.0, 0.5, rng.random() * 3))


def elementwise_case(rng, loss):
    special = rng.choice((0, 0, 0, 0.2))
    shape = sizes(rng, 0, 4) if rng.random() < 0.5 else sizes(rng, 1, 2)
    as_probability = loss == "BCELoss"
    bad = rng.random() < 0.05
    input = tensor(
        rng, shape, pick_dtype(rng, "float64"), lambda: logit(rng, special) if not as_probability or bad else probability(rng, special)
    )
    signs = loss in ("SoftMarginLoss", "HingeEmbeddingLoss")
    soft = rng.random() < 0.4

    def target_value():
        if signs:
            return rng.choice((1.0, -1.0)) if not soft else rng.choice((1.0, -1.0, 0.0, 0.5, 2.0))
        if rng.random() < 0.01 and not special:
            return rng.choice((float("nan"), -1.0, 2.0, -0.0))
        return probability(rng, special) if soft else float(rng.random() < 0.5)

    usual = input["dtype"] if rng.random() < 0.95 or loss == "KLDivLoss" else "int64"
    target = tensor(rng, bend(rng, shape, 0.12), pick_dtype(rng, usual), target_value)
    options = {}
    if loss in ("BCELoss", "BCEWithLogitsLoss", "MultiLabelSoftMarginLoss") and rng.random() < 0.4:
        options["weight"] = tensor(rng, bend(rng, shape[-1:], 0.3), pick_dtype(rng, input["dtype"]), lambda: weight(rng, special))
    if loss == "BCEWithLogitsLoss" and rng.random() < 0.4:
        options["posWeight"] = tensor(rng, bend(rng, shape[-1:], 0.3), pick_dtype(rng, input["dtype"]), lambda: weight(rng, special))
    if loss == "HingeEmbeddingLoss" and rng.random() < 0.5:
        options["margin"] = rng.choice((0.5, 2.0, 0.0, -1.0, 1.5, 1e39, "inf", "nan"))
    if loss == "KLDivLoss" and rng.random() < 0.4:
        options["logTarget"] = rng.random() < 0.8
    if loss == "SigmoidFocalLoss":
        if rng.random() < 0.5:
            options["alpha"] = rng.choice((-1, 0, 1, 0.5, 0.9, 2, -0.5))
        if rng.random() < 0.5:
            options["gamma"] = rng.choice((0, 1, 2, 0.5, 5, 3))
    return input, target, options


def margin_case(rng, loss):
    special = rng.choice((0, 0, 0, 0.2))
    shape = sizes(rng, 0, 2) if rng.random() < 0.9 else sizes(rng, 0, 3)
    samples, classes = (shape[0], shape[1]) if len(shape) > 1 else (1, shape[0] if shape else 1)
    input = tensor(rng, shape, pick_dtype(rng, "float64"), lambda: logit(rng, special))
    options = {}
    if loss == "MultiMarginLoss":
        target_shape = rng.choice(([], [1])) if len(shape) < 2 else [samples]

        def index():
            return rng.randrange(max(classes, 1)) if rng.random() > 0.01 else rng.choice((-1, classes))

        if rng.random() < 0.5:
            options["p"] = rng.choice((1, 2, 2, 3))
        if rng.random() < 0.5:
            options["margin"] = rng.choice((0.5, 2.0, 0.0, -1.0))
        if rng.random() < 0.4:
            options["weight"] = tensor(rng, bend(rng, [classes], 0.15), pick_dtype(rng, input["dtype"]), lambda: weight(rng, special))
    else:
        target_shape = shape

        def index():
            if rng.random() < 0.4:
                return -1
            return rng.randrange(max(classes, 1)) if rng.random() > 0.01 else rng.choice((-2, classes))

    target = tensor(rng, bend(rng, target_shape, 0.12), pick_dtype(rng, "int64"), index)
    return input, target, options


# Small integers wrap around in torch's own arithmetic, which float64 numbers of the same call do not show.
WIDE = ("int64", "int32", "float16", "bfloat16", "float32")


def wide_dtype(rng, chance=0.12):
    return rng.choice(WIDE) if rng.random() < chance else "float64"


def value(rng, special):
    return rng.choice((logit(rng, special), round(rng.gauss(0, 2), 1), float(rng.randint(-3, 3))))


def values_case(rng, loss):
    """Predictions and values that broadcast; counts and variances."""
    special = rng.choice((0, 0, 0, 0.2))
    shape = sizes(rng, 0, 3)
    poisson = loss == "PoissonNLLLoss"
    input = tensor(rng, shape, wide_dtype(rng), lambda: rng.gauss(0, 2) if poisson and special == 0 else value(rng, special))
    target = tensor(rng, bend(rng, shape, 0.3), wide_dtype(rng), lambda: float(rng.randint(0, 5)) if poisson else value(rng, special))
    options = {}
    if loss == "HuberLoss" and rng.random() < 0.5:
        options["delta"] = rng.choice((0.5, 2.0, 1.5, 0.0, -1.0))
    if loss == "SmoothL1Loss" and rng.random() < 0.5:
        options["beta"] = rng.choice((0.5, 2.0, 1.5, 0.0, -1.0))
    if loss in ("MSELoss", "L1Loss", "HuberLoss") and rng.random() < 0.2:
        options["weight"] = tensor(rng, bend(rng, shape, 0.2), wide_dtype(rng), lambda: weight(rng, special))
    if poisson:
        if rng.random() < 0.4:
            options["logInput"] = False
        # Logarithms of integers are float32.
        if rng.random() < 0.4 and target["dtype"] in FLOATS:
            options["full"] = True
        if rng.random() < 0.3:
            options["eps"] = rng.choice((1e-3, 0.5))
    if loss == "GaussianNLLLoss":
        kind = rng.randrange(4)
        variance = shape if kind < 2 else shape[:-1] if kind == 2 else bend(rng, shape, 0.7)
        draw = lambda: rng.choice((rng.random() * 3, 0.0, 1.0, -1.0 if rng.random() < 0.02 else 0.5))
        options["var"] = rng.choice((0.3, 1.0, 2.5)) if rng.random() < 0.2 else tensor(rng, variance, wide_dtype(rng, 0.05), draw)
        if rng.random() < 0.3:
            options["full"] = True
        if rng.random() < 0.3:
            options["eps"] = rng.choice((1e-3, 0.5))
    return input, target, options


def three_case(rng, loss):
    """Pairs of scores or vectors with signs, and triplets of vectors."""
    special = rng.choice((0, 0, 0, 0.1))
    draw = lambda: value(rng, special)
    sign = lambda: rng.choice((1.0, -1.0)) if rng.random() < 0.9 else rng.choice((0.0, 0.5))
    options = {}
    if loss == "MarginRankingLoss":
        shape = sizes(rng, 0, 3)
        shapes = [shape, bend(rng, shape, 0.2), bend(rng, shape, 0.2)]
    elif loss == "CosineEmbeddingLoss":
        shape = sizes(rng, 1, 2)
        shapes = [shape, bend(rng, shape, 0.15), bend(rng, shape[:-1], 0.15)]
    else:
        shape = sizes(rng, 1, 3)
        shapes = [shape, bend(rng, shape, 0.15), bend(rng, shape, 0.15)]
        options["negative"] = tensor(rng, shapes[2], "float64", draw)
        if rng.random() < 0.5:
            options["margin"] = rng.choice((0.5, 3.0, 10.0, -1.0))
        if rng.random() < 0.4:
            options["p"] = rng.choice((1.0, 3.0, 1.5))
        if rng.random() < 0.3:
            options["eps"] = rng.choice((0.1, 0.0))
        if rng.random() < 0.4:
            options["swap"] = True
        return tensor(rng, shapes[0], "float64", draw), tensor(rng, shapes[1], "float64", draw), options
    options["input2"] = tensor(rng, shapes[1], "float64", draw)
    if rng.random() < 0.5:
        options["margin"] = rng.choice((0.5, 0.3, -0.5, 2.0))
    return tensor(rng, shapes[0], "float64", draw), tensor(rng, shapes[2], rng.choice(("float64", "float64", "int64")), sign), options


def softmax_focal_case(rng):
    input, target, options = class_case(rng, "NLLLoss")
    # A probability of exactly 1 leaves 0 to a power, on whose last bit everything hangs.
    input["data"] = [value if isinstance(value, (int, float)) and abs(value) < 8 else 1 for value in input["data"]]
    if rng.random() < 0.6:
        options["gamma"] = rng.choice((0, 1, 2, 0.5, 5, 3))
    return input, target, options


def anchor_focal_case(rng):
    n, c = rng.choice((0, 1, 2, 5)), rng.choice((1, 2, 4))
    input = tensor(rng, [n, c], pick_dtype(rng, "float64", 0.05), lambda: rng.choice((0.0, 1.5, -2.25, 7.0, rng.gauss(0, 3))))
    lowest, highest = rng.choice(((0, c), (-1, c), (-2, c), (0, c + 1)))
    target = tensor(rng, bend(rng, [n], 0.1), pick_dtype(rng, "int64", 0.05), lambda: rng.randint(lowest, highest))
    options = {}
    if rng.random() < 0.6:
        options["alpha"], options["gamma"] = rng.choice(((0.75, 0.5), (-1, 3), (1, 1), (0, 2), (1.5, 2)))
    return input, target, options


def overlap_case(rng, loss):
    shape = sizes(rng, 0, 3)
    input = tensor(rng, shape, pick_dtype(rng, "float64", 0.05), lambda: probability(rng, 0))
    target = tensor(rng, bend(rng, shape, 0.1), rng.choice(("float64", "float64", "int64")), lambda: float(rng.random() < 0.5))
    options = {}
    if loss == "TverskyLoss" and rng.random() < 0.6:
        options["alpha"], options["beta"] = rng.choice(((0.3, 0.7), (0.7, 0.3), (1, 1)))
    if rng.random() < 0.4:
        options["smooth"] = rng.choice((0.5, 1e-6, 2))
    if rng.random() < 0.3:
        options["batch"] = True
    return input, target, options


def random_ops(rng):
    """Activations as pipelines have them, and conversions. No logarithm of a logarithm: it magnifies the last bit without bound."""
    dim = rng.choice((1, 1, 1, 0, -1, 2, -2))
    softmax, log_softmax, log = {"op": "softmax", "dim": dim}, {"op": "logSoftmax", "dim": dim}, {"op": "log"}
    if rng.random() < 0.7:
        stages = ([softmax], [log_softmax], [{"op": "sigmoid"}], [{"op": "logSigmoid"}], [{"op": "exp"}], [log], [softmax, log])
        more = ([{"op": "sigmoid"}, log], [softmax, softmax], [log_softmax, log_softmax], [log_softmax, {"op": "exp"}])
        return rng.choice(stages + more)
    other = {
        "to": lambda: {"dtype": rng.choice(FLOATS + INTEGERS)},
        "squeeze": lambda: {"dim": dim},
        "unsqueeze": lambda: {"dim": dim},
        "argmax": lambda: {"dim": dim},
        "movedim": lambda: {"source": rng.choice((-1, 0, 1, 2)), "destination": rng.choice((1, 0, -1, 2))},
        "oneHot": lambda: {"classes": rng.choice((-1, 2, 3, 5))},
    }
    names = [rng.choice(tuple(other)) for _ in range(rng.randint(1, 2))]
    return [{"op": name, **other[name]()} for name in names] + rng.choice(([], [softmax], [log_softmax]))


def random_case(rng):
    loss = rng.choice(tuple(FUNCTIONS))
    if loss in ("CrossEntropyLoss", "NLLLoss"):
        input, target, options = class_case(rng, loss)
    elif loss in ("MultiMarginLoss", "MultiLabelMarginLoss"):
        input, target, options = margin_case(rng, loss)
    elif loss in ("MSELoss", "L1Loss", "HuberLoss", "SmoothL1Loss", "PoissonNLLLoss", "GaussianNLLLoss"):
        input, target, options = values_case(rng, loss)
    elif loss in ("MarginRankingLoss", "CosineEmbeddingLoss", "TripletMarginLoss"):
        input, target, options = three_case(rng, loss)
    elif loss == "SoftmaxFocalLoss":
        input, target, options = softmax_focal_case(rng)
    elif loss in ("RetinaNetFocalLoss", "MMDetFocalLoss"):
        input, target, options = anchor_focal_case(rng)
    elif loss in ("DiceLoss", "TverskyLoss"):
        input, target, options = overlap_case(rng, loss)
    else:
        input, target, options = elementwise_case(rng, loss)
    case = {"loss": loss, "input": input, "target": target, "options": options}
    if rng.random() < 0.05:
        case["batchmean"] = True
    # What operations turn into integers is float32 from there on.
    if rng.random() < 0.25 and loss not in IN_FLOAT:
        case["inputOps"] = random_ops(rng)
    if rng.random() < 0.05 and loss not in IN_FLOAT:
        case["targetOps"] = random_ops(rng)
    return case


def main():
    seed, seconds = int(sys.argv[1]), float(sys.argv[2])
    rng = random.Random(seed)
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        case = random_case(rng)
        print(json.dumps({**case, "expected": judge(case)}), flush=False)


if __name__ == "__main__":
    main()
