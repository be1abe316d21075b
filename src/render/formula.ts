import * as l10n from "@vscode/l10n";
import type { ReferenceLoss } from "../engine/pairReport";
import { logProbability } from "../engine/reference";
import { elementIndex } from "../engine/sampleLayout";
import { tasks } from "../engine/tasks";
import { withTeacherProbabilities } from "../engine/teacher";
import type { Evaluation } from "../report";
import { elementLines } from "./elementFormula";
import {
  call,
  factor,
  frac,
  type MathNode,
  MOST_TERMS,
  mi,
  mn,
  mo,
  negative,
  product,
  result,
  row,
  sub,
  sumOf,
  sumOver,
  sup,
} from "./mathNode";
import { formatCount, formatShort } from "./numbers";

/** Steps from a definition to its value: the first is `left` = …, each of the others = … */
export interface Formula {
  readonly left: MathNode;
  readonly steps: readonly MathNode[];
  /** What a number of the formula cannot say for itself: whole sentences. */
  readonly notes: readonly string[];
}

/** The loss of a sample by the definition of its reading, with the sample's own numbers. */
export function sampleFormula(report: Evaluation, reference: ReferenceLoss, sample: number, name: string): Formula {
  const left = sub(mi("L"), { tag: "mtext", text: name });
  const loss = reference.samples.loss[sample];
  const { reference: definition, exclusive: isExclusive } = tasks[report.reading.task];
  if (definition === "squaredError") return { left, ...squared(report, sample, loss) };
  if (definition === "divergence") return { left, ...divergence(report, reference, sample, loss) };
  if (isExclusive) return { left, ...exclusive(report, reference, sample, loss) };
  const { layout } = reference.samples;
  if (layout.classes === 1) return { left, steps: [...elementLines(report, sample), result(loss)], notes: [] };
  const terms = (column: number) => factor(reference.unreduced.values.data[elementIndex(layout, sample, column)]);
  const count = mn(layout.classes);
  return {
    left,
    steps: [
      row(frac(mn(1), mi("C")), sumOver("c"), sub(mi("ℓ"), mi("c"))),
      frac(sumOf(layout.classes, terms), count),
      result(loss),
    ],
    notes: shortened(layout.classes),
  };
}

/** The loss of one label of a sample that has several. */
export function labelFormula(report: Evaluation, reference: ReferenceLoss, element: number, name: string): Formula {
  const left = sub(mi("ℓ"), { tag: "mtext", text: name });
  return {
    left,
    steps: [...elementLines(report, element), result(reference.unreduced.values.data[element])],
    notes: [],
  };
}

type Lines = Pick<Formula, "steps" | "notes">;

/** (x − t)² */
function squared({ input, target }: Evaluation, element: number, loss: number): Lines {
  const difference = (x: MathNode, t: MathNode) => sup(row(mo("("), x, mo("−"), t, mo(")")), mn(2));
  const numbers = difference(mn(input.data[element]), factor(target.data[element]));
  return { steps: [difference(mi("x"), mi("t")), numbers, result(loss)], notes: [] };
}

/** Σ p · (log p − log q) */
function divergence(report: Evaluation, { samples: { layout } }: ReferenceLoss, sample: number, loss: number): Lines {
  const { reading, input, target, times } = withTeacherProbabilities(report);
  const logQ = (column: number) => logProbability(input, reading, layout, sample, column);
  const t = (column: number) => target.data[elementIndex(layout, sample, column)];
  const logP = reading.targetKind === "logProbabilities" ? t : (column: number) => Math.log(t(column));
  const p = reading.targetKind === "logProbabilities" ? (column: number) => Math.exp(t(column)) : t;
  const counted = Array.from({ length: layout.classes }, (_, column) => column).filter((column) => p(column) !== 0);
  const difference = (first: MathNode, second: MathNode) => row(mo("("), first, mo("−"), second, mo(")"));
  const timesSquare = (temperature: MathNode, sum: MathNode) =>
    times === 1 ? sum : product(sup(temperature, mn(2)), row(mo("("), sum, mo(")")));
  const of = (letter: string) => sub(mi(letter), mi("c"));
  return {
    steps: [
      timesSquare(mi("T"), row(sumOver("c"), product(of("p"), difference(call("log", of("p")), call("log", of("q")))))),
      timesSquare(
        mn(report.reading.temperature ?? 1),
        sumOf(counted.length, (at) =>
          product(factor(p(counted[at])), difference(mn(logP(counted[at])), factor(logQ(counted[at])))),
        ),
      ),
      result(loss),
    ],
    notes: shortened(counted.length),
  };
}

function exclusive(report: Evaluation, { samples }: ReferenceLoss, sample: number, loss: number): Lines {
  const { reading, target, options } = report;
  const expected = samples.expected?.[sample] ?? -1;
  if (expected < 0) return { steps: [result(0)], notes: [l10n.t("The target of this sample is ignored.")] };
  const smoothing = Math.max(0, options.labelSmoothing ?? 0);
  const column = reading.targetKind === "classIndices" ? target.data[sample] : undefined;
  return column !== undefined && smoothing === 0
    ? sharp(report, samples.layout, sample, column, loss)
    : soft(report, samples.layout, sample, column, smoothing, loss);
}

type Layout = ReferenceLoss["samples"]["layout"];

/** −w[y] log p[y] */
function sharp(
  { reading, input, options }: Evaluation,
  layout: Layout,
  sample: number,
  y: number,
  loss: number,
): Lines {
  const x = (column: number) => input.data[elementIndex(layout, sample, column)];
  const weight = options.weight?.data[y];
  const weighted = (weightNode: MathNode, rest: MathNode) =>
    negative(weight === undefined ? rest : product(weightNode, rest));
  const symbol = sub(mi("w"), mi("y"));
  const own = weight === undefined ? mn(1) : factor(weight);
  const at = (name: string) => sub(mi(name), mi("y"));
  const e = (exponent: MathNode) => sup(mi("e"), exponent);
  switch (reading.inputKind) {
    case "probabilities":
      return {
        steps: [weighted(symbol, call("log", at("p"))), weighted(own, call("log", factor(x(y)))), result(loss)],
        notes: [],
      };
    case "logProbabilities":
      return { steps: [weighted(symbol, at("x")), weighted(own, factor(x(y))), result(loss)], notes: [] };
    case "logits": {
      const share = frac(e(at("x")), row(sumOver("c"), e(sub(mi("x"), mi("c")))));
      const numbers = frac(
        e(mn(x(y))),
        sumOf(layout.classes, (column) => e(mn(x(column)))),
      );
      const p = logProbability(input, reading, layout, sample, y);
      return {
        steps: [
          weighted(symbol, call("log", share)),
          weighted(own, call("log", numbers)),
          weighted(own, call("log", factor(Math.exp(p)))),
          result(loss),
        ],
        notes: shortened(layout.classes),
      };
    }
  }
}

/** −Σ_c w[c] q[c] log p[c], where q may be smoothed. */
function soft(
  { reading, input, target, options }: Evaluation,
  layout: Layout,
  sample: number,
  index: number | undefined,
  smoothing: number,
  loss: number,
): Lines {
  const x = (column: number) => input.data[elementIndex(layout, sample, column)];
  const logP = (column: number) => logProbability(input, reading, layout, sample, column);
  const label = (column: number) =>
    index === undefined ? target.data[elementIndex(layout, sample, column)] : Number(index === column);
  const q = (column: number) => label(column) * (1 - smoothing) + smoothing / layout.classes;
  const { weight } = options;
  const counted = Array.from({ length: layout.classes }, (_, column) => column).filter((column) => q(column) !== 0);
  const of = (name: string) => sub(mi(name), mi("c"));
  const term = (column: number) =>
    product(
      ...(weight === undefined ? [] : [factor(weight.data[column])]),
      factor(q(column)),
      reading.inputKind === "logProbabilities" ? factor(x(column)) : call("log", factor(Math.exp(logP(column)))),
    );
  const logOfP = reading.inputKind === "logProbabilities" ? of("x") : call("log", of("p"));
  const notes = [...shortened(counted.length)];
  if (reading.inputKind === "logits") notes.unshift(l10n.t("p is the softmax of the values."));
  if (smoothing > 0) {
    notes.unshift(
      l10n.t(
        "Label smoothing of {0} makes each target share q = (1 − {0}) · y + {0} / {1}.",
        formatShort(smoothing),
        layout.classes,
      ),
    );
  }
  if (counted.length < layout.classes) notes.push(l10n.t("Classes with q = 0 add nothing."));
  return {
    steps: [
      negative(sumOver("c"), product(...(weight === undefined ? [] : [of("w")]), of("q"), logOfP)),
      negative(
        mo("("),
        sumOf(counted.length, (at) => term(counted[at])),
        mo(")"),
      ),
      result(loss),
    ],
    notes,
  };
}

/** Says how long a sum is that is not written out. */
export function shortened(count: number): readonly string[] {
  return count > MOST_TERMS ? [l10n.t("The sum has {0} terms.", formatCount(count))] : [];
}
