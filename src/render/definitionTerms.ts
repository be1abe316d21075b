import type { ReferenceLoss } from "../engine/pairReport";
import type { Reading } from "../engine/reading";
import { DEFAULT_IGNORE_INDEX } from "../engine/reference";
import type { TaskTraits } from "../engine/tasks";
import type { Evaluation } from "../report";
import type { Loading } from "../source";
import { sameShape } from "../tensor/shape";
import type { Tensor } from "../tensor/tensor";
import { formatCode } from "./numbers";
import { arrayExpression } from "./numpyArrays";
import { type PythonSource, python, pythonNumbers } from "./writtenText";

export type DefinitionLibrary = "numpy" | "scipy";

/** A pair with its loss by definition, and the names that the arrays go by in the person's own code. */
export interface DefinitionContext extends Pick<Evaluation, "input" | "target" | "reading" | "options"> {
  readonly reference: ReferenceLoss;
  readonly inputName: string | undefined;
  readonly targetName: string | undefined;
  readonly inputLoading?: Loading | undefined;
  readonly targetLoading?: Loading | undefined;
}

/** A program in the making: what it is about, under the names that it uses. */
export interface DefinitionProgram extends Pick<Evaluation, "input" | "target" | "reading" | "options"> {
  readonly library: DefinitionLibrary;
  readonly classes: number;
  readonly x: PythonSource;
  readonly t: PythonSource;
}

/** The lines that prepare the terms of a loss, and the terms: an expression with one value for each element or sample. */
export interface Terms {
  readonly lines: readonly PythonSource[];
  readonly losses: PythonSource;
  /** What `mean` divides the sum by; undefined where that is the number of terms. */
  readonly denominator: PythonSource | undefined;
}

/** What the definitions are made of, by their name. */
export const termsOf: Readonly<Record<TaskTraits["reference"], (program: DefinitionProgram) => Terms>> = {
  crossEntropy,
  binaryCrossEntropy,
  divergence,
  squaredError: ({ input, target, x, t }) => ({
    lines: [],
    losses: python`(${x} - ${alike(t, target, input)}) ** 2`,
    denominator: undefined,
  }),
};

function crossEntropy(program: DefinitionProgram): Terms {
  const { input, target, reading, options, classes, t, library } = program;
  const rows = rowsOf(program.x, input, reading, classes);
  const smoothing = Math.max(0, options.labelSmoothing ?? 0);
  const ignored = options.ignoreIndex ?? DEFAULT_IGNORE_INDEX;
  const lines: PythonSource[] = [];
  const indexed = reading.targetKind === "classIndices";
  const some = indexed && target.data.includes(ignored);
  const flat = target.shape.length === 1 ? t : python`${t}.reshape(-1)`;
  const index = some || flat !== t ? python`index` : t;
  if (indexed) {
    if (some) lines.push(python`kept = ${flat} != ${ignored}`, python`index = np.where(kept, ${flat}, 0)`);
    else if (index !== t) lines.push(python`index = ${flat}`);
    lines.push(python`p = np.eye(${classes})[${index}]`);
  } else lines.push(python`p = ${rowsOf(t, target, reading, classes)}`);
  if (smoothing > 0) lines.push(python`p = p * (1 - ${formatCode(smoothing)}) + ${formatCode(smoothing)} / ${classes}`);
  const weighted = options.weight !== undefined;
  if (options.weight !== undefined) lines.push(python`weight = ${arrayExpression(options.weight)}`);
  const factor = weighted ? python`weight * ` : python``;
  let terms: PythonSource;
  if (library === "scipy" && reading.inputKind === "probabilities") {
    terms = python`${factor}scipy.special.xlogy(p, ${rows})`;
  } else {
    lines.push(...logProbabilities(program, rows));
    terms = guarded(input, reading, python`p`, python`${factor}p * log_q`);
  }
  const sums = python`-np.sum(${terms}, axis=1)`;
  if (some) lines.push(python`losses = np.where(kept, ${sums}, 0)`);
  const counted = some
    ? weighted
      ? python`np.sum(weight[${index}] * kept)`
      : python`np.sum(kept)`
    : python`np.sum(weight[${index}])`;
  return {
    lines,
    losses: some ? python`losses` : sums,
    denominator: some || (indexed && weighted) ? counted : undefined,
  };
}

/** ln q of every class, `log_q`. */
function logProbabilities({ reading, library }: DefinitionProgram, rows: PythonSource): readonly PythonSource[] {
  switch (reading.inputKind) {
    case "logits":
      return logSoftmax(library, python`log_q`, dividedBy(rows, reading));
    case "probabilities":
      return [python`log_q = np.log(${rows})`];
    case "logProbabilities":
      return [python`log_q = ${rows}`];
  }
}

function logSoftmax(library: DefinitionLibrary, to: PythonSource, rows: PythonSource): readonly PythonSource[] {
  if (library === "scipy") return [python`${to} = scipy.special.log_softmax(${rows}, axis=1)`];
  const name = isName(rows) ? rows : python`rows`;
  return [
    ...(isName(rows) ? [] : [python`rows = ${rows}`]),
    python`shifted = ${name} - np.max(${name}, axis=1, keepdims=True)`,
    python`${to} = shifted - np.log(np.sum(np.exp(shifted), axis=1, keepdims=True))`,
  ];
}

function dividedBy(rows: PythonSource, { temperature = 1 }: Reading): PythonSource {
  return temperature === 1 ? rows : python`${rows} / ${formatCode(temperature)}`;
}

function isName(expression: string): boolean {
  return /^\w+$/.test(expression);
}

/** 0 · ln 0 is 0 by definition, and nan to a computer. */
function guarded({ data }: Tensor, { inputKind }: Reading, zero: PythonSource, terms: PythonSource): PythonSource {
  return data.every(hasLogarithms[inputKind]) ? terms : python`np.where(${zero} == 0, 0, ${terms})`;
}

/** Whether both ln q and ln (1 − q) are finite numbers. */
const hasLogarithms: Readonly<Record<Reading["inputKind"], (value: number) => boolean>> = {
  logits: Number.isFinite,
  probabilities: (value) => value > 0 && value < 1,
  logProbabilities: (value) => value < 0 && Number.isFinite(value),
};

function divergence(program: DefinitionProgram): Terms {
  const { input, target, reading, classes, t, library } = program;
  const rows = rowsOf(program.x, input, reading, classes);
  const teacher = rowsOf(t, target, reading, classes);
  if (reading.targetKind === "logProbabilities" || reading.targetKind === "logits") {
    const logP =
      reading.targetKind === "logits"
        ? logSoftmax(library, python`log_p`, dividedBy(teacher, reading))
        : [python`log_p = ${teacher}`];
    const lines = [...logP, ...logProbabilities(program, rows), python`p = np.exp(log_p)`];
    const { temperature = 1 } = reading;
    const square = temperature === 1 ? python`` : python`${formatCode(temperature ** 2)} * `;
    const losses = python`${square}np.sum(np.where(p == 0, 0, p * (log_p - log_q)), axis=1)`;
    return { lines, losses, denominator: undefined };
  }
  const lines = [python`p = ${teacher}`];
  if (library === "scipy" && reading.inputKind === "probabilities") {
    return { lines, losses: python`np.sum(scipy.special.rel_entr(p, ${rows}), axis=1)`, denominator: undefined };
  }
  lines.push(...logProbabilities(program, rows));
  const terms =
    library === "scipy"
      ? python`scipy.special.xlogy(p, p) - p * log_q`
      : python`np.where(p == 0, 0, p * (np.log(p) - log_q))`;
  return { lines, losses: python`np.sum(${terms}, axis=1)`, denominator: undefined };
}

function binaryCrossEntropy(program: DefinitionProgram): Terms {
  const { input, reading, options, x, library } = program;
  const { lines, yes } = yesOf(program);
  const all = [...lines];
  if (options.weight !== undefined) all.push(python`weight = ${arrayExpression(options.weight)}`);
  if (options.posWeight !== undefined) all.push(python`pos_weight = ${arrayExpression(options.posWeight)}`);
  const positive = options.posWeight === undefined ? python`` : python`pos_weight * `;
  const factor = options.weight === undefined ? python`` : python`weight * `;
  let [first, second] = [python`${yes} * log_q`, python`(1 - ${yes}) * log_not_q`];
  if (reading.inputKind === "probabilities" && library === "scipy") {
    [first, second] = [python`scipy.special.xlogy(${yes}, ${x})`, python`scipy.special.xlog1py(1 - ${yes}, -${x})`];
  } else {
    all.push(...logOdds(program));
    [first, second] = [guarded(input, reading, yes, first), guarded(input, reading, python`1 - ${yes}`, second)];
  }
  const sum = python`${positive}${first} + ${second}`;
  return {
    lines: all,
    losses: python`-${factor === "" ? python`(${sum})` : python`${factor}(${sum})`}`,
    denominator: undefined,
  };
}

/** ln q and ln (1 − q) of every element. */
function logOdds({ reading, library, x }: DefinitionProgram): readonly PythonSource[] {
  switch (reading.inputKind) {
    case "logits":
      return library === "scipy"
        ? [python`log_q = scipy.special.log_expit(${x})`, python`log_not_q = scipy.special.log_expit(-${x})`]
        : [python`log_q = -np.logaddexp(0, -${x})`, python`log_not_q = -np.logaddexp(0, ${x})`];
    case "probabilities":
      return [python`log_q = np.log(${x})`, python`log_not_q = np.log1p(-${x})`];
    case "logProbabilities":
      return [python`log_q = ${x}`, python`log_not_q = np.log(-np.expm1(${x}))`];
  }
}

/** The probability of a yes, one an element. */
function yesOf({ input, target, reading, x, t }: DefinitionProgram): {
  readonly lines: readonly PythonSource[];
  readonly yes: PythonSource;
} {
  if (reading.targetKind === "signs")
    return { lines: [python`yes = (${alike(t, target, input)} + 1) / 2`], yes: python`yes` };
  if (reading.targetKind !== "labelLists") {
    return sameShape(input.shape, target.shape)
      ? { lines: [], yes: t }
      : { lines: [python`yes = ${alike(t, target, input)}`], yes: python`yes` };
  }
  const classes = input.shape[input.shape.length - 1] ?? 1;
  return {
    lines: [
      python`yes = np.zeros(${x}.shape)`,
      python`for found, index in zip(yes.reshape(-1, ${classes}), ${t}.astype(int).reshape(-1, ${classes})):`,
      python`    end = np.append(np.flatnonzero(index < 0), len(index))[0]`,
      python`    found[index[:end]] = 1`,
    ],
    yes: python`yes`,
  };
}

function alike(t: PythonSource, target: Tensor, input: Tensor): PythonSource {
  return sameShape(input.shape, target.shape)
    ? t
    : python`${t}.reshape(${input.shape.length === 0 ? python`()` : pythonNumbers(input.shape)})`;
}

/** The samples one below the other, the classes along the second axis. */
function rowsOf(name: PythonSource, { shape }: Tensor, { classDim = 0 }: Reading, classes: number): PythonSource {
  if (shape.length === 2 && classDim === 1) return name;
  const last = classDim === shape.length - 1 ? name : python`np.moveaxis(${name}, ${classDim}, -1)`;
  return python`${last}.reshape(-1, ${classes})`;
}
