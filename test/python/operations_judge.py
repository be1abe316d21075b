"""Runs the cases of operations.ts (JSON on standard input) under real torch and NumPy, and prints what each step gives."""

import json
import math
import operator
import sys
import warnings

import numpy as np
import torch
import torch.nn.functional

warnings.simplefilter("ignore")
np.seterr(all="ignore")
torch.set_num_threads(1)
MODULES = {"torch": torch, "numpy": np, "operator": operator}
DTYPES = ["bool", "uint8", "int8", "int16", "int32", "int64", "float16", "bfloat16", "float32", "float64"]


def resolve(path):
    parts = path.split(".")
    value = MODULES[parts[0]]
    for part in parts[1:]:
        value = getattr(value, part)
    return value


def argument(spec, results):
    kind = spec["t"]
    if kind in ("int", "bool", "str"):
        return spec["v"]
    if kind == "float":
        return float(spec["v"])
    if kind == "none":
        return None
    if kind == "ellipsis":
        return ...
    if kind == "slice":
        return slice(*(argument(part, results) for part in spec["v"]))
    if kind == "list":
        return [argument(item, results) for item in spec["v"]]
    if kind == "tuple":
        return tuple(argument(item, results) for item in spec["v"])
    if kind == "dtype":
        return getattr(torch if spec["lib"] == "torch" else np, spec["v"] if spec["v"] != "bool" or spec["lib"] == "torch" else "bool_")
    value = results[spec["i"]]
    return value if spec.get("k") is None else value[spec["k"]]


def number(value):
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, float) and not math.isfinite(value):
        return "nan" if math.isnan(value) else "inf" if value > 0 else "-inf"
    return value


def described(value):
    if isinstance(value, torch.Tensor):
        name = str(value.dtype).removeprefix("torch.")
        if name not in DTYPES:
            return {"kind": "other"}
        flat = value.detach().flatten()
        data = flat.double().tolist() if value.dtype.is_floating_point else flat.tolist()
        return {"kind": "tensor", "lib": "torch", "dtype": name, "shape": list(value.shape), "data": [number(x) for x in data]}
    if isinstance(value, (np.ndarray, np.generic)):
        name = str(value.dtype)
        if name not in DTYPES:
            return {"kind": "other"}
        data = value.astype(np.float64) if name.startswith("float") else value
        return {"kind": "tensor", "lib": "numpy", "dtype": name, "shape": list(value.shape), "data": [number(x) for x in np.ravel(data).tolist()]}
    if isinstance(value, bool):
        return {"kind": "number", "type": "bool", "value": int(value)}
    if isinstance(value, (int, float)):
        return {"kind": "number", "type": type(value).__name__, "value": number(value)}
    if isinstance(value, (tuple, list)):
        return {"kind": "items", "items": [described(item) for item in value]}
    return {"kind": "none" if value is None else "other"}


def run(case):
    results, steps, raised = [], [], None
    for step in case:
        try:
            args = [argument(arg, results) for arg in step["args"]]
            named = {name: argument(arg, results) for name, arg in step["kwargs"].items()}
            path = step["path"]
            if path.startswith(("torch.Tensor.", "numpy.ndarray.")):
                member = getattr(args[0], path.rsplit(".", 1)[1])
                value = member if step["property"] else member(*args[1:], **named)
            else:
                value = resolve(path)(*args, **named)
        except Exception as error:
            raised = f"{type(error).__name__}: {error}"[:160]
            break
        results.append(value)
        steps.append(described(value))
    return {"steps": steps, "raised": raised, "final": [described(value) for value in results]}


for line in sys.stdin:
    print(json.dumps(run(json.loads(line))))
