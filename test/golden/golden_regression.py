"""The cases of the losses of values, of pairs and of triplets, and of those that torch does not have."""

from golden_cases import BROADCASTS, ELEMENT_LAYOUTS, INF, LAYOUTS, NAN, SPECIAL_ROWS, Draw, case, class_dim, filled, longs, sample_shape, special_pairs, tensor
from golden_refusals import ELEMENT_SHAPES, TYPES, ones, retyped

ERRORS = {
    "MSELoss": [{}],
    "L1Loss": [{}],
    "HuberLoss": [{}, {"delta": 0.5}, {"delta": 3.0}],
    "SmoothL1Loss": [{}, {"beta": 0.5}, {"beta": 0.0}, {"beta": 3.0}],
}


def named(options):
    return "".join(f", {name} {value}" for name, value in options.items() if not isinstance(value, dict))


def error_cases():
    for loss, choices in ERRORS.items():
        for layout, shape in ELEMENT_LAYOUTS.items():
            draw = Draw(loss + layout)
            for options in choices:
                yield case(loss, f"{layout}{named(options)}", draw.logits(shape), draw.logits(shape), **options)
        for layout, (input, target) in {**BROADCASTS, "(N,1) and (N)": ([4, 1], [4]), "(N) and (N,1)": ([4], [4, 1]), "() and (N)": ([], [3])}.items():
            draw = Draw(loss + layout)
            yield case(loss, f"{layout}{named(choices[-1])}", draw.logits(input), draw.logits(target), **choices[-1])
        for options in choices:
            yield case(loss, f"special values{named(options)}", *special_pairs([0, 1, INF, NAN, -1e300]), **options)
        yield case(loss, "errors of exactly 1 and of 0", tensor([1, -1, 0, 0.5]), tensor([0, 0, 0, -0.5]))
        if loss != "SmoothL1Loss":
            draw = Draw(loss + "weight")
            x, t = draw.logits([2, 3]), draw.logits([2, 3])
            yield case(loss, "weight", x, t, weight=draw.weights([2, 3]))
            yield case(loss, "weight of a broadcast target", x, draw.logits([3]), weight=draw.weights([2, 3]))
            yield case(loss, "weights of zero", x, t, weight=filled([2, 3], lambda: 0))
            yield case(loss, "weight of a broadcast input", draw.logits([2, 1]), draw.logits([3]), weight=draw.weights([2, 1]))
    yield case("L1Loss", "int64 input and target", longs([3, -2, 0]), longs([1, 5, 0]))
    yield case("L1Loss", "uint8 wraps around", tensor([3, 0], "uint8"), tensor([5, 255], "uint8"))
    yield case("SmoothL1Loss", "beta 0 of int64", longs([3, -2, 0]), longs([1, 5, 0]), beta=0.0)
    yield case("HuberLoss", "delta inf", tensor([3, -2.0]), tensor([1, 5.0]), delta="inf")


def poisson_cases():
    loss = "PoissonNLLLoss"
    for layout, shape in ELEMENT_LAYOUTS.items():
        draw = Draw(loss + layout)
        x, rate, t = draw.logits(shape), draw.weights(shape), filled(shape, lambda: draw.rng.randrange(6))
        yield case(loss, layout, x, t)
        yield case(loss, f"{layout}, full", x, t, full=True)
        yield case(loss, f"{layout}, rates", rate, t, logInput=False)
        yield case(loss, f"{layout}, rates, full, eps 0.1", rate, t, logInput=False, full=True, eps=0.1)
    for layout, (input, target) in BROADCASTS.items():
        draw = Draw(loss + layout)
        yield case(loss, layout, draw.logits(input), draw.weights(target), full=True)
        yield case(loss, f"{layout}, rates", draw.weights(input), draw.weights(target), logInput=False)
    for options in ({}, {"full": True}, {"logInput": False}):
        yield case(loss, f"special values{named(options)}", *special_pairs([0, 1, 2.5, INF, NAN, -1]), **options)
    yield case(loss, "int64 counts", Draw(loss).logits([3]), longs([0, 3, 1]))


def gaussian_cases():
    loss = "GaussianNLLLoss"
    for layout, shape in ELEMENT_LAYOUTS.items():
        draw = Draw(loss + layout)
        x, t, v = draw.logits(shape), draw.logits(shape), draw.weights(shape)
        yield case(loss, layout, x, t, var=v)
        yield case(loss, f"{layout}, full", x, t, var=v, full=True)
        yield case(loss, f"{layout}, one variance for all", x, t, var=0.7)
    draw = Draw(loss)
    for input, target, variance in (
        ([2, 3], [2, 3], [2]), ([2, 3], [2, 3], [2, 1]), ([2, 3], [2, 3], [1, 3]), ([2, 2], [2, 2], [2]), ([3], [3], []), ([2, 3], [3], [2, 3]),
        ([2, 1], [3], [2, 1]), ([0, 3], [0, 3], [0]),
    ):  # fmt: skip
        yield case(loss, f"input {input}, target {target}, var {variance}", draw.logits(input), draw.logits(target), var=draw.weights(variance))
    yield case(loss, "variances below eps", tensor([1, 2, 3.0]), tensor([1, 2.5, 3]), var=tensor([0, 1e-9, 0.5]), eps=0.01)
    specials, targets = special_pairs([0, 1, INF, NAN])
    yield case(loss, "special values", specials, targets, var=filled(specials["shape"], lambda: 2))
    yield case(loss, "special variances", tensor([1, 1, 1.0]), tensor([0, 0, 1.0]), var=tensor([INF, NAN, 0]))
    for variance in ([3], [], [1, 1], [4, 3], [1, 4], [2, 3, 1]):
        yield case(loss, f"var {variance} for input [2, 3]", ones([2, 3]), ones([2, 3]), var=ones(variance))
    yield case(loss, "target [2] for input [2, 3]", ones([2, 3]), ones([2]), var=ones([2, 3]))
    yield case(loss, "a negative variance", ones([2]), ones([2]), var=tensor([1, -1.0]))
    yield case(loss, "a negative variance for all", ones([2]), ones([2]), var=-1.0)
    yield {**case(loss, "reduction batchmean", ones([2]), ones([2]), var=ones([2])), "batchmean": True}
    for dtype in TYPES:
        yield case(loss, f"var {dtype}", ones([2]), ones([2]), var=ones([2], dtype))
        yield case(loss, f"input {dtype}", ones([2], dtype), ones([2]), var=ones([2]))
        yield case(loss, f"input {dtype}, one variance for all", ones([2], dtype), ones([2], "float16"), var=0.5)
        yield case(loss, f"target {dtype}", ones([2]), ones([2], dtype), var=ones([2]))
        yield case(loss, f"input and target {dtype}", ones([2], dtype), ones([2], dtype), var=ones([2]))


def ranking_cases():
    loss = "MarginRankingLoss"
    for layout, shape in ELEMENT_LAYOUTS.items():
        draw = Draw(loss + layout)
        x, other, t = draw.logits(shape), draw.logits(shape), draw.signs(shape)
        yield case(loss, layout, x, t, input2=other)
        yield case(loss, f"{layout}, margin 0.5", x, t, input2=other, margin=0.5)
    draw = Draw(loss)
    for first, second, target in (([2, 1], [1, 3], [2, 3]), ([1], [2], [2]), ([2, 3], [2, 1], [1, 1]), ([2], [1], [1])):
        yield case(loss, f"{first}, {second} and {target}", draw.logits(first), draw.signs(target), input2=draw.logits(second))
    specials, targets = special_pairs([1, -1, 0, NAN])
    yield case(loss, "special values", specials, targets, input2=filled(specials["shape"], lambda: 1))
    yield case(loss, "a difference of exactly the margin", tensor([1.0, 1]), tensor([1, -1]), input2=tensor([0.5, 0.5]), margin=0.5)
    for first, second, target in (([2], [3], [2]), ([2], [2], []), ([2], [2, 1], [2]), ([2], [2], [3]), ([], [1], [1])):
        yield case(loss, f"refused: {first}, {second} and {target}", ones(first), ones(target), input2=ones(second))
    yield from types_of_three(loss, "input2", [2], [2], [2])


def cosine_cases():
    loss = "CosineEmbeddingLoss"
    for shape, signs in (([4], []), ([3, 4], [3]), ([1, 4], [1]), ([2, 1], [2]), ([0, 3], [0]), ([3, 4], [1])):
        draw = Draw(f"{loss}{shape}{signs}")
        x, other, t = draw.logits(shape), draw.logits(shape), draw.signs(signs)
        yield case(loss, f"{shape} and {signs}", x, t, input2=other)
        yield case(loss, f"{shape} and {signs}, margin 0.3", x, t, input2=other, margin=0.3)
    draw = Draw(loss)
    for first, second, target in (([2, 3], [1, 3], [2]), ([1, 3], [2, 3], [2]), ([2, 3], [2, 1], [2]), ([2, 1], [2, 3], [2]), ([1, 3], [1, 3], [2])):
        yield case(loss, f"{first}, {second} and {target}", draw.logits(first), draw.signs(target), input2=draw.logits(second))
    x = draw.logits([4, 3])
    yield case(loss, "targets that are no signs", x, tensor([1, -1, 0, 2]), input2=draw.logits([4, 3]))
    yield case(loss, "vectors of zeros", filled([2, 3], lambda: 0), tensor([1, -1]), input2=draw.logits([2, 3]))
    yield case(loss, "the same and opposite vectors", tensor([[1, 2], [1, 2.0]]), tensor([1, -1]), input2=tensor([[1, 2], [-1, -2.0]]))
    for name, row in SPECIAL_ROWS.items():
        yield case(loss, f"input with {name}", tensor([row, row]), tensor([1, -1]), input2=tensor([[1, 2, 3], [1, 2, 3.0]]))
    for first, second, target in (
        ([2, 3], [2, 3], []), ([2, 3], [2, 3], [2, 1]), ([3], [3], [1]), ([2, 3], [3], [2]), ([2, 3], [4, 3], [2]), ([2, 3], [2, 4], [2]), ([2, 3], [2, 3], [3]),
        ([2, 3, 4], [2, 3, 4], [2]), ([], [], []),
    ):  # fmt: skip
        yield case(loss, f"refused: {first}, {second} and {target}", ones(first), ones(target), input2=ones(second))
    yield from types_of_three(loss, "input2", [2, 3], [2], [2, 3])


def triplet_cases():
    loss = "TripletMarginLoss"
    for shape in ([4], [3, 4], [2, 1], [2, 3, 4], [0, 3], [2, 0]):
        draw = Draw(f"{loss}{shape}")
        a, p, n = draw.logits(shape), draw.logits(shape), draw.logits(shape)
        yield case(loss, f"{shape}", a, p, negative=n)
        yield case(loss, f"{shape}, swap, margin 3", a, p, negative=n, swap=True, margin=3.0)
    draw = Draw(loss)
    a, p, n = draw.logits([4, 5]), draw.logits([4, 5]), draw.logits([4, 5])
    for power in (1.0, 3.0, 2.5, 0.5, 0.0, INF):
        yield case(loss, f"p {power}", a, p, negative=n, p="inf" if power == INF else power, margin=4.0)
    for power in (-1.0, -1e39, 1e39, "nan"):
        yield case(loss, f"p {power}", a, p, negative=n, p=power, margin=4.0)
    yield case(loss, "eps 0.1", a, p, negative=n, eps=0.1, margin=4.0)
    yield case(loss, "anchor and positive alike, eps 0", a, a, negative=n, eps=0.0, margin=20.0)
    yield case(loss, "swap with a tie", tensor([[1.0, 0]]), tensor([[0, 0.0]]), negative=tensor([[0, 1.0]]), eps=0.0, swap=True)
    for first, second, third in (([2, 3], [1, 3], [1, 3]), ([1, 3], [2, 3], [1, 3]), ([2, 3], [2, 1], [2, 3]), ([2, 1], [2, 3], [2, 3])):
        yield case(loss, f"{first}, {second} and {third}", draw.logits(first), draw.logits(second), negative=draw.logits(third), margin=3.0)
    for name, row in SPECIAL_ROWS.items():
        yield case(loss, f"anchor with {name}", tensor([row]), tensor([[0.5, 1, 2]]), negative=tensor([[1, 2, 3.0]]))
    for first, second, third in (([2, 3], [2, 3], [3]), ([2, 3], [3], [2, 3]), ([2, 3], [2, 4], [2, 3]), ([2, 3], [2, 3], [4, 3]), ([2, 3], [4, 3], [2, 3])):
        yield case(loss, f"refused: {first}, {second} and {third}", ones(first), ones(second), negative=ones(third))
    for margin in (0.0, -0.0, -1.5, -1e-7, -1e16):
        yield case(loss, f"margin {margin}", ones([2, 3]), ones([2, 3]), negative=ones([2, 3]), margin=margin)
    yield from types_of_three(loss, "negative", [2, 3], [2, 3], [2, 3])


def types_of_three(loss, third, first, second, other):
    """Every type in each of the three places; the numbers are 1, which fits all."""
    yield {**case(loss, "reduction batchmean", ones(first), ones(second), **{third: ones(other)}), "batchmean": True}
    for dtype in TYPES:
        yield case(loss, f"input {dtype}", ones(first, dtype), ones(second), **{third: ones(other)})
        yield case(loss, f"target {dtype}", ones(first), ones(second, dtype), **{third: ones(other)})
        yield case(loss, f"{third} {dtype}", ones(first), ones(second), **{third: ones(other, dtype)})
        yield case(loss, f"input and {third} {dtype}", ones(first, dtype), ones(second, "float16"), **{third: ones(other, dtype)})
        yield case(loss, f"all {dtype}", ones(first, dtype), ones(second, dtype), **{third: ones(other, dtype)})


def softmax_focal_cases():
    loss = "SoftmaxFocalLoss"
    for layout, shape in LAYOUTS.items():
        draw = Draw(loss + layout)
        classes = shape[class_dim(shape)]
        x, samples = draw.logits(shape), sample_shape(shape)
        y, w = draw.indices(samples, classes), draw.weights([classes])
        yield case(loss, layout, x, y)
        yield case(loss, f"{layout}, gamma 0.5, weight", x, y, gamma=0.5, weight=w)
        yield case(loss, f"{layout}, gamma 3, some ignored, weight", x, draw.indices(samples, classes, ignored=-100), gamma=3, weight=w)
    x, y = Draw(loss).logits([3, 4]), longs([0, 3, 1])
    for gamma in (0, 1, 5):
        yield case(loss, f"gamma {gamma}", x, y, gamma=gamma)
    yield case(loss, "all ignored", x, longs([1, 1, 1]), ignoreIndex=1)
    yield case(loss, "a gap of 50", tensor([[50.0, 0, 0], [0, 50, 0]]), longs([0, 0]))
    yield case(loss, "an infinite weight of a class that is sure", tensor([[1200.0, 0, 0]]), longs([0]), weight={"dtype": "float64", "shape": [3], "data": ["inf", 1, 1]})
    for input, target in (([2, 3], [3]), ([2, 3], [2, 3]), ([2, 3, 4], [2]), ([], [])):
        yield case(loss, f"refused: {target} for input {input}", ones(input), filled(target, int, "int64"))
    yield case(loss, "class index C", x, longs([0, 4, 1]))
    for dtype in TYPES:
        yield case(loss, f"input {dtype}", ones([2, 3], dtype), longs([0, 1]))
        yield case(loss, f"target {dtype}", ones([2, 3]), ones([2], dtype))


def anchor_focal_cases():
    for loss, ignored in (("RetinaNetFocalLoss", (-1, -2)), ("MMDetFocalLoss", ())):
        draw = Draw(loss)
        for n, c in ((6, 3), (5, 1), (40, 12), (1, 4), (0, 3)):
            x = draw.logits([n, c])
            y = longs([draw.rng.choice([*range(c + 1), c, *ignored]) for _ in range(n)])
            for options in ({}, {"alpha": 0.75, "gamma": 0.5}, {"alpha": -1, "gamma": 3}):
                yield case(loss, f"({n}, {c}){named(options)}", x, y, **options)
        x = draw.logits([3, 4])
        yield case(loss, "all background", x, longs([4, 4, 4]))
        yield case(loss, "a gap of 50", tensor([[50.0, -50.0], [-50.0, 50.0]]), longs([1, 2]))
        yield case(loss, "nan and infinities", {"dtype": "float64", "shape": [3, 2], "data": ["nan", 1.0, "inf", 0.5, "-inf", 0.0]}, longs([2, 0, 1]))
        yield case(loss, "below 0", x, longs([0, -1, 4]))
        yield case(loss, "all below 0", x, longs([-1, -1, -1]))
        yield case(loss, "above C", x, longs([0, 5, 4]))
        yield case(loss, "alpha 1.5", x, longs([0, 1, 4]), alpha=1.5)
        for input, target in (([2, 3], [3]), ([2, 3], [2, 3]), ([3], []), ([2, 3, 4], [2])):
            yield case(loss, f"refused: {target} for input {input}", ones(input), filled(target, int, "int64"))
        for dtype in TYPES:
            yield case(loss, f"input {dtype}", ones([2, 3], dtype), longs([0, 3]))
            yield case(loss, f"target {dtype}", ones([2, 3]), ones([2], dtype))


def overlap_cases():
    for loss, choices in {"DiceLoss": ({}, {"smooth": 0.1}), "TverskyLoss": ({}, {"alpha": 0.3, "beta": 0.7}, {"alpha": 0.7, "beta": 0.3, "smooth": 0.5})}.items():
        for layout, shape in ELEMENT_LAYOUTS.items():
            draw = Draw(loss + layout)
            for options in choices:
                yield case(loss, f"{layout}{named(options)}", draw.probabilities(shape), draw.binary(shape), **options)
            yield case(loss, f"{layout}, soft target, batch", draw.probabilities(shape), draw.probabilities(shape), batch=True)
        yield case(loss, "nothing there, nothing found", filled([2, 3], lambda: 0), filled([2, 3], lambda: 0))
        for input, target in ELEMENT_SHAPES:
            yield case(loss, f"refused: target {target} for input {input}", ones(input), ones(target))
        for dtype in TYPES:
            yield case(loss, f"input {dtype}", ones([2, 3], dtype), ones([2, 3]))
            yield case(loss, f"target {dtype}", ones([2, 3]), retyped(ones([2, 3]), "bool" if dtype == "bool" else "float32"))


def error_refusals():
    """Types and shapes of the losses of two arrays of values."""
    for loss in (*ERRORS, "PoissonNLLLoss"):
        for dtype in TYPES:
            for other in ("float64", "float16", "int64", "bool", "uint8"):
                yield case(loss, f"input {dtype}, target {other}", ones([2], dtype), ones([2], other))
            yield case(loss, f"input and target {dtype}", ones([2], dtype), ones([2], dtype))
            if loss == "PoissonNLLLoss":
                for options in ({"full": True}, {"logInput": False}):
                    yield case(loss, f"input {dtype}{named(options)}", ones([2], dtype), ones([2]), **options)
                    yield case(loss, f"target {dtype}{named(options)}", ones([2]), ones([2], dtype), **options)
        for input, target in ELEMENT_SHAPES:
            yield case(loss, f"target {target} for input {input}", ones(input), ones(target))
        yield case(loss, "no elements of int64", ones([0], "int64"), ones([0], "int64"))
        yield {**case(loss, "reduction batchmean", ones([2]), ones([2])), "batchmean": True}
        if loss in ("MSELoss", "L1Loss", "HuberLoss"):
            for shape in ([1], [2], [2, 2], []):
                yield case(loss, f"weight {shape}", ones([2, 1]), ones([2]), weight=ones(shape))
                yield case(loss, f"weight {shape}, alike", ones([2]), ones([2]), weight=ones(shape))
            for dtype in TYPES:
                yield case(loss, f"weight {dtype}", ones([2]), ones([2]), weight=ones([2], dtype))
                yield case(loss, f"input {dtype}, weight", ones([2], dtype), ones([2]), weight=ones([2]))
                yield case(loss, f"all {dtype}", ones([2], dtype), ones([2], dtype), weight=ones([2], dtype))
            yield {**case(loss, "reduction batchmean, weight", ones([2]), ones([2]), weight=ones([2])), "batchmean": True}
    for delta in (0.0, -1.0, "nan"):
        yield case("HuberLoss", f"delta {delta}", ones([2]), ones([2]), delta=delta)
    for beta in (-1.0, "nan", "inf"):
        yield case("SmoothL1Loss", f"beta {beta}", ones([2]), ones([2]), beta=beta)


def narrow_cases():
    """The new losses where float32, float16 and bfloat16 round at every step."""
    draw = Draw("narrow values")
    shape = [40, 12]
    x, t, w, counts = draw.logits(shape), draw.logits(shape), draw.weights(shape), filled(shape, lambda: draw.rng.randrange(6))
    p, many, row = draw.probabilities(shape), draw.binary(shape), draw.weights([12])
    for loss, choices in ERRORS.items():
        for options in choices:
            yield case(loss, f"40 × 12{named(options)}", x, t, **options)
    yield case("MSELoss", "40 × 12, weight", x, t, weight=w)
    yield case("HuberLoss", "40 × 12, weight", x, t, weight=w)
    yield case("MSELoss", "beyond the range of float16", tensor([300.0, -70000.0, 1e-4]), tensor([0.0, 0, 0]))
    yield case("PoissonNLLLoss", "40 × 12", x, counts)
    yield case("PoissonNLLLoss", "40 × 12, rates, full", w, counts, logInput=False, full=True, eps=1e-3)
    yield case("GaussianNLLLoss", "40 × 12", x, t, var=w)
    yield case("GaussianNLLLoss", "40 × 12, full", x, t, var=w, full=True)
    yield case("MarginRankingLoss", "40 × 12", x, draw.signs(shape), input2=t, margin=0.3)
    yield case("CosineEmbeddingLoss", "40 × 12", x, draw.signs([40]), input2=t, margin=0.1)
    yield case("TripletMarginLoss", "40 × 12", x, t, negative=w, margin=3.0)
    yield case("TripletMarginLoss", "40 × 12, p 1, swap", x, t, negative=w, margin=3.0, p=1.0, swap=True)
    for power in (1e39, -1e39):
        yield case("TripletMarginLoss", f"40 × 12, p {power}", x, t, negative=w, margin=3.0, p=power)
    yield case("SoftmaxFocalLoss", "40 × 12, weight", x, draw.indices([40], 12), weight=row)
    anchors = longs([draw.rng.randrange(13) for _ in range(40)])
    yield case("RetinaNetFocalLoss", "40 × 12", x, anchors)
    yield case("MMDetFocalLoss", "40 × 12", x, anchors)
    yield case("DiceLoss", "40 × 12", p, many)
    yield case("TverskyLoss", "40 × 12", p, many, alpha=0.25, beta=0.75)
