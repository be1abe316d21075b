import type { ReadingChoice } from "../../../src/engine/reading";
import type { ClassList, CodeUse } from "../../../src/protocol";
import type { RequestOptions } from "../../../src/report";
import type { Source } from "../../../src/source";

/** A state of the panel worth looking at. */
export interface Case {
  readonly input: Source;
  readonly target?: Source;
  readonly choice?: ReadingChoice;
  readonly options?: RequestOptions;
  readonly codeUses?: readonly CodeUse[];
  readonly classLists?: readonly ClassList[];
  /** Where the input stands. */
  readonly place?: string;
  /** An array that is shown before, so that it is what was last good. */
  readonly before?: Case;
  /** What is done with the panel before it is looked at. */
  readonly steps?: readonly Step[];
}

/** A click on the element that a Playwright selector names, or a text typed into it. */
export type Step =
  | { readonly click: string }
  | { readonly hover: string }
  | { readonly fill: string; readonly text: string };

function python(name: string | undefined, text: string): Source {
  return { kind: "text", text, languageId: "python", name };
}

const probabilities = "np.array([[0.8, 0.1, 0.1], [0.15, 0.8, 0.05], [0.05, 0.05, 0.9], [0.85, 0.1, 0.05]])";
const logits =
  "torch.tensor([[2.0, -1.0, 0.5], [0.1, 0.2, 0.3], [-1.5, 4.0, 0.0], [1.25, 3.5, -0.75], [0.0, 0.5, 2.25]])";

/** A reproducible row of numbers in [0, 1). */
function random(count: number, seed: number): readonly number[] {
  let state = seed;
  return Array.from({ length: count }, () => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return state / 2147483648;
  });
}

function rows(count: number, classes: number): string {
  const values = random(count * classes, 7).map((value) => (value * 8 - 4).toFixed(3));
  return `[${Array.from({ length: count }, (_, row) => `[${values.slice(row * classes, (row + 1) * classes).join(", ")}]`).join(",\n ")}]`;
}

/** 3 × 4 × 4 values. */
function volume(seed: number): string {
  const values = random(48, seed).map((value) => (value * 6 - 3).toFixed(2));
  const row = (at: number) => `[${values.slice(at, at + 4).join(", ")}]`;
  const plane = (at: number) => `[${[0, 4, 8, 12].map((offset) => row(at + offset)).join(", ")}]`;
  return `[${[0, 16, 32].map(plane).join(",\n ")}]`;
}

/** Nested lists of a shape, of the values by their places. */
function nested(shape: readonly number[], value: (...place: readonly number[]) => number): string {
  const write = (place: readonly number[]): string =>
    place.length === shape.length
      ? String(value(...place))
      : `[${Array.from({ length: shape[place.length] }, (_, at) => write([...place, at])).join(", ")}]`;
  return write([]);
}

/** A disc in each image, a little beside where it is predicted. */
const disc = (y: number, x: number, away: number) => (y - 7 - away) ** 2 + (x - 9 - away) ** 2 < 22;

function indices(count: number, classes: number): string {
  return `[${random(count, 3)
    .map((value) => Math.floor(value * classes))
    .join(", ")}]`;
}

const cifar = "airplane, automobile, bird, cat, deer, dog, frog, horse, ship, a class with a very long name indeed";

export const cases: { readonly [Name: string]: Case } = {
  probabilities: {
    input: python("y_pred", probabilities),
    target: python("y_true", "np.array([0, 1, 2, 0])"),
    codeUses: [
      {
        place: "lesson.py:9",
        verdict: "wrong",
        call: "CrossEntropyLoss(y_pred, y_true)",
        value: "0.6628",
        message: "Softmax applied twice: y_pred are already probabilities.",
        fixes: [{ title: "Use F.nll_loss(torch.log(y_pred), y_true)", value: "0.1785" }],
      },
      {
        place: "lesson.py:11",
        verdict: "right",
        call: "NLLLoss(torch.log(y_pred), y_true)",
        value: "0.1785",
        message: "",
        fixes: [],
      },
    ],
  },
  images: {
    input: python(
      "logits",
      nested([2, 3, 16, 20], (n, c, y, x) => {
        const [inside, corner] = [disc(y, x, n), x > 16 && y < 4];
        return Number(
          (
            (corner ? [0, 0.2, 1.8] : inside ? [-1, 2.2, 0.1] : [1.9, -0.4, 0])[c] +
            ((x * 7 + y * 5 + n) % 9) / 6
          ).toFixed(2),
        );
      }),
    ),
    target: python(
      "mask",
      nested([2, 16, 20], (n, y, x) => (y > 13 ? -100 : x > 15 && y < 5 ? 2 : disc(y, x, 1 - n) ? 1 : 0)),
    ),
  },
  named: {
    input: python("y_pred", probabilities),
    target: python("y_true", "np.array([0, 1, 2, 0])"),
    classLists: [{ name: "class_names", place: "lesson.py:2", names: ["cat", "dog", "bird"] }],
  },
  oneHot: {
    input: python("y_pred", probabilities),
    target: python("y_true", "np.array([[1., 0., 0.], [0., 1., 0.], [0., 0., 1.], [1., 0., 0.]])"),
  },
  logits: {
    input: python("logits", logits),
    target: python("labels", "torch.tensor([0, 2, 1, 0, -100])"),
    options: { reduction: "mean", weight: "[1, 2, 0.5]" },
  },
  chosen: {
    input: python("y_pred", probabilities),
    target: python("y_true", "np.array([0, 1, 2, 0])"),
    choice: { inputKind: "logits" },
  },
  binary: {
    input: python("y_pred", "np.array([0.1, 0.9, 0.2])"),
    target: python("y_true", "np.array([0.0, 1.0, 0.0])"),
  },
  binaryLogits: {
    input: python("scores", "[-2.2, 2.2, -1.4, 0.3, -0.8, 3.1]"),
    target: python("y", "[0., 1., 0., 0., 1., 1.]"),
  },
  multilabel: {
    input: python("y_pred", probabilities),
    target: python("y_true", "np.array([[1., 1., 0.], [0., 1., 1.], [1., 0., 1.], [1., 1., 0.]])"),
    choice: { inputKind: "logits" },
  },
  one: { input: python("logits", "torch.tensor([[2.0, -1.0, 0.5]])"), target: python("label", "torch.tensor([2])") },
  ambiguous: { input: python("x", "[[0.2, 0.3], [0.1, 0.9]]"), target: python("y", "[0, 1]") },
  options: {
    input: python("logits", logits),
    target: python("labels", "torch.tensor([0, 2, 1, 0, 1])"),
    options: { reduction: "mean", weight: "[1, 2, 0.5]", labelSmoothing: 0.1, ignoreIndex: 1 },
  },
  wrongOption: {
    input: python("logits", logits),
    target: python("labels", "torch.tensor([0, 2, 1, 0, 1])"),
    options: { reduction: "mean", weight: "[1, 2]" },
  },
  softTargets: {
    input: python("logits", logits),
    target: python("q", "torch.tensor([[.7, .2, .1], [0., .5, .5], [.1, .8, .1], [.25, .5, .25], [0., 0., 1.]])"),
  },
  extremes: {
    input: python("logits", "[[1e300, -1e300, 0.0], [1e-45, 5.0, -1e-8], [123456789.0, 0.1, -inf], [0.25, 1e-3, 7.0]]"),
    target: python("y", "[0, 1, 0, 1]"),
  },
  longNames: {
    input: python("the_predictions_of_the_second_model_after_temperature_scaling_on_the_validation_set", rows(12, 10)),
    target: python("the_labels_as_annotated_by_the_first_and_the_second_group", indices(12, 10)),
    options: { reduction: "mean", classNames: cifar },
    place: "experiments/2026-11-calibration/notebooks/calibration_of_the_second_model.ipynb:cell 12",
  },
  raising: {
    input: python("y_pred", "torch.tensor([0.1, 0.9, 0.2])"),
    target: python("y_true", "torch.tensor([0, 1, 0])"),
  },
  equal: { input: python("logits", "[[0.0, 0.0], [0.0, 0.0], [1.0, 1.0]]"), target: python("y", "[0, 1, 0]") },
  nDimensional: {
    input: python("x", `torch.tensor([${volume(1)}, ${volume(2)}])`),
    target: python(
      "y",
      "torch.tensor([[[0,1,2,0],[1,1,2,0],[0,0,0,1],[2,2,1,0]],[[1,1,2,0],[0,1,2,0],[0,2,0,1],[2,0,1,0]]])",
    ),
  },
  none: {
    input: python("y_pred", probabilities),
    target: python("y_true", "np.array([0, 1, 2, 0])"),
    options: { reduction: "none" },
  },
  infinite: {
    input: python("p", "[[0.0, 1.0], [0.5, 0.5], [1e-12, 1.0], [float('nan'), 0.5], [0.3, 0.7]]"),
    target: python("y", "[0, 1, 0, 1, 1]"),
  },
  inputOnly: { input: python("y_pred", probabilities) },
  unreadable: {
    input: python("y_pred", "np.array([[0.8, 0.1, 0.1],\n          [0.15, 0.8],\n          [0.05, 0.05, 0.9]])"),
    target: python("y_true", "np.array([0, 1, 2])"),
  },
  afterGood: {
    before: { input: python("y_pred", probabilities), target: python("y_true", "np.array([0, 1, 2, 0])") },
    input: python("y_pred", "np.array([[0.8, 0.1, 0.1], [0.15, 0.8, 0.05], [0.05, 0.05, 0.9], [0.85, 0.1,, 0.05]])"),
    target: python("y_true", "np.array([0, 1, 2, 0])"),
  },
  compare: {
    before: {
      input: python("before", "torch.tensor([[2.0, -1.0, 0.5], [0.1, 0.2, 0.3], [-1.5, 4.0, 0.0]])"),
      target: python("labels", "torch.tensor([0, 2, 1])"),
      steps: [{ click: "role=button[name='Baseline']" }],
    },
    input: python("after", "torch.tensor([[2.5, -1.0, 0.5], [0.1, 0.2, 1.3], [-1.5, 2.0, 0.0]])"),
    target: python("labels", "torch.tensor([0, 2, 1])"),
  },
  whatIf: {
    input: python("logits", logits),
    target: python("labels", "torch.tensor([0, 2, 1, 0, 1])"),
    steps: [{ click: ".what-if > summary" }, { fill: ".what-if input[type=range] >> nth=0", text: "0.3" }],
  },
  seen: {
    input: python("y_pred", probabilities),
    target: python("y_true", "np.array([0, 1, 2, 0])"),
    steps: [{ fill: ".seen input", text: "0.6628" }],
  },
  precision: {
    input: python("y_pred", probabilities),
    target: python("y_true", "np.array([0, 1, 2, 0])"),
    steps: [{ click: "summary:has-text('Precision')" }, { click: ".disclosure >> nth=0" }],
  },
  slice: {
    input: python("x", `torch.tensor([${volume(1)}, ${volume(2)}])`),
    target: python(
      "y",
      "torch.tensor([[[0,1,2,0],[1,1,2,0],[0,0,0,1],[2,2,1,0]],[[1,1,2,0],[0,1,2,0],[0,2,0,1],[2,0,1,0]]])",
    ),
    steps: [{ fill: ".slice input >> nth=0", text: "1" }, { click: ".charts label:has-text('loss per sample')" }],
  },
  menu: {
    input: python("y_pred", probabilities),
    target: python("y_true", "np.array([0, 1, 2, 0])"),
    steps: [{ click: "role=button[name='Copy']" }, { hover: ".menu button >> nth=2" }],
  },
  mark: {
    input: python("y_pred", probabilities),
    target: python("y_true", "np.array([0, 1, 2, 0])"),
    steps: [
      { click: ".samples .sample button:text-is('1')" },
      { click: ".charts label:has-text('loss per sample')" },
      { hover: ".chart-marks" },
    ],
  },
  misfit: { input: python("y_pred", probabilities), target: python("y_true", "np.array([0, 1, 2, 0, 1])") },
  outOfRange: { input: python("y_pred", probabilities), target: python("y_true", "np.array([0, 1, 3, 0])") },
  spatial: {
    input: python("x", `np.array([${rows(2, 3)}, ${rows(2, 3)}])`),
    target: python("y", "np.array([[0, 1, 1], [0, 0, 1]])"),
  },
  thousand: { input: python("logits", rows(1000, 10)), target: python("labels", indices(1000, 10)) },
  manyClasses: { input: python("logits", rows(40, 300)), target: python("labels", indices(40, 300)) },
  huge: { input: python("logits", rows(100_000, 10)), target: python("labels", indices(100_000, 10)) },
};
