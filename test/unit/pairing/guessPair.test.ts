import assert from "node:assert/strict";
import type { FoundArray } from "../../../src/pairing/foundArray";
import { fileArrays, guessPair } from "../../../src/pairing/guessPair";
import type { Sheet } from "../../../src/pairing/sheet";
import { arrayText, sheetOf, unit } from "./sheets";

interface Given {
  readonly input?: string;
  readonly target?: string;
}

function named(sheet: Sheet, name: string | undefined): FoundArray | undefined {
  return name === undefined ? undefined : sheet.named.findLast((array) => array.name === name);
}

/** `a 2×2 call y 2`, and the others that would do. */
function guessed(text: string, { input, target }: Given = {}, languageId = "python"): string | undefined {
  const sheet = sheetOf(unit(text, languageId));
  const pair = guessPair(sheet, { input: named(sheet, input), target: named(sheet, target) });
  if (pair?.target === undefined) return undefined;
  assert.equal(pair.call !== undefined, pair.why === "call");
  const others = pair.others.map((each) => `${each.input.name} ${each.target.name}`);
  return [`${arrayText(pair.input)} ${pair.why} ${arrayText(pair.target)}`, ...others].join(" | ");
}

const head = "import torch\nimport torch.nn.functional as F\n";
const arrays = `${head}a = torch.tensor([[1.5, 0.5], [0.25, 2.0]])
b = torch.tensor([[0.5, 0.75], [1.25, 0.0]])
y = torch.tensor([0, 1])
t = torch.tensor([1, 1])
`;
const calls = `${arrays}F.cross_entropy(a, y)\nF.cross_entropy(b, y)\nF.cross_entropy(b, t)\n`;

describe("the pair that a file is about", () => {
  const rows: readonly (readonly [title: string, text: string, given: Given, expected: string | undefined])[] = [
    ["is that of its first call", calls, {}, "a 2×2 call y 2 | b y | b t"],
    ["of an input's first call", calls, { input: "b" }, "b 2×2 call y 2 | b t"],
    ["of a target's first call", calls, { target: "t" }, "b 2×2 call t 2"],
    ["of the call of both", calls, { input: "b", target: "t" }, "b 2×2 call t 2"],
    ["not of a call of another", calls, { input: "a", target: "t" }, "a 2×2 names t 2"],
    [
      "a call that stands there twice is one",
      `${arrays}F.cross_entropy(a, y)\nF.cross_entropy(a, y)\n`,
      {},
      "a 2×2 call y 2",
    ],
    [
      "goes through what is done with the input",
      `${arrays}F.nll_loss(F.log_softmax(a, dim=1), y)\n`,
      { input: "a" },
      "a 2×2 call y 2",
    ],
    [
      "by names where there is no call",
      "logits = [[1.5, 0.5], [0.25, 2.0]]\nlabels = [0, 1]\n",
      {},
      "logits 2×2 names labels 2",
    ],
    [
      "names go before the order of the text",
      "labels = [0, 1]\nweights = [0.5, 0.5]\nlogits = [[1.5, 0.5], [0.25, 2.0]]\n",
      {},
      "logits 2×2 names labels 2",
    ],
    ["none for an array alone", "logits = [[1.5, 0.5], [0.25, 2.0]]\n", {}, undefined],
    ["none where there is no array", "a = 1\n", {}, undefined],
    ["none of weights", "weights = [0.5, 0.25]\nlr = [0.1, 0.2]\n", {}, undefined],
    [
      "none of what does not fit",
      "logits = [[1.5, 0.5], [0.25, 2.0]]\nlabels = [0, 1, 1]\n",
      { target: "labels" },
      undefined,
    ],
    [
      "of a target that is given",
      "logits = [[1.5, 0.5], [0.25, 2.0]]\nlabels = [0, 1]\nother = [1, 1]\n",
      { target: "other" },
      "logits 2×2 names other 2",
    ],
    [
      "of an input that is given",
      "logits = [[1.5, 0.5], [0.25, 2.0]]\nscores = [[0.5, 0.75], [1.25, 0.0]]\nlabels = [0, 1]\n",
      { input: "scores" },
      "scores 2×2 names labels 2",
    ],
  ];
  for (const [title, text, given, expected] of rows) it(title, () => assert.equal(guessed(text, given), expected));

  it("of a table", () => {
    assert.equal(guessed("y_pred,y_true\n0.25,1\n0.75,0\n", {}, "csv"), "y_pred 2 table y_true 2");
    const frame = "   y_pred  y_true\n0    0.25       1\n1    0.75       0\n";
    for (const text of [frame, `Mine:\n${frame}It is bad.\n`, `\`\`\`\n${frame}\`\`\`\n`])
      assert.equal(guessed(text, {}, "markdown"), "y_pred 2 table y_true 2");
  });
});

describe("the arrays of a file", () => {
  const names = (text: string) => fileArrays(sheetOf(unit(text, "javascript"))).map(({ name }) => name ?? "?");

  it("the named ones, where there are two", () => {
    assert.deepEqual(names("f([1, 2]);\nconst a = [1, 2];\nconst b = [3, 4];\n"), ["a", "b"]);
  });

  it("where there is one, those without a name, too, in the order of the text", () => {
    assert.deepEqual(names("f([1, 2]);\nconst a = [1, 2];\nf([3, 4]);\n"), ["?", "a", "?"]);
  });
});
