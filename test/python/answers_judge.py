"""Runs what answers.ts promises under torch: the value or exception of a call, what print and .item() show of it.

Reads JSON from standard input: [{name, text, line, value, exception, printed, item}].
"""

import contextlib
import io
import json
import math
import pathlib
import sys
import warnings

import numpy as np
import torch

with contextlib.suppress(ImportError):
    import sklearn.metrics

FORMS = pathlib.Path(__file__).parent / "forms"
sys.path[:0] = [str(FORMS), str(FORMS.parent)]
import truth as forms

forms.LOSSES.update(
    margin_ranking_loss="MarginRankingLoss",
    cosine_embedding_loss="CosineEmbeddingLoss",
    triplet_margin_loss="TripletMarginLoss",
)


class Program:
    kind, control = "scripts", False
    before, after, names, loose = [], [], [], False

    def __init__(self, name, text):
        self.name, self.text, self.cells = name, text, [(0, text)]


class Looking(forms.Recorder):
    def add(self, place, loss, made):
        self.found.append((place[0], place[2], made, place[1]))

    def record(self, loss, signature, function, args, kwargs):
        result = None
        try:
            result = super().record(loss, signature, function, args, kwargs)
            return result
        finally:
            if self.found and isinstance(result, torch.Tensor):
                self.found[-1][2].setdefault("tensor", result.detach())


def flat(value):
    if isinstance(value, list):
        return [number for item in value for number in flat(item)]
    return [float(value)]


def close(a, b):
    return math.isnan(a) and math.isnan(b) or math.isclose(a, b, rel_tol=3e-5, abs_tol=2e-6)


def digits(tensor):
    return repr(tensor).removeprefix("tensor(").split(",")[0].rstrip(")")


def broken(promise, recorder):
    """What is not as promised; None where all is."""
    recorder.found = []
    if "end" in promise:
        return broken_expression(promise)
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        _, ended = forms.run(Program(promise["name"], promise["text"]), recorder)
    if promise["exception"] is not None:
        if "autocast" in promise["exception"]["message"]:
            return None
        if ended is None:
            return "does not raise"
        if type(ended).__name__ != promise["exception"]["type"] or str(ended).strip() != promise["exception"]["message"].strip():
            return f"raises {type(ended).__name__}: {ended}"
        return None
    reached = any(first <= promise["line"] <= last for first, last, _, _ in recorder.found)
    if ended is not None and not reached and "column" in promise:
        return None  # it ended in front of the call
    given = any(first <= promise["line"] <= last and "tensor" in made for first, last, made, _ in recorder.found)
    if ended is not None and promise["value"] is not None and not (given and promise["printed"] is not None):
        return f"raises {type(ended).__name__}: {ended}"  # with a fix, or at the call; behind a call another one may
    if promise["value"] is None:
        return f"raises {type(ended).__name__}: {ended}" if "," in promise["name"] and isinstance(ended, (NameError, SyntaxError, AttributeError)) else None
    made = [made for first, last, made, column in recorder.found if (promise.get("anywhere") or first <= promise["line"] <= last) and "tensor" in made and promise.get("column") in (None, column)]
    if not made:
        return "no call is made"
    wanted = flat(promise["value"])
    tensor = next((each["tensor"] for each in made if each["tensor"].numel() == len(wanted) and all(map(close, each["tensor"].double().flatten().tolist(), wanted))), made[0]["tensor"])
    got = promise["torch"] = tensor.double().flatten().tolist()
    if len(got) != len(wanted) or not all(map(close, got, wanted)):
        return f"gives {got[:4]}, not {wanted[:4]}"
    if promise["printed"] is not None and digits(tensor) != promise["printed"]:
        return f"prints {digits(tensor)}, not {promise['printed']}"
    if promise["item"] is not None and repr(tensor.item()) != promise["item"]:
        return f"item is {tensor.item()!r}, not {promise['item']}"
    return None


def broken_expression(promise):
    """The same of a loss that is written out: the text between two places is looked at while the program runs."""
    text, seen = promise["text"], []
    lines = text.splitlines(keepends=True)
    at = lambda line, column: sum(map(len, lines[: line - 1])) + column - 1
    start, end = at(promise["line"], promise["column"]), at(promise["end"]["line"], promise["end"]["column"])
    code = f"{text[:start]}_look({text[start:end]}){text[end:]}"
    look = lambda value: seen.append(value) or value
    sys.modules.pop("pandas", None)  # a stub here, which scikit-learn would take for the real one
    with contextlib.redirect_stdout(io.StringIO()), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            exec(compile(code, promise["name"], "exec"), {"_look": look, "__name__": "__main__"})
        except Exception as error:
            raised, wanted = str(error), promise["exception"]
            return None if wanted is not None and wanted["message"].strip() == raised.strip() else f"raises {error}"
    if promise["exception"] is not None:
        return "does not raise"
    got = [numbers(each) for each in seen]
    if promise["value"] is None:
        return None
    wanted = flat(promise["value"])
    promise["torch"] = next((each for each in got if len(each) == len(wanted) and all(map(close, each, wanted))), None)
    return None if promise["torch"] is not None else f"gives {got[:4]}, not {wanted}"


def numbers(value):
    return np.asarray(value.detach() if isinstance(value, torch.Tensor) else value, dtype="float64").flatten().tolist()


def main():
    recorder = Looking()
    recorder.found = []
    forms.install(recorder)
    kept = failures = 0
    recorded, arguments = [], sys.argv[1:]  # programs set their own
    for promise in json.load(sys.stdin):
        try:
            with forms.restored():
                forms.install(recorder)
                what = broken(promise, recorder)
        except Exception as error:
            what = f"{type(error).__name__}: {error}"
        recorded.append([repr(each) if math.isinf(each) or math.isnan(each) else each for each in promise.get("torch") or []])
        if what is None:
            kept += 1
        else:
            failures += 1
            print(f"{promise['name']}: {what}")
    print(f"{kept} kept, {failures} broken")
    if "--record" in arguments:
        pathlib.Path(arguments[-1]).write_text(json.dumps(recorded))


main()
