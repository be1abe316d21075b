"""The cases of the golden files: every loss × mode × layout × option × special value, what torch refuses, and pipelines."""

import random

import torch

from torch_judge import encode_number

NAN, INF = float("nan"), float("inf")


def tensor(data, dtype="float64"):
    made = torch.tensor(data, dtype=torch.float64)
    kind = getattr(torch, dtype)
    return {"dtype": dtype, "shape": list(made.shape), "data": [encode_number(v) for v in made.to(kind).double().flatten().tolist()]}


def longs(data):
    return tensor(data, "int64")


def filled(shape, draw, dtype="float64"):
    count = 1
    for size in shape:
        count *= size
    return {"dtype": dtype, "shape": list(shape), "data": [draw() for _ in range(count)]}


def case(loss, label, input, target, input_ops=(), target_ops=(), **options):
    made = {"label": f"{loss}: {label}", "loss": loss, "input": input, "target": target}
    if input_ops:
        made["inputOps"] = list(input_ops)
    if target_ops:
        made["targetOps"] = list(target_ops)
    if options:
        made["options"] = options
    return made


class Draw:
    """Numbers that depend on the name of the case alone, short enough to be read."""

    def __init__(self, name):
        self.rng = random.Random(name)

    def logits(self, shape):
        return filled(shape, lambda: round(self.rng.gauss(0, 2.5), 3))

    def probabilities(self, shape):
        return filled(shape, lambda: round(self.rng.random(), 3))

    def log_probabilities(self, shape, dim):
        raw = torch.tensor(self.logits(shape)["data"], dtype=torch.float64).reshape(shape)
        return tensor(raw.log_softmax(dim).tolist()) if raw.numel() else filled(shape, lambda: 0)

    def distributions(self, shape, dim):
        raw = torch.tensor(self.logits(shape)["data"], dtype=torch.float64).reshape(shape)
        return tensor(raw.softmax(dim).tolist()) if raw.numel() else filled(shape, lambda: 0)

    def indices(self, shape, classes, ignored=None, dtype="int64"):
        made = filled(shape, lambda: self.rng.randrange(max(classes, 1)), dtype)
        if ignored is not None:
            made["data"][::3] = [ignored] * len(made["data"][::3])
        return made

    def binary(self, shape, dtype="float64"):
        return filled(shape, lambda: self.rng.randrange(2), dtype)

    def signs(self, shape):
        return filled(shape, lambda: self.rng.choice((-1, 1)))

    def weights(self, shape):
        return filled(shape, lambda: round(self.rng.uniform(0.2, 3), 2))


LAYOUTS = {
    "(C)": [4],
    "(N,C)": [3, 4],
    "(1,C)": [1, 4],
    "(N,1)": [3, 1],
    "(N,C,d1)": [2, 3, 4],
    "(N,C,d1) with d1 = C": [2, 3, 3],
    "(N,C,d1,d2)": [2, 3, 2, 2],
    "(N,C,d1,d2,d3)": [1, 3, 2, 1, 2],
    "(0,C)": [0, 3],
    "(N,C,0)": [2, 3, 0],
    "(0,C,d1,d2)": [0, 3, 2, 2],
}


def class_dim(shape):
    return 0 if len(shape) == 1 else 1


def sample_shape(shape):
    return shape[:1] + shape[2:] if len(shape) > 1 else []


def class_index_cases(loss):
    for layout, shape in LAYOUTS.items():
        draw = Draw(loss + layout)
        dim = class_dim(shape)
        classes = shape[dim]
        samples = sample_shape(shape)
        x = draw.logits(shape) if loss == "CrossEntropyLoss" else draw.log_probabilities(shape, dim)
        y = draw.indices(samples, classes)
        ignored = draw.indices(samples, classes, ignored=-100)
        w = draw.weights([classes])
        yield case(loss, f"{layout}, class indices", x, y)
        yield case(loss, f"{layout}, class indices, weight", x, y, weight=w)
        yield case(loss, f"{layout}, class indices, some ignored", x, ignored)
        yield case(loss, f"{layout}, class indices, ignore_index 0, weight", x, y, weight=w, ignoreIndex=0)
        if len(shape) <= 2:
            yield case(loss, f"{layout}, uint8 class indices", x, draw.indices(samples, classes, dtype="uint8"))
        if loss == "CrossEntropyLoss":
            yield case(loss, f"{layout}, class indices, label_smoothing", x, y, labelSmoothing=0.1)
            yield case(loss, f"{layout}, class indices, label_smoothing, weight", x, y, labelSmoothing=0.25, weight=w)
            yield case(
                loss, f"{layout}, class indices, label_smoothing, weight, some ignored", x, ignored, labelSmoothing=0.1, weight=w
            )
    x = Draw(loss).logits([3, 4])
    yield case(loss, "all targets ignored", x, longs([-100] * 3))
    yield case(loss, "all targets ignored, weight", x, longs([-100] * 3), weight=tensor([1, 2, 3, 4]))
    yield case(loss, "one class index for an input without batch, as (1)", Draw(loss).logits([4]), longs([2]))
    yield case(loss, "weights of zero", x, longs([0, 1, 0]), weight=tensor([0, 0, 1, 1]))
    yield case(loss, "a weight of nan that is not used", x, longs([0, 1, 0]), weight=tensor([1, 2, NAN, 1]))
    yield case(loss, "negative and infinite weights", x, longs([0, 1, 3]), weight=tensor([-1, 2, 1, INF]))


SPECIAL_ROWS = {
    "nan": [0.5, NAN, 1.0],
    "+inf": [0.5, INF, 1.0],
    "-inf": [0.5, -INF, 1.0],
    "all -inf": [-INF, -INF, -INF],
    "two +inf": [INF, INF, 0.0],
    "-0 and 0": [-0.0, 0.0, -0.0],
    "a gap of 800": [800.0, 0.0, -800.0],
    "1e300": [1e300, -1e300, 0.0],
    "a gap of 104": [104.0, 0.0, 0.0],
}


def cross_entropy_cases():
    loss = "CrossEntropyLoss"
    yield from class_index_cases(loss)
    for layout, shape in LAYOUTS.items():
        draw = Draw(loss + "probabilities" + layout)
        dim = class_dim(shape)
        x, t, w = draw.logits(shape), draw.distributions(shape, dim), draw.weights([shape[dim]])
        yield case(loss, f"{layout}, class probabilities", x, t)
        yield case(loss, f"{layout}, class probabilities, weight", x, t, weight=w)
        yield case(loss, f"{layout}, class probabilities, label_smoothing", x, t, labelSmoothing=0.1)
        yield case(loss, f"{layout}, class probabilities, label_smoothing, weight", x, t, labelSmoothing=0.3, weight=w)
    for name, row in SPECIAL_ROWS.items():
        for y in range(3):
            yield case(loss, f"logits with {name}, class index {y}", tensor([row, [1, 2, 3]]), longs([y, 0]))
        one_hot = tensor([[0, 1, 0], [1, 0, 0]])
        yield case(loss, f"logits with {name}, one-hot target", tensor([row, [1, 2, 3]]), one_hot)
        yield case(loss, f"logits with {name}, label_smoothing", tensor([row, [1, 2, 3]]), longs([1, 0]), labelSmoothing=0.1)
    x = Draw(loss).logits([2, 3])
    yield case(loss, "1-D input and float target of the same length: one sample", tensor([0.2, 1.5, -1]), tensor([0, 1, 0]))
    yield case(loss, "one logit a sample is always 0", tensor([[3.0], [-2.0]]), longs([0, 0]))
    yield case(loss, "label_smoothing 1", x, longs([0, 2]), labelSmoothing=1.0)
    yield case(loss, "negative label_smoothing is ignored", x, longs([0, 2]), labelSmoothing=-0.5)
    yield case(loss, "label_smoothing with weights of zero", x, longs([0, 1]), labelSmoothing=0.25, weight=tensor([0, 0, 1]))
    yield case(loss, "target probabilities that do not sum to 1", x, tensor([[2, 0, 1], [0, 0, 0]]))
    yield case(loss, "target probabilities nan and -1", x, tensor([[NAN, 0, 1], [0, -1, 0]]))
    yield case(loss, "no classes", filled([2, 0], int), filled([2, 0], int))
    yield case(loss, "no classes, class indices ignored", filled([2, 0], int), longs([-100, -100]))


def nll_cases():
    loss = "NLLLoss"
    yield from class_index_cases(loss)
    for name, row in SPECIAL_ROWS.items():
        for y in range(3):
            yield case(loss, f"input with {name}, class index {y}", tensor([row, [-1, -2, -3]]), longs([y, 0]))
    yield case(loss, "probabilities instead of log-probabilities: a negative loss", tensor([[0.8, 0.2], [0.1, 0.9]]), longs([0, 1]))


ELEMENT_LAYOUTS = {
    "()": [],
    "(1)": [1],
    "(N)": [4],
    "(N,1)": [3, 1],
    "(N,C)": [2, 3],
    "(N,C,d1)": [2, 3, 2],
    "(N,C,d1,d2)": [1, 2, 2, 2],
    "(N,C,d1,d2,d3)": [2, 1, 2, 1, 2],
    "(0)": [0],
    "(0,C)": [0, 3],
}

WEIGHT_SHAPES = {"()": [], "(1)": [1], "(C)": [3], "(N,1)": [2, 1], "(N,C)": [2, 3], "(1,C)": [1, 3]}


def bce_cases():
    loss = "BCELoss"
    for layout, shape in ELEMENT_LAYOUTS.items():
        draw = Draw(loss + layout)
        x = draw.probabilities(shape)
        yield case(loss, f"{layout}, 0/1 target", x, draw.binary(shape))
        yield case(loss, f"{layout}, soft target", x, draw.probabilities(shape))
    draw = Draw(loss)
    x, t = draw.probabilities([2, 3]), draw.binary([2, 3])
    for layout, shape in WEIGHT_SHAPES.items():
        yield case(loss, f"weight {layout}", x, t, weight=draw.weights(shape))
    ends = tensor([0, 0, 1, 1, 0, 1, 5e-324, 1e-300, 1 - 1e-16, 1e-44, -0.0])
    yield case(loss, "clamped at -100: probabilities of 0 and 1", ends, tensor([0, 1, 0, 1, 0.5, 0.5, 1, 1, 0, 1, 1]))
    yield case(loss, "clamped, with weights of inf, nan and 0", tensor([0, 1, 0.5]), tensor([1, 1, 1]), weight=tensor([0, INF, NAN]))


LOGIT_SPECIALS = [0.0, -0.0, 1.0, -1.0, 17.0, -17.0, 37.0, -37.0, 104.0, -104.0, 710.0, -746.0, 1e300, -1e300, INF, -INF, NAN]


def special_pairs(targets):
    return tensor([x for x in LOGIT_SPECIALS for _ in targets]), tensor([t for _ in LOGIT_SPECIALS for t in targets])


def bce_with_logits_cases():
    loss = "BCEWithLogitsLoss"
    for layout, shape in ELEMENT_LAYOUTS.items():
        draw = Draw(loss + layout)
        x = draw.logits(shape)
        yield case(loss, f"{layout}, 0/1 target", x, draw.binary(shape))
        yield case(loss, f"{layout}, soft target", x, draw.probabilities(shape))
    draw = Draw(loss)
    x, t = draw.logits([2, 3]), draw.binary([2, 3])
    for layout, shape in WEIGHT_SHAPES.items():
        yield case(loss, f"weight {layout}", x, t, weight=draw.weights(shape))
        yield case(loss, f"pos_weight {layout}", x, t, posWeight=draw.weights(shape))
    yield case(loss, "weight (C) and pos_weight (N,1)", x, t, weight=draw.weights([3]), posWeight=draw.weights([2, 1]))
    specials, targets = special_pairs([0, 1, 0.5])
    yield case(loss, "special values", specials, targets)
    yield case(loss, "special values, pos_weight", specials, targets, posWeight=tensor(3.0))
    yield case(loss, "targets outside [0, 1] are not refused", tensor([0.3, -2, 1]), tensor([2, -1, NAN]))
    yield case(loss, "pos_weight 0, inf and nan", tensor([0.3, -2, 1]), tensor([1, 1, 1]), posWeight=tensor([0, INF, NAN]))


BROADCASTS = {
    "(N,C) and (C)": ([2, 3], [3]),
    "(C) and (N,C)": ([3], [2, 3]),
    "(N,C) and (N,1)": ([2, 3], [2, 1]),
    "(N,1) and (1,C)": ([2, 1], [1, 3]),
    "(N,C) and ()": ([2, 3], []),
}


def kl_cases():
    loss = "KLDivLoss"
    for layout, shape in ELEMENT_LAYOUTS.items():
        draw = Draw(loss + layout)
        dim = len(shape) - 1
        x, t = draw.log_probabilities(shape, dim), draw.distributions(shape, dim)
        yield case(loss, f"{layout}", x, t)
        yield case(loss, f"{layout}, log_target", x, draw.log_probabilities(shape, dim), logTarget=True)
    for layout, (input, target) in BROADCASTS.items():
        draw = Draw(loss + layout)
        yield case(loss, f"{layout}", draw.logits(input), draw.probabilities(target))
        yield case(loss, f"{layout}, log_target", draw.logits(input), draw.logits(target), logTarget=True)
    specials, targets = special_pairs([0, 1, 0.5, -0.0])
    yield case(loss, "special values", specials, targets)
    yield case(loss, "special values, log_target", specials, targets, logTarget=True)
    swapped = tensor([0.5, 0.0, -1.0, INF, -INF, NAN])
    yield case(loss, "special targets", tensor([-1.0] * 6), swapped)
    yield case(loss, "special targets, log_target", tensor([-1.0] * 6), swapped, logTarget=True)


def soft_margin_cases():
    loss = "SoftMarginLoss"
    for layout, shape in ELEMENT_LAYOUTS.items():
        draw = Draw(loss + layout)
        yield case(loss, layout, draw.logits(shape), draw.signs(shape))
    for layout in ("(N,C) and (C)", "(N,C) and (N,1)", "(N,C) and ()"):
        draw = Draw(loss + layout)
        input, target = BROADCASTS[layout]
        yield case(loss, layout, draw.logits(input), draw.signs(target))
    yield case(loss, "special values", *special_pairs([1, -1, 0, 0.5, NAN]))
    yield case(loss, "int64 target", tensor([0.5, -2]), longs([1, -1]))


def hinge_cases():
    loss = "HingeEmbeddingLoss"
    for layout, shape in ELEMENT_LAYOUTS.items():
        draw = Draw(loss + layout)
        yield case(loss, layout, draw.logits(shape), draw.signs(shape))
        yield case(loss, f"{layout}, margin 0.5", draw.logits(shape), draw.signs(shape), margin=0.5)
    for layout, (input, target) in BROADCASTS.items():
        draw = Draw(loss + layout)
        yield case(loss, layout, draw.logits(input), draw.signs(target))
    yield case(loss, "special values", *special_pairs([1, -1, 0, 0.5, NAN]))
    yield case(loss, "special values, margin 0", *special_pairs([1, -1]), margin=0.0)
    yield case(loss, "negative margin", tensor([0.5, -2]), tensor([-1, -1]), margin=-1.5)
    yield case(loss, "int64 input, margin 1.5 cut to 1", longs([3, -2, 0]), longs([1, -1, -1]), margin=1.5)
    yield case(loss, "uint8 wraps around", tensor([3, 0], "uint8"), tensor([0, 255], "uint8"))


def multilabel_soft_margin_cases():
    loss = "MultiLabelSoftMarginLoss"
    for layout, shape in {"(C)": [4], "(N,C)": [2, 3], "(N,1)": [3, 1], "(N,C,d1)": [2, 3, 2], "(N,C,d1,d2)": [1, 2, 2, 3], "(N,C,d1,d2,d3)": [2, 1, 2, 1, 2], "(0,C)": [0, 3], "(N,0)": [2, 0]}.items():
        draw = Draw(loss + layout)
        x = draw.logits(shape)
        yield case(loss, layout, x, draw.binary(shape))
        yield case(loss, f"{layout}, soft target, weight", x, draw.probabilities(shape), weight=draw.weights(shape[-1:]))
    for layout, (input, target) in BROADCASTS.items():
        draw = Draw(loss + layout)
        yield case(loss, layout, draw.logits(input), draw.binary(target))
    draw = Draw(loss)
    yield case(loss, "int64 target", draw.logits([2, 3]), draw.binary([2, 3], "int64"))
    yield case(loss, "weight (4,1,1) adds a dimension", draw.logits([2, 3]), draw.binary([2, 3]), weight=draw.weights([4, 1, 1]))
    specials, targets = special_pairs([0, 1])
    column = {"shape": [len(specials["data"]), 1]}
    yield case(loss, "special values", {**specials, **column}, {**targets, **column})


def multilabel_margin_cases():
    loss = "MultiLabelMarginLoss"
    draw = Draw(loss)
    x = draw.logits([3, 4])
    yield case(loss, "(N,C), lists ended by -1", x, longs([[3, 0, -1, 1], [1, -1, 0, 0], [0, 1, 2, 3]]))
    yield case(loss, "(N,C), an empty list", x, longs([[-1, 0, 1, 2]] * 3))
    yield case(loss, "(N,C), a class listed twice", x, longs([[2, 2, -1, 0], [1, 1, 1, -1], [3, 0, 3, -1]]))
    yield case(loss, "(C)", draw.logits([4]), longs([3, 0, -1, 1]))
    yield case(loss, "(1)", draw.logits([1]), longs([0]))
    yield case(loss, "()", draw.logits([]), longs(0))
    yield case(loss, "(0,C)", filled([0, 3], int), filled([0, 3], int, "int64"))
    for name, row in SPECIAL_ROWS.items():
        for label in range(3):
            yield case(loss, f"input with {name}, class {label}", tensor([row]), longs([[label, -1, 0]]))


def multi_margin_cases():
    loss = "MultiMarginLoss"
    for layout, shape in {"(C)": [4], "(N,C)": [3, 4], "(N,1)": [3, 1], "()": [], "(1,C)": [1, 3], "(0,C)": [0, 3]}.items():
        draw = Draw(loss + layout)
        classes = shape[-1] if shape else 1
        x, y, w = draw.logits(shape), draw.indices(sample_shape(shape), classes), draw.weights([classes])
        yield case(loss, layout, x, y)
        yield case(loss, f"{layout}, p 2", x, y, p=2)
        yield case(loss, f"{layout}, p 2, margin 0.5, weight", x, y, p=2, margin=0.5, weight=w)
        yield case(loss, f"{layout}, margin -1, weight", x, y, margin=-1.0, weight=w)
    yield case(loss, "(C) with a target of (1)", Draw(loss).logits([4]), longs([1]))
    for name, row in SPECIAL_ROWS.items():
        for y in range(3):
            yield case(loss, f"input with {name}, class index {y}", tensor([row]), longs([y]))
        yield case(loss, f"input with {name}, p 2", tensor([row]), longs([1]), p=2)


def focal_cases():
    loss = "SigmoidFocalLoss"
    for layout, shape in ELEMENT_LAYOUTS.items():
        draw = Draw(loss + layout)
        x, t = draw.logits(shape), draw.binary(shape)
        yield case(loss, layout, x, t)
        yield case(loss, f"{layout}, alpha -1", x, t, alpha=-1)
        yield case(loss, f"{layout}, alpha 0.75, gamma 0.5, soft target", x, draw.probabilities(shape), alpha=0.75, gamma=0.5)
    specials, targets = special_pairs([0, 1, 0.5])
    for gamma in (0, 1, 2, 3, 0.5):
        yield case(loss, f"special values, gamma {gamma}", specials, targets, gamma=gamma)
