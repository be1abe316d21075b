"""Runs the code that snippets.ts writes, each piece unchanged, under the torch installed here: python3 run_snippets.py < snippets.jsonl

A program has to compute the value that Loss Lens shows (1e-9 relative), or to raise the very exception that it names; a pytest has to pass.
"""

import contextlib
import io
import json
import math
import sys
import warnings

import numpy as np
import torch

# What is 0 · ln 0 is said by the program; NumPy says it on the way, too.
warnings.simplefilter("ignore")


def number(value):
    return float({"NaN": "nan", "Infinity": "inf", "-Infinity": "-inf"}[value]) if isinstance(value, str) else value


def same(actual, expected):
    if math.isnan(expected) or math.isinf(expected):
        return repr(actual) == repr(expected)
    return math.isclose(actual, expected, rel_tol=1e-9, abs_tol=1e-12)


def failed_test(code):
    """What keeps a pytest module from passing; its one test is called as pytest would call it."""
    scope = {}
    try:
        exec(compile(code, "test", "exec"), scope)
        [test] = [value for name, value in scope.items() if name.startswith("test_") and callable(value)]
        test()
    except BaseException as error:  # pytest's own failures are no Exception
        return f"{type(error).__name__}: {error}"
    return None


def problem(case):
    if "test" in case:
        return failed_test(case["test"])
    expected, scope = case["outcome"], {}
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            exec(compile(case["code"], "snippet", "exec"), scope)
    except Exception as error:  # the exception is what is compared
        found = f"{type(error).__name__}: {error}"
        wanted = f"{expected.get('exception')}: {expected.get('message')}"
        return None if found == wanted else f"raised {found}"
    if "values" not in expected:
        return f"ran, but was to raise {expected['message']}"
    loss = scope["loss"]
    values = (loss.detach().double() if isinstance(loss, torch.Tensor) else np.asarray(loss)).flatten().tolist()
    wanted = [number(value) for value in expected["values"]]
    if len(values) == len(wanted) and all(map(same, values, wanted)):
        return None
    return f"gave {values}, shown is {wanted}"


def main():
    failed = passed = 0
    for line in sys.stdin:
        case = json.loads(line)
        found = problem(case)
        if found is None:
            passed += 1
        else:
            failed += 1
            print(f"{case['title']}: {found}\n{case.get('code') or case['test']}", file=sys.stderr)
    print(f"snippets: {passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
