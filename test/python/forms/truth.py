"""What torch says to every program of this folder: each loss call's place, arguments, value or exception, and the names at the end.

  python3 test/python/forms/truth.py            writes truth.json
  python3 test/python/forms/truth.py --check    compares with it
"""

import contextlib
import functools
import inspect
import io
import json
import math
import os
import pathlib
import random
import sys
import tempfile
import warnings

import numpy as np
import torch

sys.path.insert(0, str(pathlib.Path(__file__).parents[1]))
import programs
import stubs
from recorded import recorded

TRUTH = pathlib.Path(__file__).resolve().parent / "truth.json"
LOSSES = {
    "cross_entropy": "CrossEntropyLoss",
    "nll_loss": "NLLLoss",
    "binary_cross_entropy": "BCELoss",
    "binary_cross_entropy_with_logits": "BCEWithLogitsLoss",
    "kl_div": "KLDivLoss",
    "multi_margin_loss": "MultiMarginLoss",
    "multilabel_margin_loss": "MultiLabelMarginLoss",
    "multilabel_soft_margin_loss": "MultiLabelSoftMarginLoss",
    "soft_margin_loss": "SoftMarginLoss",
    "hinge_embedding_loss": "HingeEmbeddingLoss",
    "mse_loss": "MSELoss",
    "l1_loss": "L1Loss",
    "smooth_l1_loss": "SmoothL1Loss",
    "huber_loss": "HuberLoss",
    "gaussian_nll_loss": "GaussianNLLLoss",
    "poisson_nll_loss": "PoissonNLLLoss",
}

class Recorder:
    def __init__(self):
        self.calls, self.busy, self.moved, self.lines = {}, False, {}, {}

    def place(self, frame):
        """Of the call in the program that is being made: 1-based, columns in UTF-16 units."""
        while frame is not None and not frame.f_code.co_filename.startswith("<program"):
            frame = frame.f_back
        if frame is None:
            return None
        line, end_line, column, end_column = list(frame.f_code.co_positions())[frame.f_lasti // 2]

        def units(line, column):
            text = self.lines[line - 1].encode()[:column].decode()
            return len(text.encode("utf-16-le")) // 2 + self.moved[line - 1] + 1

        return line, units(line, column), end_line, units(end_line, end_column)

    def record(self, loss, signature, function, args, kwargs):
        if self.busy:
            return function(*args, **kwargs)
        place = self.place(sys._getframe(2))
        if place is None or place[0] > len(self.lines):
            return function(*args, **kwargs)
        try:
            bound = list(signature.bind(*args, **kwargs).arguments.values())
        except TypeError:
            bound = list(args)
        made = {"input": recorded(bound[0]) if bound else None, "target": recorded(bound[1]) if len(bound) > 1 else None}
        self.busy = True
        try:
            value = function(*args, **kwargs)
            made["value"] = recorded(value)
            return value
        except Exception as error:
            made["exception"] = {"type": type(error).__name__, "message": str(error)}
            raise
        finally:
            self.busy = False
            self.add(place, loss, made)

    def add(self, place, loss, made):
        old = self.calls.get(place)
        outcome = made.get("exception") or made.get("value")
        if old is None:
            self.calls[place] = {"loss": loss, **made, "visits": 1, "each": [outcome]}
            return
        old["visits"] += 1
        if outcome not in old["each"]:
            old["each"].append(outcome)
        for part in ("input", "target", "value", "exception"):
            if old.get(part) != made.get(part):
                old["varies"] = sorted({*old.get("varies", []), part})


def wrap(recorder, loss, function):
    signature = inspect.signature(function)

    @functools.wraps(function)
    def wrapped(*args, **kwargs):
        return recorder.record(loss, signature, function, args, kwargs)

    return wrapped


def run(program, recorder):
    """The names at the end, and what ended it."""
    recorder.calls, recorder.moved, recorder.lines = {}, [], program.text.split("\n")
    _, recorder.moved = programs.executable(program, program.text)
    names, ended = {"__name__": "__main__"}, None
    torch.manual_seed(0)
    np.random.seed(0)
    random.seed(0)
    try:
        for line in program.before:
            exec(line, names)
        for first, cell in program.cells:
            text, _ = programs.executable(program, cell)
            if not program.kind.startswith("notebook"):
                exec(compile("\n" * first + text, "<program>", "exec"), names)
                continue
            try:
                exec(compile("\n" * first + text, f"<program {first}>", "exec"), names)
            except Exception as error:
                ended = ended or error
    except (Exception, SystemExit) as error:
        ended = error
    try:
        for line in program.after:
            exec(line, names)
        for name, value in list(names.items()):
            if name.startswith("test_") and program.kind == "tests" and not inspect.signature(value).parameters:
                value()
    except Exception as error:
        ended = ended or error
    return names, ended


@contextlib.contextmanager
def restored():
    """Undoes what a program does to torch and to the imported modules."""
    kept, modules = [dict(torch.nn.functional.__dict__), dict(torch.__dict__)], set(sys.modules)
    try:
        yield
    finally:
        for module, names in zip([torch.nn.functional, torch], kept):
            module.__dict__.update(names)
        torch.set_default_dtype(torch.float32)
        for name in set(sys.modules) - modules:
            if name in ("helpers", "utilities"):
                del sys.modules[name]


def facts(program, recorder):
    with restored(), contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        names, ended = run(program, recorder)
    calls = []
    for (line, column, end_line, end_column), call in sorted(recorder.calls.items()):
        known = recorder.lines[line - 1].rstrip().endswith("# known")
        place = {"line": line, "column": column, "endLine": end_line, "endColumn": end_column}
        if "varies" not in call:
            del call["each"]
        calls.append({**place, **call, **({"known": True} if known else {})})
    raised = any("exception" in call for call in calls)
    if ended is not None and not raised and not program.control and not program.loose:
        print(f"{program.kind}: {program.name}: {type(ended).__name__}: {ended}", file=sys.stderr)
    values = {name: recorded(value) for name, value in names.items() if not name.startswith("__")}
    values = {name: value for name, value in values.items() if value["kind"] not in ("other", "none")}
    for name in program.names:
        if values.get(name) is None:
            print(f"{program.kind}: {program.name}: {name} has no value", file=sys.stderr)
    if not calls and not program.names and not program.control and not program.loose:
        print(f"{program.kind}: {program.name}: no call", file=sys.stderr)
    return {
        "kind": program.kind,
        "name": program.name,
        "text": program.text,
        "cells": [first for first, _ in program.cells],
        "control": program.control,
        "loose": program.loose,
        "wanted": program.names,
        "calls": calls,
        "names": values,
        "ended": None if ended is None else f"{type(ended).__name__}: {ended}",
    }


def install(recorder):
    """Records torch's losses from here on, whichever way they are called."""
    for name, loss in LOSSES.items():
        setattr(torch.nn.functional, name, wrap(recorder, loss, getattr(torch.nn.functional, name)))
    stubs.install(wrap(recorder, "SigmoidFocalLoss", stubs.sigmoid_focal_loss))


def same(a, b):
    if isinstance(a, float) and isinstance(b, float):
        return math.isclose(a, b, rel_tol=1e-5, abs_tol=1e-6)
    if isinstance(a, dict) and isinstance(b, dict):
        return a.keys() == b.keys() and all(same(a[key], b[key]) for key in a)
    if isinstance(a, list) and isinstance(b, list):
        return len(a) == len(b) and all(map(same, a, b))
    return a == b


def stable(one):
    """What is the same on every machine and at every time: of a program of which nothing can be known, where its calls stand."""
    if not one["control"]:
        return {**one, "names": {name: value for name, value in one["names"].items() if name != "start"}}
    return [(call["line"], call["endColumn"], call["loss"]) for call in one["calls"]]


def main():
    recorder = Recorder()
    install(recorder)
    # A folder and an environment that are the same everywhere: whatever a program records of them stands in truth.json.
    os.chdir(tempfile.mkdtemp())
    os.environ.clear()
    os.environ.update(HOME="/home/user", LANG="C.UTF-8")
    for name in "abc":
        pathlib.Path(name).touch()
    found = [facts(program, recorder) for program in programs.everything()]
    if "--check" not in sys.argv:
        TRUTH.write_text("[\n" + ",\n".join(json.dumps(one) for one in found) + "\n]\n")
        print(f"{len(found)} programs, {sum(len(one['calls']) for one in found)} calls")
        return
    kept = {(one["kind"], one["name"]): one for one in json.loads(TRUTH.read_text())}
    failed = [
        one
        for one in found
        if (one["kind"], one["name"]) not in kept
        or not same(stable(json.loads(json.dumps(one))), stable(kept[one["kind"], one["name"]]))
    ]
    for one in failed:
        print(f"{one['kind']}: {one['name']}: torch says something else than truth.json")
    failures = len(failed) + abs(len(kept) - len(found))
    print(f"{len(found) - len(failed)} passed, {failures} failed")
    sys.exit(failures > 0)


if __name__ == "__main__":
    main()
