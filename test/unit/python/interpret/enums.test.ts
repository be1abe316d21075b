import assert from "node:assert/strict";
import { printed } from "./read";

const kind =
  "import enum\nclass Kind(enum.Enum):\n    A = 'a'\n    B = 'b'\n    C = 'a'\n    def other(self):\n        return Kind.B if self is Kind.A else Kind.A\n";
const text = "import enum\nclass Kind(str, enum.Enum):\n    A = 'a'\n    B = 'b'\n";

/** What CPython prints; `?` is ours, where nothing is said. */
const programs: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  "members of an enumeration": [
    [`${kind}print(Kind.A.value, Kind.B.name, Kind.C.name)`, "'a' 'B' 'A'"],
    [`${kind}print(Kind.A == 'a', Kind.A != 'a', Kind.A == Kind.B, Kind.A == Kind.C)`, "False True False True"],
    [`${kind}print(Kind.A is Kind.A, Kind.A is Kind.B, Kind.A is Kind.C)`, "True False True"],
    [`${kind}print(Kind('b') is Kind.B, Kind['B'] is Kind.B, Kind('a').name)`, "True True 'A'"],
    [`${kind}print(Kind.A.other() is Kind.B, Kind.B.other().value)`, "True 'a'"],
    [`${kind}print({Kind.A: 1, Kind.B: 2}[Kind.B], 'a' in [Kind.A], Kind.B in (Kind.A, Kind.B))`, "2 False True"],
    [`${kind}print(1 if Kind.A else 2, [1, 2][Kind.A == 'a'])`, "1 1"],
    [`${kind}x = Kind.B\nmatch x:\n    case Kind.A:\n        y = 1\n    case Kind.B:\n        y = 2\nprint(y)`, "2"],
    [`${kind}x = Kind.A\nx.label = 5\nprint(Kind('a').label)`, "5"],
    ["import enum\nclass K(enum.Enum):\n    A = enum.auto()\n    B = enum.auto()\nprint(K.A is K.A, K.A == 1)", "? ?"],
    ["import enum\nclass K(enum.IntEnum):\n    A = 1\n    B = 2\nprint(K.A == 1, K.B + 1)", "True 3"],
    [
      "import enum\nclass K(enum.Enum):\n    A = (1, 2)\n    def __init__(self, x, y):\n        self.x = x\nprint(K.A.x)",
      "?",
    ],
  ],
  "members that are texts as well: how they are written, differs between versions": [
    [`${text}print(f'{Kind.A}')`, "?"],
    [`${text}print(str(Kind.A), '%s' % Kind.A)`, "? ?"],
    [`${text}print(Kind.A.upper(), Kind.A == 'a', Kind.A + 'x', Kind.B.value, Kind.B.name)`, "'A' True 'ax' 'b' 'B'"],
    [
      `${text}print(Kind('b') is Kind.B, Kind['B'] is Kind.A, isinstance(Kind.A, Kind), isinstance('a', Kind))`,
      "True False True False",
    ],
    [`${text}print([k.value for k in Kind], {Kind.A: 1}['a'], type(Kind.A) is Kind)`, "['a', 'b'] 1 True"],
  ],
  "members that are numbers as well": [
    [
      "import enum\nclass K(enum.IntEnum):\n    A = 1\n    B = 2\n    C = 2\nprint(K.C.name, K(2).name, K['A'] + 1, isinstance(K.A, K), isinstance(K.A + 0, K))",
      "'B' 'B' 2 True False",
    ],
    [
      "import enum\nclass K(int, enum.Enum):\n    A = 1\n    @property\n    def twice(self):\n        return self * 2\nprint(K.A.twice, [1, 5][K.A], abs(K.A), K.A is K.A)",
      "2 5 1 True",
    ],
    [
      "import enum, os\nclass K(enum.IntEnum):\n    A = 1\nx = K.A if os.environ.get('X') else 1\nprint(isinstance(x, K), x is K.A)",
      "? ?",
    ],
    [
      "import enum\nclass K(str, enum.Enum):\n    A = 'a'\n    def __eq__(self, other):\n        return False\nprint(K.A == 'a')",
      "?",
    ],
  ],
  "which member it is, may not be known": [
    [`${kind}import os\nx = Kind.A if os.environ.get('X') else Kind.B\nprint(x is Kind.A, x == Kind.B)`, "? ?"],
    [`${kind}import os\nx = Kind(os.environ.get('X'))\nprint(x is Kind.A)`, "?"],
    [`${kind}print(Kind('z'))`, "?"],
  ],
  "texts with values in them": [
    ["a, n = 'x', 3\nprint(f'{a}_{n}', f'{a}' 'b' f'{n}', f'{{{a}}}', f'plain')", "'x_3' 'xb3' '{x}' 'plain'"],
    ["print(f'{None} {True} {-7} {1 == 2}', f'''{'a'\n}b''')", "'None True -7 False' 'ab'"],
    ["d = {'k': 1}\nprint(f\"{d['k']}\", {f'v_{i}': i for i in range(2)})", "'1' {'v_0': 0, 'v_1': 1}"],
    ["x = 3\nprint(f'{x:>4}', f'{x!r}', f'{x=}', f'{x = }', f'{x =                          }')", "? ? ? ? ?"],
    ["print(f'{0.5}', f'{[1]}', f'\\n{1}', f'{unknown}')", "? ? ? ?"],
    ["class C:\n    def __str__(self):\n        return 'c'\nprint(f'{C()}')", "?"],
  ],
  "classes that a decorator of the file gives back": [
    [
      "R = {}\ndef add(n):\n    def wrap(c):\n        R[n] = c\n        return c\n    return wrap\n@add('c')\nclass C:\n    v = 4\nprint(R['c']().v, C().v)",
      "4 4",
    ],
    ["def change(c):\n    c.v = 5\n    return c\n@change\nclass C:\n    v = 4\nprint(C().v)", "5"],
    ["from helpers import change\n@change\nclass C:\n    v = 4\nprint(C().v)", "?"],
  ],
};

for (const [about, cases] of Object.entries(programs)) {
  describe(about, () => {
    for (const [code, expected] of cases) it(code, () => assert.equal(printed(code), expected));
  });
}
