import assert from "node:assert/strict";
import { printed, read, written } from "./read";

/** Loops whose passes are alike, or only seem to be, and what CPython prints; `?` is ours, where the program does not tell. */
const loops: readonly (readonly [code: string, prints: string])[] = [
  ["a, b = [1], [1]\nfor _ in range(3):\n    a.append(0)\n    a, b = b, a\nprint(a, b)", "[1, 0] [1, 0, 0]"],
  ["on = False\nfor _ in range(3):\n    on = not on\nprint(on)", "True"],
  ["p = q = []\nfor _ in range(3):\n    p.append(1)\n    p = []\nprint(p, q)", "[] [1]"],
  ["n = 0\ndef f():\n    global n\n    n += 1\nfor _ in range(4):\n    f()\nprint(n)", "4"],
  ["class C:\n    on = True\nc = C()\nfor _ in range(3):\n    c.on = not c.on\nprint(c.on)", "False"],
  ["def g():\n    for _ in range(3):\n        yield 1\nprint(list(g()))", "[1, 1, 1]"],
  ["t = 0\nfor _ in range(2):\n    for _ in range(3):\n        t += 1\nprint(t)", "6"],
  ["t = []\nfor _ in range(2):\n    for _ in range(2):\n        x = 1\n    t.append(x)\nprint(t)", "[1, 1]"],
  [
    "seen = False\nt = 5\nfor _ in range(3):\n    if not seen:\n        t = 1\n    seen = True\n    u = t\n    t = 2\nprint(u)",
    "2",
  ],
  ["it = iter([1, 2, 3])\nfor _ in range(2):\n    x = next(it)\nprint(x)", "2"],
  ["d = {}\nfor _ in range(3):\n    d['n'] = d.get('n', 0) + 1\nprint(d)", "{'n': 3}"],
  ["d = {}\nfor _ in range(3):\n    d['n'] = 1\n    y = len(d)\nprint(d, y)", "{'n': 1} 1"],
  ["x = 1\nfor _ in range(3):\n    y = x\n    x = 2\nprint(x, y)", "2 2"],
  ["x = 1\nfor _ in range(2):\n    x = 2\n    y = x\nprint(x, y)", "2 2"],
  ["rows = [[1], [1]]\nfor row in rows:\n    row.append(2)\nprint(rows)", "[[1, 2], [1, 2]]"],
  ["row = [1]\nfor r in [row, row]:\n    r.append(2)\nprint(row)", "[1, 2, 2]"],
  [
    "def outer():\n    n = 0\n    def inner():\n        nonlocal n\n        n += 1\n    for _ in range(3):\n        inner()\n    return n\nprint(outer())",
    "3",
  ],
  ["for _ in range(3):\n    if (n := 1) and _ == 2:\n        n = 7\nprint(n)", "7"],
  ["for epoch in range(3):\n    pass\nprint(epoch)", "2"],
  ["t = None\nfor _ in range(3):\n    try:\n        t = t + 1\n    except TypeError:\n        t = 0\nprint(t)", "?"],
  ["x = [1, 2]\nfor _ in range(2):\n    x, y = x[::-1], x\nprint(x, y)", "[1, 2] [2, 1]"],
  ["a = b = [0]\nfor _ in range(3):\n    b.append(1)\n    b = list(b)\nprint(a, b)", "[0, 1] [0, 1, 1, 1]"],
  ["t = []\nfor i in range(3):\n    def f():\n        return i\n    t.append(f)\nprint([f() for f in t])", "[2, 2, 2]"],
  ["t = 0\nfor _ in range(3):\n    s = t\nelse:\n    t = 9\nprint(s, t)", "0 9"],
  [
    "class Net:\n    def __init__(self):\n        self.n = 0\n    def step(self):\n        self.n = self.n + 1\n        return self.n\nnet = Net()\nfor _ in range(4):\n    v = net.step()\nprint(v)",
    "4",
  ],
  ["x = 3\nfor _ in range(5):\n    x = x\n    del x\n    x = 4\nprint(x)", "4"],
  ["i = 0\nwhile i < 3:\n    j = 5\n    i += 1\nprint(i, j)", "3 5"],
  ["k = 0\nfor _ in [1, 1]:\n    k = k * 2 + _\nprint(k)", "3"],
  ["import torch\nx = torch.zeros(2)\nfor _ in range(3):\n    x += 1\nprint(x.tolist())", "[3.0, 3.0]"],
  [
    "import torch\nx = torch.zeros(2)\nfor _ in range(3):\n    y = x.clone()\n    y.add_(1)\nprint(x.tolist(), y.tolist())",
    "[0.0, 0.0] [1.0, 1.0]",
  ],
  [
    "import torch\nx = torch.tensor([1.0, 2.0])\nfor _ in range(3):\n    x = x.flip(0)\nprint(x.tolist())",
    "[2.0, 1.0]",
  ],
  [
    "import torch\nx = torch.tensor([1.0, 2.0])\nh = torch.zeros(2)\nfor _ in range(3):\n    h = x + h\nprint(h.tolist())",
    "[3.0, 6.0]",
  ],
  ["import numpy as np\nx = np.zeros(2)\nv = x[:1]\nfor _ in range(3):\n    v += 1\nprint(x.tolist())", "[3.0, 0.0]"],
  ["t = 0\nfor a in range(2):\n    for b in range(2):\n        c = 1\n    t += c\n    c = 10\nprint(t)", "2"],
  ["log = []\nfor _ in range(2):\n    log = log + ['x']\nprint(log)", "['x', 'x']"],
  [
    "class A:\n    pass\na = A()\nfor _ in range(2):\n    if hasattr(a, 'x'):\n        y = 'had'\n    else:\n        y = 'none'\n    a.x = 1\nprint(y)",
    "'had'",
  ],
  ["def f(a=[]):\n    a.append(1)\n    return len(a)\nfor _ in range(3):\n    n = f()\nprint(n)", "3"],
  ["x = 0\nfor _ in range(3):\n    y = [x for x in [1, 2]]\n    z = x\n    x = 1\nprint(x, y, z)", "1 [1, 2] 1"],
  ["fs = []\nfor _ in range(3):\n    fs = [lambda: fs]\nprint(len(fs))", "1"],
  ["s = {1}\nfor _ in range(3):\n    n = len(s)\n    s.add(n + 1)\nprint(n)", "3"],
  ["for _ in range(2):\n    import math as m\n    x = m.floor(2.5)\n    m = None\nprint(x)", "2"],
  ["x = 1\nfor _ in range(3):\n    exec('x = x + 1')\nprint(x)", "?"],
  ["x = y = 0\nfor _ in range(3):\n    x, y = y, 1\nprint(x, y)", "1 1"],
  [
    "q = [1]\nfor _ in range(3):\n    r = q\n    q = [1]\n    r.append(2)\n    s = len(r)\nprint(q, r, s)",
    "[1] [1, 2] 2",
  ],
];

describe("passes that do what the one before did", () => {
  for (const [code, prints] of loops) it(code, () => assert.equal(printed(code), prints));

  it("need not be walked", () => {
    const body = Array.from({ length: 1000 }, (_, i) => `    a${i} = f(${i})`).join("\n");
    const { exhausted, definitions } = read(`def f(x):\n    return x + 1\nfor _ in range(150):\n${body}\nlast = a999`);
    assert.equal(exhausted, false);
    assert.equal(written(definitions[definitions.length - 1].value), "1000");
  });

  it("leave the target of the loop what it is after all of them, and nothing certain within", () => {
    const { definitions, valueAt } = read("for epoch in range(3):\n    a = 1\nb = epoch");
    assert.equal(written(definitions[definitions.length - 1].value), "2");
    assert.equal(written(valueAt(0, 5)?.value ?? definitions[0].value), "?");
  });
});
