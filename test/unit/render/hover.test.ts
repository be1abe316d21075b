import { strict as assert } from "node:assert";
import { checkUnits } from "../../../src/check";
import { evaluate } from "../../../src/evaluate";
import { looksUnreadable } from "../../../src/render/concernsLoss";
import { answerMarkdown, hoverMarkdown } from "../../../src/render/hover";
import { isAllSaid } from "../../../src/render/ownLoss";
import { markdownLink } from "../../../src/render/writtenText";

/** The hover's lines over an input against a target, without pictures and colours. */
function lines(input: string, target: string): readonly string[] {
  const source = (text: string) => ({ kind: "text" as const, text, languageId: "python", name: undefined });
  const request = { input: source(input), target: source(target), choice: {}, options: { reduction: "mean" } } as const;
  const label = { of: undefined, name: "y", place: "a.py:1", origin: undefined, optionsFrom: undefined };
  const markdown = hoverMarkdown(evaluate(request), label, { bar: "#000", wrong: "#f00", text: "#000" });
  return markdown
    .replace(/<\/?span[^>]*>|\\/g, "")
    .split(/\n+/)
    .map((line) => line.trim());
}

describe("the hover", () => {
  it("over tokens with the classes last: the pipeline that matches, and what the plain loss raises", () => {
    const [, matching, raising] = lines(
      "torch.tensor([[[0.1, 0.2, 0.3, 4.0], [1.0, 2.0, 3.0, 4.0], [0.0, 0.0, 0.0, 0.0]]])",
      "torch.tensor([[0, 1, 3]])",
    );
    assert.match(matching, /^✓ `movedim\(-1, 1\) → CrossEntropyLoss`/);
    assert.equal(raising, "✕ `CrossEntropyLoss` RuntimeError: Expected target size [1, 4], got [1, 3]");
  });

  const misfits: readonly (readonly [title: string, input: string, target: string, says: RegExp])[] = [
    ["targets of a regression", "[2.5, 0.0, 2.1]", "[3.0, -0.5, 2.0]", /−0\.5 … 3 are neither 0 and 1.*MSELoss/],
    [
      "indices that are not whole numbers",
      "[[2.5, 0.0], [2.1, 1.0]]",
      "[0.5, 1.0]",
      /shape of class indices.*0\.5 … 1 are not whole/,
    ],
    ["another shape", "[0.1, 0.9, 0.2, 0.4]", "[0, 1, 2]", /shape 3 do not fit an input of shape 4/],
  ];

  for (const [title, input, target, says] of misfits) {
    it(`says why no reading fits: ${title}`, () => assert.match(lines(input, target)[0], says));
  }

  it("has what speaks for the reading in a line of its own, before the picture", () => {
    const all = lines("[[0.1, 0.9], [0.8, 0.2]]", "[1, 0]");
    const [reasons, picture] = [/rows sum to 1/, /^!\[/].map((says) => all.findIndex((line) => says.test(line)));
    assert.equal(picture, reasons + 1);
    assert.match(all[picture + 1], /read as probabilities/);
  });

  it("says of a name that tells otherwise that it does, behind what speaks for the reading", () => {
    const source = (text: string, name: string | undefined) => ({
      kind: "text" as const,
      text,
      languageId: "python",
      name,
    });
    const report = evaluate({
      ...{ input: source("[[0.1, 0.9], [0.8, 0.2]]", "logits"), target: source("[1, 0]", undefined) },
      ...{ choice: { inputKind: "probabilities" }, options: { reduction: "mean" } },
    });
    const said = hoverMarkdown(report, undefined, undefined);
    assert.match(said, /rows sum to 1.*although the name logits says logits/);
    assert.doesNotMatch(said, /· the name logits/);
  });

  it("says nothing of calls that nobody has written and that would be wrong", () => {
    const all = lines("[[0.1, 0.9], [0.8, 0.2]]", "[1, 0]");
    assert.ok(all.some((line) => line.startsWith("✓ `Log → NLLLoss`")));
    assert.deepEqual(
      all.filter((line) => /≠|alone/.test(line)),
      [],
    );
  });

  it("names the loss that raises where no fix makes one match", () => {
    const [, raising] = lines("[1, 0, 1, 1]", "[1, 0, 0, 1]");
    assert.equal(raising, `✕ \`BCELoss\` NotImplementedError: "binary_cross_entropy" not implemented for 'Long'`);
  });
});

describe("the hover over a call", () => {
  const text = `import torch, torch.nn.functional as F
probs = torch.softmax(torch.tensor([[2.0, -1.0, 0.5], [0.1, 0.2, 3.0]]), dim=1)
loss = F.cross_entropy(probs, torch.tensor([0, 2]))
`;

  it("says what happens, then what to write, each with the link that does it", () => {
    const [answer] = checkUnits([{ id: "a.py", version: 1, languageId: "python", text, role: "code" }]).answers;
    const [head, first] = answerMarkdown(answer, (fix, title) => markdownLink(title, `do:${fix.edits.length}`)).split(
      "  \n",
    );
    assert.match(head, /^≠ CrossEntropyLoss\\\(probs.* = 0\.\d{4} — softmax applied twice/);
    // torch: F.cross_entropy(logits, labels), float64 0.17545637665530544
    assert.match(first, /^\[Remove the softmax[^\]]*\]\(do:1\): 0\.1755$/);
  });

  it("below its own problem begins with what to write; of a number that is not meant there are no more digits", () => {
    const [answer] = checkUnits([{ id: "a.py", version: 1, languageId: "python", text, role: "code" }]).answers;
    const whole = answerMarkdown(answer);
    const [first, ...rest] = answerMarkdown(answer, undefined, undefined, true).split("  \n");
    assert.match(whole, /^≠/);
    assert.doesNotMatch(whole, /item/);
    assert.match(first, /^Remove the softmax/);
    assert.doesNotMatch(rest.join(""), /≠|item/);
  });

  it("that gives just this loss is followed by what it is, not by the number again", () => {
    const source = (text: string) => ({ kind: "text" as const, text, languageId: "python", name: undefined });
    const report = evaluate({
      ...{ input: source("[[2.0, -1.0], [0.1, 0.2]]"), target: source("[0, 1]") },
      ...{ choice: {}, options: { reduction: "mean" } },
    });
    // torch: F.cross_entropy(torch.tensor([[2.0, -1.0], [0.1, 0.2]]), torch.tensor([0, 1])), tensor(0.3465)
    assert.match(hoverMarkdown(report, undefined, undefined), /^\*\*0\.346/);
    const said = hoverMarkdown(report, undefined, undefined, true);
    assert.match(said.replaceAll("\\", ""), /^cross-entropy against 2 · 2 of 2 correct/);
    assert.doesNotMatch(said, /0\.346|≡|CrossEntropyLoss/);
  });

  it("then says what speaks for it, at its place", () => {
    const [answer] = checkUnits([{ id: "a.py", version: 1, languageId: "python", text, role: "code" }]).answers;
    const line = ({ start }: { readonly start: number }) => `a.py:${text.slice(0, start).split("\n").length}`;
    const [, , evidence] = answerMarkdown(answer, undefined, line).split("  \n");
    assert.equal(evidence.replaceAll("\\", ""), "`softmax` is applied in a.py:2");
  });
});

describe("the hover over a call with a number beside it", () => {
  const hover = (number: string) => {
    const text = `import torch, torch.nn.functional as F
logits = torch.tensor([[2.0, -1.0, 0.5], [0.1, 0.2, 3.0]])
loss = F.cross_entropy(logits, torch.tensor([0, 2]))  # ${number}
`;
    const [answer] = checkUnits([{ id: "a.py", version: 1, languageId: "python", text, role: "code" }]).answers;
    return answerMarkdown(answer).replaceAll("\\", "");
  };

  // torch: F.cross_entropy(logits, labels, label_smoothing=0.1).item() is 0.34545642137527466
  it("says what gives that", () =>
    assert.match(hover("0.3455"), /0\.3455 is CrossEntropyLoss\(label_smoothing=0\.1\)/));
  // torch: F.cross_entropy(logits, labels).item() is 0.17545640468597412
  it("says nothing where the call itself does", () => assert.doesNotMatch(hover("0.1755"), /0\.1755 is/));
});

describe("what is said of an array that cannot be read", () => {
  for (const [text, name] of [
    ["[[0.9, 0.1], [0.2]]", undefined],
    ["torch.tensor([[0.9, ...], [0.2, 0.1]])", undefined],
    ["[0.9, x]", "probs"],
  ] as const) {
    it(`of ${text}`, () => assert.equal(looksUnreadable(text, name), true));
  }

  for (const [text, name] of [
    ["[x, y]", "probs"],
    ['[["a", "b"], ["c"]]', undefined],
    ["[1, 2, 3, x]", "sizes"],
  ] as const) {
    it(`nothing of ${text}`, () => assert.equal(looksUnreadable(text, name), false));
  }
});

describe("what the answer about a call says all of", () => {
  const answered = (call: string) => {
    const text = `import torch, torch.nn.functional as F
logits = torch.tensor([[2.0, -1.0, 0.5], [0.1, 3.0, -2.0], [-1.0, 0.2, 1.6], [1.1, 0.4, -0.3]])
labels = torch.tensor([0, 1, 2, 0])
loss = ${call}
`;
    const [answer] = checkUnits([{ id: "a.py", version: 1, languageId: "python", text, role: "code" }]).answers;
    return answer;
  };
  const source = (text: string) => ({ kind: "text" as const, text, languageId: "python", name: undefined });
  const logits = "torch.tensor([[2.0, -1.0, 0.5], [0.1, 3.0, -2.0], [-1.0, 0.2, 1.6], [1.1, 0.4, -0.3]])";
  const options = { reduction: "mean" } as const;
  const over = (target: string) =>
    evaluate({ input: source(logits), target: source(`torch.tensor(${target})`), choice: {}, options });

  it("a call that raises has no loss of another reading below it, and says what it needs", () => {
    const answer = answered("F.cross_entropy(logits, torch.tensor([0, 1, 2]))");
    assert.equal(isAllSaid(answer, over("[0, 1, 2]")), true);
    // torch: ValueError: Expected input batch_size (4) to match target batch_size (3).
    assert.match(
      answerMarkdown(answer).replaceAll("\\", ""),
      /\(4\) to match target batch_size \(3\)\. The batch sizes differ: logits has 4 rows and torch.* has 3, and each row needs its own label\.$/,
    );
  });

  // torch: F.multi_margin_loss(logits, labels) is 0.025, F.cross_entropy(logits, labels) is 0.2838
  for (const [call, all] of [
    ["F.multi_margin_loss(logits, labels)", true],
    ["F.cross_entropy(logits, labels)", false],
    ["F.nll_loss(logits, labels)", false],
  ] as const) {
    it(`${call} ${all ? "gives" : "does not give"} all that is said`, () =>
      assert.equal(isAllSaid(answered(call), over("[0, 1, 2, 0]")), all));
  }

  it("a loss that is nan has no tick", () => {
    const all = lines("torch.tensor([[float('nan'), 0.2], [0.1, 0.8]])", "torch.tensor([0, 1])");
    assert.ok(all[0].includes("nan"));
    assert.deepEqual(
      all.filter((line) => line.startsWith("✓")),
      [],
    );
  });
});
