import assert from "node:assert/strict";
import { parseExpression, parseModule } from "../../../../src/python/parse/parseModule";
import { expression, sketch } from "./sketch";

type Table = Readonly<Record<string, readonly (readonly [text: string, tree: string])[]>>;

const tables: Table = {
  "Lines that are no Python": [
    ["x = 1\nx = = 2\ny = 3", "x = 1; ?[x]; y = 3"],
    ["a = 1; b c = 2; d = 3", "a = 1; ?[b c]; d = 3"],
    ["a, (b.c, d[e]) = f g", "?[a b d e]"],
    ["f() = 1", "?[f]"],
    ["x += = 1", "?[x]"],
    ["for i in (x := :", "?[i x]"],
    ["import a b as c", "?[a b c]"],
    ["x = “quoted”\ny = 1", "?[x]; y = 1"],
    ["x = 0777\ny = 1", "?[x]; y = 1"],
    ["x = 'open\ny = 1", "?[x]; y = 1"],
    ['x = """open\ny = 1', "?[x]; y = 1"],
    ['x = f"{open\ny = 1', "?[x]; y = 1"],
    ["x = f(1))\ny = 1", "?[x]; y = 1"],
    ["x = f([1)\ny = 1", "?[x]; y = 1"],
    ["x = a <> b\ny = `a`\nz = 1", "?[x]; ?[y]; z = 1"],
    ["x = $y", "?[x]"],
    ["loss.\ny = 1", "?[]; y = 1"],
    [";", ""],
    [";;\n  ;\ny = 1;;", "y = 1"],
  ],
  "Errors within blocks": [
    ["def f():\n  a b\n  x = 1\ny = 2", "def f() {?[]; x = 1}; y = 2"],
    ["def f():\n  x = (\n  return 1\ny = 2", "def f() {?[x]; return 1}; y = 2"],
    ["if a b:\n  x = 1\ny = 2", "?[]; if ? {x = 1}; y = 2"],
    ["if a:\n  x\nelif b c:\n  d\nelse e:\n  f\ny = 2", "if a {x} else {if ? {?[]; d} else {?[]; f}}; y = 2"],
    ["if a:\n  x\nelse y = 2\nz = 3", "if a {x} else {?[y]}; z = 3"],
    ["def f(a, b c):\n  return a", "def f(a, b, c) {return a}"],
    ["class A(b c):\n  def f(self): pass", "class A(?) {def f(self) {pass}}"],
    ["@a b\ndef f(): pass", "@? def f() {pass}"],
    ["@a\nx = 1", "?[]; x = 1"],
    ["try:\n  a\nexcept b c:\n  d\nfinally:\n  e", "try {a} except ? as  {?[]; d} finally {e}"],
    [
      "match x:\n  case 1 2:\n    y = 1\n  case _: z = 2",
      "match x {case other() if  {?[]; y = 1}; case _ if  {z = 2}}",
    ],
    ["else:\n  x = 1\ny = 2", "?[]; if ? {x = 1}; y = 2"],
  ],
  "Half-typed lines": [
    ["loss = F.cross_entropy(logits, ", "?[loss]"],
    ["loss = F.cross_entropy(logits, \ny = 1", "?[loss]; y = 1"],
    ["loss = F.cross_entropy(logits, \nloss.backward()\ny = f(\n  1)", "?[loss]; loss.backward(); y = f(1)"],
    ["loss = f(a, b='c'\nprint(loss)", "?[loss]; print(loss)"],
    ["x = [[1, 2], [3, 4]\ny = 5\n# c", "?[x]; y = 5"],
    ["x = {'a': [1,\ny = {'b': 2}", '?[x]; y = {"b": 2}'],
    ["x = f(a\nfor i in y:\n  z = 1", "?[x]; for i in y {z = 1}"],
    ["x = f(a\nif y:\n  z = 1", "?[x]; if y {z = 1}"],
    ["x = f(a\n@g\ndef h(): pass", "?[x]; @g def h() {pass}"],
    ["x = f(a\nfrom b import c", "?[x]; from 0 b import c as"],
    ["x = f(a\ny: int = 1", "?[x]; y: int = 1"],
    ["x = f(a\ny += 1", "?[x]; y += 1"],
    ["def f():\n  x = g(a,\n    b\n  y = 1\nz = 2", "def f() {?[x]; y = 1}; z = 2"],
    ["if x\n  y = 1\nz = 2", "if x {y = 1}; z = 2"],
    ["for i in x:\ny = 1", "for i in x; y = 1"],
    ["def f(\ny = 1", "?[f]; y = 1"],
    ["if x:", "if x"],
    ["x = f(a,\ny = g(b)\nz = h(c))", "?[x y z]"],
  ],
  "Brackets over lines that are right": [
    ["f(\na=1,\nb=g(2),\nh(3),\nc=4\n)\ny = 1", "f(a=1, b=g(2), h(3), c=4); y = 1"],
    ["x = [\ni\nfor i in y\nif z\n]", "x = list<i for i in y if z>"],
    ["x = (\na\n@b\nif c\nelse d)", "x = ((a @ b) if c else d)"],
    ["x = {\na: 1,\nb: f(\n2)}", "x = {a: 1, b: f(2)}"],
    ["f(\nclass_=1,\nwith_=2)", "f(class_=1, with_=2)"],
    ["f('''\nreturn\n''')", 'f("\\nreturn\\n")'],
  ],
  "Unexpected columns": [
    ["  x = 1\n  y = 2", "x = 1; y = 2"],
    ["x = 1\n    y = 2\nz = 3", "x = 1; y = 2; z = 3"],
    ["if a:\n        b\n    c\nd", "if a {b}; c; d"],
    ["    a\n  b\nc", "a; b; c"],
  ],
  "Magics of IPython": [
    ["%matplotlib inline\nx = 1", "?[]; x = 1"],
    ["%%time\nx = 1", "?[]; x = 1"],
    ["\n%%bash\nx = 1\ny", "?[x]"],
    ["!pip install 'x\nx = 1", "?[]; x = 1"],
    ["x = !ls (\ny = 1", "?[x]; y = 1"],
    ["x = %env HOME\ny = 1", "?[x]; y = 1"],
    ["?x\ny = 1", "?[]; y = 1"],
    ["x?\ny.z??\nw = 1", "?[]; ?[]; w = 1"],
    ["if a:\n  !ls\n  x = 1", "if a {?[]; x = 1}"],
    ["%time x = f(1)\ny = 1", "x = f(1); y = 1"],
    ["x = (a\n  % b)", "x = (a % b)"],
  ],
  "Python 2": [
    ["print x, 'y'", 'print(x, "y")'],
    ["print 'a %d' % b,", 'print(("a %d" % b))'],
    ["print >>f, x", "print(file=f, x)"],
    ["print", "print"],
    ["print -1", "(print - 1)"],
    ["exec 'x = 1' in y", 'exec(("x = 1" in y))'],
    ["try: a\nexcept B, c: d", "try {a} except B as c {d}"],
    ["raise A, 'b'", "raise A"],
    ["x.cuda(async=True)", "x.cuda(async=True)"],
  ],
};

for (const [name, table] of Object.entries(tables)) {
  describe(name, () => {
    for (const [text, tree] of table) it(text, () => assert.equal(sketch(text), tree));
  });
}

describe("An expression alone", () => {
  it("is read from a part of a text, over lines", () => {
    const text = "x = f(a,\n b)  # c";
    const found = parseExpression(text, 4, text.length);
    assert.ok(found);
    assert.equal(expression(found), "f(a, b)");
    assert.deepEqual([found.start, found.end], [4, 12]);
  });

  for (const text of ["", "a b", "x = 1", "f(", "a)", "return", "x: int", "a; b", "%ls", "'"])
    it(`is none: ${text}`, () => assert.equal(parseExpression(text), undefined));
});

describe("Ranges", () => {
  it("cover what they name", () => {
    const text = "if a:\n  (b) + c(d, [e])  # f\n  @ g\nx = (1, 2); y = (z)\n";
    const { body } = parseModule(text);
    const sources = body.map(({ start, end }) => text.slice(start, end));
    assert.deepEqual(sources, ["if a:\n  (b) + c(d, [e])  # f\n  @ g", "x = (1, 2)", "y = (z)"]);
  });
});
