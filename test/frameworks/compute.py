"""Truths of test/frameworks/cases.py by the real libraries.

Run with each interpreter that has some of them: `python3 test/frameworks/compute.py` writes golden.json anew for the frameworks that
can be imported, and leaves the others as they are; `--check` compares instead. Cases that choose a backend for Keras run in a process of
their own for each: Keras has one for good.
"""

import importlib.util
import json
import math
import os
import subprocess
import sys
import warnings
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "")
# Without TensorFlow Keras runs on JAX.
ON_JAX = importlib.util.find_spec("tensorflow") is None and importlib.util.find_spec("keras") is not None
if ON_JAX:
    os.environ.setdefault("KERAS_BACKEND", "jax")

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


BACKENDS = {"torch": "keras on torch", "jax": "keras on jax"}


def backend_of(code):
    return next((name for name in BACKENDS if f'KERAS_BACKEND"] = "{name}"' in code), None)


def key_of(case):
    backend = backend_of(case["code"])
    return case["framework"] if backend is None else BACKENDS[backend]


def elsewhere():
    """Truths of the cases that choose a backend, by their names, and the versions that gave them."""
    found, used = {}, {}
    if importlib.util.find_spec("keras") is None:
        return found, used
    for backend, key in BACKENDS.items():
        if importlib.util.find_spec(backend) is None:
            continue
        codes = {case["name"]: case["code"] for case in CASES if backend_of(case["code"]) == backend}
        environment = {**os.environ, "KERAS_BACKEND": backend}
        run = subprocess.run(
            [sys.executable, __file__, "--these"], input=json.dumps(codes), env=environment, capture_output=True, text=True, check=True
        )
        answer = json.loads(run.stdout.splitlines()[-1])
        found.update(answer["truths"])
        used[key] = answer["version"]
    return found, used


def these():
    import keras

    backend = importlib.import_module(keras.backend.backend())
    truths = {name: truth(code) for name, code in json.load(sys.stdin).items()}
    print(json.dumps({"truths": truths, "version": f"{keras.__version__} on {backend.__name__} {backend.__version__}"}))


def main():
    if "--these" in sys.argv[1:]:
        these()
        return
    check = "--check" in sys.argv[1:]
    old = json.loads(GOLDEN.read_text()) if GOLDEN.exists() else {"versions": {}, "cases": []}
    known = {case["name"]: case for case in old["cases"]}
    present = versions()
    apart, used = elsewhere()
    present.update(used)
    cases, differing, ran = [], [], 0
    for case in CASES:
        needs_pandas = "import pandas" in case["code"] and importlib.util.find_spec("pandas") is None
        # What is asked of Keras alone gives the same on each of its backends, to the digits that are compared.
        is_elsewhere = check and ON_JAX and case["framework"] == "keras" and "tensorflow" not in case["code"]
        if (key_of(case) not in present and not is_elsewhere) or needs_pandas:
            if case["name"] in known:
                cases.append(known[case["name"]])
            continue
        made = {**case, **(apart.get(case["name"]) or truth(case["code"]))}
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
