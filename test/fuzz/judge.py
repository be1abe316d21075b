"""Reads JSON lines, a program each, and says of each whether CPython parses it: `null`, or why not. Runs none of them."""

import ast
import json
import sys
import warnings

warnings.simplefilter("ignore")
for line in sys.stdin:
    program = json.loads(line)
    try:
        ast.parse(program)
        print("null", flush=True)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        print(json.dumps(f"{type(error).__name__}: {error}"), flush=True)
