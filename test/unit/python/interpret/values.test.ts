import assert from "node:assert/strict";
import { printed } from "./read";

/** What CPython prints; `?` is ours, where the program does not tell. */
const programs: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  names: [
    ["a = b = 3\nprint(a, b)", "3 3"],
    ["y_true, y_pred = [1, 0], [0.3, 0.2]\nprint(y_true, y_pred)", "[1, 0] [0.3, 0.2]"],
    ["a, (b, *c) = 1, (2, 3, 4)\nprint(a, b, c)", "1 2 [3, 4]"],
    ["*a, b = [1, 2, 3]\nprint(a, b)", "[1, 2] 3"],
    ["a, b = 1, 2\na, b = b, a\nprint(a, b)", "2 1"],
    ["if (n := 4) > 3:\n    pass\nprint(n)", "4"],
    ["x = 1\ndel x\nprint(x)", "?"],
    ["x: int = 5\nprint(x)", "5"],
    ["def f():\n    local = 7\nf()\nprint(local)", "?"],
    ["x = 1\ndef f():\n    global x\n    x = 2\nf()\nprint(x)", "2"],
    [
      "def f():\n    n = 0\n    def g():\n        nonlocal n\n        n += 1\n        return n\n    g()\n    return g()\nprint(f())",
      "2",
    ],
    ["x = 1\ndef f():\n    x = 2\nf()\nprint(x)", "1"],
    ["x = 1\nprint([x for x in [5, 6]], x)", "[5, 6] 1"],
    ["x = 5\nclass C:\n    x = 1\n    def get(self):\n        return x\nprint(C().get())", "5"],
    ["from helpers import *\nx = 1\nprint(x)", "1"],
    ["x = 1\nfrom helpers import *\nprint(x)", "?"],
  ],
  records: [
    [
      "def f():\n    yield from [1]\n    yield from (i for i in (2, 3))\nprint(list(f()), [n for n, _ in enumerate(f())])",
      "[1, 2, 3] [0, 1, 2]",
    ],
    ["class C:\n    def __neg__(self):\n        return 7\nprint(-C())", "7"],
    [
      "class C:\n    @property\n    def t(self):\n        return self._t\n    @t.setter\n    def t(self, v):\n        self._t = max(v, 2)\n" +
        "c = C()\nc.t = 1\nd = C()\nd.t = 5\nprint(c.t, d.t)",
      "2 5",
    ],
    [
      "import random\nclass C:\n    @property\n    def t(self):\n        return self._t\n    @t.setter\n    def t(self, v):\n        self._t = v\n" +
        "c = C()\nc.t = 1\nif random.random() < 0.5:\n    c.t = 2\nprint(c.t)",
      "?",
    ],
    [
      "from dataclasses import dataclass\n@dataclass\nclass A:\n    a: int = 1\n    b: int = 2\n@dataclass\nclass B(A):\n    a: int = 7\nprint(B(5).a, B(5, 6).b, B().a)",
      "5 6 7",
    ],
    [
      "from dataclasses import dataclass\nfrom typing import ClassVar\n@dataclass\nclass A:\n    k: ClassVar[int] = 9\n    a: int = 1\nprint(A(4).a, A(4).k)",
      "4 9",
    ],
    [
      "from dataclasses import dataclass, field\n@dataclass\nclass A:\n    k: int = field(init=False, default=9)\n    a: int = 1\nprint(A(4).a)",
      "4",
    ],
    [
      "from dataclasses import dataclass, KW_ONLY\n@dataclass\nclass A:\n    _: KW_ONLY\n    a: int = 1\nprint(A(a=4).a)",
      "?",
    ],
    [
      "from dataclasses import dataclass, field\n@dataclass\nclass A:\n    a: list = field(default_factory=list)\nx, y = A(), A()\nx.a.append(1)\nprint(x.a, y.a)",
      "[1] []",
    ],
    [
      "from dataclasses import asdict, dataclass, replace\n@dataclass\nclass A:\n    a: int = 1\n    b: str = 'x'\nprint(asdict(replace(A(), a=3)))",
      "{'a': 3, 'b': 'x'}",
    ],
    [
      "from collections import defaultdict\nd = defaultdict(list)\nd['a'].append(1)\nd['b']\nd['a'].append(2)\nprint(d['a'], len(d), 'c' in d)",
      "[1, 2] 2 False",
    ],
    [
      "from collections import defaultdict\nimport random\nd = defaultdict(int)\nd['a'] = 1\nd[random.choice('ab')]\nprint(len(d))",
      "?",
    ],
    ["import functools, operator\nprint(functools.reduce(operator.getitem, ['a', 1], {'a': [4, 5]}))", "5"],
  ],
  operators: [
    ["print(7 // 2, -7 // 2, -7 % 3, 7 % -3, 7 / 2)", "3 -4 2 -2 3.5"],
    ["print(2 ** 10, 2 ** -1, 7.5 // 2, -7.5 % 2)", "1024 0.5 3.0 0.5"],
    ["print(True + True, 5 & 3, 5 | 3, 5 ^ 3, 1 << 4, -9 >> 1, ~5)", "2 1 7 6 16 -5 -6"],
    ["print(2 ** 64)", "?"],
    ["print(1 / 0)", "?"],
    ["print('ab' * 2 + 'c', [1] * 3, (1, 2) + (3,))", "'ababc' [1, 1, 1] (1, 2, 3)"],
    ["print(1 < 2 < 3, 1 < 3 < 2, 'a' in 'cat', 3 not in [1, 2], None is None)", "True False True True True"],
    ["print(0 or 'x', 1 and 0, not [], [] == [], (1, 2) < (1, 3))", "'x' 0 True True True"],
    ["print([1, 2, 3][-1], [1, 2, 3][::-1], 'hello'[1:3], (1, 2, 3)[1:])", "3 [3, 2, 1] 'el' (2, 3)"],
    ["print({'a': 1, **{'b': 2}}, [*range(3), 9])", "{'a': 1, 'b': 2} [0, 1, 2, 9]"],
    ["x = [1, 2, 3, 4]\nx[1:3] = [9]\ndel x[0]\nprint(x)", "[9, 4]"],
    ["import math\nprint(math.floor(2.7), math.sqrt(16), math.pi > 3)", "2 4.0 True"],
    ["print(round(2.5), round(3.5), round(2.345, 1), abs(-3), max(3, 7), min([4, 2]))", "2 4 2.3 3 7 2"],
    ["print(sum([1, 2, 3]), sorted([3, 1, 2], reverse=True), list(reversed([1, 2])))", "6 [3, 2, 1] [2, 1]"],
    [
      "print(list(zip([1, 2], 'ab')), dict(a=1), len('abc'), list(enumerate('a', 1)))",
      "[(1, 'a'), (2, 'b')] {'a': 1} 3 [(1, 'a')]",
    ],
    ["print(list(map(lambda v: v + 1, [1, 2])), list(filter(None, [0, 3])))", "[2, 3] [3]"],
    [
      "print('A,B'.lower().split(','), '-'.join(['x', 'y']), ' a '.strip(), 'ab'.replace('a', 'c'))",
      "['a', 'b'] 'x-y' 'a' 'cb'",
    ],
    ["print(int('12'), float('1.5'), int(3.9), str(4), bool([]), tuple([1]))", "12 1.5 3 '4' False (1,)"],
    [
      "print(isinstance(1, int), isinstance('a', (int, str)), isinstance(True, int), isinstance(1.0, int))",
      "True True True False",
    ],
    ["z = zip([1, 2], [3, 4])\nfirst = list(z)\nprint(first, list(z))", "[(1, 3), (2, 4)] []"],
  ],
  aliases: [
    ["a = [1]\nb = a\nb.append(2)\nprint(a)", "[1, 2]"],
    ["a = [[1], [2]]\na[0].append(5)\nprint(a)", "[[1, 5], [2]]"],
    ["a = [1]\nb = a[:]\nb.append(2)\nprint(a)", "[1]"],
    ["a = [1]\na += [2]\nb = a\nb += [3]\nprint(a)", "[1, 2, 3]"],
    ["d = {}\ne = d\ne['k'] = 1\nprint(d)", "{'k': 1}"],
    ["def f(v, acc=[]):\n    acc.append(v)\n    return acc\nf(1)\nprint(f(2))", "[1, 2]"],
    ["import copy\na = [[1]]\nb = copy.deepcopy(a)\nb[0].append(2)\nprint(a, b)", "[[1]] [[1, 2]]"],
    ["from helpers import f\na = [1]\nf(a)\nprint(a)", "?"],
    ["import torch\nx = torch.tensor([1., 2.])\ny = x\ny += 1\nprint(x)", "[2, 3]"],
    [
      "import numpy as np\nimport torch\nx = torch.tensor(0.5).numpy()\nx += 2.0\nx *= np.array([.25]).sum(0)\nprint(x.dtype == np.float64)",
      "?",
    ],
    ["import torch\nx = torch.tensor([1., 2.])\nv = x[:1]\nv.zero_()\nprint(x)", "[0, 2]"],
    ["import torch\nx = torch.tensor([1., 2.])\ny = x + 0\ny[0] = 9\nprint(x)", "[1, 2]"],
    ["import os, torch\nx = torch.tensor([1., 2.])\nif os.environ.get('A'):\n    x.zero_()\nprint(x)", "?"],
    ["import os\na, b = [1], [2]\nc = a if os.environ.get('A') else b\nc.append(3)\nprint(a, b)", "? ?"],
  ],
  generators: [
    ["def f():\n    x = [(yield)][0]\nprint(f() is None)", "False"],
    ["def f():\n    if (yield 1) is None:\n        yield 2\nprint(list(f()))", "?"],
    ["def f():\n    while (yield 1):\n        pass\nprint(f() is None)", "False"],
    ["def f():\n    for x in (yield):\n        pass\nprint(f() is None)", "False"],
    ["def f():\n    d = {'a': (yield 1)}\nprint(f() is None)", "False"],
    ["def f():\n    return f'{(yield 1)}'\nprint(f() is None)", "False"],
    ["def f():\n    g = lambda: (yield 1)\n    return 3\nprint(f())", "3"],
    ["def f():\n    def g():\n        yield 1\n    return 3\nprint(f())", "3"],
    ["def f():\n    yield 1\n    yield 2\nprint(list(f()))", "[1, 2]"],
  ],
  branches: [
    ["import os\nx = 1\nif os.environ.get('A'):\n    x = 2\nprint(x)", "?"],
    ["import os\nif os.environ.get('A'):\n    x = 2\nelse:\n    x = 2\nprint(x)", "2"],
    ["x = 1\nif x > 0:\n    y = 'a'\nelse:\n    y = 'b'\nprint(y)", "'a'"],
    ["import os\ndef f():\n    if os.environ.get('A'):\n        return 1\n    return 2\nprint(f())", "?"],
    ["import os\ndef f():\n    if os.environ.get('A'):\n        return 1\n    return 1\nprint(f())", "1"],
    ["import os\nx = 1\nif os.environ.get('A'):\n    raise ValueError\nprint(x)", "1"],
    ["import os\nx = [1]\nif os.environ.get('A'):\n    x.append(2)\n    raise ValueError\nprint(x)", "[1]"],
    ["x = 1\ntry:\n    x = 2\nexcept ValueError:\n    x = 3\nprint(x)", "2"],
    ["x = 1\ntry:\n    x = 2\n    y = open('a')\nexcept OSError:\n    x = 3\nprint(x)", "?"],
    ["try:\n    import torch\nexcept ImportError:\n    torch = None\nprint(torch.tensor([1]))", "[1]"],
    [
      "match 3:\n    case 1 | 2:\n        x = 'low'\n    case 3:\n        x = 'three'\n    case _:\n        x = 'other'\nprint(x)",
      "'three'",
    ],
    ["match (1, 2):\n    case (a, b):\n        print(a + b)", "3"],
    [
      "match {'name': 'ce', 'k': 2, 'z': 3}:\n    case {'name': 'bce'}:\n        x = 1\n    case {'no': _}:\n        x = 2\n    case {'name': 'ce', 'k': k, **rest}:\n        x = (k, rest)\nprint(x)",
      "(2, {'z': 3})",
    ],
    [
      "match 'text':\n    case {'a': 1}:\n        x = 1\n    case {}:\n        x = 2\n    case _:\n        x = 3\nprint(x)",
      "3",
    ],
    ["match {'a': 1}:\n    case {}:\n        x = 1\n    case _:\n        x = 2\nprint(x)", "1"],
    [
      "match {'a': {'b': [1, 2]}}:\n    case {'a': {'b': [x, 3]} | {'c': x}}:\n        y = 1\n    case {'a': {'b': list() as x}}:\n        y = 2\nprint(y)",
      "?",
    ],
    ["from helpers import d\nmatch d:\n    case {'a': x}:\n        y = 1\n    case _:\n        y = 2\nprint(y)", "?"],
    [
      "def f(d):\n    match d:\n        case {'a': a, **rest}:\n            rest['b'] = 5\n            return a\nd = {'a': 1, 'b': 2}\nf(d)\nprint(d)",
      "{'a': 1, 'b': 2}",
    ],
    ["if __name__ == '__main__':\n    print(1)", "1"],
    ["import torch\ndevice = 'cuda' if torch.cuda.is_available() else 'cpu'\nprint(device)", "?"],
  ],
  exceptions: [
    [
      "x = 1\ntry:\n    try:\n        raise ValueError\n    finally:\n        x = 2\nexcept ValueError:\n    pass\nprint(x)",
      "?",
    ],
    ["def f():\n    try:\n        raise ValueError\n    finally:\n        return 5\nprint(f())", "5"],
    ["t = []\ndef f():\n    try:\n        return 1\n    finally:\n        t.append(2)\nprint(f(), t)", "1 [2]"],
  ],
  loops: [
    ["t = 0\nfor i in range(4):\n    t += i\nprint(t)", "6"],
    ["t = []\nfor i, v in enumerate('ab'):\n    t.append((v, i))\nprint(t)", "[('a', 0), ('b', 1)]"],
    ["n = 0\nwhile True:\n    n += 1\n    if n == 3:\n        break\nprint(n)", "3"],
    ["for i in [1, 2]:\n    pass\nelse:\n    i = 'end'\nprint(i)", "'end'"],
    ["for i in [1, 2]:\n    if i == 2:\n        break\nelse:\n    i = 'end'\nprint(i)", "2"],
    ["t = []\nfor i in range(5):\n    if i % 2:\n        continue\n    t.append(i)\nprint(t)", "[0, 2, 4]"],
    ["import os\nx, y = 1, 2\nfor f in os.listdir('.'):\n    x = x + 1\nprint(x, y)", "? 2"],
    ["import os\nx = [1]\nfor f in os.listdir('.'):\n    x.append(f)\nprint(x)", "?"],
    ["import os\nx = 1\nfor f in os.listdir('.'):\n    x = 1\nprint(x)", "1"],
    ["import os\na, b, c = 1, 2, 3\nfor f in os.listdir('.'):\n    a, b = b, c\nprint(a, b, c)", "? ? 3"],
    ["import os\nx = 1\nwhile os.environ.get('A'):\n    x += 1\nprint(x)", "?"],
    ["import os\nfor i in [1, 2, 3]:\n    if os.environ.get('A'):\n        break\nprint(i)", "?"],
    ["it = iter([1, 2, 3])\na = next(it)\nfor b in it:\n    break\nprint(a, b, next(it))", "1 2 ?"],
    [
      "print({k: v for k, v in zip('ab', [1, 2])}, [i * j for i in [1, 2] for j in [3, 4] if i != j])",
      "{'a': 1, 'b': 2} [3, 4, 6, 8]",
    ],
    ["t = 0\nfor i in range(10 ** 9):\n    t = 5\nprint(t)", "?"],
  ],
  functions: [
    [
      "def f(a, b=2, *c, d=4, **e):\n    return a, b, c, d, e\nprint(f(1, 5, 6, d=7, z=8))",
      "(1, 5, (6,), 7, {'z': 8})",
    ],
    ["def f(a, b=2):\n    return a - b\nprint(f(b=1, a=5), f(*[3, 1]), f(**{'a': 9}))", "4 2 7"],
    ["def f(a):\n    return a\nprint(f(1, 2))", "?"],
    ["x = 1\ndef f(v=x):\n    return v\nx = 2\nprint(f())", "1"],
    ["def outer(k):\n    def inner(v):\n        return v * k\n    return inner\nprint(outer(3)(4))", "12"],
    ["fs = [lambda: i for i in range(3)]\nprint([f() for f in fs])", "[2, 2, 2]"],
    ["from functools import partial\ndef f(a, b, c=0):\n    return a, b, c\nprint(partial(f, 1, c=5)(2))", "(1, 2, 5)"],
    ["def fact(n):\n    return 1 if n < 2 else n * fact(n - 1)\nprint(fact(10))", "3628800"],
    ["def g():\n    yield 1\n    yield 2\nprint(list(g()), sum(g()))", "[1, 2] 3"],
    [
      "def twice(f):\n    def inner(*a):\n        return f(*a) * 2\n    return inner\n@twice\ndef f(x):\n    return x + 1\nprint(f(3))",
      "8",
    ],
    ["from helpers import cached\n@cached\ndef f(x):\n    return x\nprint(f(1))", "?"],
    ["import functools\n@functools.lru_cache\ndef f(x):\n    return x\nprint(f(1))", "1"],
    ["def f():\n    pass\nprint(f())", "None"],
    ["print((lambda a, b=2: a * b)(4))", "8"],
    ["from functools import reduce\nprint(reduce(lambda a, b: a * b, [1, 2, 3, 4]))", "24"],
  ],
  classes: [
    [
      "class C:\n    k = 5\n    def __init__(self, a, b=2):\n        self.a = a\n        self.b = b\n    def total(self):\n        return self.a + self.b + self.k\nprint(C(1).total(), C.k)",
      "8 5",
    ],
    [
      "class A:\n    def __init__(self):\n        self.x = 1\n    def f(self):\n        return 'A'\nclass B(A):\n    def __init__(self):\n        super().__init__()\n        self.y = self.x + 1\n    def f(self):\n        return super().f() + 'B'\nb = B()\nprint(b.y, b.f())",
      "2 'AB'",
    ],
    [
      "class A:\n    def f(self):\n        return 'A'\nclass B(A):\n    def f(self):\n        return 'B' + super(B, self).f()\nprint(B().f())",
      "'BA'",
    ],
    [
      "class C:\n    def __call__(self, x):\n        return x + 1\n    def __getitem__(self, i):\n        return i * 2\n    def __len__(self):\n        return 7\nc = C()\nprint(c(1), c[3], len(c))",
      "2 6 7",
    ],
    [
      "class C:\n    @property\n    def p(self):\n        return 3\n    @staticmethod\n    def s(x):\n        return x\n    @classmethod\n    def make(cls):\n        return cls()\nprint(C().p, C.s(4), C.make().p)",
      "3 4 3",
    ],
    [
      "import torch.nn as nn\nclass M(nn.Module):\n    def __init__(self):\n        super().__init__()\n        self.k = 3\n    def forward(self, x):\n        return x * self.k\nm = M().eval()\nprint(m(2), m.to('cpu')(3))",
      "6 9",
    ],
    [
      "from dataclasses import dataclass\n@dataclass\nclass D:\n    a: int\n    b: int = 2\nd = D(1)\nprint(d.a, d.b)",
      "1 2",
    ],
    ["from collections import namedtuple\nP = namedtuple('P', ['x', 'y'])\np = P(1, y=2)\nprint(p.x, p[1])", "1 2"],
    ["class C:\n    def __add__(self, o):\n        return 'sum'\nprint(C() + 1)", "'sum'"],
    ["class C:\n    pass\nc = C()\nc.x = 1\nd = c\nd.x = 2\nprint(c.x)", "2"],
    ["from helpers import Base\nclass C(Base):\n    def f(self):\n        return 1\nprint(C().g())", "?"],
    ["class C:\n    pass\nc = C()\nsetattr(c, 'v', 4)\nprint(getattr(c, 'v'), hasattr(c, 'v'))", "4 True"],
  ],
};

describe("values of programs", () => {
  for (const [about, cases] of Object.entries(programs)) {
    describe(about, () => {
      for (const [code, expected] of cases) it(code, () => assert.equal(printed(code), expected));
    });
  }
});
