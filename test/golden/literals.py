"""Arrays as the real tools print them, with what they hold: writes literals.json.

Needs numpy, torch, pandas, jax, polars (pip) and octave, Rscript, node, g++ on the path. Run: python3 test/golden/literals.py
With --check nothing is written: what the tools that are here print is compared with the file, and the others are named.
"""
import json
import math
import os
import re
import subprocess
import sys

os.environ["JAX_PLATFORMS"] = "cpu"
import shutil

import numpy as np
import torch

try:
    import pandas as pd
except ImportError:
    pd = None
try:
    import polars as pl
except ImportError:
    pl = None
try:
    import jax
    import jax.numpy as jnp
except ImportError:
    jax = jnp = None

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
        add("pandas", f"to_csv no index {name}", frame.to_csv(index=False), x, "csv", exact=True)
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


def octave(source):
    import tempfile
    with tempfile.NamedTemporaryFile("w", suffix=".m", encoding="utf-8") as file:
        file.write("1;\n" + source)
        file.flush()
        return run(["octave", "--quiet", "--no-gui", "--no-history", file.name], "")


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
    for (name, form), text in zip(plan, split_outputs(octave(source))):
        x = samples[name]
        add("octave", f"{name}, format {form}", text, x if x.ndim > 1 else x[None], "matlab")
    text = split_outputs(octave("printf('@@@\\n');\ndisp(mat2str([0.5 -1;2 3]))\nprintf('@@@\\n');\nx = eye(3)\nprintf('@@@\\n');\nx = 1:5\nprintf('@@@\\n');disp([1.5 2; 3 4])\n"))
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

EXPRESSIONS = """
[1/3, 2/3] | [0.5]*4 | [[0.5]*3, [0.1, 0.2, 0.7]] | [math.log(0.2), math.exp(1), math.sqrt(2), math.pi] | [2**-3, 7//2, -7//2, 7%3, -7%3, 2**10, -2**2]
[x**2 for x in range(5)] | [[i == j for j in range(3)] for i in range(3)] | [i for i in range(10) if i % 2 == 0] | [1 if i == 2 else 0 for i in range(4)]
[a + b for a, b in zip([1, 2], [3, 4])] | [0.1] + [0.2] * 2 | list(range(5)) | [*range(3), *[5, 6]] | [i * 10 + x for i, x in enumerate([5, 6])] | [[0.1, 0.9]] * 3
np.array([1, 2, 3]) | np.array([1., 2]) | np.array([[1, 2], [3, 4]]).T | np.array([1, 2, 3]) / 2 | np.array([1, 2]) * 0.5 | np.array([1, 2], dtype=np.float32) / 2 | np.array([1, 2], dtype=np.int32) / 2
np.array([1, 2], dtype=np.float32) * np.array([1, 2]) | np.array([1, 2], dtype=np.float16) * 2.5 | np.array([True, False]) * 2 | np.array([1, 2]) ** 2 | np.array([4, 9]) ** 0.5 | 2 ** np.array([1, 2])
1 - np.array([0.2, 0.3]) | -np.array([1, -2]) | np.array([[1], [2]]) + np.array([10, 20]) | np.array([1, 2]) + [0.5, 0.5] | np.array([7, -7]) // 2 | np.array([7, -7]) % 3 | np.array([1, 2, 3]) > 2
np.zeros((2, 3)) | np.ones(3, dtype=int) | np.full((2, 2), 0.5) | np.full(2, 3) | np.eye(3) | np.eye(2, 3, 1) | np.identity(2) | np.arange(5) | np.arange(1, 2, 0.25) | np.arange(10, 0, -3) | np.linspace(0, 1, 5) | np.linspace(0, 1, 4, endpoint=False)
np.eye(3)[[0, 2, 1]] | np.eye(3)[np.array([0, 2])] | np.eye(4, dtype=int)[[1, 3]] | np.arange(6).reshape(2, 3)[1] | np.arange(6).reshape(2, 3)[:, 1] | np.arange(6).reshape(2, 3)[::-1, 1:] | np.arange(6)[-3:] | np.arange(3)[None, :] | np.arange(3)[:, None] | np.arange(24).reshape(2, 3, 4)[..., 1] | np.arange(24).reshape(2, 3, 4)[1, ..., 2] | np.arange(6).reshape(2, 3)[1, 2]
np.log([0.25, 0.75]) | np.exp(np.array([0, 1])) | np.sqrt([4, 9]) | np.abs(np.array([-1, 2])) | np.log2(np.array([8, 2.])) | np.square([3, 4]) | np.negative([1, -2])
np.reshape([1, 2, 3, 4], (2, 2)) | np.transpose([[1, 2], [3, 4]]) | np.transpose(np.arange(24).reshape(2, 3, 4), (2, 0, 1)) | np.expand_dims([1, 2], 1) | np.squeeze([[1, 2]]) | np.ravel([[1, 2], [3, 4]]) | np.array([[1, 2]]).flatten() | np.swapaxes(np.arange(6).reshape(1, 2, 3), 0, 2) | np.moveaxis(np.arange(6).reshape(1, 2, 3), 0, 2)
np.vstack([[1, 2], [3, 4]]) | np.hstack([[1, 2], [3, 4]]) | np.hstack([[[1], [2]], [[3], [4]]]) | np.stack([[1, 2], [3, 4]], axis=1) | np.concatenate([[[1, 2]], [[3, 4]]]) | np.concatenate([[[1, 2]], [[3, 4]]], axis=1) | np.column_stack([[1, 2], [3, 4]]) | np.concatenate([np.array([1]), np.array([2.5])])
np.tile([1, 2], 2) | np.tile([[1, 2]], (2, 2)) | np.repeat([1, 2], 2) | np.repeat([[1, 2], [3, 4]], 2, axis=0) | np.array([0.7, -1.9]).astype(int) | np.array([1.5, 0]).astype(bool) | np.array([300, -1]).astype(np.uint8) | np.array([1, 2]).astype('float32') | np.zeros_like([1, 2]) | np.full_like([1., 2], 7) | np.array([0.1, 0.2]).tolist() | np.flip([1, 2, 3]) | np.array([1, 2], ndmin=2) | np.float32(0.5) * np.array([1, 2]) | np.array([np.int64(1), 0.5])
torch.tensor([1, 2]) | torch.tensor([1, 2.5]) | torch.tensor([True, False]) | torch.tensor([True, 2]) | torch.tensor([[1, 2]]).float() | torch.Tensor([1, 2]) | torch.LongTensor([1, 2]) | torch.tensor([1, 2]) / 2 | torch.tensor([1, 2]) * 0.5 | torch.tensor([1, 2]) * 2 | torch.tensor([1., 2]) * 2 | torch.tensor([1, 2], dtype=torch.float64) * torch.tensor([1., 2]) | torch.tensor([1, 2]) + torch.tensor([0.5, 0.5]) | torch.tensor([7, -7]) // 2 | torch.tensor([7, -7]) % 3 | torch.tensor([1, 2]) ** 2 | -torch.tensor([1., -2]) | (torch.tensor([0.2, 0.8]) > 0.5).float() | torch.tensor([True, False]) & torch.tensor([True, True])
torch.zeros(2, 3) | torch.zeros((2, 3), dtype=torch.long) | torch.ones(3) | torch.full((2,), 3) | torch.full((2,), 3.) | torch.eye(2) | torch.arange(3) | torch.arange(0, 1, 0.25) | torch.arange(1, 7).reshape(2, -1) | torch.linspace(0, 1, 3) | torch.zeros_like(torch.tensor([1, 2])) | torch.ones_like(torch.tensor([1, 2]), dtype=torch.float32)
F.one_hot(torch.tensor([0, 2]), num_classes=3) | F.one_hot(torch.tensor([[0, 2], [1, 1]])) | torch.nn.functional.one_hot(torch.tensor([0, 2]), 3).float() | torch.eye(3)[torch.tensor([0, 2])] | torch.tensor([[1, 2], [3, 4]]).t() | torch.tensor([[1, 2], [3, 4]]).T | torch.arange(24).view(2, 3, 4).permute(2, 0, 1) | torch.arange(24).view(2, 3, 4).transpose(1, 2) | torch.arange(6).view(1, 6).squeeze() | torch.arange(6).view(1, 6).squeeze(0) | torch.arange(3).unsqueeze(1) | torch.arange(3).unsqueeze(-1) | torch.arange(6).view(2, 3).flatten() | torch.arange(3).repeat(2, 2) | torch.arange(3).expand(2, 3) | torch.arange(3).flip(0) | torch.tensor([[1, 2]]).expand(2, -1) | torch.arange(6).view(1, 2, 3).movedim(0, 2) | torch.arange(6).view(2, 3).mT
torch.cat([torch.tensor([1]), torch.tensor([2.5])]) | torch.cat((torch.tensor([[1, 2]]), torch.tensor([[3, 4]])), dim=1) | torch.stack([torch.tensor([1, 2]), torch.tensor([3, 4])], dim=1) | torch.stack((torch.tensor([1., 2]), torch.tensor([3., 4]))) | torch.vstack([torch.tensor([1, 2]), torch.tensor([3, 4])]) | torch.hstack([torch.tensor([1, 2]), torch.tensor([3, 4])]) | torch.log(torch.tensor([0.5, 1.0])) | torch.exp(torch.tensor([0, 1])) | torch.tensor([0.25, 4]).sqrt() | torch.tensor(np.array([1, 2])) | torch.from_numpy(np.array([1.5])) | torch.tensor([1, 2]).numpy() | torch.tensor([1.5, 2]).double().numpy() | torch.tensor([0.7, -1.9]).int() | torch.tensor([300]).to(torch.uint8) | torch.tensor([2, 0]).bool() | torch.tensor([1, 2]).to(torch.float16) | torch.tensor([1, 2]).type(torch.FloatTensor) | torch.tensor([1., 2.]).tolist() | torch.tensor(0.5) | torch.tensor([0.2, 5.]).clamp(0, 1)
jnp.array([1, 2]) | jnp.array([1., 2]) | jnp.zeros((2, 2)) | jnp.arange(3) | jnp.array([1, 2]) / 2 | jnp.eye(2) | jax.nn.one_hot(jnp.array([0, 1]), 2) | jnp.array([1., 2]) * 2 | jnp.linspace(0, 1, 3)
"""


def expression_cases():
    names = {"np": np, "torch": torch, "math": math, "F": torch.nn.functional, "jnp": jnp, "jax": jax}
    for call in (part.strip() for line in EXPRESSIONS.strip().splitlines() for part in line.split(" | ")):
        if jnp is None and "jnp" in call:
            continue
        value = eval(call, names)  # noqa: S307 - the expressions above
        if isinstance(value, list):
            value = torch.tensor(value)
        dtype = str(value.dtype).removeprefix("torch.")
        held = value.detach().to(torch.float64).numpy() if isinstance(value, torch.Tensor) else np.asarray(value)
        add("expression", call, call, held, "python", dtype)


R_EXPRESSIONS = """
c(0.1, 0.2, 3) | matrix(c(1,2,3,4,5,6), nrow=2) | matrix(c(1,2,3,4,5,6), nrow = 2, byrow = TRUE) | matrix(1:6, ncol=3) | matrix(1:6, 2) | matrix(0, 2, 2) | rbind(c(1,2), c(3,4)) | cbind(c(1,2), c(3,4)) | cbind(a=c(1,2), b=c(3,4)) | rbind(matrix(1:4, 2), c(9, 9)) | array(1:12, dim=c(2,3,2)) | structure(c(1,2,3,4,5,6), dim=c(2L,3L)) | structure(c(1,2,3,4), .Dim = c(2L, 2L)) | t(matrix(1:6, 2)) | c(1/3, 2^-3, -2^2, log(0.2), 5 %% 3, -5 %% 3, 5 %/% 3, -5 %/% 3) | c(0.1, 0.2) * 2 | 1 - c(0.1, 0.2) | c(1, 2) + c(0.5, 0.25) | seq(0, 1, by=0.25) | seq(0, 1, length.out=5) | seq(2, 10, 2) | seq_len(4) | rep(c(1,2), times=2) | rep(c(1,2), each=2) | rep(0.5, 3) | -2:2 | 5:1 | c(1:3, 0.5) | rev(c(1,2,3)) | diag(2) | exp(c(0, 1)) | sqrt(c(4, 9)) | c(TRUE, FALSE, NA) | c(NaN, Inf, -Inf) | as.numeric(c(1, 2)) | as.integer(c(1.7, -2.3)) | numeric(3) | c(a=1, b=2) | unlist(list(1, 2)) | matrix(c(TRUE, FALSE), 1) | -c(1, 2) | matrix(1:4, 2) * 2 | 2^c(1, 2, 3) | c(1e-3, 1E3, 0x1F, 10L)
"""


def r_expression_cases():
    calls = [part.strip() for part in R_EXPRESSIONS.strip().split(" | ")]
    source = "show <- function(x) { if (is.data.frame(x)) x <- as.matrix(x); d <- if (is.null(dim(x))) length(x) else dim(x); cat('@@@\\n', paste(d, collapse=' '), '\\n', paste(sprintf('%.17g', as.double(x)), collapse=' '), '\\n', sep='') }\n"
    source += "".join(f"show({call})\n" for call in calls)
    for call, text in zip(calls, split_outputs(run(["Rscript", "--vanilla", "-"], source))):
        shape, values = text.split("\n")
        held = np.array([math.nan if v == "NA" else float(v) for v in values.split()]).reshape([int(d) for d in shape.split()], order="F")
        add("R source", call, call, held, "r", exact=True)


OCTAVE_EXPRESSIONS = """
[1 2 3; 4 5 6] | [1, -2; 3 4] | [1 -2] | [1 - 2] | [1 -2 + 3] | [1, 2, 3] | [1;2;3] | [1 2 ...\n 3 4] | [1 2 % note ]\n 3 4] | [1/3 2/3; 0.5*2 log(0.2)] | 0:0.1:0.5 | 5:-2:0 | linspace(0,1,3) | zeros(2,3) | ones(2) | eye(2) | eye(2,3) | reshape(1:6, 2, 3) | reshape(1:6, [], 2) | [1 2; 3 4]' | [1 2 3].' | [[1 2]; [3 4]] | [[1;2] [3;4]] | single([0.5 0.25]) | [NaN Inf -Inf pi] | repmat([1 2], 2, 1) | [1 2; 3 4] .^ 2 | [1 2; 3 4] .* [2 2; 2 2] | [1 2] ./ 4 | 2 * [1 2] | -[1 2] | 2 .^ [1 2 3] | cat(1, [1 2], [3 4]) | horzcat([1 2], [3 4]) | vertcat([1 2], [3 4]) | [1:3; 4:6] | true(1, 2) | NaN(1, 2) | exp([0 1]) | abs([-1 2]) | -2^2 | [2^-1 -2^2] | [1e-3 1E3 .5] | [ 1 , 2 ; 3 , 4 ; ] | double([1 2]) | permute(reshape(1:6, 1, 2, 3), [3 2 1])
"""


def octave_expression_cases():
    calls = [part.strip(" ") for part in OCTAVE_EXPRESSIONS.strip("\n").split(" | ")]
    source = "function show(x) printf('@@@\\n%s\\n%s\\n', num2str(size(x)), sprintf('%.17g ', double(x))); end\n"
    source += "".join(f"show({call});\n" for call in calls if not call.startswith("-2^"))
    kept = [call for call in calls if not call.startswith("-2^")]
    for call, text in zip(kept, split_outputs(octave(source))):
        shape, values = text.split("\n")
        held = np.array([float(v) for v in values.split()]).reshape([int(d) for d in shape.split()], order="F")
        add("Octave source", call, call, held, "matlab", exact=True)


# A declaration, and its dimensions; the compiler says what it holds.
CPP = [
    ("double a[2][3] = {{1, 2, 3}, {4, 5, 6}};", [2, 3]), ("double a[2][3] = {{1, 2}, {4}};", [2, 3]), ("double a[2][3] = {1, 2, 3, 4};", [2, 3]),
    ("float a[] = {0.5f, 0.25f};", [2]), ("int a[5] = {1, 2};", [5]), ("double a[][3] = {1, 2, 3, 4};", [2, 3]), ("int a[3] = {0};", [3]),
    ("std::vector<std::vector<float>> a{{1.f, 2.f}, {3.f, 4.f}};", [2, 2]), ("std::vector<float> a = {1, 2};", [2]),
    ("std::array<float, 3> a = {{1, 2, 3}};", [3]), ("std::array<float, 3> a = {1, 2};", [3]), ("std::array<std::array<float, 3>, 2> a = {{{1, 2, 3}, {4, 5, 6}}};", [2, 3]),
    ("double a[] = {1/3, 1.0/3, 1e-3, 010, 0x1f, 1'000, -INFINITY, (double)1/2};", [8]), ("double a[2][2] = {{1, 2}, {3, 4},};", [2, 2]),
    ("int a[2][2][2] = {{{1, 2}, {3}}, {{4}}};", [2, 2, 2]), ("bool a[] = {true, false};", [2]), ("double a[2][3] = {};", [2, 3]), ("int a[] = {7 % 3, -7 / 2, 2 * 3};", [3]),
]


def cpp_cases():
    import tempfile
    body = "#include <array>\n#include <cmath>\n#include <cstdio>\n#include <vector>\n"
    body += "static void show(double x) { std::printf(\"%.17g \", x); }\ntemplate <class T> auto show(const T& a) -> decltype((void)a[0]) { for (const auto& x : a) show(x); }\nint main() {\n"
    body += "".join(f"{{ {code} std::printf(\"@@@\\n\"); show(a); std::printf(\"\\n\"); }}\n" for code, _ in CPP) + "}\n"
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "a.cpp")
        with open(path, "w") as out:
            out.write(body)
        subprocess.run(["g++", "-std=c++17", "-fpermissive", "-w", path, "-o", path + ".out"], check=True)
        output = subprocess.run([path + ".out"], capture_output=True, text=True, check=True).stdout
    for (code, shape), text in zip(CPP, split_outputs(output)):
        add("C++ source", code, code, np.array([float(v) for v in text.split()]).reshape(shape), "cpp", exact=True)



# Who makes the cases of a tool, and whether what that needs is here.
makers = [
    (expression_cases, True), (r_expression_cases, shutil.which("Rscript")), (octave_expression_cases, shutil.which("octave")),
    (cpp_cases, shutil.which("g++")), (numpy_cases, True), (torch_cases, True), (jax_cases, jnp), (pandas_cases, pd), (polars_cases, pl),
    (octave_cases, shutil.which("octave")), (r_cases, shutil.which("Rscript")), (node_cases, shutil.which("node")),
]
path = os.path.join(os.path.dirname(__file__), "literals.json")


def same(a, b):
    """The same text, shape and values, but for the last bits that exp and log have on another machine."""
    def close(x, y):
        return x == y or (not isinstance(x, str) and not isinstance(y, str) and abs(x - y) <= 1e-15 * max(abs(x), abs(y)))
    rest = lambda case: {key: value for key, value in case.items() if key != "values"}
    return rest(a) == rest(b) and len(a["values"]) == len(b["values"]) and all(map(close, a["values"], b["values"]))


def check():
    with open(path, encoding="utf-8") as file:
        kept = json.load(file)
    skipped = []
    for make, is_here in makers:
        if is_here:
            make()
        else:
            skipped.append(make.__name__.removesuffix("_cases"))
    # The first line that differs says most.
    known = {}
    for case in kept:
        known.setdefault((case["tool"], case["call"], case["language"]), []).append(case)
    wrong = []
    for case in cases:
        same_call = known.get((case["tool"], case["call"], case["language"]), [])
        if not any(same(case, each) for each in same_call):
            wrong.append(case)
            print(f"{case['tool']}: {case['call']} is not what the file has:\n{case['text'][:400]}")
    if skipped:
        print("not here, not checked:", ", ".join(skipped))
    print(f"{len(cases) - len(wrong)} passed, {len(wrong)} failed")
    return 1 if wrong else 0


if "--check" in sys.argv[1:]:
    sys.exit(check())
for make, _ in makers:
    make()
with open(path, "w", encoding="utf-8") as out:
    out.write("[\n" + ",\n".join(json.dumps(case, ensure_ascii=False) for case in cases) + "\n]\n")
print(len(cases), "cases,", os.path.getsize(path) // 1000, "kB", file=sys.stderr)
