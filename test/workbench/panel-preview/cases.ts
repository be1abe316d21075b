import type { ReadingChoice } from "../../../src/engine/reading";
import type { ClassList, CodeUse } from "../../../src/protocol";
import type { RequestOptions, Source } from "../../../src/report";

/** A state of the panel worth looking at. */
export interface Case {
  readonly input: Source;
  readonly target?: Source;
  readonly choice?: ReadingChoice;
  readonly options?: RequestOptions;
  readonly codeUses?: readonly CodeUse[];
  readonly classLists?: readonly ClassList[];
}

function python(name: string | undefined, text: string): Source {
  return { text, languageId: "python", name };
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

function indices(count: number, classes: number): string {
  return `[${random(count, 3)
    .map((value) => Math.floor(value * classes))
    .join(", ")}]`;
}

export const cases: { readonly [Name: string]: Case } = {
  probabilities: {
    input: python("y_pred", probabilities),
    target: python("y_true", "np.array([0, 1, 2, 0])"),
    codeUses: [
      {
        place: "lesson.py:9",
        text: "CrossEntropyLoss gives 0.6628 on these probabilities: softmax of what are already probabilities; no sample's loss can fall below 0.5514.",
        fits: false,
      },
      { place: "lesson.py:11", text: "Log → NLLLoss gives 0.1785 and fits these values.", fits: true },
    ],
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
