"""Compares what was read (answer.ts) with what CPython, NumPy and torch evaluate. Prints what differs, and what is refused and how often."""
import collections
import json
import sys

import numpy as np

from evaluate import Unjudged, arrayed, evaluated

DIGITS = {"float64": 1e-15, "float32": 3e-7, "float16": 2e-3, "bfloat16": 2e-2}


def number(text):
    return float(text.replace("Infinity", "inf"))


def difference(answer):
    """What differs from the truth, None where nothing does; raises Unjudged."""
    try:
        values, shape, dtype, held = arrayed(evaluated(answer["source"]))
    except (Unjudged, SyntaxError, MemoryError, RecursionError) as error:
        raise Unjudged(str(error))
    except Exception as error:  # What Python raises has no value: a value is a claim.
        return f"raises {type(error).__name__}: {str(error)[:80]}"
    read = np.array([number(value) for value in answer["values"]])
    if answer["shape"] != shape:
        return f"shape {shape}, read as {answer['shape']}"
    flat = np.asarray(values).reshape(-1)
    if dtype is not None and dtype in DIGITS | {"int64": 0, "int32": 0, "bool": 0} and answer["dtype"] != dtype:
        return f"dtype {dtype}, read as {answer['dtype']}"
    off = DIGITS.get(answer["dtype"] if dtype is not None else held, 0)
    same = (flat == read) | (np.isnan(flat) & np.isnan(read)) | (np.abs(flat - read) <= off * np.abs(flat))
    return None if same.all() else f"value {flat[~same][0]!r}, read as {read[~same][0]!r}"


passed = failed = unjudged = 0
refused = collections.Counter()
examples = {}
for line in sys.stdin:
    answer = json.loads(line)
    if "refused" in answer:
        why = (answer["how"], answer["refused"][:60])
        refused[why] += 1
        examples.setdefault(why, (answer["file"], answer["source"][:100].replace("\n", " ")))
        continue
    try:
        fault = difference(answer)
    except Unjudged:
        unjudged += 1
        continue
    if fault is None:
        passed += 1
    elif answer["warnings"]:
        unjudged += 1
    else:
        failed += 1
        if failed <= 40:
            print(f"{answer['file']}: {answer['how']}: {answer['source'][:160]!r}: {fault}")
for why, count in refused.most_common(25):
    print(f"refused {count} x {why[0]}: {why[1]}   e.g. {examples[why]}")
print(f"{sum(refused.values())} refused, {unjudged} beyond what is judged")
print(f"{passed} passed, {failed} failed")
sys.exit(1 if failed else 0)
