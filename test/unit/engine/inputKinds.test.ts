import { strict as assert } from "node:assert";
import { guessInputKinds } from "../../../src/engine/inputKinds";
import { sampleLayout } from "../../../src/engine/sampleLayout";
import { valueFacts } from "../../../src/engine/valueFacts";
import type { Tensor } from "../../../src/tensor/tensor";
import { tensor } from "./tensors";

/** `logits 0.88, …`: the kinds with what speaks for each, those that are ruled out left away. */
function kindsOf(input: Tensor, name?: string, classes: "rows" | "elements" = "rows"): string {
  const exclusive = sampleLayout(input.shape, { task: "multiclass", classDim: input.shape.length - 1 });
  const layout = classes === "rows" ? exclusive : sampleLayout(input.shape, { task: "binary", classDim: undefined });
  const { kinds, normalised } = guessInputKinds(input, valueFacts(input), layout, name);
  const likely = kinds.filter(({ confidence }) => confidence > 0);
  const words = likely.map(({ inputKind, confidence }) => `${inputKind} ${confidence.toFixed(2)}`);
  return [...words, ...(normalised ? ["normalised"] : [])].join(", ");
}

function evidenceOf(input: Tensor, name?: string) {
  const layout = sampleLayout(input.shape, { task: "multiclass", classDim: input.shape.length - 1 });
  return guessInputKinds(input, valueFacts(input), layout, name).kinds[0].evidence;
}

const sums = [0.7, 0.2, 0.1];
const most = "probabilities 0.70, logits 0.30";
const few = "logits 0.80, probabilities 0.20";

type Row = readonly [title: string, input: Tensor, kinds: string];

const rows: readonly Row[] = [
  ["all rows sum to 1", tensor([sums, sums]), "probabilities 0.88, logits 0.12, normalised"],
  ["half of the rows sum to 1", tensor([sums, [0.9, 0.8, 0.7]]), most],
  ["two of three rows sum to 1", tensor([sums, sums, [0.9, 0.8, 0.7]]), most],
  ["one of three rows sums to 1", tensor([sums, [0.9, 0.8, 0.7], [0.1, 0.2, 0.1]]), few],
  ["no row sums to 1", tensor([[0.9, 0.8, 0.1]]), few],
  ["no row sums to 1, but all but does: 0.05 less", tensor([[0.65, 0.2, 0.1001]]), most],
  ["… 0.05 more", tensor([[0.7, 0.25, 0.0999]]), most],
  ["0.06 less is no slip", tensor([[0.64, 0.2, 0.1001]]), few],
  ["0.06 more is no slip", tensor([[0.7, 0.26, 0.1001]]), few],
  [
    "of several rows the worst counts",
    tensor([
      [0.65, 0.2, 0.1001],
      [0.5, 0.2, 0.1001],
    ]),
    few,
  ],
  [
    "printed digits may miss 1 by as much as they round",
    tensor([[0.333, 0.333, 0.333]]),
    "probabilities 0.88, logits 0.12, normalised",
  ],
  ["… and no more", tensor([[0.333, 0.333, 0.332]]), most],
  ["scores of both signs", tensor([[2, -1, 0.5]]), "logits 1.00"],
  ["scores above 1", tensor([[2, 1, 0.5]]), "logits 1.00"],
  ["none above 0", tensor([[-0.1, -3, -2]]), "logits 0.85, logProbabilities 0.15"],
  [
    "none above 0, and the exponentials sum to 1",
    tensor([sums.map(Math.log), sums.map(Math.log)]),
    "logProbabilities 0.97, logits 0.03, normalised",
  ],
  ["one row's exponentials do not", tensor([sums.map(Math.log), [-1, -2, -3]]), "logits 0.85, logProbabilities 0.15"],
  ["nan among probabilities", tensor([[0.7, Number.NaN, 0.3]]), "logits 1.00"],
];

describe("what the input may hold", () => {
  for (const [title, input, kinds] of rows) it(title, () => assert.equal(kindsOf(input), kinds));

  it("elements for themselves need no sum", () => {
    assert.equal(kindsOf(tensor([0.9, 0.8, 0.1]), undefined, "elements"), "probabilities 0.85, logits 0.15");
    assert.equal(kindsOf(tensor([0.9, 1.8, 0.1]), undefined, "elements"), "logits 1.00");
  });

  /** A name is worth fifteen times as much as none, where the values allow it. */
  const named: readonly (readonly [name: string, kinds: string])[] = [
    ["probs", "probabilities 0.79, logits 0.21"],
    ["softmax_out", "probabilities 0.79, logits 0.21"],
    ["confidence", "probabilities 0.79, logits 0.21"],
    ["logits", "logits 0.98, probabilities 0.02"],
    ["unnormalised", "logits 0.98, probabilities 0.02"],
    ["raw_scores", "logits 0.92, probabilities 0.08"],
    ["activations", "logits 0.92, probabilities 0.08"],
    ["x", few],
    ["problem_logits", "logits 0.98, probabilities 0.02"],
  ];
  for (const [name, kinds] of named) {
    it(`named ${name}`, () => assert.equal(kindsOf(tensor([[0.9, 0.8, 0.1]]), name), kinds));
  }

  /** 0.15 × 15 against 0.85. */
  for (const name of ["log_probs", "logp", "logprobs", "log_softmax", "lsm", "log_likelihood", "logsigmoid"]) {
    it(`none above 0, named ${name}`, () =>
      assert.equal(kindsOf(tensor([[-0.1, -3, -2]]), name), "logProbabilities 0.73, logits 0.27"));
  }

  it("a name that the values rule out is said to be contradicted", () => {
    assert.equal(kindsOf(tensor([[2, -1, 0.5]]), "probs"), "logits 1.00");
    assert.deepEqual(evidenceOf(tensor([[2, -1, 0.5]]), "probs").at(-1), {
      kind: "inputName",
      name: "probs",
      suggests: "probabilities",
      contradicted: true,
    });
    assert.deepEqual(evidenceOf(tensor([[0.9, 0.8, 0.1]]), "probs").at(-1), {
      kind: "inputName",
      name: "probs",
      suggests: "probabilities",
      contradicted: false,
    });
  });

  it("says how many rows miss 1, and the worst of their sums", () => {
    assert.deepEqual(
      evidenceOf(
        tensor([
          [0.5, 0.5],
          [0.5, 0.75],
          [0.5, 0.125],
        ]),
      )[0],
      {
        kind: "someRowsDoNotSumToOne",
        rows: 2,
        of: 3,
        sum: 0.625,
      },
    );
    assert.deepEqual(
      evidenceOf(
        tensor([
          [0.5, 0.5],
          [0.5, 1],
          [0.5, 0.25],
        ]),
      )[0],
      {
        kind: "someRowsDoNotSumToOne",
        rows: 2,
        of: 3,
        sum: 1.5,
      },
    );
  });

  it("says by how much the sums miss 1", () => {
    assert.deepEqual(evidenceOf(tensor([[0.25, 0.75]])), [
      { kind: "rowsSumToOne", rows: 1, deviation: 0 },
      { kind: "withinUnitInterval" },
    ]);
  });

  it("says what lies outside of [0, 1], what is below 0 throughout and what is no number", () => {
    assert.deepEqual(evidenceOf(tensor([[2, -1, 0.5]])), [{ kind: "outsideUnitInterval", count: 2, min: -1, max: 2 }]);
    assert.deepEqual(evidenceOf(tensor([[-2, -1, 0]])), [
      { kind: "outsideUnitInterval", count: 2, min: -2, max: 0 },
      { kind: "noneAboveZero" },
    ]);
    assert.deepEqual(evidenceOf(tensor([[0.5, Number.NaN, 0.5]])), [{ kind: "notNumbers", count: 1 }]);
  });
});
