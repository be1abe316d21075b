"""What a value of a program is, as JSON: kind, shape, dtype, values."""

import math

import numpy as np
import torch

ELEMENTS = 256


def number(value):
    return value if not isinstance(value, float) or math.isfinite(value) else str(value)


def recorded(value, depth=0):
    """Floats of arrays as they are in float64. What is no value that is compared is `other`."""
    if isinstance(value, torch.Tensor):
        data = value.detach()
        data = data.double() if data.dtype.is_floating_point else data
        found = {"kind": "torch", "shape": list(value.shape), "dtype": str(value.dtype)[6:]}
        return with_values(found, data.flatten().tolist())
    if isinstance(value, (np.ndarray, np.generic)) and value.dtype.kind in "biuf":
        found = {"kind": "numpy", "shape": list(value.shape), "dtype": str(value.dtype)}
        return with_values(found, value.astype(float).flatten().tolist() if value.dtype.kind == "f" else value.flatten().tolist())
    if value is None:
        return {"kind": "none"}
    if type(value) in (bool, int, float):
        return {"kind": type(value).__name__, "value": number(value)}
    if type(value) is str:
        return {"kind": "str", "value": value}
    if isinstance(value, (list, tuple, dict)) and (len(value) > 64 or depth >= 8):
        return {"kind": "long"}
    if isinstance(value, (list, tuple)):
        kind = "list" if isinstance(value, list) else "tuple"
        return {"kind": kind, "items": [recorded(item, depth + 1) for item in value]}
    if type(value) is dict and all(type(key) in (str, int) for key in value):
        return {"kind": "dict", "items": [[key, recorded(item, depth + 1)] for key, item in value.items()]}
    return {"kind": "other"}


def with_values(found, flat):
    if len(flat) <= ELEMENTS:
        found["values"] = [number(item) for item in flat]
    return found
