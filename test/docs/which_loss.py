"""Runs every program of docs/which-loss.md under torch: those of a section have to give one loss. Ends with 'N passed, M failed'."""

import pathlib
import re
import sys

import torch
from torch import nn

page = pathlib.Path(__file__).parents[2] / "docs" / "which-loss.md"
passed = failed = 0
for section in re.split(r"^## ", page.read_text(encoding="utf-8"), flags=re.M)[1:]:
    name = section.splitlines()[0]
    losses = []
    for program in re.findall(r"```python\n(.*?)```", section, flags=re.S):
        names = {"torch": torch, "nn": nn}
        exec(program, names)
        losses.append(names["loss"])
    for number, loss in enumerate(losses, 1):
        if torch.allclose(loss, losses[0], rtol=1e-6, atol=1e-7):
            passed += 1
        else:
            failed += 1
            print(f"{name}, program {number}: {loss.item()}, the first gives {losses[0].item()}")
print(f"{passed} passed, {failed} failed")
sys.exit(failed > 0)
