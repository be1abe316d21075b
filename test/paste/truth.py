#!/usr/bin/env python3
"""Runs programs.py under torch 2.13 and keeps what it printed, and computes the values of pastes/*.txt.

  python3 test/paste/truth.py           writes test/paste/tracebacks.json
  python3 test/paste/truth.py --check   compares its words with torch's, and the values with what stands there
"""
import html
import json
import linecache
import math
import pathlib
import re
import sys
import traceback
import warnings

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

from programs import HEAD, PROGRAMS, WARNINGS

here = pathlib.Path(__file__).parent
kept = here / "tracebacks.json"


def raised(program: str) -> tuple[str, str]:
    """The traceback of a program in train.py, and its last line."""
    source = HEAD + program
    lines = source.splitlines(keepends=True)
    linecache.cache["train.py"] = (len(source), None, lines, "train.py")
    torch.manual_seed(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            exec(compile(source, "train.py", "exec"), {"__name__": "__main__"})
    except Exception as error:
        text = traceback.format_exc()
        text = re.sub(r'  File "[^"]*truth\.py".*?\n(?=  File|\w)', "", text, flags=re.S)
        text = re.sub(r'File "/[^"]*/(site-packages/)', r'File "/usr/lib/python3/\1', text)
        return text, f"{type(error).__name__}: {error}"
    raise SystemExit(f"torch takes it:\n{program}")


def warned(program: str) -> tuple[str, str]:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        exec(compile(HEAD + program, "train.py", "exec"), {"__name__": "__main__"})
    [*_, last] = [each for each in caught if issubclass(each.category, UserWarning)]
    return f"/usr/lib/python3/site-packages/torch/nn/functional.py:{last.lineno}: UserWarning: {last.message}\n", str(last.message)


def styled(text: str, style: str, program: str) -> str:
    """As people paste it."""
    if style == "quoted":
        return "".join(f"> {line}\n" for line in text.splitlines())
    if style == "ansi":
        return re.sub(r"^(\w+Error)", "\x1b[0;31m\\1\x1b[0m", text, flags=re.M)
    if style == "html":
        return html.escape(text)
    if style == "cut":
        return "".join(text.splitlines(keepends=True)[2:])
    if style == "rank":
        return "".join(f"[rank0]: {line}\n" for line in text.splitlines())
    if style == "numbered":
        numbered = "".join(f"{number} | {line}\n" for number, line in enumerate((HEAD + program).splitlines(), 1))
        return f"My code:\n\n{numbered}\nand it fails:\n\n{text}"
    if style == "bullet":
        return f"Steps so far:\n\n- read the data\n- train for one epoch\n\nthen\n\n{text}"
    return text


def made() -> list[dict]:
    cases = []
    for name, cause, says, style, program in PROGRAMS:
        text, words = raised(program)
        cases.append({"name": name, "cause": cause, "says": says, "words": words, "text": styled(text, style, program)})
    for name, cause, says, program in WARNINGS:
        text, words = warned(program)
        cases.append({"name": name, "cause": cause, "says": says, "words": words, "text": text})
    return cases


def check() -> None:
    passed = failed = 0
    now, before = made(), json.loads(kept.read_text())
    for new, old in zip(now, before, strict=True):
        # Lines and columns within torch are those of one build.
        if (new["name"], new["words"]) == (old["name"], old["words"]):
            passed += 1
        else:
            failed += 1
            print(f"{new['name']}: {old['words']}\n  is now {new['words']}")
    for path in sorted((here / "pastes").glob("*.txt")):
        for block in re.split(r"^### ", path.read_text(), flags=re.M)[1:]:
            name, head = block.split("\n", 1)
            head = head.split("\n---\n", 1)[0]
            fields = dict(line.split(": ", 1) for line in head.splitlines() if ": " in line)
            if "computes" not in fields:
                continue
            value = float(eval(fields["computes"], {"torch": torch, "nn": nn, "F": F, "np": np, "math": math}))
            if abs(value - float(fields["value"])) < 2e-4 * max(1, abs(value)):
                passed += 1
            else:
                failed += 1
                print(f"{name}: {fields['value']} is {value}")
    print(f"{passed} passed, {failed} failed")
    sys.exit(failed > 0)


if "--check" in sys.argv:
    check()
else:
    kept.write_text(json.dumps(made(), indent=1, ensure_ascii=False) + "\n")
