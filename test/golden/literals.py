"""Arrays as the real tools print them, with what they hold: writes literals.json.

Needs numpy, torch, pandas, jax, polars (pip) and octave, Rscript, node on the path. Run: python3 test/golden/literals.py
"""
import json
import math
import os
import re
import subprocess
import sys

os.environ["JAX_PLATFORMS"] = "cpu"
import numpy as np
import pandas as pd
import polars as pl
import torch

import jax.numpy as jnp

sys.stdout.reconfigure(encoding="utf-8")
torch.set_num_threads(1)
rng = np.random.default_rng(7)
cases = []


def plain(x):
    """JSON has no nan and no infinities: they are written as strings."""
    x = float(x)
    return x if math.isfinite(x) else repr(x)


def add(tool, call, text, values, language, dtype=None, exact=False):
    values = np.asarray(values)
    cases.append({
        "tool": tool, "call": call, "text": text, "language": language, "shape": list(values.shape),
        "values": [plain(x) for x in values.astype(np.float64).reshape(-1)],
        **({"dtype": dtype} if dtype else {}), **({"exact": True} if exact else {}),
    })


samples = {
    "logits": rng.normal(0, 3, (3, 4)),
    "probabilities": rng.dirichlet([1, 1, 1], 4),
    "vector": rng.normal(0, 1, 5),
    "long": rng.normal(0, 1, 40),
    "wide": rng.normal(0, 1, (2, 30)),
    "large": rng.normal(0, 1, (3, 3)) * 1e6,
    "small": rng.normal(0, 1, (2, 3)) * 1e-7,
    "mixed": np.array([[1e-8, 1.0], [1e8, -3.5]]),
    "special": np.array([[np.nan, np.inf], [-np.inf, 0.25]]),
    "whole": np.array([[1.0, -2.0], [300.0, 0.0]]),
    "integers": rng.integers(-5, 100, (3, 4)),
    "labels": np.array([0, 2, 1, 1]),
    "booleans": np.array([[True, False], [False, True]]),
    "cube": rng.normal(0, 1, (2, 3, 2)),
    "four": rng.integers(0, 9, (2, 2, 2, 3)),
    "scalar": np.array(0.625),
    "empty": np.zeros((0, 3)),
    "single": np.array([[0.5]]),
}


def numpy_cases():
    options = [
        {}, {"precision": 3}, {"precision": 17}, {"suppress": True}, {"floatmode": "fixed", "precision": 4},
        {"floatmode": "unique"}, {"sign": "+"}, {"sign": " "}, {"linewidth": 30}, {"nanstr": "NaN", "infstr": "Inf"},
        {"legacy": "1.13"}, {"legacy": "1.21"},
    ]
    for name, x in samples.items():
        for option in options:
            if option and name in ("scalar", "empty", "single", "labels", "booleans") and "legacy" not in option:
                continue
            with np.printoptions(threshold=10**9, **option):
                dtype = str(x.dtype)
                if not (x.size == 0 and "legacy" in option):
                    add("numpy", f"repr({name}) {option}", repr(x), x, "python", dtype)
                if x.size > 1 or (x.ndim > 1 and x.size):
                    add("numpy", f"str({name}) {option}", str(x), x, "plaintext")
    for name, kind in [("logits", "float32"), ("logits", "float16"), ("integers", "int32"), ("integers", "int8"), ("labels", "uint8")]:
        x = samples[name].astype(kind)
        add("numpy", f"repr({name}.astype({kind}))", repr(x), x, "python", kind)
    add("numpy", "array2string separator", np.array2string(samples["logits"], separator=", "), samples["logits"], "python")
    add("numpy", "tolist", repr(samples["cube"].tolist()), samples["cube"], "python", exact=True)
    add("numpy", "list of scalars", repr(list(samples["vector"])), samples["vector"], "python", "float64", exact=True)
    add("numpy", "list of int64", repr(list(samples["labels"])), samples["labels"], "python", "int64", exact=True)
    add("numpy", "list of bool", repr(list(samples["booleans"][0])), samples["booleans"][0], "python", "bool", exact=True)
    add("numpy", "list of arrays", repr(list(samples["integers"])), samples["integers"], "python", exact=True)
    add("numpy", "savetxt", savetxt(samples["logits"]), samples["logits"], "plaintext", exact=True)
    add("numpy", "savetxt csv", savetxt(samples["logits"], delimiter=","), samples["logits"], "csv", exact=True)


def savetxt(x, **options):
    import io
    out = io.StringIO()
    np.savetxt(out, x, **options)
    return out.getvalue()


def torch_cases():
    options = [
        {}, {"precision": 2}, {"precision": 10}, {"sci_mode": True}, {"sci_mode": False}, {"linewidth": 40}, {"profile": "full"}, {"profile": "short", "threshold": 10**9},
    ]
    for name, x in samples.items():
        for option in options:
            if option and name in ("scalar", "empty", "booleans", "labels", "four"):
                continue
            torch.set_printoptions(profile="default")
            torch.set_printoptions(**({"threshold": 10**9} | option))
            kinds = [torch.float32, torch.float64, torch.float16, torch.bfloat16] if x.dtype == np.float64 and not option else [None]
            for kind in kinds:
                t = torch.tensor(x) if kind is None else torch.tensor(x).to(kind)
                if kind is None and t.dtype == torch.float64:
                    t = t.float()
                add("torch", f"repr({name}) {option}", repr(t), t.to(torch.float64).numpy(), "python", str(t.dtype).removeprefix("torch."))
    torch.set_printoptions(profile="default")
    t = torch.tensor(samples["logits"])
    add("torch", "requires_grad", repr(t.clone().requires_grad_()), t, "python", "float64")
    add("torch", "grad_fn", repr(t.clone().requires_grad_() * 2), t * 2, "python", "float64")
    add("torch", "grad_fn softmax", repr(torch.softmax(t.clone().requires_grad_(), 1)), torch.softmax(t, 1), "python", "float64")
    add("torch", "Parameter", repr(torch.nn.Parameter(t)), t, "python", "float64")
    add("torch", "list of tensors", repr(list(t)), t, "python", "float64")
    add("torch", "list of scalars", repr(list(torch.tensor([0.5, 0.25]))), [0.5, 0.25], "python")
    add("torch", "tolist", repr(t.tolist()), t, "python", exact=True)
    add("torch", "int32", repr(torch.tensor([1, 2], dtype=torch.int32)), [1, 2], "python", "int32")
    add("torch", "size", repr(torch.zeros(2, 0)), np.zeros((2, 0)), "python", "float32")
    add("torch", "printed in a log", f"step 12 logits: {torch.tensor([0.5, -1.25])} loss=0.3", [0.5, -1.25], "log")


def jax_cases():
    for name, x in samples.items():
        j = jnp.array(x)
        dtype = str(j.dtype)
        add("jax", f"repr({name})", repr(j), np.asarray(j), "python", dtype)
        if x.size > 1:
            add("jax", f"str({name})", str(j), np.asarray(j), "plaintext")


def pandas_cases():
    columns = {
        "plain": None, "names": list("abcd"), "spaces": ["sepal length (cm)", "sepal width (cm)", "petal length", "w"],
    }
    x = samples["logits"]
    for name, header in columns.items():
        frame = pd.DataFrame(x, columns=header)
        add("pandas", f"repr {name}", repr(frame), x, "plaintext")
        add("pandas", f"to_string {name}", frame.to_string(), x, "plaintext")
        add("pandas", f"to_csv {name}", frame.to_csv(), x, "csv", exact=True)
        add("pandas", f"to_csv no index {name}", frame.to_csv(index=False), x if header else np.vstack([np.arange(4), x]), "csv", exact=True)
        add("pandas", f"to_json {name}", frame.to_json(orient="values", double_precision=15), x, "json")
    frame = pd.DataFrame(x, columns=list("abcd"), index=["w", "x", "y"][: len(x)])
    add("pandas", "labelled index", repr(frame), x, "plaintext")
    frame.index.name = "id"
    add("pandas", "named index", repr(frame), x, "plaintext")
    add("pandas", "to_string without index", frame.to_string(index=False), x, "plaintext")
    add("pandas", "to_csv ;", frame.to_csv(index=False, sep=";", decimal=","), x, "csv", exact=True)
    add("pandas", "to_csv tab", frame.to_csv(index=False, sep="\t"), x, "tsv", exact=True)
    with pd.option_context("display.width", 40, "display.max_columns", 100):
        wide = pd.DataFrame(samples["wide"][:, :12])
        add("pandas", "wide", repr(wide), wide.to_numpy(), "plaintext")
    with pd.option_context("display.float_format", "{:.2e}".format):
        add("pandas", "float_format", repr(pd.DataFrame(x)), x, "plaintext")
    series = pd.Series(samples["vector"], name="loss")
    add("pandas", "Series", repr(series), series.to_numpy(), "plaintext", "float64")
    add("pandas", "Series of int", repr(pd.Series([0, 2, 1])), [0, 2, 1], "plaintext", "int64")
    add("pandas", "Series labelled", repr(pd.Series([0.5, 0.25], index=["cat", "dog"])), [0.5, 0.25], "plaintext", "float64")
    add("pandas", "Series tolist", repr(series.tolist()), series.to_numpy(), "python", exact=True)
    add("pandas", "booleans", repr(pd.DataFrame({"a": [True, False], "b": [False, True]})), [[1, 0], [0, 1]], "plaintext")
    add("pandas", "nan", repr(pd.DataFrame({"a": [0.5, np.nan], "b": [np.inf, 1]})), [[0.5, np.inf], [np.nan, 1]], "plaintext")


def polars_cases():
    frame = pl.DataFrame(samples["logits"], schema=list("abcd"), orient="row")
    with pl.Config(tbl_cols=-1, tbl_rows=-1):
        add("polars", "repr", repr(frame), samples["logits"], "plaintext")
    with pl.Config(tbl_cols=-1, tbl_rows=-1, tbl_formatting="ASCII_MARKDOWN", tbl_hide_column_data_types=True, tbl_hide_dataframe_shape=True):
        add("polars", "markdown", repr(frame), samples["logits"], "markdown")
    add("polars", "write_csv", frame.write_csv(), samples["logits"], "csv", exact=True)


def run(command, source):
    return subprocess.run(command, input=source, capture_output=True, text=True, check=True, env={**os.environ, "LC_ALL": "C.UTF-8"}).stdout


def split_outputs(output):
    return [part.strip("\n") for part in output.split("@@@\n")[1:]]


def matlab_source(x):
    x = np.asarray(x)
    body = ",".join("NaN" if math.isnan(v) else ("-Inf" if v < 0 else "Inf") if math.isinf(v) else repr(float(v)) for v in x.astype(float).reshape(-1, order="F"))
    shape = ",".join(map(str, x.shape if x.ndim > 1 else (1, *x.shape)))
    cast = "logical" if x.dtype == bool else "int32" if x.dtype.kind == "i" else ""
    return f"{cast}(reshape([{body}],{shape}))"


def octave_cases():
    names = [n for n in samples if n not in ("scalar", "empty", "single")]
    formats = ["short", "long", "short g", "long g", "short e"]
    plan = [(n, f) for n in names for f in formats if f == "short" or n in ("logits", "large", "small", "mixed", "special", "long")]
    source = "page_screen_output(false); PS4('');\n"
    for name, form in plan:
        x = samples[name]
        source += f"format {form};\nprintf('@@@\\n');\nx = {matlab_source(x)}\n"
    for (name, form), text in zip(plan, split_outputs(run(["octave", "--quiet", "--no-gui", "--no-history"], source))):
        x = samples[name]
        add("octave", f"{name}, format {form}", text, x if x.ndim > 1 else x[None], "matlab")
    text = split_outputs(run(["octave", "--quiet", "--no-gui", "--no-history"], "printf('@@@\\n');\ndisp(mat2str([0.5 -1;2 3]))\nprintf('@@@\\n');\nx = eye(3)\nprintf('@@@\\n');\nx = 1:5\nprintf('@@@\\n');disp([1.5 2; 3 4])\n"))
    add("octave", "mat2str", text[0], [[0.5, -1], [2, 3]], "matlab", exact=True)
    add("octave", "eye(3)", text[1], np.eye(3), "matlab")
    add("octave", "1:5", text[2], [[1, 2, 3, 4, 5]], "matlab")
    add("octave", "disp", text[3], [[1.5, 2], [3, 4]], "matlab")


def r_source(x):
    x = np.asarray(x)
    if x.dtype == bool:
        body = ",".join("TRUE" if v else "FALSE" for v in x.reshape(-1, order="F"))
    else:
        body = ",".join("NaN" if math.isnan(v) else ("-Inf" if v < 0 else "Inf") if math.isinf(v) else (f"{int(v)}L" if x.dtype.kind == "i" else repr(float(v))) for v in x.reshape(-1, order="F"))
    if x.ndim == 1:
        return f"c({body})"
    return f"array(c({body}), dim=c({','.join(map(str, x.shape))}))"


def r_cases():
    names = [n for n in samples if n not in ("scalar", "empty", "single")]
    plan = [(n, d) for n in names for d in (7, 3, 15) if d == 7 or n in ("logits", "mixed", "long", "wide")]
    source = "".join(f"options(digits={d}, width=60)\ncat('@@@\\n')\nprint({r_source(samples[n])})\n" for n, d in plan)
    extra = [
        ("dput", "dput(matrix(c(0.5,1,2,3,4,5), nrow=2))", [[0.5, 2, 4], [1, 3, 5]], "r", True),
        ("dput vector", "dput(c(0.1, NA, 3))", [0.1, math.nan, 3], "r", True),
        ("dput int", "dput(c(1L, 2L))", [1, 2], "r", True),
        ("dput range", "dput(1:6)", [1, 2, 3, 4, 5, 6], "r", True),
        ("named vector", "print(c(cat=0.5, dog=0.25))", [[0.5, 0.25]], "r", False),
        ("dimnames", "print(matrix(c(0.5,1,2,3), 2, dimnames=list(c('x','y'), c('a','b'))))", [[0.5, 2], [1, 3]], "r", False),
        ("column names", "print(cbind(a=c(0.5,1), b=c(2,3)))", [[0.5, 2], [1, 3]], "r", False),
        ("data.frame", "print(data.frame(a=c(0.5,1), b=c(2,3)))", [[0.5, 2], [1, 3]], "r", False),
        ("list", "print(list(c(0.5,1), c(2,3)))", [[0.5, 1], [2, 3]], "r", False),
        ("write.csv", "write.csv(data.frame(a=c(0.5,1), b=c(2,3)))", [[0.5, 2], [1, 3]], "csv", True),
        ("write.csv no names", "write.csv(data.frame(a=c(0.5,1), b=c(2,3)), row.names=FALSE)", [[0.5, 2], [1, 3]], "csv", True),
        ("write.table", "write.table(matrix(c(0.5,1,2,3), 2), row.names=FALSE, col.names=FALSE)", [[0.5, 2], [1, 3]], "plaintext", True),
    ]
    source += "".join(f"options(digits=7, width=80)\ncat('@@@\\n')\n{call}\n" for _, call, *_ in extra)
    texts = split_outputs(run(["Rscript", "--vanilla", "-"], source))
    for (name, digits), text in zip(plan, texts):
        add("r", f"{name}, digits {digits}", text, samples[name], "r")
    for (name, _, values, language, exact), text in zip(extra, texts[len(plan):]):
        add("r", name, text, values, language, exact=exact)


def node_cases():
    source = "const show = (x) => console.log('@@@\\n' + require('util').inspect(x, {depth: 9, maxArrayLength: null, breakLength: 60}));\n"
    names = ["logits", "vector", "long", "integers", "cube", "whole", "mixed"]
    for name in names:
        source += f"show({json.dumps(samples[name].tolist())});\n"
    source += "show(new Float32Array([0.5, 0.25, -1]));\nshow([new Float64Array([0.5, 1]), new Float64Array([2, 3])]);\nshow([NaN, Infinity, -Infinity, -0]);\n"
    texts = split_outputs(run(["node"], source))
    for name, text in zip(names, texts):
        add("node", f"inspect({name})", text, samples[name], "javascript", exact=True)
    add("node", "Float32Array", texts[-3], [0.5, 0.25, -1], "javascript", "float32", exact=True)
    add("node", "Float64Array", texts[-2], [[0.5, 1], [2, 3]], "javascript", "float64", exact=True)
    add("node", "special", texts[-1], [math.nan, math.inf, -math.inf, -0.0], "javascript", exact=True)


for make in (numpy_cases, torch_cases, jax_cases, pandas_cases, polars_cases, octave_cases, r_cases, node_cases):
    make()
path = os.path.join(os.path.dirname(__file__), "literals.json")
with open(path, "w", encoding="utf-8") as out:
    out.write("[\n" + ",\n".join(json.dumps(case, ensure_ascii=False) for case in cases) + "\n]\n")
print(len(cases), "cases,", os.path.getsize(path) // 1000, "kB", file=sys.stderr)
