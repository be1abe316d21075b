"""Runs the programs of test/frameworks/programs.ts with the real libraries.

`npx tsx test/frameworks/programs.ts | python3 test/frameworks/run_programs.py` writes what they print to programs.json, for the
frameworks that can be imported; `--check` compares instead, those of random pairs, too. Keras is asked where it runs on TensorFlow.
"""

import contextlib
import importlib.util
import io
import json
import math
import os
import sys
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "")

GOLDEN = Path(__file__).with_name("programs.json")
NEEDS = {
    "torch": "torch",
    "transformers": "torch",
    "keras": "tensorflow",
    "optax": "optax",
    "scikit-learn": "sklearn",
    "numpy": "scipy",
    "xgboost": "xgboost",
    "lightgbm": "lightgbm",
}


def run(program):
    out = io.StringIO()
    names = {}
    with contextlib.redirect_stdout(out):
        exec(compile(program, "program", "exec"), names)
    return float(names["loss"])


def main():
    check = "--check" in sys.argv[1:]
    old = json.loads(GOLDEN.read_text()) if GOLDEN.exists() else []
    known = {(entry["pair"], entry["framework"]): entry for entry in old}
    result, wrong, ran = [], [], 0
    for entry in json.load(sys.stdin):
        key = (entry["pair"], entry["framework"])
        if importlib.util.find_spec(NEEDS[entry["framework"]]) is None:
            if key in known:
                result.append(known[key])
            continue
        printed = run(entry["program"])
        ran += 1
        promised = float(entry["value"])
        if not (math.isclose(printed, promised, rel_tol=3e-6, abs_tol=1e-7) or printed == promised or math.isnan(printed) and math.isnan(promised)):
            wrong.append(f"{key}: prints {printed}, promised is {promised}\n{entry['program']}")
        printed = printed if math.isfinite(printed) else str(printed)
        result.append({"pair": key[0], "framework": key[1], "program": entry["program"], "printed": printed})
    print("\n".join(wrong) or f"{ran} programs print what they promise")
    if not check:
        GOLDEN.write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n")
    sys.exit(1 if wrong else 0)


main()
