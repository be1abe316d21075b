"""Runs the PyTorch programs that were copied from the panel during the tests (out/copied) and compares what they print with the
value in their last comment. Prints "N passed, N failed"; exits 1 where one differs or none was there."""

import contextlib
import io
import pathlib
import re
import sys

programs = sorted(pathlib.Path("out/copied").glob("*.py"))
failed = 0
for program in programs:
    text = program.read_text()
    printed = io.StringIO()
    try:
        with contextlib.redirect_stdout(printed):
            exec(compile(text, str(program), "exec"), {})
        expected = re.findall(r"# (-?\d.*)$", text, re.MULTILINE)[-1]
        if printed.getvalue().strip() != expected:
            raise AssertionError(f"printed {printed.getvalue().strip()}, expected {expected}")
    except Exception as error:
        failed += 1
        print(f"{program}: {type(error).__name__}: {error}")

print(f"{len(programs) - failed} passed, {failed} failed")
sys.exit(1 if failed or not programs else 0)
