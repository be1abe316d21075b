"""Golden values by the installed torch.

python3 test/golden/compute.py [NAME …]    writes the JSON files beside this script, or those of these names
python3 test/golden/compute.py --check     compares them with the installed torch; exits 1 if anything differs
"""

import importlib.util
import json
import math
import pathlib
import sys

import torch

import golden_cases
import golden_examples
import golden_float32
import golden_refusals
import golden_regression
import golden_signatures
from torch_judge import apply_ops, decode_tensor, dtype_name, encode_tensor, judge, judge_in, refusal

HERE = pathlib.Path(__file__).parent


def judged(*sources):
    return [{**case, "expected": judge(case)} for source in sources for case in source]


def judged_ops():
    made = []
    for input, op in golden_examples.op_cases():
        case = {"label": f"{op} of {input['dtype']} {input['shape']}", "input": input, "ops": [op]}
        try:
            typed = apply_ops(decode_tensor(input), [op])
            values = {**encode_tensor(apply_ops(decode_tensor(input), [op], exact=True)), "dtype": dtype_name(typed)}
            made.append({**case, "expected": {"values": values}})
        except Exception as error:
            made.append({**case, "expected": refusal(error)})
    return made


def judged_in_low_precision(*sources):
    """Examples, pipelines and a few long sums in the types narrower than float64."""
    made = []
    for case in (case for source in sources for case in source if not case.get("targetOps")):
        for dtype in ("float32", "float16", "bfloat16"):
            label = f"{case['label']} in {dtype}"
            made.append({**case, "label": label, "dtype": dtype, "expected": judge_in(case, getattr(torch, dtype))})
    return made


def found():
    """What the fuzz found, kept as bare cases."""
    return [json.loads(line) for line in (HERE / "found.jsonl").read_text().splitlines() if line]


def judged_metrics():
    from golden_metrics import metric_cases

    return metric_cases()


def judged_classification():
    from golden_classification import classification_cases

    return classification_cases()


FILES = {
    "seed": lambda: judged(golden_examples.seed_cases()),
    "table": lambda: judged(golden_examples.table_cases()),
    "crossEntropy": lambda: judged(golden_cases.cross_entropy_cases()),
    "nllLoss": lambda: judged(golden_cases.nll_cases()),
    "binaryCrossEntropy": lambda: judged(golden_cases.bce_cases(), golden_cases.bce_with_logits_cases(), golden_cases.focal_cases()),
    "klDiv": lambda: judged(golden_cases.kl_cases()),
    "margins": lambda: judged(
        golden_cases.multilabel_soft_margin_cases(),
        golden_cases.multilabel_margin_cases(),
        golden_cases.multi_margin_cases(),
        golden_cases.soft_margin_cases(),
        golden_cases.hinge_cases(),
    ),
    "errors": lambda: judged(golden_regression.error_cases(), golden_regression.error_refusals()),
    "likelihoods": lambda: judged(golden_regression.poisson_cases(), golden_regression.gaussian_cases()),
    "threeArrays": lambda: judged(
        golden_regression.ranking_cases(), golden_regression.cosine_cases(), golden_regression.triplet_cases()
    ),
    "byDefinition": lambda: judged(golden_regression.softmax_focal_cases(), golden_regression.anchor_focal_cases(), golden_regression.overlap_cases()),
    "pipelines": lambda: judged(golden_examples.pipeline_cases()),
    "refusalsOfTypes": lambda: judged(golden_refusals.type_cases()),
    "refusalsOfShapes": lambda: judged(golden_refusals.shape_cases()),
    "refusalsOfValues": lambda: judged(golden_refusals.value_cases()),
    "precision": lambda: judged_in_low_precision(
        golden_examples.table_cases(), golden_examples.pipeline_cases(), golden_examples.narrow_cases()
    ),
    "precisionOfValues": lambda: judged_in_low_precision(golden_regression.narrow_cases()),
    "float32": lambda: list(golden_float32.float32_cases(6)),
    "found": lambda: judged(found()),
    "ops": judged_ops,
    "signatures": golden_signatures.signature_cases,
    "classification": judged_classification,
    "metrics": judged_metrics,
}


def render(name, cases):
    lines = ",\n".join(json.dumps(case, ensure_ascii=False) for case in cases)
    return f'{{"torch": {json.dumps(torch.__version__)}, "cases": [\n{lines}\n]}}\n'


# The distance of 1 to the next number: the last digits of what is computed in a type differ between processors.
EPSILON = {"float64": 2**-52, "float32": 2**-23, "float16": 2**-10, "bfloat16": 2**-7}


def same(a, b, units=1e-12, least=1e-15):
    """Equal but for the last digits of floating-point numbers."""
    if isinstance(a, dict) and isinstance(b, dict):
        return a.keys() == b.keys() and all(same(a[key], b[key], units, least) for key in a)
    if isinstance(a, list) and isinstance(b, list):
        return len(a) == len(b) and all(same(x, y, units, least) for x, y in zip(a, b))
    if isinstance(a, (int, float)) and isinstance(b, (int, float)):
        return math.isclose(a, b, rel_tol=units, abs_tol=least)
    return a == b


def same_case(old, new):
    """A case that names a type was computed in it: some units of its last place, more where numbers cancel."""
    if "dtype" not in old:
        return same(old, new)
    return same(old, new, 64 * EPSILON[old["dtype"]], 16 * EPSILON[old["dtype"]])


def check(name, cases):
    stored = json.loads((HERE / f"{name}.json").read_text())["cases"]
    fresh = json.loads(render(name, cases))["cases"]
    differing = [new["label"] for old, new in zip(stored, fresh) if not same_case(old, new)]
    if len(stored) != len(fresh):
        differing.append(f"{len(stored)} cases stored, {len(fresh)} computed")
    for label in differing:
        print(f"{name}.json: {label}")
    return not differing


def available(name):
    """The metrics need scikit-learn, and some torchmetrics, besides torch; without them their files are left alone."""
    needed = {"metrics": ("sklearn", "torchmetrics"), "classification": ("sklearn",)}.get(name, ())
    missing = [module for module in needed if importlib.util.find_spec(module) is None]
    if not missing:
        return True
    print(f"{name}.json: skipped, {' and '.join(missing)} not installed")
    return False


def main():
    if "--check" in sys.argv:
        results = [check(name, compute()) for name, compute in FILES.items() if available(name)]
        print(f"{sum(results)} of {len(results)} golden files agree with torch {torch.__version__}")
        sys.exit(0 if all(results) else 1)
    for name in sys.argv[1:] or FILES:
        compute = FILES[name]
        if not available(name):
            continue
        cases = compute()
        text = render(name, cases)
        (HERE / f"{name}.json").write_text(text)
        print(f"{name}.json: {len(cases)} cases, {len(text) // 1024} kB")


if __name__ == "__main__":
    main()
