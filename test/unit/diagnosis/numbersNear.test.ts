import assert from "node:assert/strict";
import { callFacts } from "../../../src/diagnosis/callFacts";
import { chanceOf, stuckAt } from "../../../src/diagnosis/seen/chance";
import { type NumberNear, numbersNear } from "../../../src/diagnosis/seen/numbersNear";
import { interpret } from "../../../src/python/interpret/interpret";
import type { TextUnit } from "../../../src/textUnit";

const head = "import torch\nimport torch.nn.functional as F\nx = torch.randn(2, 3)\ny = torch.tensor([0, 1])\n";
const CALL = "loss = F.cross_entropy(x, y)";

const unitOf = (text: string, role: TextUnit["role"] = "code"): TextUnit => {
  return { id: `${role}.py`, version: 1, languageId: "python", text, role };
};

/** The numbers beside each call by the call's line, as they are written: `5: 0.5757, 57.5 %`. */
function near(units: readonly TextUnit[], printed: Parameters<typeof numbersNear>[1] = []): readonly string[] {
  const read = interpret(units);
  return [...numbersNear(read, printed)].map(([{ place }, numbers]) => {
    const line = units[place.unit].text.slice(0, place.start).split("\n").length;
    const texts = numbers.map(({ text, percent, place: { unit, start, end } }) => {
      const of = printed.find((each) => each.unit === unit && each.start <= start);
      const written =
        of === undefined ? units[unit].text.slice(start, end) : of.text.slice(start - of.start, end - of.start);
      assert.equal(written, text);
      return `${text}${percent ? " %" : ""}`;
    });
    return `${line}: ${texts.join(", ")}`;
  });
}

/** A script behind the arrays, and the numbers that may be a loss which somebody saw. */
const rows: readonly (readonly [code: string, expected: string])[] = [
  [`${CALL}  # 0.5757`, "5: 0.5757"],
  [`${CALL}  # tensor(0.5757)`, "5: 0.5757"],
  [`${CALL}  # tensor(0.58)`, "5: 0.58"],
  [`${CALL}  # tensor(0.5757, grad_fn=<NllLossBackward0>)`, "5: 0.5757"],
  [`${CALL}  # 5.757e-01`, "5: 5.757e-01"],
  [`${CALL}  # loss = 1.25`, "5: 1.25"],
  [`${CALL}  # loss: 1.25`, "5: 1.25"],
  [`${CALL}  # 1.25`, "5: 1.25"],
  [`${CALL}  #-1.25`, "5: -1.25"],
  [`${CALL}  # nan`, "5: nan"],
  [`${CALL}  # inf at once`, "5: inf"],
  [`${CALL}  # tensor(nan)`, "5: nan"],
  [`${CALL}  # 57.5 % of them, 0.1234`, "5: 57.5 %, 0.1234"],
  [`${CALL}  # 0.1111 0.2222 0.3333 0.4444 0.5555 0.6666 0.7777`, "5: 0.1111, 0.2222, 0.3333, 0.4444, 0.5555, 0.7777"],
  [`${CALL}\n# below 0.5757`, "5: 0.5757"],
  [`# above 0.5757\n${CALL}`, "6: 0.5757"],
  [`${CALL}${"\n".repeat(12)}# 0.5757`, "5: 0.5757"],
  [`${CALL}\nassert abs(loss - 0.575) < 1`, "5: 0.575"],
  [`"""I get 0.5757."""\n${CALL}`, "6: 0.5757"],
  [`${CALL}${"\n".repeat(20)}"""0.5757"""`, "5: 0.5757"],
  [`${CALL}  # 0.1111\nmore = F.cross_entropy(x, y)  # 0.2222`, "5: 0.1111; 6: 0.2222"],
  [`# 0.1111\n${CALL}\nmore = F.cross_entropy(x, y)`, "6: 0.1111"],
];

const silent: readonly string[] = [
  `${CALL}  # lr 0.1 of version 1.2.345`,
  `${CALL}  # took 12 seconds`,
  `${CALL}  # x.1234`,
  `${CALL}  # 1.234x`,
  `${CALL}  # [0.1234, 0.5678]`,
  `${CALL}  # in 1.25 seconds`,
  `${CALL}  # banana info`,
  `${CALL}${"\n".repeat(13)}# 0.5757`,
  `${CALL}\nmore = "0.5757"`,
  `${CALL}\n'a text without a number'`,
  `# 0.1111\n${`${CALL}\n`.repeat(4)}`,
];

describe("numbers that somebody may have seen of a call", () => {
  for (const [code, expected] of rows) {
    it(code.replaceAll("\n", "; "), () => assert.equal(near([unitOf(head + code)]).join("; "), expected));
  }
  for (const code of silent) {
    it(`none: ${code.replaceAll("\n", "; ")}`, () => assert.deepEqual(near([unitOf(head + code)]), []));
  }

  it("in what a cell printed belong to the last call of the cell, however much stands between", () => {
    const units = [
      unitOf(`${head}${CALL}\nmore = F.cross_entropy(x, y)`),
      unitOf("0.5757", "output"),
      unitOf("", "output"),
    ];
    const printed = [
      { unit: 1, start: 0, text: "0.5757" },
      { unit: 2, start: 0, text: `${"\n".repeat(30)}tensor(0.25)` },
    ];
    assert.deepEqual(near(units, printed), ["6: 0.5757, 0.25"]);
  });
  it("in what a cell without a call printed belong to none", () => {
    const units = [unitOf(head + CALL), unitOf("print(1)"), unitOf("0.5757", "output")];
    assert.deepEqual(near(units, [{ unit: 2, start: 0, text: "0.5757" }]), []);
  });
  it("in what a cell printed that shows the loss of a cell above belong to that one", () => {
    const known = head.replace("torch.randn(2, 3)", "torch.tensor([[1.4, -0.2, 0.3], [0.1, 0.9, -0.5]])");
    const cell = (text: string) => [unitOf(known + CALL), unitOf(text), unitOf("0.5757", "output")];
    const printed = [{ unit: 2, start: 0, text: "0.5757" }];
    assert.deepEqual(near(cell("print(loss.item())"), printed), ["5: 0.5757"]);
    assert.deepEqual(near(cell("loss"), printed), ["5: 0.5757"]);
    assert.deepEqual(near(cell("print(x.sum())"), printed), []);
  });
  it("carry the words around them", () => {
    const [numbers] = numbersNear(
      interpret([unitOf(`${head}${CALL}  # stuck at 1.0986 ${"!".repeat(400)}`)]),
      [],
    ).values();
    assert.equal(numbers[0].beside, `# stuck at 1.0986 ${"!".repeat(282)}`);
  });
});

/** ln of the classes, of what a call looks like whose model has learned nothing. */
const guesses: readonly (readonly [code: string, classes: number | undefined])[] = [
  ["F.cross_entropy(x, y)", 3],
  ["F.nll_loss(x.log_softmax(1), y)", 3],
  ["F.cross_entropy(torch.randn(2, 5, 7), torch.zeros(2, 7).long())", 5],
  ["F.cross_entropy(torch.randn(4), torch.tensor(1))", 4],
  ["F.cross_entropy(torch.nn.Linear(9, 6)(other()), y)", 6],
  ["F.binary_cross_entropy(x.sigmoid(), x)", 2],
  ["F.binary_cross_entropy_with_logits(x, x)", 2],
  ["F.cross_entropy(x, y, reduction='mean')", 3],
  ["F.cross_entropy(x, y, ignore_index=0)", 3],
  ["F.cross_entropy(x, y, reduction='sum')", undefined],
  ["F.cross_entropy(x, y, reduction=r())", undefined],
  ["F.cross_entropy(x, y, weight=torch.ones(3))", undefined],
  ["F.cross_entropy(x, y, label_smoothing=0.1)", undefined],
  ["F.binary_cross_entropy_with_logits(x, x, pos_weight=torch.ones(3))", undefined],
  ["F.cross_entropy(torch.randn(2, 1), y * 0)", undefined],
  ["F.cross_entropy(other(), y)", undefined],
  ["F.mse_loss(x, x)", undefined],
  ["F.multi_margin_loss(x, y)", undefined],
];

const factsOf = (code: string) => {
  const read = interpret([unitOf(head + code)]);
  const facts = callFacts(read.calls[0], read);
  assert.ok(facts !== undefined);
  return facts;
};

describe("the loss of a guess", () => {
  for (const [code, classes] of guesses) {
    it(code, () => {
      const guess = chanceOf(factsOf(code));
      assert.equal(guess?.classes, classes);
      if (guess === undefined || classes === undefined) return;
      assert.equal(guess.value, Math.log(classes));
      assert.equal(guess.code, `the loss of a guess among ${classes} classes, ln ${classes}`);
      assert.equal(`${guess.kind} ${guess.cost} ${guess.cause}`, "chance 1.5 stuck-at-chance");
    });
  }
});

/** Of three classes, ln 3 = 1.0986: `1.0986 stuck` is that number with the word beside it. */
const stuck: readonly (readonly [near: readonly string[], own: number | undefined, isStuck: boolean])[] = [
  [["1.0986 stuck at"], undefined, true],
  [["1.0986 stays"], undefined, true],
  [["1.0986 stay there"], undefined, true],
  [["1.0986 staying"], undefined, true],
  [["1.0986 does not learn"], undefined, true],
  [["1.0986 not decreasing"], undefined, true],
  [["1.0986 isn't changing"], undefined, true],
  [["1.0986 doesn't improve"], undefined, true],
  [["1.0986 never moves"], undefined, true],
  [["1.0986 CONSTANT"], undefined, true],
  [["1.0986 a plateau"], undefined, true],
  [["1.0986 always"], undefined, true],
  [["1.0986 forever"], undefined, true],
  [["1.0986 every epoch"], undefined, true],
  [["1.0986 all the time"], undefined, true],
  [["1.0986 no matter what"], undefined, true],
  [["1.0986 the same"], undefined, true],
  [["1.0986", "0.5 stuck"], undefined, true],
  [["1.0986", "1.0985"], undefined, true],
  [["1.1007", "1.0965"], undefined, true],
  [["1.0986", "1.1000", "1.15"], undefined, true],
  [["1.0986", "1.0985", "0.7"], undefined, false],
  [["1.0986", "1.0985", "-0.7"], undefined, true],
  [["1.0986", "1.0985", "0.7 %"], undefined, true],
  [["1.0986"], undefined, false],
  [["1.0986 went down from"], undefined, false],
  [["1.2 stuck"], undefined, false],
  [["1.1009 stuck"], undefined, false],
  [["1.0986 % stuck"], undefined, false],
  [["1.0986 stuck"], 1.0986, true],
  [["1.0986 stuck"], 1.1025, true],
  [["1.0986 stuck"], 1.104, false],
  [["1.0986 stuck"], 0.5, false],
];

describe("numbers that stay at the loss of a guess", () => {
  const guess = chanceOf(factsOf("F.cross_entropy(x, y)"));
  for (const [texts, own, isStuck] of stuck) {
    it(`${texts.join(", ")}${own === undefined ? "" : ` of a call that gives ${own}`}`, () => {
      assert.ok(guess !== undefined);
      const numbers = texts.map((beside): NumberNear => {
        const [text] = beside.split(" ");
        const place = { unit: 0, start: 0, end: text.length };
        return { text, place, seen: { value: Number(text), halfUnit: 5e-5 }, percent: beside.includes("%"), beside };
      });
      const claim = stuckAt(guess, numbers, own);
      assert.deepEqual(
        claim,
        isStuck ? { cause: "stuck-at-chance", facts: { chance: Math.log(3), classes: 3 } } : undefined,
      );
    });
  }
});
