import type { ReferenceLoss } from "../engine/pairReport";
import type { Reading } from "../engine/reading";
import { DEFAULT_IGNORE_INDEX } from "../engine/reference";
import type { TaskTraits } from "../engine/tasks";
import type { Evaluation } from "../report";
import { sameShape } from "../tensor/shape";
import type { Tensor } from "../tensor/tensor";
import { formatCode } from "./numbers";
import { arrayExpression } from "./numpyArrays";

export type DefinitionLibrary = "numpy" | "scipy";

/** A pair with its loss by definition, and the names that the arrays go by in the person's own code. */
export interface DefinitionContext extends Pick<Evaluation, "input" | "target" | "reading" | "options"> {
  readonly reference: ReferenceLoss;
  readonly inputName: string | undefined;
  readonly targetName: string | undefined;
}

/** A program in the making: what it is about, under the names that it uses. */
export interface Program extends Pick<Evaluation, "input" | "target" | "reading" | "options"> {
  readonly library: DefinitionLibrary;
  readonly classes: number;
  readonly x: string;
  readonly t: string;
}

/** The lines that prepare the terms of a loss, and the terms: an expression with one value for each element or sample. */
export interface Terms {
  readonly lines: readonly string[];
  readonly losses: string;
  /** What `mean` divides the sum by; undefined where that is the number of terms. */
  readonly denominator: string | undefined;
}

/** What the definitions are made of, by their name. */
export const termsOf: Readonly<Record<TaskTraits["reference"], (program: Program) => Terms>> = {
  crossEntropy,
  binaryCrossEntropy,
  divergence,
  squaredError: ({ input, target, x, t }) => ({
    lines: [],
    losses: `(${x} - ${alike(t, target, input)}) ** 2`,
    denominator: undefined,
  }),
};

function crossEntropy(program: Program): Terms {
  const { input, target, reading, options, classes, t, library } = program;
  const rows = rowsOf(program.x, input, reading, classes);
  const smoothing = Math.max(0, options.labelSmoothing ?? 0);
  const ignored = options.ignoreIndex ?? DEFAULT_IGNORE_INDEX;
  const lines: string[] = [];
  const indexed = reading.targetKind === "classIndices";
  const some = indexed && target.data.includes(ignored);
  const flat = target.shape.length === 1 ? t : `${t}.reshape(-1)`;
  const index = some || flat !== t ? "index" : t;
  if (indexed) {
    if (some) lines.push(`kept = ${flat} != ${ignored}`, `index = np.where(kept, ${flat}, 0)`);
    else if (index !== t) lines.push(`index = ${flat}`);
    lines.push(`p = np.eye(${classes})[${index}]`);
  } else lines.push(`p = ${rowsOf(t, target, reading, classes)}`);
  if (smoothing > 0) lines.push(`p = p * (1 - ${formatCode(smoothing)}) + ${formatCode(smoothing)} / ${classes}`);
  const weighted = options.weight !== undefined;
  if (options.weight !== undefined) lines.push(`weight = ${arrayExpression(options.weight)}`);
  const factor = weighted ? "weight * " : "";
  let terms: string;
  if (library === "scipy" && reading.inputKind === "probabilities") {
    terms = `${factor}scipy.special.xlogy(p, ${rows})`;
  } else {
    lines.push(...logProbabilities(program, rows));
    terms = guarded(input, reading, "p", `${factor}p * log_q`);
  }
  const sums = `-np.sum(${terms}, axis=1)`;
  if (some) lines.push(`losses = np.where(kept, ${sums}, 0)`);
  const counted = some ? (weighted ? `np.sum(weight[${index}] * kept)` : "np.sum(kept)") : `np.sum(weight[${index}])`;
  return {
    lines,
    losses: some ? "losses" : sums,
    denominator: some || (indexed && weighted) ? counted : undefined,
  };
}

/** ln q of every class, `log_q`. */
function logProbabilities({ reading, library }: Program, rows: string): readonly string[] {
  const name = isName(rows) ? rows : "rows";
  switch (reading.inputKind) {
    case "logits":
      return library === "scipy"
        ? [`log_q = scipy.special.log_softmax(${rows}, axis=1)`]
        : [
            ...(isName(rows) ? [] : [`rows = ${rows}`]),
            `shifted = ${name} - np.max(${name}, axis=1, keepdims=True)`,
            "log_q = shifted - np.log(np.sum(np.exp(shifted), axis=1, keepdims=True))",
          ];
    case "probabilities":
      return [`log_q = np.log(${rows})`];
    case "logProbabilities":
      return [`log_q = ${rows}`];
  }
}

function isName(expression: string): boolean {
  return /^\w+$/.test(expression);
}

/** 0 · ln 0 is 0 by definition, and nan to a computer. */
function guarded({ data }: Tensor, { inputKind }: Reading, zero: string, terms: string): string {
  return data.every(hasLogarithms[inputKind]) ? terms : `np.where(${zero} == 0, 0, ${terms})`;
}

/** Whether both ln q and ln (1 − q) are finite numbers. */
const hasLogarithms: Readonly<Record<Reading["inputKind"], (value: number) => boolean>> = {
  logits: Number.isFinite,
  probabilities: (value) => value > 0 && value < 1,
  logProbabilities: (value) => value < 0 && Number.isFinite(value),
};

function divergence(program: Program): Terms {
  const { input, target, reading, classes, t, library } = program;
  const rows = rowsOf(program.x, input, reading, classes);
  const teacher = rowsOf(t, target, reading, classes);
  if (reading.targetKind === "logProbabilities") {
    const lines = [`log_p = ${teacher}`, ...logProbabilities(program, rows), "p = np.exp(log_p)"];
    return { lines, losses: "np.sum(np.where(p == 0, 0, p * (log_p - log_q)), axis=1)", denominator: undefined };
  }
  const lines = [`p = ${teacher}`];
  if (library === "scipy" && reading.inputKind === "probabilities") {
    return { lines, losses: `np.sum(scipy.special.rel_entr(p, ${rows}), axis=1)`, denominator: undefined };
  }
  lines.push(...logProbabilities(program, rows));
  const terms =
    library === "scipy" ? "scipy.special.xlogy(p, p) - p * log_q" : "np.where(p == 0, 0, p * (np.log(p) - log_q))";
  return { lines, losses: `np.sum(${terms}, axis=1)`, denominator: undefined };
}

function binaryCrossEntropy(program: Program): Terms {
  const { input, reading, options, x, library } = program;
  const { lines, yes } = yesOf(program);
  const all = [...lines];
  if (options.weight !== undefined) all.push(`weight = ${arrayExpression(options.weight)}`);
  if (options.posWeight !== undefined) all.push(`pos_weight = ${arrayExpression(options.posWeight)}`);
  const positive = options.posWeight === undefined ? "" : "pos_weight * ";
  const factor = options.weight === undefined ? "" : "weight * ";
  let [first, second] = [`${yes} * log_q`, `(1 - ${yes}) * log_not_q`];
  if (reading.inputKind === "probabilities" && library === "scipy") {
    [first, second] = [`scipy.special.xlogy(${yes}, ${x})`, `scipy.special.xlog1py(1 - ${yes}, -${x})`];
  } else {
    all.push(...logOdds(program));
    [first, second] = [guarded(input, reading, yes, first), guarded(input, reading, `1 - ${yes}`, second)];
  }
  const sum = `${positive}${first} + ${second}`;
  return { lines: all, losses: `-${factor === "" ? `(${sum})` : `${factor}(${sum})`}`, denominator: undefined };
}

/** ln q and ln (1 − q) of every element. */
function logOdds({ reading, library, x }: Program): readonly string[] {
  switch (reading.inputKind) {
    case "logits":
      return library === "scipy"
        ? [`log_q = scipy.special.log_expit(${x})`, `log_not_q = scipy.special.log_expit(-${x})`]
        : [`log_q = -np.logaddexp(0, -${x})`, `log_not_q = -np.logaddexp(0, ${x})`];
    case "probabilities":
      return [`log_q = np.log(${x})`, `log_not_q = np.log1p(-${x})`];
    case "logProbabilities":
      return [`log_q = ${x}`, `log_not_q = np.log(-np.expm1(${x}))`];
  }
}

/** The probability of a yes, one an element. */
function yesOf({ input, target, reading, x, t }: Program): { readonly lines: readonly string[]; readonly yes: string } {
  if (reading.targetKind === "signs") return { lines: [`yes = (${alike(t, target, input)} + 1) / 2`], yes: "yes" };
  if (reading.targetKind !== "labelLists") {
    return sameShape(input.shape, target.shape)
      ? { lines: [], yes: t }
      : { lines: [`yes = ${alike(t, target, input)}`], yes: "yes" };
  }
  const classes = input.shape[input.shape.length - 1] ?? 1;
  return {
    lines: [
      `yes = np.zeros(${x}.shape)`,
      `for found, index in zip(yes.reshape(-1, ${classes}), ${t}.astype(int).reshape(-1, ${classes})):`,
      "    end = np.append(np.flatnonzero(index < 0), len(index))[0]",
      "    found[index[:end]] = 1",
    ],
    yes: "yes",
  };
}

function alike(t: string, target: Tensor, input: Tensor): string {
  return sameShape(input.shape, target.shape) ? t : `${t}.reshape(${input.shape.join(", ") || "()"})`;
}

/** The samples one below the other, the classes along the second axis. */
function rowsOf(name: string, { shape }: Tensor, { classDim = 0 }: Reading, classes: number): string {
  if (shape.length === 2 && classDim === 1) return name;
  const last = classDim === shape.length - 1 ? name : `np.moveaxis(${name}, ${classDim}, -1)`;
  return `${last}.reshape(-1, ${classes})`;
}
