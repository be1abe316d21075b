import assert from "node:assert/strict";
import { literalAt } from "../../../src/literal/literalAt";
import { namedLiterals } from "../../../src/literal/namedLiterals";
import { parseLiteral } from "../../../src/literal/parseLiteral";
import { concernsLoss } from "../../../src/render/concernsLoss";

/** Text, name, whether targets were found, and whether a hover over it would be welcome. */
const table: readonly (readonly [string, string | undefined, boolean, boolean])[] = [
  ["[0.1, 0.9, 0.2]", undefined, false, true],
  ["[0.1, 0.9, 0.2]", "x", false, true],
  ["[[1, 2], [3, 4]]", undefined, false, true],
  ["torch.tensor([3])", undefined, false, true],
  ["[0, 2, 1]", "y_true", false, true],
  ["[0, 2, 1]", "labels", false, true],
  ["[2, -1, 0]", "logits", false, true],
  ["[2, -1, 0]", "x", true, true],
  ["[2, -1, 0]", "x", false, false],
  ["[8, 6]", undefined, true, false],
  ["(8, 6)", undefined, false, false],
  ["(8, 6)", "figsize", true, false],
  ["(0.9, 0.999)", undefined, true, false],
  ["[1]", "n", true, false],
  ["[0.5]", undefined, true, false],
];

describe("an array under the pointer", () => {
  for (const [text, name, hasTarget, welcome] of table) {
    const circumstances = [name && `named ${name}`, hasTarget && "with targets"].filter(Boolean).join(" ");
    it(`${text} ${circumstances} ${welcome ? "is meant" : "is none of our business"}`, () => {
      const literal = parseLiteral(text, "python");
      assert.ok(literal.kind === "literal");
      assert.equal(concernsLoss(literal, text, name, hasTarget), welcome);
    });
  }
});

/** Texts in which `|` is the pointer and no array is meant, or none that has a loss. */
const quiet: Readonly<Record<string, readonly string[]>> = {
  python: [
    "import to|rch",
    "from typing import Li|st",
    "def f(x: List[i|nt]) -> Dict[str, List[fl|oat]]: ...",
    "def f(x: Tuple[int, ...|]) -> None: ...",
    "y = x[|0]",
    "y = x[0, |1]",
    "y = x[1:|3]",
    "y = x[-|1]",
    "y = foo[i, |j]",
    "y = table[[0, |2]]",
    "y = df[['a', |'b']]",
    "for i in range(1|0): pass",
    "for i in range(0, 1|0, 2): pass",
    "plt.figure(figsize=(8, |6))",
    "model = nn.Linear(10, |5)",
    "x = x.reshape(2, |3)",
    "x = x.view(-1, |3)",
    "x = x.permute(0, |2, 1)",
    "optimizer = Adam(lr=0.0|01, betas=(0.9, |0.999))",
    "x = [|]",
    "x = [1|]",
    "x = (|1,)",
    "x = 1|2.5",
    "x = {'a': |1}",
    "x = ['cat', |'dog']",
    'names = ("a", |"b")',
    "x = f(a, |b)",
    "x = [i for i in |y]",
    "version = '1.2|.3'",
    "date = '2024-01-|02'",
    "__version_info__ = (1, |2, 3)",
    "# see [1|] and [2, 3|]",
    "'''In the years [2019, 20|20] nothing happened.'''",
    "a, |b = 1, 2",
    "assert x.shape == (3, |4)",
  ],
  markdown: [
    "See [the docs](http://example.com/|1,2).",
    "As shown in [1|], and in [2, |3].",
    "It was 1.5, 2|.5 and 3.",
    "- [|x] done",
  ],
  typescript: [
    "const x = a[|0];",
    "type T = [num|ber, string];",
    "const [a, |b] = f();",
    "const s = 'a[1,|2]';",
    "const v = [|];",
    "f(1, |2);",
  ],
  json: ['{ "version": "1.|2.3", "n": |3 }', '{ "files": ["a", |"b"] }', '{ "x": [|] }'],
  plaintext: ["Dear all, on 2024-01-02 we |met.", "1.|2.3", "Chapter 1, |2 and 3", "10:2|0"],
  yaml: ["version: 1.|2", "- na|me: x"],
};

/** The array at a place as the hover finds it, with the name that it is assigned to. */
function meantAt(text: string, offset: number, language: string): boolean {
  const span = literalAt(text, offset, language);
  if (span === undefined) return false;
  const own = text.slice(span.offset, span.offset + span.length);
  const literal = parseLiteral(own, language);
  const named = namedLiterals(text, language).find((each) => each.span.offset === span.offset);
  return literal.kind === "literal" && concernsLoss(literal, own, named?.name, true);
}

describe("nothing is said where nobody means an array", () => {
  for (const [language, texts] of Object.entries(quiet)) {
    for (const marked of texts) {
      it(`${language}: ${marked}`, () => {
        const text = marked.replaceAll("|", "");
        const offsets = [...marked.matchAll(/\|/g)].map(({ index }, before) => index - before);
        assert.deepEqual(
          offsets.filter((offset) => meantAt(text, offset, language)),
          [],
        );
      });
    }
  }
});
