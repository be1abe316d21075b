import assert from "node:assert/strict";
import { read } from "./read";

/** Programs that no computer runs to their end, or that mean to break who reads them. What stands behind them is still read. */
const hostile: readonly string[] = [
  "x = [1]\nx = [x] * 10**9",
  "x = 'a' * 10**9",
  "x = 10**10**10",
  "x = [1]\nwhile True:\n    x = x + x",
  "x = [1]\nfor i in range(100):\n    x += x",
  "x = 'a'\nfor i in range(100):\n    x = x + x",
  "x = 'a'\nfor i in range(100):\n    x = f'{x}{x}'",
  `import enum\nclass E(enum.Enum):\n${Array.from({ length: 5000 }, (_, i) => `    A${i} = ${i}\n`).join("")}x = E(4999)`,
  "import enum\nclass E(enum.Enum):\n    A = 1\n    x = A\nclass F(E, E):\n    B = E.A\nx = F.B.value.value.value",
  "d = {}\nd[d] = d\nx = d[d]",
  "l = []\nl.append(l)\nprint(l)\nx = l == l",
  "l = []\nl.append(l)\nm = []\nm.append(m)\nx = l == m",
  "import os\nl, m = [], []\nl.append(l)\nm.append(m)\nx = l if os.environ.get('A') else m\nx.append(1)",
  "t = ()\nfor i in range(150):\n    t = (t, t)\nx = t == t",
  "t = []\nfor i in range(150):\n    t = [t, t]\nimport copy\nx = copy.deepcopy(t)",
  "d = {}\nd['d'] = d\nimport copy\nx = copy.deepcopy(d)",
  "def f():\n    return f()\nx = f()",
  "def f(n):\n    return f(n) + f(n)\nx = f(unknown)",
  "import os\ndef f(n):\n    if os.environ.get('A'):\n        return f(n) + f(n)\n    return 1\nx = f(1)",
  "f = lambda f: f(f)\nx = f(f)",
  "class C:\n    def __getitem__(self, i):\n        return self[i]\nx = C()[0]",
  "class C(C):\n    pass\nx = C()",
  "class C:\n    pass\nC.__init__ = lambda self: C()\nx = C()",
  "def g():\n    while True:\n        yield 1\nx = list(g())",
  "x = list(range(10**9))",
  "import itertools\nx = list(itertools.product(range(1000), repeat=20))",
  "x = [[[[i for i in range(1000)] for j in range(1000)] for k in range(1000)] for l in range(1000)]",
  "import torch\nx = torch.zeros(10**6, 10**6)",
  "import torch\nx = torch.zeros(2)\nfor i in range(100):\n    x = torch.cat([x, x])",
  "for a in range(200):\n    for b in range(200):\n        for c in range(200):\n            for d in range(200):\n                x = a",
  "import os\nfor a in os.listdir():\n    for b in os.listdir():\n        for c in os.listdir():\n            for d in os.listdir():\n                for e in os.listdir():\n                    for f in os.listdir():\n                        x = [a, b, c, d, e, f]",
  `x = ${"(".repeat(50_000)}1${")".repeat(50_000)}`,
  `x = ${"f(".repeat(50_000)}1${")".repeat(50_000)}`,
  `x = ${"-".repeat(50_000)}1`,
  `x = ${"1 + ".repeat(50_000)}1`,
  `x = a${".b".repeat(50_000)}`,
  `x = ${"[".repeat(50_000)}${"]".repeat(50_000)}`,
  `x = y${"[0]".repeat(20_000)}`,
  `${Array.from({ length: 300 }, (_, i) => `${" ".repeat(i)}if u:`).join("\n")}\n${" ".repeat(300)}x = 1`,
  `${Array.from({ length: 60 }, (_, i) => `def f${i}():\n    return f${i + 1}() + f${i + 1}()`).join("\n")}\ndef f60():\n    return 1\nx = f0()`,
  `g = 1\n${Array.from({ length: 100 }, (_, i) => `def f${i}():\n    global g\n    g = ${i}\n${Array.from({ length: 100 }, (_, j) => `    f${j}()\n`).join("")}`).join("")}`,
  `x = 0\n${"if u:\n    x = x + 1\n".repeat(2000)}`,
  "__name__ = 1\n__class__ = 2\nsuper = 3\nprint = 4\nx = super().y",
  "constructor = __proto__ = toString = 1\nx = {}.__proto__\ny = object.constructor\nz = {'__proto__': 1}['__proto__']",
  "def __proto__():\n    return constructor()\nx = __proto__()",
  "x = getattr(1, 'constructor')\ny = ''.constructor\nz = [].__proto__.x",
  "return 1\nbreak\ncontinue\nyield 2",
  "class A(B): pass\nclass B(A): pass\nclass A(B): pass\nx = A()",
];

describe("hostile programs", () => {
  for (const code of hostile) {
    it(code.length > 90 ? `${code.slice(0, 90)}…` : code, () => {
      const { definitions } = read(`${code}\nlast = 7\n`);
      const last = definitions.find(({ name }) => name === "last");
      assert.equal(last?.value.kind === "number" && last.value.value, 7);
    });
  }
});
