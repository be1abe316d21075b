"""Constant expressions of Python as CPython, NumPy and torch evaluate them: names of libraries, and of what makes arrays, alone."""
import ast
import math
import warnings

import numpy as np
import torch

warnings.simplefilter("ignore")
torch.set_num_threads(1)

NAMES = {
    "np": np, "numpy": np, "torch": torch, "math": math, "F": torch.nn.functional, "array": np.array, "tensor": torch.tensor,
    "nan": math.nan, "inf": math.inf, "float": float, "int": int, "bool": bool, "list": list, "tuple": tuple, "range": range, "len": len,
    "float32": np.float32, "float64": np.float64, "int64": np.int64, "int32": np.int32, "True": True, "False": False,
}
CALLS = set(
    "array asarray tensor as_tensor FloatTensor LongTensor DoubleTensor IntTensor Tensor float16 float32 float64 int8 int16 int32 int64 uint8 bool_ "
    "zeros ones full eye identity arange linspace zeros_like ones_like reshape view t transpose squeeze unsqueeze flatten ravel astype float "
    "double half long int bool clone detach copy tolist log exp sqrt abs sum mean max min argmax cumsum clip concatenate stack vstack hstack "
    "cat where tile repeat flip sort diag tril triu softmax log_softmax sigmoid one_hot list tuple range len square log1p expm1 log2 log10 tanh to".split()
)
ATTRIBUTES = CALLS | set("T nan inf NaN Inf pi e newaxis nn functional linalg".split()) | {
    "float", "double", "half", "long", "int", "short", "bfloat16", "uint16", "uint32", "uint64", "intp", "bool", "complex64", "complex128",
}
LARGEST = 20_000


class Unjudged(Exception):
    """An expression of more than constants and known functions."""


def check(node, bound=frozenset()):
    for child in ast.walk(node):
        if isinstance(child, ast.Name) and child.id not in NAMES:
            raise Unjudged(child.id)
        if isinstance(child, ast.Attribute) and child.attr not in ATTRIBUTES:
            raise Unjudged(child.attr)
        if isinstance(child, ast.Call):
            called = child.func.attr if isinstance(child.func, ast.Attribute) else getattr(child.func, "id", "")
            if called not in CALLS:
                raise Unjudged(called)
        if isinstance(child, ast.Constant) and isinstance(child.value, int) and abs(child.value) > LARGEST and not plain(node):
            raise Unjudged("a large number")
        if isinstance(child, (ast.Lambda, ast.NamedExpr, ast.Await, ast.Yield, ast.YieldFrom, ast.comprehension, ast.JoinedStr, ast.Pow)):
            raise Unjudged(type(child).__name__)


def plain(node):
    return not any(isinstance(child, (ast.Call, ast.BinOp)) for child in ast.walk(node))


def evaluated(text):
    """The value of an expression; raises Unjudged where it is none that is evaluated here, and what Python raises."""
    tree = ast.parse(text.strip(), mode="eval")
    check(tree)
    return eval(compile(tree, "<literal>", "eval"), {"__builtins__": {"__import__": __import__}}, NAMES)


def arrayed(value):
    """(values, shape, dtype or None, dtype of the numbers as they are held) of what an array can be made of; raises ValueError elsewhere."""
    if isinstance(value, torch.Tensor):
        if value.is_complex() or value.numel() > 2_000_000:
            raise ValueError("complex")
        dtype = str(value.dtype).removeprefix("torch.")
        return value.detach().to(torch.float64).numpy(), list(value.shape), dtype, dtype
    dtype = str(value.dtype) if isinstance(value, (np.ndarray, np.generic)) else None
    array = np.array(value)
    if array.dtype == object or array.dtype.kind not in "biuf":
        raise ValueError(f"no numbers: {array.dtype}")
    return array.astype(np.float64), list(array.shape), dtype, str(array.dtype)
