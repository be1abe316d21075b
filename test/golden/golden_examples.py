"""The worked examples: the seed document, the project's table of reference values, and pipelines of activations and losses."""

from golden_cases import INF, NAN, Draw, case, longs, tensor

SOFTMAX = {"op": "softmax", "dim": 1}
LOG_SOFTMAX = {"op": "logSoftmax", "dim": 1}
SIGMOID = {"op": "sigmoid"}
LOG_SIGMOID = {"op": "logSigmoid"}
LOG = {"op": "log"}
EXP = {"op": "exp"}


def printed(made, **numbers):
    """With the numbers as the document prints them."""
    return {**made, "printed": numbers}


def seed_cases():
    """Functions of losses for classification, the notebook this project begins with: its inputs and the numbers it prints."""
    p, t = tensor([0.1, 0.9, 0.2]), tensor([0.0, 1.0, 0.0])
    yield printed(case("BCELoss", "seed, binary", p, t), mean=0.14462153)
    rows = [[0.8, 0.1, 0.1], [0.15, 0.8, 0.05], [0.05, 0.05, 0.9], [0.85, 0.1, 0.05]]
    y = longs([0, 1, 2, 0])
    one_hot = tensor([[1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 0, 0]])
    x = tensor(rows)
    yield printed(case("CrossEntropyLoss", "seed, class indices", x, y), mean=0.66276923)
    yield printed(case("CrossEntropyLoss", "seed, one-hot", x, one_hot), mean=0.66276923)
    yield printed(case("NLLLoss", "seed, LogSoftmax", x, y, [LOG_SOFTMAX]), mean=0.66276923)
    yield printed(case("NLLLoss", "seed, Softmax and Log", x, y, [SOFTMAX, LOG]), mean=0.66276923)
    two = tensor([[0.9, 0.1], [0.1, 0.9], [0.8, 0.2]])
    yield printed(case("CrossEntropyLoss", "seed, two columns, Log", two, longs([0, 1, 0]), [LOG]), mean=0.14462153)
    many = tensor([[1, 1, 0], [0, 1, 1], [1, 0, 1], [1, 1, 0]])
    yield printed(case("BCEWithLogitsLoss", "seed, multilabel", x, many), mean=0.58476716)
    yield printed(case("BCELoss", "seed, multilabel, Sigmoid", x, many, [SIGMOID]), mean=0.58476716)


def table_cases():
    logits = tensor([[2, -1, 0.5], [0.1, 0.2, 0.3], [-1.5, 4, 0]])
    y, ignored, w = longs([0, 2, 1]), longs([0, -100, 1]), tensor([1, 2, 0.5])
    soft = tensor([[0.7, 0.2, 0.1], [0.1, 0.1, 0.8], [0, 1, 0]])
    many = tensor([[1, 0, 1], [0, 1, 0], [1, 1, 0]])
    one_hot = tensor([[1, 0, 0], [0, 0, 1], [0, 1, 0]])
    ce, bce = "CrossEntropyLoss", "BCEWithLogitsLoss"
    yield printed(case(ce, "table, index", logits, y), mean=0.4218031023, sum=1.265409307)
    yield printed(case(ce, "table, index, weight", logits, y, weight=w), mean=0.22474087, sum=0.7865930451)
    yield printed(case(ce, "table, index, ignored", logits, ignored), mean=0.1317332294, sum=0.2634664588)
    yield printed(case(ce, "table, index, ignored, weight", logits, ignored, weight=w), mean=0.095207207, sum=0.285621621)
    yield printed(case(ce, "table, smoothing", logits, y, labelSmoothing=0.1), mean=0.5806919912, sum=1.7420759737)
    yield printed(case(ce, "table, smoothing, weight", logits, y, labelSmoothing=0.1, weight=w), mean=0.3839709028, sum=1.3438981597)
    smoothed = case(ce, "table, smoothing, ignored, weight", logits, ignored, labelSmoothing=0.1, weight=w)
    yield printed(smoothed, mean=0.2542657375, sum=0.7627972124)
    yield printed(case(ce, "table, one-hot, weight", logits, one_hot, weight=w), mean=0.2621976817, sum=0.7865930451)
    yield printed(case(ce, "table, soft", logits, soft), mean=0.6818031023, sum=2.045409307)
    yield printed(case(ce, "table, soft, smoothing", logits, soft, labelSmoothing=0.1), mean=0.8146919912, sum=2.4440759737)
    yield printed(case(ce, "table, Softmax before it", logits, y, [SOFTMAX]), mean=0.7774621876, sum=2.3323865627)
    yield printed(case(bce, "table", logits, many), mean=0.6137630937, sum=5.5238678431)
    yield printed(case(bce, "table, pos_weight", logits, many, posWeight=tensor([3, 1, 0.25])), mean=0.9805547426, sum=8.824992683)
    yield printed(case(bce, "table, weight", logits, many, weight=w), mean=0.6047365137, sum=5.4426286233)
    yield printed(case("MultiMarginLoss", "table, p 1", logits, y), mean=0.1888888889, sum=0.5666666667)
    yield printed(case("MultiMarginLoss", "table, p 2", logits, y, p=2, margin=0.5, weight=w), mean=0.0138888889, sum=0.0416666667)
    lists = longs([[0, 2, -1], [1, -1, 0], [0, 1, -1]])
    yield printed(case("MultiLabelMarginLoss", "table", logits, lists), mean=0.5, sum=1.5)
    yield printed(case("KLDivLoss", "table", logits, soft, [LOG_SOFTMAX]), mean=0.0671732105, batchmean=0.2015196316, sum=0.6045588949)


def pipeline_cases():
    draw = Draw("pipelines")
    x, p = draw.logits([3, 4]), draw.distributions([3, 4], 1)
    y, t, many = longs([0, 3, 2]), draw.distributions([3, 4], 1), draw.binary([3, 4])
    signs = {**many, "data": [2 * v - 1 for v in many["data"]]}
    lists = longs([[3, 0, -1, 1], [1, -1, 0, 0], [0, 1, 2, 3]])
    stages = {
        "": [],
        "Softmax": [SOFTMAX],
        "LogSoftmax": [LOG_SOFTMAX],
        "Sigmoid": [SIGMOID],
        "LogSigmoid": [LOG_SIGMOID],
        "Exp": [EXP],
        "Softmax, Log": [SOFTMAX, LOG],
        "Softmax, Softmax": [SOFTMAX, SOFTMAX],
        "LogSoftmax, LogSoftmax": [LOG_SOFTMAX, LOG_SOFTMAX],
        "LogSoftmax, Exp": [LOG_SOFTMAX, EXP],
        "Sigmoid, Log": [SIGMOID, LOG],
        "Softmax(dim=0)": [{"op": "softmax", "dim": 0}],
        "LogSoftmax(dim=-2)": [{"op": "logSoftmax", "dim": -2}],
    }
    losses = {
        "CrossEntropyLoss": y,
        "NLLLoss": y,
        "BCELoss": many,
        "BCEWithLogitsLoss": many,
        "KLDivLoss": t,
        "MultiLabelSoftMarginLoss": many,
        "MultiLabelMarginLoss": lists,
        "MultiMarginLoss": y,
        "SoftMarginLoss": signs,
        "HingeEmbeddingLoss": signs,
        "SigmoidFocalLoss": many,
    }
    for names, ops in stages.items():
        for loss, target in losses.items():
            yield case(loss, f"logits, {names or 'nothing'} before it", x, target, ops)
    for loss, target in losses.items():
        yield case(loss, "probabilities, Log before it", p, target, [LOG])
    last = draw.logits([2, 4, 3])
    channels_last = {"op": "movedim", "source": -1, "destination": 1}
    yield case("CrossEntropyLoss", "channels last, movedim(-1, 1)", last, longs([[0, 2, 1, 1], [2, 2, 0, 1]]), [channels_last])
    yield case("NLLLoss", "channels last, LogSoftmax, movedim", last, longs([[0, 2, 1, 1], [2, 2, 0, 1]]), [{"op": "logSoftmax", "dim": -1}, channels_last])
    column = draw.logits([4, 1])
    yield case("BCEWithLogitsLoss", "(N,1), squeeze(1)", column, tensor([1, 0, 1, 1]), [{"op": "squeeze", "dim": 1}])
    yield case("BCEWithLogitsLoss", "(N), unsqueeze(1)", tensor([1, 0, -1, 2]), tensor([[1], [0], [1], [1]]), [{"op": "unsqueeze", "dim": 1}])
    hot = {"op": "oneHot", "classes": 4}
    yield case("CrossEntropyLoss", "one-hot target made float", x, y, [], [hot, {"op": "to", "dtype": "float64"}])
    yield case("CrossEntropyLoss", "one-hot target turned into indices", x, t, [], [{"op": "argmax", "dim": 1}])
    for name, row in {"nan": [0.5, NAN, 1.0], "+inf": [0.5, INF, 1.0], "-inf": [0.5, -INF, 1.0], "a gap of 800": [800.0, 0.0, -800.0]}.items():
        special = tensor([row, [1, 2, 3]])
        for stage in ("Softmax", "LogSoftmax", "Softmax, Log", "Sigmoid, Log", "LogSigmoid"):
            yield case("NLLLoss", f"{stage} of {name}", special, longs([1, 0]), stages[stage])
        yield case("BCELoss", f"Sigmoid of {name}", special, tensor([[0, 1, 1], [0, 1, 0]]), [SIGMOID])


def narrow_cases():
    """Where float32, float16 and bfloat16 lose elements."""
    far = tensor([[104.0, 0.0], [0.0, 104.0], [88.0, 0.0], [17.5, 0.0], [10.0, -10.0]])
    y = longs([1, 1, 1, 0, 1])
    yield case("NLLLoss", "a gap of 104, Softmax and Log", far, y, [SOFTMAX, LOG])
    yield case("NLLLoss", "a gap of 104, LogSoftmax", far, y, [LOG_SOFTMAX])
    yield case("CrossEntropyLoss", "a gap of 104", far, y)
    x, t = tensor([16.0, 17.5, -17.5, -89.0, -104.0, 12.0]), tensor([0, 0, 1, 1, 1, 0])
    yield case("BCELoss", "a sigmoid of 17, Sigmoid before it", x, t, [SIGMOID])
    yield case("BCEWithLogitsLoss", "a sigmoid of 17", x, t)
    yield case("BCEWithLogitsLoss", "beyond the range of float16", tensor([70000.0, -70000.0, 6e-8, 1e-8]), tensor([0, 1, 1, 0]))
    yield case("SoftMarginLoss", "an exponential that overflows", tensor([12.0, 90.0, -90.0]), tensor([-1, -1, 1]))
    many = {"dtype": "float64", "shape": [5000, 2], "data": [-8, 8] * 5000}
    yield case("CrossEntropyLoss", "a sum that overflows float16", many, {"dtype": "int64", "shape": [5000], "data": [0] * 5000})
    draw = Draw("narrow")
    x, y, t, w = draw.logits([40, 12]), draw.indices([40], 12), draw.distributions([40, 12], 1), draw.weights([12])
    many, ignored = draw.binary([40, 12]), draw.indices([40], 12, ignored=-100)
    yield case("CrossEntropyLoss", "40 × 12, weight", x, y, weight=w)
    yield case("CrossEntropyLoss", "40 × 12, weight, some ignored, label_smoothing", x, ignored, weight=w, labelSmoothing=0.1)
    yield case("CrossEntropyLoss", "40 × 12, class probabilities, weight", x, t, weight=w)
    yield case("CrossEntropyLoss", "40 × 12, class probabilities, label_smoothing", x, t, labelSmoothing=0.1)
    yield case("BCEWithLogitsLoss", "40 × 12, weight, pos_weight", x, many, weight=w, posWeight=w)
    yield case("MultiLabelSoftMarginLoss", "40 × 12, weight", x, many, weight=w)
    yield case("MultiMarginLoss", "40 × 12, p 2, weight", x, y, p=2, weight=w)
    yield case("SigmoidFocalLoss", "40 × 12", x, many)
    yield case("KLDivLoss", "40 × 12", x, t, [LOG_SOFTMAX])
    spatial = draw.logits([3, 4, 5])
    yield case("CrossEntropyLoss", "(N,C,d1)", spatial, draw.indices([3, 5], 4))


def op_cases():
    """One operation on one tensor."""
    x = Draw("ops").logits([2, 3, 2])
    specials = tensor([0.0, -0.0, 1.5, -2.5, INF, -INF, NAN, 800.0, -800.0, 37.0, -37.0, 1e300, 5e-324])
    small = tensor([[1, 2, 3], [4, 5, 6]])
    for dim in (0, 1, 2, -1, -3, 3, -4):
        for op in ("softmax", "logSoftmax", "argmax", "squeeze", "unsqueeze"):
            yield x, {"op": op, "dim": dim}
    for op in ("sigmoid", "logSigmoid", "log", "exp"):
        yield specials, {"op": op}
    for dtype in ("bool", "uint8", "int8", "int16", "int32", "int64", "float16", "bfloat16", "float32", "float64"):
        cast = {**small, "dtype": dtype, "data": [1] * 6}
        for op in ({"op": "sigmoid"}, {"op": "logSigmoid"}, {"op": "log"}, {"op": "exp"}, {"op": "oneHot", "classes": 3}):
            yield cast, op
        for op in ("softmax", "logSoftmax"):
            yield cast, {"op": op, "dim": 1}
            yield cast, {"op": op, "dim": 0}
            yield {"dtype": dtype, "shape": [], "data": [1]}, {"op": op, "dim": 0}
            yield {"dtype": dtype, "shape": [0, 3], "data": []}, {"op": op, "dim": 1}
        yield cast, {"op": "argmax", "dim": 1}
        if not dtype.startswith(("float", "bfloat")):
            yield tensor([1.7, -1.7, 300.0, -300.0, 3e9, 1e19, NAN, INF, -INF, -0.5, 65536.0]), {"op": "to", "dtype": dtype}
            yield longs([300, -300, 2**31, 2**40 + 5, -1, 0]), {"op": "to", "dtype": dtype}
    for row in (SPECIALS := {"nan": [0.5, NAN, 1.0], "+inf": [INF, 0.5, 1.0], "-inf": [-INF, -INF, 1.0], "all -inf": [-INF] * 3, "gap": [800.0, 0, -800]}):
        for op in ("softmax", "logSoftmax", "argmax"):
            yield tensor([SPECIALS[row]]), {"op": op, "dim": 1}
    for source, destination in ((0, 1), (0, 2), (2, 0), (1, -1), (-1, 1), (1, 1), (3, 0), (0, 3)):
        yield x, {"op": "movedim", "source": source, "destination": destination}
    yield tensor([3.0, NAN, 5.0, NAN]), {"op": "argmax", "dim": 0}
    yield tensor([3.0, 5.0, 5.0]), {"op": "argmax", "dim": 0}
    yield {"dtype": "float64", "shape": [0, 2], "data": []}, {"op": "argmax", "dim": 0}
    yield {"dtype": "float64", "shape": [0, 2], "data": []}, {"op": "argmax", "dim": 1}
    scalar = tensor(2.5)
    for op in ("softmax", "logSoftmax", "argmax", "squeeze", "unsqueeze"):
        yield scalar, {"op": op, "dim": 0}
        yield scalar, {"op": op, "dim": 1}
    yield scalar, {"op": "movedim", "source": 0, "destination": 0}
    for data, classes in (([0, 2, 1], 3), ([0, 2, 1], 4), ([0, 2, 1], -1), ([0, 3], 3), ([0, -1], 3), ([-1], 1)):
        yield longs(data), {"op": "oneHot", "classes": classes}
    for classes in (3, 0, -1):
        yield {"dtype": "int64", "shape": [0], "data": []}, {"op": "oneHot", "classes": classes}
    yield {"dtype": "float64", "shape": [3, 1, 2], "data": [1, 2, 3, 4, 5, 6]}, {"op": "squeeze", "dim": 1}
    for by in (2, 0.7, 1e-300):
        yield specials, {"op": "div", "by": by}
    for dtype in ("bool", "uint8", "int64", "float16", "bfloat16", "float32"):
        yield {**small, "dtype": dtype, "data": [1] * 6}, {"op": "div", "by": 3}
