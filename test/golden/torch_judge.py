"""Asks the installed torch what a loss gives: values, gradients, or the exception.

A case is plain JSON: {loss, input, inputOps, target, targetOps, options}; a tensor is {dtype, shape, data}, nan and the infinities
as strings; the ops go before the loss. Whether and how torch refuses is decided with the tensors' own types; the values are
those of float64.
"""

import math
import warnings

import torch
import torch.nn.functional as F

warnings.simplefilter("ignore")
torch.set_num_threads(1)


def sigmoid_focal_loss(input, target, alpha=0.25, gamma=2, reduction="none"):
    """By the definition of torchvision.ops.sigmoid_focal_loss (0.28), which only composes functions of torch."""
    if not (0 <= alpha <= 1) and alpha != -1:
        raise ValueError(f"Invalid alpha value: {alpha}. alpha must be in the range [0,1] or -1 for ignore.")
    p = torch.sigmoid(input)
    loss = F.binary_cross_entropy_with_logits(input, target, reduction="none")
    loss = loss * (1 - (p * target + (1 - p) * (1 - target))) ** gamma
    if alpha >= 0:
        loss = (alpha * target + (1 - alpha) * (1 - target)) * loss
    if reduction not in ("none", "mean", "sum"):
        raise ValueError(
            f"Invalid Value for arg 'reduction': '{reduction} \n Supported reduction modes: 'none', 'mean', 'sum'"
        )
    return {"none": lambda: loss, "mean": loss.mean, "sum": loss.sum}[reduction]()


def softmax_focal_loss(input, target, weight=None, gamma=2, ignore_index=-100, reduction="mean"):
    """By definition: -alpha[y] (1 - p_y)^gamma ln p_y, 0 where the target is ignored; the mean is over those that are not."""
    log_p = input.log_softmax(0 if input.ndim == 1 else 1)
    sharp = F.nll_loss(log_p, target, weight=weight, ignore_index=ignore_index, reduction="none")
    log_p_y = -F.nll_loss(log_p, target, ignore_index=ignore_index, reduction="none")
    counted = (target != ignore_index).reshape(log_p_y.shape)
    loss = torch.where(counted, (1 - log_p_y.exp()) ** gamma * sharp, torch.zeros_like(sharp))
    if reduction not in ("none", "mean", "sum"):
        raise ValueError(f"{reduction} is not a valid value for reduction")
    return {"none": lambda: loss, "mean": lambda: loss.sum() / counted.sum(), "sum": loss.sum}[reduction]()


def anchor_focal_loss(ignores, by_positives):
    """The focal loss of anchors (N, C) and class indices (N), C for the background, as detectors count it."""

    def call(input, target, alpha=0.25, gamma=2, reduction="mean"):
        if input.ndim != 2 or target.ndim != 1 or len(target) != len(input):
            shapes = f"{list(input.shape)} and {list(target.shape)}"
            raise ValueError(f"Expected input of shape (N, C) and target of shape (N), but got {shapes}")
        if not input.is_floating_point():
            raise TypeError("Expected a floating input")
        if target.dtype != torch.int64:
            raise TypeError("Expected class indices of int64")
        classes = input.shape[1]
        for y in target.tolist():
            if y > classes or (y < 0 and not ignores):
                raise IndexError(f"Target {y} is out of bounds.")
        counts = target >= 0
        rows = F.one_hot(target[counts], classes + 1)[:, :-1].to(input.dtype)
        loss = sigmoid_focal_loss(input[counts], rows, alpha, gamma, "none")
        if reduction not in ("none", "mean", "sum"):
            raise ValueError(f"{reduction} is not a valid value for reduction")
        if reduction == "none":
            return torch.zeros_like(input).index_put((counts.nonzero()[:, 0],), loss)
        if reduction == "sum" or not by_positives:
            return loss.sum() if reduction == "sum" else loss.mean()
        return loss.sum() / max(1, int((counts & (target < classes)).sum()))

    return call


def tversky_loss(input, target, alpha=0.5, beta=0.5, smooth=1, batch=False, reduction="mean"):
    def formula(hits, found, true):
        return (hits + smooth) / (hits + alpha * (found - hits) + beta * (true - hits) + smooth)

    return overlap_loss(input, target, formula, batch, reduction)


def overlap_loss(input, target, formula, batch, reduction):
    """By definition, one value a sample or one for the batch."""
    if input.shape != target.shape:
        raise ValueError(
            f"Expected input and target of the same shape, but got {list(input.shape)} and {list(target.shape)}"
        )
    if not input.is_floating_point():
        raise TypeError("Expected a floating input")
    whole = batch or input.ndim < 2
    axes = list(range(0 if whole else 1, input.ndim))
    total = lambda value: value.sum(axes) if axes else value
    hits, found, true = total(input * target), total(input), total(target)
    loss = 1 - formula(hits, found, true)
    if reduction not in ("none", "mean", "sum"):
        raise ValueError(f"{reduction} is not a valid value for reduction")
    return {"none": lambda: loss, "mean": loss.mean, "sum": loss.sum}[reduction]()


def dice_loss(input, target, smooth=1, batch=False, reduction="mean"):
    formula = lambda hits, found, true: (2 * hits + smooth) / (found + true + smooth)
    return overlap_loss(input, target, formula, batch, reduction)


def of_three(function, name):
    """A loss of three arrays, the third of which comes as an option."""

    def call(input, target, reduction="mean", **options):
        third = {name: options.pop(name)}
        if name == "input2":
            return function(input, third[name], target, reduction=reduction, **options)
        return function(input, target, **third, reduction=reduction, **options)

    return call


FUNCTIONS = {
    "CrossEntropyLoss": F.cross_entropy,
    "NLLLoss": F.nll_loss,
    "BCELoss": F.binary_cross_entropy,
    "BCEWithLogitsLoss": F.binary_cross_entropy_with_logits,
    "KLDivLoss": F.kl_div,
    "MultiLabelSoftMarginLoss": F.multilabel_soft_margin_loss,
    "MultiLabelMarginLoss": F.multilabel_margin_loss,
    "MultiMarginLoss": F.multi_margin_loss,
    "SoftMarginLoss": F.soft_margin_loss,
    "HingeEmbeddingLoss": F.hinge_embedding_loss,
    "SigmoidFocalLoss": sigmoid_focal_loss,
    "MSELoss": F.mse_loss,
    "L1Loss": F.l1_loss,
    "HuberLoss": F.huber_loss,
    "SmoothL1Loss": F.smooth_l1_loss,
    "PoissonNLLLoss": F.poisson_nll_loss,
    "GaussianNLLLoss": of_three(F.gaussian_nll_loss, "var"),
    "CosineEmbeddingLoss": of_three(F.cosine_embedding_loss, "input2"),
    "MarginRankingLoss": of_three(F.margin_ranking_loss, "input2"),
    "TripletMarginLoss": of_three(F.triplet_margin_loss, "negative"),
    "SoftmaxFocalLoss": softmax_focal_loss,
    "RetinaNetFocalLoss": anchor_focal_loss(ignores=True, by_positives=True),
    "MMDetFocalLoss": anchor_focal_loss(ignores=False, by_positives=False),
    "DiceLoss": dice_loss,
    "TverskyLoss": tversky_loss,
}

# Of integers these compute in float32: their float64 numbers are those of the same values as doubles.
IN_FLOAT = ("PoissonNLLLoss", "GaussianNLLLoss", "CosineEmbeddingLoss", "MarginRankingLoss", "TripletMarginLoss", "SmoothL1Loss")

OPTION_NAMES = {
    "weight": "weight",
    "posWeight": "pos_weight",
    "ignoreIndex": "ignore_index",
    "labelSmoothing": "label_smoothing",
    "margin": "margin",
    "p": "p",
    "alpha": "alpha",
    "gamma": "gamma",
    "logTarget": "log_target",
    "delta": "delta",
    "beta": "beta",
    "logInput": "log_input",
    "full": "full",
    "eps": "eps",
    "swap": "swap",
    "smooth": "smooth",
    "batch": "batch",
    "var": "var",
    "input2": "input2",
    "negative": "negative",
}

OPS = {
    "softmax": lambda x, op: x.softmax(op["dim"]),
    "logSoftmax": lambda x, op: x.log_softmax(op["dim"]),
    "sigmoid": lambda x, op: x.sigmoid(),
    "logSigmoid": lambda x, op: F.logsigmoid(x),
    "log": lambda x, op: x.log(),
    "exp": lambda x, op: x.exp(),
    "div": lambda x, op: x.div(op["by"]),
    "to": lambda x, op: x.to(getattr(torch, op["dtype"])),
    "squeeze": lambda x, op: x.squeeze(op["dim"]),
    "unsqueeze": lambda x, op: x.unsqueeze(op["dim"]),
    "argmax": lambda x, op: x.argmax(op["dim"]),
    "movedim": lambda x, op: x.movedim(op["source"], op["destination"]),
    "oneHot": lambda x, op: F.one_hot(x, op["classes"]),
}

REDUCTIONS = ("none", "mean", "sum")


def encode_number(value):
    if isinstance(value, (bool, int)):
        return int(value)
    if math.isnan(value):
        return "nan"
    if math.isinf(value):
        return "inf" if value > 0 else "-inf"
    return int(value) if value.is_integer() and abs(value) < 2**53 and not is_negative_zero(value) else value


def is_negative_zero(value):
    return value == 0 and math.copysign(1, value) < 0


def dtype_name(tensor):
    return str(tensor.dtype).removeprefix("torch.")


def encode_tensor(tensor):
    flat = tensor.detach().double().flatten().tolist() if tensor.is_floating_point() else tensor.flatten().tolist()
    return {
        "dtype": dtype_name(tensor),
        "shape": list(tensor.shape),
        "data": [encode_number(value) for value in flat],
    }


def decode_tensor(encoded):
    dtype = getattr(torch, encoded["dtype"])
    data = [float(value) for value in encoded["data"]]
    if not dtype.is_floating_point:
        return torch.tensor([int(v) for v in data], dtype=torch.int64).to(dtype).reshape(encoded["shape"])
    return torch.tensor(data, dtype=torch.float64).to(dtype).reshape(encoded["shape"])


def as_double(value):
    return value.double() if isinstance(value, torch.Tensor) and value.is_floating_point() else value


def to_double(value):
    return value.double() if isinstance(value, torch.Tensor) else value


def decode_options(encoded):
    return {
        OPTION_NAMES[name]: decode_tensor(value) if isinstance(value, dict) else float(value) if isinstance(value, str) else value
        for name, value in encoded.items()
    }


def apply_ops(tensor, ops, exact=False):
    """With `exact` no float is ever rounded: functions of integers give float64, as do all casts into a floating type."""
    for op in ops:
        source = tensor.double() if exact and op["op"] in ("sigmoid", "log", "exp", "div") else tensor
        tensor = OPS[op["op"]](as_double(source) if exact else source, op)
        if exact and op["op"] == "to" and tensor.is_floating_point():
            tensor = source.double()
    return tensor


def judge(case):
    """What torch gives for every reduction: {values, gradient} or {exception, message}."""
    reductions = REDUCTIONS + (("batchmean",) if case["loss"] == "KLDivLoss" or case.get("batchmean") else ())
    return {reduction: judge_reduction(case, reduction) for reduction in reductions}


def judge_reduction(case, reduction):
    """Two runs: with the types as they are, which says what is refused, and in float64, which gives the numbers."""
    input = decode_tensor(case["input"])
    trainable = input.is_floating_point()
    try:
        with warnings.catch_warnings(record=True) as warned:
            warnings.simplefilter("always")
            typed_leaf, typed = run(case, reduction, exact=False)
    except Exception as error:
        return refusal(error)
    if typed is UNSPECIFIED:
        return {"unspecified": "torch returns uninitialised memory"}
    leaf, reduced = run(case, reduction, exact=True)
    result = {"values": {**encode_tensor(reduced), "dtype": dtype_name(typed)}}
    broadcasts = [str(each.message) for each in warned if str(each.message).startswith("Using a target size")]
    if broadcasts:
        result["warning"] = broadcasts[0]
    if trainable:
        try:
            typed.sum().backward()
            reduced.sum().backward()
            # A norm of order 0 sends nothing back.
            slopes = torch.zeros_like(leaf) if leaf.grad is None else leaf.grad
            result["gradient"] = [encode_number(value) for value in slopes.flatten().tolist()]
        except Exception as error:
            result["gradient"] = refusal(error)
    return result


UNSPECIFIED = object()


def run(case, reduction, exact):
    cast = lambda value: value
    if exact:
        ranks = case["loss"] == "MarginRankingLoss" and case["input"]["dtype"].removeprefix("b").startswith("float")
        cast = to_double if case["loss"] in IN_FLOAT and not ranks else as_double
    leaf = cast(decode_tensor(case["input"]))
    leaf.requires_grad_(leaf.is_floating_point())
    input = apply_ops(leaf, case.get("inputOps", ()), exact)
    target = apply_ops(cast(decode_tensor(case["target"])), case.get("targetOps", ()), exact)
    options = {name: cast(value) for name, value in decode_options(case.get("options", {})).items()}
    reduced = FUNCTIONS[case["loss"]](input, target, reduction=reduction, **options)
    uninitialised = case["loss"] in ("MultiMarginLoss", "MultiLabelMarginLoss") and input.numel() == 0
    return leaf, UNSPECIFIED if uninitialised and reduction != "none" else reduced


def judge_in(case, dtype):
    """What torch gives if all floating tensors are of `dtype`."""
    cast = lambda value: value.to(dtype) if isinstance(value, torch.Tensor) and value.is_floating_point() else value
    expected = {}
    for reduction in REDUCTIONS:
        try:
            input = apply_ops(cast(decode_tensor(case["input"])), case.get("inputOps", ()))
            target = apply_ops(cast(decode_tensor(case["target"])), case.get("targetOps", ()))
            options = {name: cast(value) for name, value in decode_options(case.get("options", {})).items()}
            reduced = FUNCTIONS[case["loss"]](input, target, reduction=reduction, **options)
            expected[reduction] = {"values": encode_tensor(reduced)}
        except Exception as error:
            expected[reduction] = refusal(error)
    return expected


def refusal(error):
    return {"exception": type(error).__name__, "message": str(error)}
