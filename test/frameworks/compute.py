"""Truths of test/frameworks/cases.py by the real libraries.

Run with each interpreter that has some of them: `python3 test/frameworks/compute.py` writes golden.json anew for the frameworks that
can be imported, and leaves the others as they are; `--check` compares instead.
"""

import importlib.util
import json
import math
import os
import sys
import warnings
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "")
# Without TensorFlow Keras runs on JAX.
ON_JAX = importlib.util.find_spec("tensorflow") is None and importlib.util.find_spec("keras") is not None
if ON_JAX:
    os.environ["KERAS_BACKEND"] = "jax"

from cases import CASES  # noqa: E402

GOLDEN = Path(__file__).with_name("golden.json")
# tf.keras is Keras on TensorFlow, whose arithmetic differs in places from that of Keras's other backends.
NEEDS = {"keras": "tensorflow", "tensorflow": "tensorflow", "optax": "optax", "scikit-learn": "sklearn", "numpy": "numpy"}


def versions():
    found = {}
    for framework, module in NEEDS.items():
        try:
            found[framework] = importlib.import_module(module).__version__
        except ImportError:
            continue
    if "keras" in found:
        found["keras"] = f"{importlib.import_module('keras').__version__} on TensorFlow {found['tensorflow']}"
    return found


def plain(value):
    if isinstance(value, list):
        return [plain(item) for item in value]
    if math.isnan(value):
        return "nan"
    return value if math.isfinite(value) else ("inf" if value > 0 else "-inf")


def truth(code):
    import numpy

    names = {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            exec(compile(code.replace("print(", "str("), "case", "exec"), names)
        except Exception as error:  # noqa: BLE001
            return {"exception": {"type": type(error).__name__, "message": str(error)}}
    return {"value": plain(numpy.asarray(names["loss"], dtype="float64").tolist())}


def main():
    check = "--check" in sys.argv[1:]
    old = json.loads(GOLDEN.read_text()) if GOLDEN.exists() else {"versions": {}, "cases": []}
    known = {case["name"]: case for case in old["cases"]}
    present = versions()
    cases, differing, ran = [], [], 0
    for case in CASES:
        needs_pandas = "import pandas" in case["code"] and importlib.util.find_spec("pandas") is None
        # What is asked of Keras alone gives the same on each of its backends, to the digits that are compared.
        is_elsewhere = check and ON_JAX and case["framework"] == "keras" and "tensorflow" not in case["code"]
        if (case["framework"] not in present and not is_elsewhere) or needs_pandas:
            if case["name"] in known:
                cases.append(known[case["name"]])
            continue
        made = {**case, **truth(case["code"])}
        ran += 1
        cases.append(made)
        before = known.get(case["name"])
        if check and not agrees(before, made):
            differing.append(f"{case['name']}: {before and (before.get('value') or before.get('exception'))} is now {made.get('value') or made.get('exception')}")
    if check:
        print("\n".join(differing) or f"{ran} calls agree with {present}")
        sys.exit(1 if differing else 0)
    golden = {"versions": {**old["versions"], **present}, "cases": cases}
    GOLDEN.write_text(json.dumps(golden, indent=1, ensure_ascii=False) + "\n")
    print(f"{len(cases)} cases, computed by {present}")


def agrees(a, b):
    if a is None or a["code"] != b["code"]:
        return False
    if "exception" in a or "exception" in b:
        return a.get("exception", {}).get("type") == b.get("exception", {}).get("type")
    return near(a["value"], b["value"])


def near(a, b):
    if isinstance(a, list) and isinstance(b, list):
        return len(a) == len(b) and all(near(x, y) for x, y in zip(a, b))
    if isinstance(a, str) or isinstance(b, str):
        return a == b
    return math.isclose(a, b, rel_tol=1e-5, abs_tol=2e-7)


main()
