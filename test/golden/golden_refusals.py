"""Calls that torch refuses, each with the text it then prints."""

from golden_cases import INF, NAN, Draw, case, filled, longs, tensor

TYPES = ("bool", "uint8", "int8", "int16", "int32", "int64", "float16", "bfloat16", "float32", "float64")


def retyped(encoded, dtype):
    return {**encoded, "dtype": dtype}


def ones(shape, dtype="float64"):
    return filled(shape, lambda: 1, dtype)


def type_cases():
    """Every loss with every pair of element types; the numbers fit all of them."""
    pairs = {
        "CrossEntropyLoss": ("class indices", ones([2, 3]), ones([2])),
        "NLLLoss": ("class indices", ones([2, 3]), ones([2])),
        "BCELoss": ("", ones([2]), ones([2])),
        "BCEWithLogitsLoss": ("", ones([2]), ones([2])),
        "KLDivLoss": ("", ones([2]), ones([2])),
        "MultiLabelSoftMarginLoss": ("", ones([2]), ones([2])),
        "MultiLabelMarginLoss": ("", ones([2]), ones([2])),
        "MultiMarginLoss": ("", ones([2, 3]), ones([2])),
        "SoftMarginLoss": ("", ones([2]), ones([2])),
        "HingeEmbeddingLoss": ("", ones([2]), ones([2])),
        "SigmoidFocalLoss": ("", ones([2]), ones([2])),
    }
    for loss, (mode, input, target) in pairs.items():
        for dtype in TYPES:
            yield case(loss, f"{mode} input {dtype}", retyped(input, dtype), retyped(target, "int64" if "Cross" not in loss else "int64"))
            yield case(loss, f"{mode} input float64, target {dtype}", input, retyped(target, dtype))
            yield case(loss, f"{mode} input float32, target {dtype}", retyped(input, "float32"), retyped(target, dtype))
            if loss not in ("CrossEntropyLoss", "NLLLoss", "MultiMarginLoss", "MultiLabelMarginLoss"):
                yield case(loss, f"{mode} input and target {dtype}", retyped(input, dtype), retyped(target, dtype))
    for dtype in TYPES:
        yield case("CrossEntropyLoss", f"class probabilities {dtype}", ones([2, 3]), ones([2, 3], dtype))
        yield case("CrossEntropyLoss", f"(N,C,d1), class indices {dtype}", ones([2, 3, 2]), ones([2, 2], dtype))
        yield case("CrossEntropyLoss", f"(N,C,d1), input {dtype}", ones([2, 3, 2], dtype), ones([2, 2], "int64"))
        yield case("CrossEntropyLoss", f"weight {dtype}", ones([2, 3]), ones([2], "int64"), weight=ones([3], dtype))
        yield case("NLLLoss", f"(N,C,d1), input {dtype}", ones([2, 3, 2], dtype), ones([2, 2], "int64"))
        yield case("MultiMarginLoss", f"weight {dtype}", ones([2, 3]), ones([2], "int64"), weight=ones([3], dtype))
        yield case("BCEWithLogitsLoss", f"pos_weight {dtype}", ones([2]), ones([2]), posWeight=ones([2], dtype))


CLASS_SHAPES = [
    ([], []), ([], [1]), ([3], [2]), ([3], [1]), ([3], [2, 2]), ([2, 3], []), ([2, 3], [3]), ([2, 3], [2, 1]), ([2, 3], [1]),
    ([2, 3], [2, 4]), ([2, 3], [1, 2]), ([3, 2], [2]), ([2, 3, 4], [2, 4]), ([2, 4, 3], [2, 4]), ([2, 3, 4], [2]), ([2, 3, 4], []),
    ([2, 3, 4], [2, 4, 1]), ([2, 3, 4], [2, 1, 4]), ([2, 3, 4, 5], [2, 4]), ([2, 3, 4, 5], [2, 4, 5, 1]), ([2, 3, 4, 5], [2, 5, 4]),
    ([2, 4, 5, 3], [2, 4, 5]), ([2, 3, 4, 5, 2], [2, 4, 5]), ([2, 0], [2]), ([0], []), ([2, 0, 4], [2, 4]), ([2, 0, 4, 5, 2], [2, 4, 5, 2]),
    ([0, 3], []), ([0, 3, 4], []),
]  # fmt: skip

ELEMENT_SHAPES = [
    ([3, 1], [3]), ([3], [3, 1]), ([2, 3], [3]), ([3], [2, 3]), ([2, 3], [2]), ([2, 1], [2, 3]), ([], [1]), ([1], []), ([2, 3], [3, 2]),
    ([2, 3], [2, 3, 1]),
]  # fmt: skip

MARGIN_SHAPES = [
    ([2, 3], [3]), ([2, 3], [2]), ([3], []), ([3], [1]), ([3], [3]), ([], [2]), ([2, 3], [2, 3]), ([2, 3], [2, 1]), ([3, 0], [3]), ([0], []),
    ([2, 3, 4], [2, 4]), ([1, 3], []), ([1, 3], [3]), ([3], [1, 3]), ([2, 3, 4, 5], [2, 4, 5]), ([2, 3, 2, 2, 2], [2, 2, 2, 2]),
]  # fmt: skip


def shape_cases():
    for loss in ("CrossEntropyLoss", "NLLLoss"):
        for input, target in CLASS_SHAPES:
            yield case(loss, f"class indices {target} for input {input}", ones(input), filled(target, int, "int64"))
        for shape in ([2], [4], [1, 3], [], [0], [3, 1]):
            yield case(loss, f"weight {shape}", ones([2, 3]), longs([0, 1]), weight=ones(shape))
            yield case(loss, f"weight {shape}, (N,C,d1)", ones([2, 3, 1]), longs([[0], [1]]), weight=ones(shape))
    yield case("CrossEntropyLoss", "class probabilities of a scalar", ones([]), ones([]))
    for shape in ([2], [1, 3], []):
        yield case("CrossEntropyLoss", f"weight {shape}, class probabilities", ones([2, 3]), ones([2, 3]), weight=ones(shape))
    yield case("CrossEntropyLoss", "weight (1,C), label_smoothing", ones([2, 3, 1]), longs([[0], [1]]), weight=ones([1, 3]), labelSmoothing=0.1)
    for loss in ("BCELoss", "BCEWithLogitsLoss", "KLDivLoss", "SoftMarginLoss", "HingeEmbeddingLoss", "MultiLabelSoftMarginLoss", "SigmoidFocalLoss"):
        for input, target in ELEMENT_SHAPES:
            yield case(loss, f"target {target} for input {input}", ones(input), ones(target))
    for loss in ("BCELoss", "BCEWithLogitsLoss", "MultiLabelSoftMarginLoss"):
        for shape in ([2], [4, 2, 3], [3, 1], [2, 2]):
            yield case(loss, f"weight {shape} for input [2, 3]", ones([2, 3]), ones([2, 3]), weight=ones(shape))
        yield case(loss, "weight [3] for input [2, 1]", ones([2, 1]), ones([2, 1]), weight=ones([3]))
        yield case(loss, "weight [1] for a scalar", ones([]), ones([]), weight=ones([1]))
    for shape in ([2], [4, 2, 3], [0], [2, 2]):
        yield case("BCEWithLogitsLoss", f"pos_weight {shape} for input [2, 3]", ones([2, 3]), ones([2, 3]), posWeight=ones(shape))
    for loss in ("MultiMarginLoss", "MultiLabelMarginLoss"):
        for input, target in MARGIN_SHAPES:
            yield case(loss, f"target {target} for input {input}", ones(input), filled(target, int, "int64"))
    for shape in ([2], [1, 3], [0], []):
        yield case("MultiMarginLoss", f"weight {shape}", ones([2, 3]), longs([0, 1]), weight=ones(shape))


def value_cases():
    x = Draw("refused").logits([2, 3])
    for loss in ("CrossEntropyLoss", "NLLLoss"):
        yield case(loss, "class index C", x, longs([0, 3]))
        yield case(loss, "class index -1", x, longs([-1, 0]))
        yield case(loss, "uint8 class index C, which `none` prints as a character", x, tensor([0, 3], "uint8"))
        yield case(loss, "uint8 class index 200", x, tensor([0, 200], "uint8"))
        yield case(loss, "float class indices of the right values", x, tensor([0.0, 2.0]))
        yield case(loss, "logits laid out (N,T,C)", Draw("ntc").logits([2, 3, 5]), longs([[0, 4, 2], [1, 1, 3]]))
    yield case("CrossEntropyLoss", "label_smoothing 1.5", x, longs([0, 1]), labelSmoothing=1.5)
    yield case("CrossEntropyLoss", "label_smoothing 2, class probabilities", x, ones([2, 3]), labelSmoothing=2.0)
    yield case("CrossEntropyLoss", "ignore_index 0 with class probabilities", x, ones([2, 3]), ignoreIndex=0)
    yield case("CrossEntropyLoss", "one-hot int64 target", x, longs([[1, 0, 0], [0, 0, 1]]))
    yield case("CrossEntropyLoss", "one-hot int64 target of another width", x, longs([[1, 0], [0, 1]]))
    yield case("CrossEntropyLoss", "no batch, target (1), label_smoothing", tensor([1.0, 2, 3]), longs([1]), labelSmoothing=0.1)
    yield case("CrossEntropyLoss", "uint8 class indices, weight, label_smoothing", x, tensor([0, 2], "uint8"), weight=ones([3]), labelSmoothing=0.1)
    yield case("BCELoss", "logits", tensor([0.5, -1.2]), tensor([1, 0]))
    yield case("BCELoss", "nan", tensor([0.5, NAN]), tensor([1, 0]))
    yield case("BCELoss", "target 2", tensor([0.5, 0.2]), tensor([1, 2]))
    yield case("BCELoss", "target nan", tensor([0.5, 0.2]), tensor([1, NAN]))
    yield case("BCELoss", "int64 target", tensor([0.5, 0.2], "float32"), longs([1, 0]))
    yield case("BCELoss", "float64 target for float32 input", tensor([0.5, 0.25], "float32"), tensor([1, 0]))
    yield case("MultiMarginLoss", "class index C", x, longs([0, 3]))
    yield case("MultiMarginLoss", "p 3", x, longs([0, 1]), p=3)
    for value in (-2, 3):
        yield case("MultiLabelMarginLoss", f"class index {value}", x, longs([[0, -1, value], [0, -1, 1]]))
    for value in (NAN, INF, 3.5):
        yield case("MultiLabelMarginLoss", f"float target {value}", x, tensor([[0, -1, value], [0, -1, 1]]))
    yield case("HingeEmbeddingLoss", "margin -1 for uint8", tensor([1, 2], "uint8"), tensor([1, 1]), margin=-1.0)
    yield from scalars_beyond_the_type()
    yield case("SigmoidFocalLoss", "alpha 1.5", tensor([0.5]), tensor([1]), alpha=1.5)
    for loss in ("CrossEntropyLoss", "NLLLoss", "BCELoss", "BCEWithLogitsLoss", "MultiLabelSoftMarginLoss", "SoftMarginLoss", "HingeEmbeddingLoss", "SigmoidFocalLoss"):
        yield {**case(loss, "reduction batchmean", ones([2, 3]), ones([2, 3])), "batchmean": True}
    yield {**case("CrossEntropyLoss", "reduction batchmean, class indices", ones([2, 3]), longs([1, 2])), "batchmean": True}
    yield {**case("MultiMarginLoss", "reduction batchmean", ones([2, 3]), longs([1, 2])), "batchmean": True}
    yield {**case("MultiLabelMarginLoss", "reduction batchmean", ones([2, 3]), longs([[1, -1, 0]] * 2)), "batchmean": True}


def scalars_beyond_the_type():
    """Numbers among the options that the type of the input has no room for, and those that are none."""
    y, two = longs([0, 2]), [[0.5, -1.0, 2.0], [1.0, 0.25, -3.0]]
    for dtype in ("float64", "float32", "float16", "bfloat16", "int64", "int32"):
        for value in (1e39, -1e39, 3.4028234663852886e38, 3.4028235e38, 65504.0, 65520.0, "inf", "-inf", "nan"):
            yield case("MultiMarginLoss", f"margin {value} for {dtype}", tensor(two, dtype), y, margin=value)
            yield case("HingeEmbeddingLoss", f"margin {value} for {dtype}", tensor([2, 1], dtype), tensor([1, -1]), margin=value)
            yield case("MarginRankingLoss", f"margin {value} for {dtype}", tensor([2, 1], dtype), tensor([1, -1]), input2=tensor([1, 3], dtype), margin=value)
            yield case("CosineEmbeddingLoss", f"margin {value} for {dtype}", tensor(two, dtype), tensor([1, -1]), input2=tensor(two, dtype), margin=value)
            yield case("TripletMarginLoss", f"margin {value} for {dtype}", tensor(two, dtype), tensor(two, dtype), negative=ones([2, 3], dtype), margin=value)
            yield case("TripletMarginLoss", f"eps {value} for {dtype}", tensor(two, dtype), tensor(two, dtype), negative=ones([2, 3], dtype), eps=value)
            yield case("HuberLoss", f"delta {value} for {dtype}", tensor([2, 1], dtype), tensor([1, 3], dtype), delta=value)
            yield case("SmoothL1Loss", f"beta {value} for {dtype}", tensor([2, 1], dtype), tensor([1, 3], dtype), beta=value)
            yield case("PoissonNLLLoss", f"eps {value} for {dtype}", tensor([2, 1], dtype), tensor([1, 3]), logInput=False, eps=value)
            yield case("GaussianNLLLoss", f"eps {value} for {dtype}", tensor([2, 1], dtype), tensor([1, 3], dtype), var=ones([2], dtype), eps=value)
    for value in ("inf", "-inf", "nan", 1e39):
        for dtype in ("float64", "float32", "float16", "bfloat16"):
            yield case("SigmoidFocalLoss", f"gamma {value} for {dtype}", tensor([0.5, -1.0, 40.0], dtype), tensor([1, 0, 1], dtype), gamma=value)
            yield case("SoftmaxFocalLoss", f"gamma {value} for {dtype}", tensor(two, dtype), y, gamma=value)
        yield case("SigmoidFocalLoss", f"alpha {value}", tensor([0.5, -1.0]), tensor([1, 0]), alpha=value)
        yield case("CrossEntropyLoss", f"label_smoothing {value}", tensor(two), y, labelSmoothing=value)
    for p in (1, 2):
        for x in ([[1e300, -1e300, 1e308]], [[-1e308, 1e308, 1e308]], [[0.0, 1e160, 1e200]]):
            yield case("MultiMarginLoss", f"p {p}, beyond the largest number", tensor(x), longs([0]), p=p)
            yield case("MultiMarginLoss", f"p {p}, beyond the largest number, weight", tensor(x), longs([0]), p=p, weight=tensor([1e300, 1, 1]))
            yield case("MultiMarginLoss", f"p {p}, beyond the largest number, weight 0", tensor(x), longs([0]), p=p, weight=tensor([0.0, 1, 1]))
