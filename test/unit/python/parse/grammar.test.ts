import assert from "node:assert/strict";
import { sketch } from "./sketch";

/** What the sample of real files in test/python/ast.ts has seldom or never. */
const table: readonly (readonly [text: string, tree: string])[] = [
  ["x = -a ** -b @ c", "x = ((- (a ** (- b))) @ c)"],
  ["x = not a in b is not c not in d", "x = (not (a in b is not c not in d))"],
  [
    "x = a or b and not c | d ^ e & f << g + h * -i",
    "x = (a or (b and (not (c | (d ^ (e & (f << (g + (h * (- i)))))))))) ",
  ],
  ["x = a if b else c if d else e", "x = (a if b else (c if d else e))"],
  ["x = a < b < c == d", "x = (a < b < c == d)"],
  ["x = 2 ** 3 ** 2", "x = (2 ** (3 ** 2))"],
  ["x = await f() ** 2", "x = (await f() ** 2)"],
  ["x[1:2, ::3, ..., None]", "x[(1:2:, ::3, ..., None,)]"],
  ["x[*a]", "x[(*a,)]"],
  ["f(*a, b=1, *c, **d)", "f(*a, b=1, *c, **d)"],
  ["f(x for x in y)", "f(generator<x for x in y>)"],
  ["f(a := 1, b)", "f((a := 1), b)"],
  ["x = [i * j for i in a if i if j for j in b]", "x = list<(i * j) for i in a if i if j for j in b>"],
  ["x = {k: v for k, v in a}", "x = dict<k: v for (k, v,) in a>"],
  ["x = {**a, 'b': 1}", 'x = {**a, "b": 1}'],
  ["x = {*a, b}", "x = {*a, b}"],
  ["x = ()", "x = ()"],
  ["x = (a)", "x = a"],
  ["x = (a,)", "x = (a,)"],
  ["x = []", "x = []"],
  ["*a, b = c", "(*a, b,) = c"],
  ["a = b, = c = d", "a = (b,) = c = d"],
  ["a.b[c] @= d", "a.b[c] @= d"],
  ["a: int", "a: int = "],
  ["a.b: int = 1, 2", "a.b: int = (1, 2,)"],
  ["type X[T] = list[T]", "X = ?"],
  [
    "type = 1; match = 2; case = 3; print(type, match[case])",
    "type = 1; match = 2; case = 3; print(type, match[case])",
  ],
  ["match(x)", "match(x)"],
  [
    "match x, y:\n case [1.5, *_] | (-1 | 2j) as z, None if w: pass\n case A(b, c=d) | {'e': f, **g}: pass\n case _: pass",
    'match (x, y,) {case [(([1.5f, *_] | ((- 1) | 2j)) as z), None] if w {pass}; case (A(b, c=d) | {"e": f, **g}) if  {pass}; case _ if  {pass}}',
  ],
  ["def f(a, /, b: int = 1, *, c=2, **d) -> e: return", "def f(/a, b=1, !c=2, **d) {return }"],
  ["def f[T: int](*a: *T): ...", "def f(*a) {...}"],
  ["x = lambda a, *b, c=1: a", "x = (lambda a b c: a)"],
  ["@a.b(c)\n@d\nasync def f(): await g", "@a.b(c) @d def f() {await g}"],
  ["class A[T](B, metaclass=C): x = 1; y = 2", "class A(B, metaclass=C) {x = 1; y = 2}"],
  ["with (a as b, c as d,): pass", "with a as b, c as d {pass}"],
  ["with (a, b) as c: pass", "with (a, b,) as c {pass}"],
  ["with (a), (b): pass", "with a as , b as  {pass}"],
  ["async with a: pass", "with a as  {pass}"],
  ["try: a\nexcept* (B, C) as d: e\nelse: f\nfinally: g", "try {a} except (B, C,) as d {e} else {f} finally {g}"],
  ["for a, *b in c, d: pass\nelse: e", "for (a, *b,) in (c, d,) {pass} else {e}"],
  ["if a: b\nelif c: d\nelse: e", "if a {b} else {if c {d} else {e}}"],
  ["while a:\n  break\nelse:\n  continue", "while a {break} else {continue}"],
  ["from ...a.b import (c as d, e,)", "from 3 a.b import c as d, e as "],
  ["from . import *", "from 1  import *"],
  ["import a.b as c, d", "import a.b as c, d as "],
  ["def f(): x = yield from y; z = yield; yield 1, 2", "def f() {x = (yield y); z = (yield ); (yield (1, 2,))}"],
  [
    "global a, b; nonlocal c; del d, (e); assert f, g; raise h from i",
    "global a, b; nonlocal c; del d, e; assert f, g; raise h",
  ],
  [
    "x = 0x_FF + 0o17 + 0b1_0 + 1_000 + 1.5e-3 + .5 + 5. + 1e3j + 00",
    "x = ((((((((255 + 15) + 2) + 1000) + 0.0015f) + 0.5f) + 5f) + 1000j) + 0)",
  ],
  ["x = 1 if a else 2", "x = (1 if a else 2)"],
  ["x = a \\\n  + b", "x = (a + b)"],
  ["\ufeffx = 1\r\ny = 2\r# c\rz = 3", "x = 1; y = 2; z = 3"],
  ["if a:\n\tb\n        c\n\x0cd", "if a {b; c}; d"],
  ["größe = ﬁ = 𝐱", "größe = fi = x"],
  ["if a:\n\n# c\n    b\n  # d\n    e", "if a {b; e}"],
];

describe("Python's grammar", () => {
  for (const [text, tree] of table) it(text, () => assert.equal(sketch(text), tree.trimEnd()));
});
