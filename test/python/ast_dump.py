"""
Dumps CPython's trees of Python files in the normal form that ast.ts compares with ours: nested lists of kind, start, end and parts.
Offsets are UTF-16 code units into the text; -1 stands for one that this Python does not know. One JSON line a file: [path, body].

    python3 ast_dump.py FILES          number of files to sample from the standard library and from .venv
"""
import ast
import json
import math
import re
import sys
import sysconfig
import warnings
from pathlib import Path

warnings.simplefilter("ignore")
sys.setrecursionlimit(20_000)

OPERATORS = {
    "Add": "+", "Sub": "-", "Mult": "*", "Div": "/", "FloorDiv": "//", "Mod": "%", "Pow": "**", "MatMult": "@",
    "BitAnd": "&", "BitOr": "|", "BitXor": "^", "LShift": "<<", "RShift": ">>",
    "USub": "-", "UAdd": "+", "Invert": "~", "Not": "not",
    "Lt": "<", "LtE": "<=", "Gt": ">", "GtE": ">=", "Eq": "==", "NotEq": "!=",
    "In": "in", "NotIn": "not in", "Is": "is", "IsNot": "is not", "And": "and", "Or": "or",
}  # fmt: skip
# Before Python 3.12 nodes within f-strings have positions of their own making.
HAS_FIELD_POSITIONS = sys.version_info >= (3, 12)


class Dump:
    def __init__(self, text):
        self.starts = [0]
        self.lines = []
        for match in re.finditer(r"[^\r\n]*(?:\r\n|\r|\n|\Z)", text):
            line = match.group()
            self.lines.append(None if line.isascii() else line.encode())
            self.starts.append(self.starts[-1] + utf16(line))
        self.blind = 0

    def offset(self, line, column):
        source = self.lines[line - 1]
        start = self.starts[line - 1]
        return start + (column if source is None else utf16(source[:column].decode()))

    def range(self, node):
        if self.blind:
            return [-1, -1]
        return [self.offset(node.lineno, node.col_offset), self.offset(node.end_lineno, node.end_col_offset)]

    def node(self, node):
        if node is None:
            return None
        if isinstance(node, ast.Constant):
            return self.constant(node)
        kind, parts = getattr(self, type(node).__name__)(node)
        return [kind, *self.range(node), *parts]

    def nodes(self, nodes):
        return [self.node(node) for node in nodes]

    def constant(self, node):
        value = node.value
        place = self.range(node)
        if isinstance(value, bool) or value is None:
            return ["constant", *place, str(value)]
        if value is ...:
            return ["constant", *place, "..."]
        if isinstance(value, str):
            return ["string", *place, value, False]
        if isinstance(value, bytes):
            return ["string", *place, value.decode("latin-1"), True]
        if isinstance(value, complex):
            return ["number", *place, number(value.imag), "complex"]
        return ["number", *place, number(value), type(value).__name__]

    # Expressions

    def Name(self, node):
        return "name", [node.id]

    def Attribute(self, node):
        return "attribute", [self.node(node.value), node.attr]

    def Subscript(self, node):
        return "subscript", [self.node(node.value), self.node(node.slice)]

    def Slice(self, node):
        return "slice", [self.node(node.lower), self.node(node.upper), self.node(node.step)]

    def List(self, node):
        return "list", [self.nodes(node.elts)]

    def Tuple(self, node):
        return "tuple", [self.nodes(node.elts)]

    def Set(self, node):
        return "set", [self.nodes(node.elts)]

    def Dict(self, node):
        return "dict", [[[self.node(key), self.node(value)] for key, value in zip(node.keys, node.values)]]

    def BinOp(self, node):
        return "binary", [OPERATORS[type(node.op).__name__], self.node(node.left), self.node(node.right)]

    def UnaryOp(self, node):
        return "unary", [OPERATORS[type(node.op).__name__], self.node(node.operand)]

    def BoolOp(self, node):
        return "boolean", [OPERATORS[type(node.op).__name__], self.nodes(node.values)]

    def Compare(self, node):
        operators = [OPERATORS[type(operator).__name__] for operator in node.ops]
        return "comparison", [operators, self.nodes([node.left, *node.comparators])]

    def IfExp(self, node):
        return "conditional", [self.node(node.test), self.node(node.body), self.node(node.orelse)]

    def NamedExpr(self, node):
        return "named", [node.target.id, self.node(node.value)]

    def Await(self, node):
        return "await", [self.node(node.value)]

    def Starred(self, node):
        return "starred", [self.node(node.value)]

    def Yield(self, node):
        return "yield", [self.node(node.value)]

    def YieldFrom(self, node):
        return "yield from", [self.node(node.value)]

    def Lambda(self, node):
        return "lambda", [self.parameters(node.args), self.node(node.body)]

    def Call(self, node):
        return "call", [self.node(node.func), self.arguments(node.args, node.keywords)]

    def arguments(self, args, keywords):
        found = [(arg, "*" if isinstance(arg, ast.Starred) else None, None) for arg in args]
        found += [(keyword.value, None if keyword.arg else "**", keyword.arg) for keyword in keywords]
        found.sort(key=lambda argument: (argument[0].lineno, argument[0].col_offset))
        return [
            [spread, name, self.node(value.value if spread == "*" else value)] for value, spread, name in found
        ]

    def ListComp(self, node):
        return self.comprehension(node, "list", None, node.elt)

    def SetComp(self, node):
        return self.comprehension(node, "set", None, node.elt)

    def GeneratorExp(self, node):
        return self.comprehension(node, "generator", None, node.elt)

    def DictComp(self, node):
        return self.comprehension(node, "dict", node.key, node.value)

    def comprehension(self, node, form, key, element):
        clauses = [
            [self.node(clause.target), self.node(clause.iter), self.nodes(clause.ifs)] for clause in node.generators
        ]
        return "comprehension", [form, self.node(key), self.node(element), clauses]

    def JoinedStr(self, node):
        self.blind += not HAS_FIELD_POSITIONS
        fields = []
        self.fields(node, fields)
        self.blind -= not HAS_FIELD_POSITIONS
        return "formatted", [fields]

    def fields(self, node, found):
        for value in node.values:
            if isinstance(value, ast.FormattedValue):
                found.append(self.node(value.value))
                if value.format_spec is not None:
                    self.fields(value.format_spec, found)

    def parameters(self, node):
        plain = [(arg, "positionalOnly") for arg in node.posonlyargs] + [(arg, "positional") for arg in node.args]
        defaults = [None] * (len(plain) - len(node.defaults)) + node.defaults
        found = [self.parameter(arg, kind, default) for (arg, kind), default in zip(plain, defaults)]
        if node.vararg:
            found.append(self.parameter(node.vararg, "rest", None))
        for arg, default in zip(node.kwonlyargs, node.kw_defaults):
            found.append(self.parameter(arg, "keywordOnly", default))
        if node.kwarg:
            found.append(self.parameter(node.kwarg, "keywordRest", None))
        return found

    def parameter(self, arg, kind, default):
        return [arg.arg, kind, self.node(arg.annotation), self.node(default)]

    # Statements

    def FunctionDef(self, node):
        decorators = self.nodes(node.decorator_list)
        return "function", [node.name, self.parameters(node.args), decorators, self.nodes(node.body)]

    AsyncFunctionDef = FunctionDef

    def ClassDef(self, node):
        bases = self.arguments(node.bases, node.keywords)
        return "class", [node.name, bases, self.nodes(node.decorator_list), self.nodes(node.body)]

    def Return(self, node):
        return "return", [self.node(node.value)]

    def Delete(self, node):
        return "delete", [self.nodes(node.targets)]

    def Assign(self, node):
        return "assign", [self.nodes(node.targets), self.node(node.value)]

    def TypeAlias(self, node):
        return "assign", [[self.node(node.name)], ["unparsed", *self.range(node.value)]]

    def AugAssign(self, node):
        return "augmented", [self.node(node.target), OPERATORS[type(node.op).__name__], self.node(node.value)]

    def AnnAssign(self, node):
        return "annotated", [self.node(node.target), self.node(node.annotation), self.node(node.value)]

    def For(self, node):
        return "for", [
            self.node(node.target), self.node(node.iter), self.nodes(node.body), self.nodes(node.orelse),
        ]  # fmt: skip

    AsyncFor = For

    def While(self, node):
        return "while", [self.node(node.test), self.nodes(node.body), self.nodes(node.orelse)]

    def If(self, node):
        return "if", [self.node(node.test), self.nodes(node.body), self.nodes(node.orelse)]

    def With(self, node):
        items = [[self.node(item.context_expr), self.node(item.optional_vars)] for item in node.items]
        return "with", [items, self.nodes(node.body)]

    AsyncWith = With

    def Try(self, node):
        handlers = [
            [*self.range(handler), self.node(handler.type), handler.name, self.nodes(handler.body)]
            for handler in node.handlers
        ]
        return "try", [self.nodes(node.body), handlers, self.nodes(node.orelse), self.nodes(node.finalbody)]

    TryStar = Try

    def Raise(self, node):
        return "raise", [self.node(node.exc)]

    def Assert(self, node):
        return "assert", [self.node(node.test), self.node(node.msg)]

    def Import(self, node):
        return "import", [[[alias.name, alias.asname] for alias in node.names]]

    def ImportFrom(self, node):
        names = [[alias.name, alias.asname] for alias in node.names]
        return "importFrom", [node.module or "", node.level, None if names[0][0] == "*" else names]

    def Global(self, node):
        return "global", [node.names]

    def Nonlocal(self, node):
        return "nonlocal", [node.names]

    def Expr(self, node):
        return "expression", [self.node(node.value)]

    def Pass(self, _):
        return "pass", []

    def Break(self, _):
        return "break", []

    def Continue(self, _):
        return "continue", []

    def Match(self, node):
        cases = [[self.node(case.pattern), self.node(case.guard), self.nodes(case.body)] for case in node.cases]
        return "match", [self.node(node.subject), cases]

    # Patterns

    def MatchValue(self, node):
        return "value", [self.node(node.value)]

    def MatchSingleton(self, node):
        return "value", [["constant", *self.range(node), str(node.value)]]

    def MatchSequence(self, node):
        return "sequence", [self.nodes(node.patterns)]

    def MatchStar(self, node):
        return "rest", [node.name]

    def MatchAs(self, node):
        return "capture", [node.name, self.node(node.pattern)]

    def MatchOr(self, node):
        return "either", [self.nodes(node.patterns)]

    def MatchMapping(self, node):
        return "other", [captures(node)]

    MatchClass = MatchMapping


def captures(pattern):
    found = set()
    for node in ast.walk(pattern):
        if isinstance(node, (ast.MatchAs, ast.MatchStar)) and node.name:
            found.add(node.name)
        if isinstance(node, ast.MatchMapping) and node.rest:
            found.add(node.rest)
    return sorted(found)


def number(value):
    try:
        value = float(value)
    except OverflowError:
        value = math.inf
    return str(value) if math.isinf(value) else value


def utf16(text):
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def sample(count):
    library = Path(sysconfig.get_path("stdlib"))
    packages = next(Path(__file__).parents[2].glob(".venv/lib/python*/site-packages"), None)
    always = "grammar fstring patma unpack_ex named_expressions generators lambda syntax tokenize genexps type_params"
    chosen = [library / "test" / f"test_{name}.py" for name in always.split()]
    chosen = [path for path in chosen if path.exists()]
    roots = [(library, ("site-packages",), 0.5)]
    if packages:
        roots += [(packages / "torch", (), 0.3), (packages / "numpy", (), 0.1), (packages / "sympy", (), 0.1)]
    for root, without, share in roots:
        paths = sorted(
            path
            for path in root.rglob("*.py")
            if path.stat().st_size < 150_000 and not any(part in path.parts[len(root.parts) :] for part in without)
        )
        step = max(1, round(len(paths) / (count * share)))
        chosen += paths[::step]
    return chosen


def main():
    for path in sample(int(sys.argv[1])) if sys.argv[1].isdigit() else map(Path, sys.argv[1:]):
        try:
            text = path.read_bytes().decode()
            tree = ast.parse(text)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            continue
        # Line ends are translated by the parser, columns are not.
        print(json.dumps([str(path), Dump(text).nodes(tree.body)]), flush=True)


main()
