import assert from "node:assert/strict";
import { printed } from "./read";

const point = "from dataclasses import dataclass\n@dataclass\nclass P:\n    x: int\n    y: int = 0\n";
const batch =
  "from typing import NamedTuple\nclass B(NamedTuple):\n    x: int\n    y: int = 2\n    def total(self):\n        return self.x + self.y\n    @property\n    def twice(self):\n        return self.x * 2\n";
const box =
  "class Box:\n    def __init__(self, **held):\n        self.held = held\n    def __getattr__(self, name):\n        return self.held[name]\n";
const managed =
  "from contextlib import contextmanager\nseen = []\n@contextmanager\ndef double(x):\n    seen.append('in')\n    yield x * 2\n    seen.append('out')\n";
const flag = "import os\nflag = os.environ.get('X')\n";

/** What CPython prints; `?` is ours, where nothing is said. */
const programs: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  "attributes that are not there": [
    ["class C:\n    pass\nc = C()\nprint(getattr(c, 'v', 4), hasattr(c, 'v'))", "4 False"],
    ["class C:\n    v = 1\nc = C()\nprint(getattr(c, 'v', 4), hasattr(c, 'v'))", "1 True"],
    [`${flag}class C:\n    pass\nc = C()\nif flag:\n    c.v = 1\nprint(getattr(c, 'v', 4), hasattr(c, 'v'))`, "? ?"],
    [
      "from helpers import fill\nclass C:\n    pass\nc = C()\nfill(c)\nprint(getattr(c, 'v', 4), hasattr(c, 'v'))",
      "? ?",
    ],
    ["from helpers import Base\nclass C(Base):\n    pass\nprint(getattr(C(), 'v', 4))", "?"],
    [`${flag}class C:\n    pass\nc = C()\nsetattr(c, flag, 1)\nprint(getattr(c, 'v', 4))`, "?"],
    ["class C:\n    pass\nc = C()\nfor i in range(3):\n    c.n = getattr(c, 'n', 0) + 1\nprint(c.n)", "3"],
    [
      "import os\nclass C:\n    pass\nc = C()\nwhile os.environ.get('X'):\n    c.n = getattr(c, 'n', 0) + 1\nprint(getattr(c, 'n', 0))",
      "?",
    ],
  ],
  __getattr__: [
    [`${box}b = Box(a=3)\nprint(b.a, b.held)`, "3 {'a': 3}"],
    [`${box}b = Box(a=3)\nb.c = 5\nprint(b.c, getattr(b, 'a'))`, "5 3"],
    [`${box}from helpers import change\nb = Box(a=3)\nchange(b)\nprint(b.a)`, "?"],
  ],
  "named tuples with methods": [
    [`${batch}b = B(1)\nprint(b.total(), b.twice, b._replace(y=5), b._asdict())`, "3 2 (1, 5) {'x': 1, 'y': 2}"],
    [`${batch}print(isinstance(B(1), B), isinstance((1, 2), B), isinstance(B(1), tuple))`, "True False True"],
    [`${flag}${batch}x = B(1) if flag else (1, 2)\nprint(isinstance(x, B))`, "?"],
    [
      "from collections import namedtuple\nO = namedtuple('O', 'a b c', defaults=[5, 6])\nprint(O(1), O(1, c=2).b)",
      "(1, 5, 6) 5",
    ],
  ],
  "fields of records": [
    [
      "from dataclasses import dataclass, field\n@dataclass\nclass A:\n    k: int = field(init=False)\n    a: int = 1\n    def __post_init__(self):\n        self.k = self.a + 1\nprint(A(4).a, A(4).k)",
      "4 5",
    ],
    [
      "from dataclasses import dataclass, field\n@dataclass\nclass A:\n    a: int = field(default=3, kw_only=True)\n    b: int = 1\nprint(A(7).a, A(7).b, A(a=2).a)",
      "3 7 2",
    ],
  ],
  "patterns of classes": [
    [
      `${point}match P(1, 2):\n    case P(x=0):\n        r = 'a'\n    case P(x, y):\n        r = (x, y)\nprint(r)`,
      "(1, 2)",
    ],
    [
      `${point}match P(1, 2):\n    case P(1, y) if y > 5:\n        r = 'a'\n    case P(1, y=2) as p:\n        r = p.y\nprint(r)`,
      "2",
    ],
    ["match 3:\n    case str():\n        r = 's'\n    case int(n):\n        r = n + 1\nprint(r)", "4"],
    ["match [1, 2]:\n    case dict():\n        r = 'd'\n    case list():\n        r = 'l'\nprint(r)", "'l'"],
    ["class C:\n    pass\nmatch C():\n    case C(x=1):\n        r = 1\n    case _:\n        r = 2\nprint(r)", "?"],
    ["from helpers import T, x\nmatch x:\n    case T(a):\n        r = a\n    case _:\n        r = 2\nprint(r)", "?"],
    [
      "class C:\n    __match_args__ = ('b', 'a')\n    a, b = 1, 2\nmatch C():\n    case C(u, v):\n        r = (u, v)\nprint(r)",
      "(2, 1)",
    ],
  ],
  "what surely raises, ends the body of its try": [
    ["try:\n    x = {'a': 1}['b']\nexcept KeyError:\n    x = 5\nprint(x)", "5"],
    ["try:\n    x = {'a': 1}['a']\nexcept KeyError:\n    x = 5\nprint(x)", "1"],
    [
      "def f(d):\n    try:\n        return d['a']\n    except KeyError:\n        return 5\nprint(f({'a': 1}), f({'b': 1}))",
      "1 5",
    ],
    ["from helpers import d\ntry:\n    x = d['a']\nexcept KeyError:\n    x = 5\nprint(x)", "?"],
    ["try:\n    x = 1\n    y = int('a')\nexcept ValueError:\n    x = 5\nprint(x)", "?"],
    ["x = [1]\ntry:\n    x[3] = 2\n    y = 1\nexcept IndexError:\n    y = 5\nprint(y)", "?"],
    ["try:\n    x, y = (1, 2, 3)\nexcept ValueError:\n    x = 5\nprint(x)", "?"],
    [
      "import torch\na = torch.ones(2, 3)\ntry:\n    b = a.view(4)\nexcept RuntimeError:\n    b = a.view(6)\nprint(b)",
      "?",
    ],
    [
      "import torch\nimport torch.nn.functional as F\na, b = torch.tensor([[0.5], [1.0]]), torch.tensor([1.0, 0.0])\ndef f(x, y):\n    try:\n        return F.binary_cross_entropy_with_logits(x, y)\n    except ValueError:\n        return x.sum()\nprint(f(a, b))",
      "1.5",
    ],
  ],
  "what counts": [
    [
      "from collections import Counter\nc = Counter('abca')\nprint(c['a'], c['z'], 'z' in c, c.most_common(1), c.total())",
      "2 0 False [('a', 2)] 4",
    ],
    [
      "from collections import Counter\nc = Counter([1, 2])\nc.update([2, 3])\nc[5] += 1\nprint(dict(c))",
      "{1: 1, 2: 2, 3: 1, 5: 1}",
    ],
    ["from collections import Counter\nc = Counter([1]) | Counter([1, 1])\nprint(c[1])", "?"],
    ["from collections import Counter\nc = Counter([1])\nd = c\nc += Counter([1])\nprint(d[1])", "?"],
    ["print(dict.fromkeys('aba', 0), list(dict.fromkeys([3, 1, 3])))", "{'a': 0, 'b': 0} [3, 1]"],
    ["print(list(dict.fromkeys({3, 1})))", "?"],
  ],
  "an array of no axes, changed by the functions of operator": [
    [
      "import numpy as np, operator\na = np.array(2.0)\nb = operator.itruediv(a, 1)\noperator.isub(a, 0.5)\nprint(float(b))",
      "?",
    ],
  ],
  "functions that give functions": [
    [
      "import operator\nprint(operator.itemgetter(1)([4, 5]), operator.itemgetter('a', 'b')({'a': 1, 'b': 2}))",
      "5 (1, 2)",
    ],
    [
      "import operator\nclass C:\n    v = 3\nprint(operator.attrgetter('v')(C()), sorted([(1, 9), (2, 4)], key=operator.itemgetter(1)))",
      "3 [(2, 4), (1, 9)]",
    ],
    [
      "from itertools import accumulate, starmap, pairwise\nprint(list(accumulate([1, 2, 3])), list(starmap(max, [(1, 2), (5, 3)])), list(pairwise('abc')))",
      "[1, 3, 6] [2, 5] [('a', 'b'), ('b', 'c')]",
    ],
    ["import asyncio\nasync def f(x):\n    await asyncio.sleep(0)\n    return x + 1\nprint(asyncio.run(f(2)))", "3"],
  ],
  "what runs later reads what is there then": [
    ["import random\ns = 1.0\ng = (x * s for x in [1.0])\ns = random.random()\nprint(list(g))", "?"],
    ["import random\ns = [1.0]\ng = map(lambda x: x * s[0], [1.0])\ns[0] = random.random()\nprint(list(g))", "?"],
    ["import random\ns = 1.0\ndef gen():\n    yield s\ng = gen()\ns = random.random()\nprint(list(g))", "?"],
    [
      "import random\nclass C:\n    v = 1.0\nc = C()\nc.v = 2.0\ng = (x * c.v for x in [1.0])\nc.v = random.random()\nprint(list(g))",
      "?",
    ],
    ["s = 2.0\nt = 0.0\nfor i in range(3):\n    t += sum(x * s * i for x in [1.0, 2.0])\nprint(t)", "18.0"],
    [
      "s = 2.0\ndef gen(n):\n    for i in range(n):\n        yield i * s\nr = []\nfor v in gen(3):\n    r.append(v)\ns = 5.0\nprint(r)",
      "[0.0, 2.0, 4.0]",
    ],
    [
      "import asyncio\nseen = []\nasync def f(n):\n    seen.append(n)\nasync def g():\n    await asyncio.gather(f(1), f(2))\nasyncio.run(g())\nprint(seen)",
      "?",
    ],
    [
      "import asyncio\nseen = []\nasync def f(n):\n    seen.append(n)\nasync def g():\n    await f(1)\n    await f(2)\nasyncio.run(g())\nprint(seen)",
      "[1, 2]",
    ],
  ],
  "what an instance may have, and its class has": [
    [`${flag}class C:\n    v = 1\nc = C()\nif flag:\n    c.v = 2\nprint(c.v)`, "?"],
    ["class C:\n    v = 1\n    def __getattribute__(self, name):\n        return 5\nprint(C().v)", "?"],
    ["class C:\n    pass\nc = C()\nc.__dict__.update(v=2)\nprint(getattr(c, 'v', 1))", "?"],
    [
      "class M(type):\n    def __instancecheck__(cls, x):\n        return True\nclass C(metaclass=M):\n    pass\nprint(isinstance(3, C))",
      "?",
    ],
  ],
  "functions that with enters": [
    [`${managed}with double(2) as x:\n    y = x + 1\nprint(x, y, seen)`, "4 5 ['in', 'out']"],
    [`${managed}with double(2) as x:\n    seen.append(x)\nprint(seen)`, "['in', 4, 'out']"],
    [`${managed}def f():\n    with double(3) as x:\n        return x\nprint(f())`, "?"],
    [`${managed}def f(k):\n    with double(k) as x:\n        y = x\n    return y\nprint(f(1), f(5))`, "2 10"],
    [`${managed}m = double(2)\nprint(seen)`, "[]"],
    [
      `${managed}import contextlib\nwith contextlib.ExitStack() as s:\n    x = s.enter_context(double(2))\nprint(x)`,
      "?",
    ],
    [
      "from contextlib import contextmanager\nimport os\n@contextmanager\ndef m():\n    if os.environ.get('X'):\n        yield 1\n    else:\n        yield 2\nwith m() as x:\n    pass\nprint(x)",
      "?",
    ],
    [
      "from contextlib import contextmanager\nclass C:\n    n = 3\n    @contextmanager\n    def at(self, n):\n        old, self.n = self.n, n\n        try:\n            yield self\n        finally:\n            self.n = old\nc = C()\nwith c.at(7) as d:\n    a = d.n\nprint(a, c.n)",
      "7 3",
    ],
  ],
  "names by their texts": [
    ["a = 3\nprint(globals()['a'], vars()['a'])", "3 3"],
    ["a = 3\ndef f():\n    a = 4\n    return globals()['a']\nprint(f())", "3"],
    ["from types import SimpleNamespace\nn = SimpleNamespace(a=1)\nprint(vars(n)['a'], n.__dict__['a'])", "1 1"],
    [
      "class K:\n    def keys(self):\n        return ['a']\n    def __getitem__(self, k):\n        return 7\nprint(dict(**K()), (lambda a: a)(**K()))",
      "{'a': 7} 7",
    ],
  ],
};

for (const [about, cases] of Object.entries(programs)) {
  describe(about, () => {
    for (const [code, expected] of cases) it(code, () => assert.equal(printed(code), expected));
  });
}
