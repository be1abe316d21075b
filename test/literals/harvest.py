"""Array literals of the packages that are installed, their docstrings included: one JSON object a file, with the offsets of each."""
import ast
import doctest
import json
import pathlib
import sys
from importlib.util import find_spec

from evaluate import Unjudged, arrayed, evaluated

LIMIT = int(sys.argv[1]) if len(sys.argv) > 1 else 6000
LONGEST = 300_000
PACKAGES = ["sklearn", "numpy", "torch", "scipy", "pandas", "jax", "optax", "keras"]
examples = doctest.DocTestParser()


def literals(tree):
    """The outermost lists, tuples and calls of constructors that have a value."""
    found, queue = [], [tree]
    while queue:
        node = queue.pop()
        if isinstance(node, (ast.List, ast.Tuple, ast.Call)) and not isinstance(getattr(node, "ctx", None), (ast.Store, ast.Del)):
            found.append(node)
        queue.extend(ast.iter_child_nodes(node))
    return found


def offsets(lines, node):
    """Offsets in UTF-16, as an editor counts: files with characters beyond it are left out."""
    start = lines[node.lineno - 1] + node.col_offset
    return start, lines[node.end_lineno - 1] + node.end_col_offset


def expected(text):
    try:
        values, shape, *_ = arrayed(evaluated(text))
    except (Unjudged, SyntaxError, MemoryError, RecursionError):
        return False
    except Exception:
        return False
    return values.size > 1 and len(shape) > 0


def main():
    count = 0
    specs = [find_spec(name) for name in PACKAGES]
    roots = [pathlib.Path(spec.submodule_search_locations[0]) for spec in specs if spec is not None]
    for root in roots:
        had = 0
        for path in sorted(root.rglob("*.py")):
            if had > LIMIT / len(roots):
                break
            text = path.read_text(encoding="utf-8", errors="replace")
            if len(text) > LONGEST or not text.isascii() or "\r" in text:
                continue
            try:
                tree = ast.parse(text)
            except (SyntaxError, RecursionError):
                continue
            lines = [0]
            for line in text.split("\n"):
                lines.append(lines[-1] + len(line) + 1)
            spans = sorted({offsets(lines, node) for node in literals(tree)}, key=lambda span: (span[0], -span[1]))
            kept, end = [], 0
            for start, stop in spans:
                if start >= end and expected(text[start:stop]):
                    kept.append([start, stop])
                    end = stop
            assignments = {}
            for node in ast.walk(tree):
                target = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
                if isinstance(node, (ast.Assign, ast.AnnAssign)) and isinstance(target, ast.Name) and node.value:
                    assignments[offsets(lines, target)[0]] = offsets(lines, node.value)
            # What docstrings show, and what they say it prints.
            quoted = []
            for node in ast.walk(tree):
                doc = node.value.value if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) else None
                if not isinstance(doc, str) or ">>>" not in doc:
                    continue
                try:
                    shown = examples.get_examples(doc)
                except ValueError:
                    continue
                for example in shown:
                    for part in (example.source, example.want):
                        part = part.strip()
                        if part and "\n>>>" not in part and expected(part):
                            quoted.append(part)
            if kept or quoted:
                had += len(kept) + len(quoted)
                json.dump({"file": str(path.relative_to(root.parent)), "text": text, "spans": kept, "quoted": quoted, "assignments": assignments}, sys.stdout)
                sys.stdout.write("\n")
        count += had


main()
