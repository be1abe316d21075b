import assert from "node:assert/strict";
import { parseModule } from "../../../../src/python/parse/parseModule";
import { Parser } from "../../../../src/python/parse/parser";

/** Texts that grow with n, and before whose last line, `y = 1`, a careless reader is lost. */
const growing: Readonly<Record<string, (n: number) => string>> = {
  parentheses: (n) => `x = ${"(".repeat(n)}1${")".repeat(n)}`,
  "open parentheses": (n) => `x = ${"(".repeat(n)}`,
  "brackets around a name": (n) => `x = ${"[".repeat(n)}a${"]".repeat(n)}`,
  "brackets around a number": (n) => `x = ${"[".repeat(n)}1${"]".repeat(n)}`,
  "lists that open lists": (n) => `x = ${"[1, ".repeat(n)}`,
  "ragged lists in lists": (n) => `x = ${"[[1], [1, 2], ".repeat(n)}`,
  "ragged rows": (n) => `x = [${"[1, 2], ".repeat(n)}[1]]`,
  braces: (n) => `x = ${"{1: ".repeat(n)}1${"}".repeat(n)}`,
  "calls in calls": (n) => `x = ${"f(".repeat(n)}1${")".repeat(n)}`,
  "subscripts in subscripts": (n) => `x = ${"f[".repeat(n)}1${"]".repeat(n)}`,
  "calls of calls": (n) => `x = f${"()".repeat(n)}`,
  attributes: (n) => `x = f${".a".repeat(n)}`,
  methods: (n) => `x = f${".a(1)[0]".repeat(n)}`,
  sums: (n) => `x = a${" + b".repeat(n)}`,
  signs: (n) => `x = ${"-".repeat(n)}a`,
  negations: (n) => `x = ${"not ".repeat(n)}a`,
  powers: (n) => `x = a${" ** a".repeat(n)}`,
  "ands and ors": (n) => `x = a${" and b or c".repeat(n)}`,
  comparisons: (n) => `x = a${" < b".repeat(n)}`,
  "else if": (n) => `x = ${"a if b else ".repeat(n)}c`,
  lambdas: (n) => `x = ${"lambda: ".repeat(n)}c`,
  "lambdas in defaults": (n) => `x = ${"lambda a=".repeat(n)}c${": 0".repeat(n)}`,
  "lambdas in calls": (n) => `x = ${"f(lambda: ".repeat(n)}c${")".repeat(n)}`,
  comprehensions: (n) => `x = ${"[".repeat(n)}a${" for a in b]".repeat(n)}`,
  "clauses of a comprehension": (n) => `x = [a ${"for a in b ".repeat(n)}]`,
  "assignments of assignments": (n) => `${"x = ".repeat(n)}1`,
  walruses: (n) => `x = ${"(a := ".repeat(n)}1${")".repeat(n)}`,
  elif: (n) => `if a:\n  x = 1\n${"elif b:\n  x = 2\n".repeat(n)}else:\n  z = 3`,
  decorators: (n) => "@a\n".repeat(n),
  "open decorators": (n) => "@a(\n".repeat(n),
  "open calls": (n) => "x = f(a,\n".repeat(n),
  "open calls without commas": (n) => "x = f(a\n".repeat(n),
  "open definitions": (n) => "def f(a\n".repeat(n),
  "brackets that do not match": (n) => `x = ${"(]".repeat(n)}`,
  "brackets closed by others": (n) => `x = ${"(".repeat(n)}${"]".repeat(n)}`,
  "open f-strings": (n) => `x = ${'f"{'.repeat(n)}`,
  "open f-strings in lines": (n) => 'x = f"{\n'.repeat(n),
  "open triple f-strings": (n) => `x = ${'f"""{\n'.repeat(n)}`,
  "f-strings in f-strings": (n) => `x = ${'f"{'.repeat(n)}1${'}"'.repeat(n)}`,
  "fields in format specs": (n) => `x = f'${"{a:".repeat(n)}1${"}".repeat(n)}'`,
  "triple quotes": (n) => '"""'.repeat(2 * n + 1),
  quotes: (n) => '"'.repeat(2 * n + 1),
  semicolons: (n) => ";".repeat(n),
  statements: (n) => "a;".repeat(n),
  "errors between semicolons": (n) => "a b;".repeat(n),
  "errors in lines": (n) => "a b = c\n".repeat(n),
  matches: (n) => "match ".repeat(n),
  patterns: (n) => `match x:\n  case ${"[".repeat(n)}a${"]".repeat(n)}: pass`,
  "patterns of classes": (n) => `match x:\n  case ${"A(".repeat(n)}a${")".repeat(n)}: pass`,
  "targets in targets": (n) => `${"(".repeat(n)}a${",)".repeat(n)} = 1`,
  slashes: (n) => `def f(${"a, /, ".repeat(n)}): pass`,
  "contexts in contexts": (n) => `with ${"(".repeat(n)}a${")".repeat(n)}: pass`,
  continuations: (n) => `x = ${"\\\n".repeat(n)}1`,
  backslashes: (n) => `x = ${"\\".repeat(n)} `,
  "lone surrogates": (n) => `x = ${"\ud800".repeat(n)}`,
  digits: (n) => `x = ${"9_".repeat(n)}9`,
  "comments in open lists": (n) => "x = [#a\n".repeat(n),
  "else without if": (n) => "else:\n".repeat(n),
  "columns to and fro": (n) => "a\n  b\n".repeat(n),
  "prints of Python 2": (n) => "print ".repeat(n),
  "loops in loops": (n) => "for ".repeat(n),
  aliases: (n) => `import ${"a as ".repeat(n)}`,
  magics: (n) => "x = %".repeat(n),
};

/** How often a parse asks for a character or a token, which is what grows if anything does. */
function steps(text: string): number {
  let count = 0;
  const { charCodeAt } = String.prototype;
  const { kind } = Parser.prototype;
  String.prototype.charCodeAt = function (index) {
    count++;
    return charCodeAt.call(this, index);
  };
  Parser.prototype.kind = function () {
    count++;
    return kind.call(this);
  };
  try {
    parseModule(text);
  } finally {
    String.prototype.charCodeAt = charCodeAt;
    Parser.prototype.kind = kind;
  }
  return count;
}

/** The longest way from a value to what it holds. */
function height(root: unknown): number {
  let highest = 0;
  const open: (readonly [value: unknown, depth: number])[] = [[root, 0]];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [value, depth] = next;
    highest = Math.max(highest, depth);
    if (typeof value !== "object" || value === null || ArrayBuffer.isView(value)) continue;
    for (const inner of Object.values(value)) open.push([inner, depth + 1]);
  }
  return highest;
}

describe("Thousands of anything", () => {
  for (const [name, make] of Object.entries(growing)) {
    it(`leave the rest of the file: ${name}`, () => {
      // Of what is made of lines, each line is a statement: fewer show as much.
      const count = make(1).includes("\n") ? 5000 : 50_000;
      const text = `${make(count)}\ny = 1`;
      const { body } = parseModule(text);
      const last = body[body.length - 1];
      assert.equal(last.kind, "assign");
      assert.equal(text.slice(last.start, last.end), "y = 1");
      // Two levels of the object for one of the tree.
      assert.ok(height(body) < 2500);
    });

    it(`take time in proportion: ${name}`, () => {
      const [few, many] = [steps(make(1000)), steps(make(2000))];
      assert.ok(many < 2.2 * few + 20_000, `${few} and ${many} steps`);
    });
  }

  it("blocks within blocks", () => {
    const lines = Array.from({ length: 500 }, (_, i) => `${" ".repeat(i)}if a:\n`);
    const text = `${lines.join("")}${" ".repeat(500)}x = 1\ny = 1`;
    const { body } = parseModule(text);
    assert.equal(body.length, 2);
    assert.ok(height(body) < 500);
    assert.match(JSON.stringify(body), /"kind":"unparsed","start":\d+,"end":\d+,"names":\["x"\]/);
  });

  it("broken headers behind blocks within blocks are read once", () => {
    const make = (n: number): string => {
      let text = "x\n";
      for (let i = 0; i < n; i++) text = `if a:\n${text.replace(/^/gm, " ").trimEnd()}\nelse b:\n c\n`;
      return text;
    };
    assert.ok(steps(make(40)) < 5 * steps(make(20)));
  });
});

describe("Changed code", () => {
  const source = [
    "import torch.nn.functional as F",
    "class Net(nn.Module):",
    "    def forward(self, x, *, scale: float = 1.0):",
    "        if scale != 1.0 and not self.training:",
    "            x = {k: [v[1:, ...] for v in x if v] for k in (1, 2)}",
    "        return f'{x!r:>{10}} {scale:.3f}', lambda q: -q ** 2",
    "with torch.no_grad() as g, (a as b): pass",
    "try:",
    "    logits = torch.tensor([[0.5, -1.25], [2.0, 3e-4]])  # two",
    "except (A, B) as error:",
    '    """doc"""; raise',
    "match logits:",
    "    case [a, *_] | {'k': a} if a: y = a",
    "loss = F.cross_entropy(logits, torch.tensor([0, 1]), reduction='sum')",
  ].join("\n");
  const pieces = [
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    '"',
    "'",
    '"""',
    'f"{',
    "\\",
    "\n",
    "    ",
    "\t",
    ":",
    ",",
    "=",
    "#",
    "%",
    "!",
    "if ",
    "é",
    "\ud800",
    "0x",
    "\r",
  ];

  it("never throws, and keeps its ranges in order and within each other", () => {
    let seed = 1;
    const random = (below: number): number => {
      seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
      return Math.floor((seed / 2 ** 32) * below);
    };
    for (let round = 0; round < 1500; round++) {
      let text = source;
      for (let i = random(6); i >= 0; i--) {
        const at = random(text.length + 1);
        const piece = random(2) === 0 ? "" : pieces[random(pieces.length)];
        text = text.slice(0, at) + piece + text.slice(at + random(4));
      }
      let from = 0;
      const { body, comments } = parseModule(text);
      for (const { start, end, kind } of body) {
        assert.ok(start <= end && end <= text.length, text);
        // The condition made for the block of a broken header begins where the header does.
        assert.ok(start >= from || kind === "if", text);
        from = Math.max(from, start);
      }
      for (let i = 1; i < comments.length; i++) assert.ok(comments[i].start >= comments[i - 1].end, text);
      checkRanges(body, text);
    }
  });
});

/** Every node lies within what holds it. */
function checkRanges(
  value: unknown,
  text: string,
  outer: readonly [number, number] = [0, Number.POSITIVE_INFINITY],
): void {
  if (typeof value !== "object" || value === null || ArrayBuffer.isView(value)) return;
  let range = outer;
  if ("start" in value && "end" in value) {
    const { start, end } = value;
    const isWithin = typeof start === "number" && typeof end === "number" && start <= end;
    if (!isWithin || start < outer[0] || end > outer[1]) assert.fail(`${text}\n${JSON.stringify(value)} in ${outer}`);
    range = [start, end];
  }
  for (const inner of Object.values(value)) checkRanges(inner, text, range);
}
