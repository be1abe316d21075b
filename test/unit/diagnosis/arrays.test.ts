import assert from "node:assert/strict";
import {
  allHold,
  classDimOf,
  columnsOf,
  distinct,
  extremes,
  isOneHot,
  isWithin,
  sumsAlong,
} from "../../../src/diagnosis/arrays";
import type { Form } from "../../../src/diagnosis/callFacts";
import { accuracyOf, changeOf, meanOf, numberOf } from "../../../src/diagnosis/evaluateForm";
import type { LossName } from "../../../src/engine/loss";
import { isKnownShape } from "../../../src/python/value";
import type { DType, Tensor } from "../../../src/tensor/tensor";

const tensor = (
  data: readonly number[],
  shape: readonly number[] = [data.length],
  dtype: DType = "float64",
): Tensor => {
  return { data: Float64Array.from(data), shape, dtype };
};

describe("samples along an axis", () => {
  /** Where torch has the elements of each sample in torch.arange(n).view(shape). */
  const rows: readonly (readonly [shape: readonly number[], dim: number, columns: readonly (readonly number[])[]])[] = [
    [
      [2, 3],
      1,
      [
        [0, 1, 2],
        [3, 4, 5],
      ],
    ],
    [
      [2, 3],
      0,
      [
        [0, 3],
        [1, 4],
        [2, 5],
      ],
    ],
    [[3], 0, [[0, 1, 2]]],
    [
      [2, 2, 2],
      1,
      [
        [0, 2],
        [1, 3],
        [4, 6],
        [5, 7],
      ],
    ],
    [
      [2, 2, 2],
      2,
      [
        [0, 1],
        [2, 3],
        [4, 5],
        [6, 7],
      ],
    ],
    [
      [2, 2, 2],
      0,
      [
        [0, 4],
        [1, 5],
        [2, 6],
        [3, 7],
      ],
    ],
    [[], 0, [[0]]],
    [[0, 3], 1, []],
  ];
  for (const [shape, dim, expected] of rows) {
    it(`(${shape.join(", ")}) along ${dim}`, () => {
      const { count, size, at } = columnsOf(shape, dim);
      const own = Array.from({ length: count }, (_, sample) => Array.from({ length: size }, (_, i) => at(sample, i)));
      assert.deepEqual(own, expected);
    });
  }
  it("of the classes: the second, and of one axis that one", () => {
    assert.deepEqual([1, 2, 3, 4].map(classDimOf), [0, 1, 1, 1]);
  });
});

describe("what the values of an array are", () => {
  it("their least and largest", () => {
    assert.deepEqual(extremes(Float64Array.of(2, -3, 5)), { min: -3, max: 5, nans: 0, whole: true });
    assert.deepEqual(extremes(Float64Array.of(2, 0.5)), { min: 0.5, max: 2, nans: 0, whole: false });
    assert.deepEqual(extremes(Float64Array.of(0.5, 2)), { min: 0.5, max: 2, nans: 0, whole: false });
  });
  it("nan is counted, and no whole number", () => {
    assert.deepEqual(extremes(Float64Array.of(Number.NaN, 1, Number.NaN)), { min: 1, max: 1, nans: 2, whole: false });
  });
  it("the different ones in their order, unless there are too many", () => {
    assert.deepEqual(distinct(Float64Array.of(3, 1, 3, 10, 2)), [1, 2, 3, 10]);
    assert.deepEqual(distinct(Float64Array.of(1, 2, 1), 2), [1, 2]);
    assert.equal(distinct(Float64Array.of(1, 2, 3), 2), undefined);
    assert.equal(distinct(Float64Array.from({ length: 64 }, (_, i) => i))?.length, 64);
    assert.equal(distinct(Float64Array.from({ length: 65 }, (_, i) => i)), undefined);
  });
  it("within two bounds, which belong to it", () => {
    assert.equal(isWithin(tensor([0, 0.5, 1]), 0, 1), true);
    assert.equal(isWithin(tensor([0, 1.01]), 0, 1), false);
    assert.equal(isWithin(tensor([-0.01, 1]), 0, 1), false);
    assert.equal(isWithin(tensor([Number.NaN]), 0, 1), false);
    assert.equal(isWithin(tensor([]), 0, 1), false);
  });
  it("a shape that is known whole", () => {
    assert.equal(isKnownShape([2, 3]), true);
    assert.equal(isKnownShape([2, undefined]), false);
    assert.equal(isKnownShape(undefined), false);
  });
});

describe("rows that sum to one, as far as their digits tell", () => {
  const rows: readonly (readonly [about: string, data: readonly number[], holds: boolean])[] = [
    ["exactly", [0.25, 0.75], true],
    ["in two digits", [0.33, 0.33, 0.33], true],
    ["in two digits, further off than rounding explains", [0.33, 0.33, 0.31], false],
    ["in four digits", [0.3333, 0.3333, 0.3333], true],
    ["in four digits, one off", [0.3333, 0.3333, 0.333], false],
    ["in one digit, which would allow a lot: two per cent at most", [0.3, 0.3, 0.3], false],
    ["in one digit, and exactly", [0.5, 0.5], true],
    ["whole numbers", [0, 1, 0], true],
    ["whole numbers that do not", [1, 1, 0], false],
    ["in powers of ten", [1e-7, 0.9999999], true],
    ["with nan", [Number.NaN, 1], false],
    ["with inf", [Number.POSITIVE_INFINITY, 1], false],
  ];
  for (const [about, data, holds] of rows) {
    it(about, () => {
      const sums = sumsAlong(tensor(data, [1, data.length]), 1);
      assert.equal(allHold(sums), holds);
      assert.equal(sums.rows, 1);
    });
  }
  it("some of them, and the worst", () => {
    const sums = sumsAlong(tensor([0.5, 0.5, 0.5, 0.75, 0.5, 0.625], [3, 2]), 1);
    assert.deepEqual(sums, { rows: 3, holding: 1, worst: 1.25 });
    assert.equal(allHold(sums), false);
  });
  it("the worst may be too small, or nan", () => {
    assert.equal(sumsAlong(tensor([0.5, 0.25], [1, 2]), 1).worst, 0.75);
    assert.ok(Number.isNaN(sumsAlong(tensor([0.5, Number.NaN], [1, 2]), 1).worst));
  });
  it("down the columns", () => assert.equal(sumsAlong(tensor([0.5, 0.25, 0.5, 0.75], [2, 2]), 0).holding, 2));
  it("by their exponentials", () => {
    // torch.tensor([[2., 0.5]]).log_softmax(1) in four decimals
    assert.equal(allHold(sumsAlong(tensor([-0.2014, -1.7014], [1, 2]), 1, "exp")), true);
    assert.equal(allHold(sumsAlong(tensor([-0.2014, -1.7114], [1, 2]), 1, "exp")), false);
    assert.equal(allHold(sumsAlong(tensor([-0.2014, -1.7014], [1, 2]), 1)), false);
  });
  it("to another total", () => {
    assert.equal(allHold(sumsAlong(tensor([25, 75], [1, 2]), 1, "none", 100)), true);
    assert.equal(allHold(sumsAlong(tensor([25, 74], [1, 2]), 1, "none", 100)), false);
    assert.equal(allHold(sumsAlong(tensor([33.3, 33.3, 33.3], [1, 3]), 1, "none", 100)), true);
  });
  it("none of no rows", () => assert.equal(allHold(sumsAlong(tensor([], [0, 2]), 1)), false));
});

describe("rows of one 1 among zeros", () => {
  const rows: readonly (readonly [data: readonly number[], shape: readonly number[], dim: number, is: boolean])[] = [
    [[1, 0, 0, 1], [2, 2], 1, true],
    [[1, 0, 1, 0], [2, 2], 1, true],
    [[1, 0, 1, 0], [2, 2], 0, false],
    [[1, 1, 0, 1], [2, 2], 1, false],
    [[0, 0, 0, 1], [2, 2], 1, false],
    [[0.5, 0.5], [1, 2], 1, false],
    [[2, -1], [1, 2], 1, false],
    [[1, 0, 0, 0, 0, 1, 1, 0], [2, 2, 2], 1, false],
    [[1, 0, 0, 1, 0, 1, 1, 0], [2, 2, 2], 1, true],
  ];
  for (const [data, shape, dim, is] of rows) {
    it(`${data} as (${shape}) along ${dim}`, () => assert.equal(isOneHot(tensor(data, shape), dim), is));
  }
});

const form = (
  loss: LossName,
  [input, inputShape]: readonly [readonly number[], readonly number[]],
  [target, targetShape]: readonly [readonly number[], readonly number[]],
  options: Form["options"] = {},
): Form => ({ loss, input: tensor(input, inputShape), target: tensor(target, targetShape, "int64"), options });

/** `(input.argmax(1) == target)` and the like, as torch counts them; undefined where nothing is predicted. */
const accuracies: readonly (readonly [about: string, form: Form, accuracy: string | undefined])[] = [
  [
    "classes",
    form(
      "CrossEntropyLoss",
      [
        [2, 1, 0, 3],
        [2, 2],
      ],
      [[0, 0], [2]],
    ),
    "1 of 2",
  ],
  [
    "classes of log-probabilities",
    form(
      "NLLLoss",
      [
        [-1, -2, -3, -0.1],
        [2, 2],
      ],
      [[0, 1], [2]],
    ),
    "2 of 2",
  ],
  [
    "classes of a margin",
    form(
      "MultiMarginLoss",
      [
        [2, 1, 0, 3],
        [2, 2],
      ],
      [[1, 1], [2]],
    ),
    "1 of 2",
  ],
  [
    "of a tie the first",
    form(
      "CrossEntropyLoss",
      [
        [1, 1, 1, 1],
        [2, 2],
      ],
      [[0, 1], [2]],
    ),
    "1 of 2",
  ],
  ["of one sample", form("CrossEntropyLoss", [[1, 2, 3], [3]], [[2], []]), "1 of 1"],
  [
    "along the second axis",
    form(
      "CrossEntropyLoss",
      [
        [2, 0, 1, 3, 0, 1, 4, 0],
        [2, 2, 2],
      ],
      [
        [0, 1, 1, 1],
        [2, 2],
      ],
    ),
    "3 of 4",
  ],
  [
    "without what is ignored",
    form(
      "CrossEntropyLoss",
      [
        [2, 1, 0, 3],
        [2, 2],
      ],
      [[0, -100], [2]],
    ),
    "1 of 1",
  ],
  [
    "without another index",
    form(
      "CrossEntropyLoss",
      [
        [2, 1, 0, 3],
        [2, 2],
      ],
      [[0, 1], [2]],
      { ignoreIndex: 0 },
    ),
    "1 of 1",
  ],
  [
    "without labels out of range",
    form(
      "CrossEntropyLoss",
      [
        [2, 1, 0, 3],
        [2, 2],
      ],
      [[2, -1], [2]],
    ),
    "0 of 0",
  ],
  [
    "rows of probabilities",
    form(
      "CrossEntropyLoss",
      [
        [2, 1, 0, 3],
        [2, 2],
      ],
      [
        [0.2, 0.8, 0.3, 0.7],
        [2, 2],
      ],
    ),
    "1 of 2",
  ],
  [
    "labels of another number",
    form(
      "CrossEntropyLoss",
      [
        [2, 1, 0, 3],
        [2, 2],
      ],
      [[0], [1]],
    ),
    undefined,
  ],
  ["a number", form("CrossEntropyLoss", [[2], []], [[0], []]), undefined],
  ["probabilities of yes", form("BCELoss", [[0.6, 0.4, 0.5], [3]], [[1, 1, 0], [3]]), "2 of 3"],
  ["logits of yes", form("BCEWithLogitsLoss", [[0.1, -0.1, 0.6, 0], [4]], [[1, 0, 0, 1], [4]]), "2 of 4"],
  [
    "logits of several labels",
    form(
      "MultiLabelSoftMarginLoss",
      [
        [0.1, 0.3],
        [1, 2],
      ],
      [
        [1, 0],
        [1, 2],
      ],
    ),
    "1 of 2",
  ],
  ["focal loss", form("SigmoidFocalLoss", [[0.1, 0.3], [2]], [[1, 1], [2]]), "2 of 2"],
  ["signs", form("SoftMarginLoss", [[0.1, -0.3, 2], [3]], [[1, -1, -1], [3]]), "2 of 3"],
  ["distances", form("HingeEmbeddingLoss", [[0.1, 0.3], [2]], [[1, -1], [2]]), "1 of 2"],
  ["yes of another number", form("BCELoss", [[0.6, 0.4], [2]], [[1], [1]]), undefined],
  ["numbers", form("MSELoss", [[0.6, 0.4], [2]], [[1, 0], [2]]), undefined],
];

describe("how many are predicted right", () => {
  for (const [about, each, expected] of accuracies) {
    it(about, () => {
      const found = accuracyOf(each);
      assert.equal(found && `${found.correct} of ${found.of}`, expected);
    });
  }
});

describe("what a form gives as one number", () => {
  // torch: ((x - y) ** 2) is [1, 4].
  const squares = (reduction: "none" | "sum" | "mean" | undefined) => {
    return form("MSELoss", [[1, 2], [2]], [[0, 0], [2]], reduction === undefined ? {} : { reduction });
  };
  it("the loss itself", () => {
    assert.deepEqual(
      [numberOf(squares(undefined)), numberOf(squares("mean")), numberOf(squares("sum"))],
      [2.5, 2.5, 5],
    );
  });
  it("the mean of those that are not reduced", () => assert.equal(numberOf(squares("none")), 2.5));
  it("a sample's mean, whatever the reduction", () => {
    assert.deepEqual([meanOf(squares("sum")), meanOf(squares("none")), meanOf(squares("mean"))], [2.5, 2.5, 2.5]);
  });
  it("nothing where torch raises", () => {
    const raising = form(
      "CrossEntropyLoss",
      [
        [1, 2],
        [1, 2],
      ],
      [[5], [1]],
    );
    assert.equal(numberOf(raising), undefined);
    assert.equal(meanOf(raising), undefined);
  });
  it("before and after a change, with what is right", () => {
    const [before, after] = [
      [0, 0],
      [0, 1],
    ].map((labels) =>
      form(
        "NLLLoss",
        [
          [-1, -2, -3, -0.5],
          [2, 2],
        ],
        [labels, [2]],
      ),
    );
    assert.deepEqual(changeOf(before, after), { before: 2, after: 0.75, accuracy: { before: 1, after: 2, of: 2 } });
    assert.deepEqual(changeOf(squares("sum"), squares("mean")), { before: 5, after: 2.5, accuracy: undefined });
  });
});
