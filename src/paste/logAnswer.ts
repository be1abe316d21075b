import { roundsTo } from "../engine/seenLoss";
import type { LogContext, LogFacts, NeverNegative } from "./logFacts";
import { isLogarithmOfClasses, isSigned, type LossNamed } from "./lossNamed";
import type { Metric, Series } from "./series";
import { clampedBeside, isDistance, stuckAt } from "./stuckAt";

/** What a log says, the gravest first; undefined where it has no loss and no accuracy. */
export function logFacts(series: readonly Series[], context: LogContext): LogFacts | undefined {
  const losses = series.filter(({ kind }) => kind === "loss");
  const points = losses.flatMap((each) => each.points);
  const isRight = series.some(({ kind, points: own }) => kind === "accuracy" && (own.at(-1)?.value ?? 0) > 0.99);
  const wrong = impossible(losses, points, context, isRight);
  if (wrong !== undefined) return wrong;
  const [main] = [...losses].sort((a, b) => b.points.length - a.points.length);
  const accuracy = series.filter(({ kind }) => kind === "accuracy");
  // The perplexity of a guess among so many classes is a whole number by accident.
  const isWhole = points.length === 1 && !context.stuck && context.classes === undefined;
  return (
    meanOfBatches(context.metrics) ??
    (isWhole ? otherUnits(context.metrics) : undefined) ??
    (main === undefined || !isLogarithmOfClasses(context.loss) || isDistance(main.name)
      ? undefined
      : stuckAt(main, accuracy, context)) ??
    atMargin(main, context) ??
    accuracyOfErrors(accuracy, context) ??
    clampedBeside(losses, main, context) ??
    otherUnits(context.metrics) ??
    (main === undefined ? undefined : (overfitting(losses) ?? course(main, context))) ??
    accuracyAlone(accuracy, context)
  );
}

function impossible(
  losses: readonly Series[],
  points: readonly Metric[],
  { loss, metrics }: LogContext,
  isRight: boolean,
): LogFacts | undefined {
  const nan = losses.find((each) => each.points.some(({ value }) => Number.isNaN(value)));
  if (nan !== undefined) {
    const first = nan.points.findIndex(({ value }) => Number.isNaN(value));
    const after = nan.points[first - 1] ?? otherwiseBefore(losses, nan);
    const always = nan.points.length > 1 && nan.points.every(({ value, spoken }) => Number.isNaN(value) && !spoken);
    return { kind: "nan", after, hidden: false, always: always && !points.some(({ value }) => Number.isFinite(value)) };
  }
  if (points.some(({ value }) => value === Number.POSITIVE_INFINITY || value === Number.NEGATIVE_INFINITY))
    return { kind: "infinite", negative: !points.some(({ value }) => value === Number.POSITIVE_INFINITY) };
  const negative = points.filter(
    ({ value, name }) =>
      // What rounding leaves of 0 is none.
      value < -1e-6 && !/elbo|reward|policy|actor|total|gan|wasserstein|critic|gen|disc|kl|mse/.test(name),
  );
  const bounded = negative.every(({ value }) => value >= -1);
  if (negative.length > 0 && (!isSigned(loss) || (loss === "overlap" && !bounded))) {
    const at = negative[negative.length - 1];
    return { kind: "negative", at, of: neverNegative(loss, at), bounded };
  }
  const all = losses.find(
    (each) =>
      each.points.length > 0 &&
      each.points.every(({ value, text }) => isZero(value) && /^0?\.0{3,}|^0(?:\.0+)?$|^1\.19/.test(text)),
  );
  if (all === undefined || !points.every(({ value }) => isZero(value))) return undefined;
  const hidden = metrics.some(({ name, value }) => name === "grad_norm" && Number.isNaN(value));
  if (hidden) return { kind: "nan", after: undefined, hidden, always: false };
  if (isRight) return undefined;
  const clipped = all.points.findLast(({ value }) => value !== 0);
  return { kind: "zero", of: loss === "ctc" ? "ctc" : "classes", clipped };
}

/** 0, or what is left of it where Keras has cut a probability of 1 off. */
function isZero(value: number): boolean {
  return value === 0 || Math.abs(value - 2 ** -23) < 1e-11;
}

/** A loss of triplets that has come to stay at its margin. */
function atMargin(main: Series | undefined, { margin }: LogContext): LogFacts | undefined {
  const tail = main?.points.slice(-3) ?? [];
  const [at] = tail.slice(-1);
  if (margin === undefined || tail.length < 3) return undefined;
  const stays = tail.every(({ value, halfUnit }) => Math.abs(value - margin.value) <= 0.012 * margin.value + halfUnit);
  return stays ? { kind: "margin", at, soft: margin.soft } : undefined;
}

/** Outputs of a regression that are held against their targets digit by digit. */
function accuracyOfErrors([main]: readonly Series[], { loss }: LogContext): LogFacts | undefined {
  const at = main?.points.at(-1);
  const isOfErrors = loss === "squares" || loss === "distance";
  return isOfErrors && at !== undefined && main.points.length > 1 && main.points.every(({ value }) => value < 0.1)
    ? { kind: "accuracyOfErrors", at }
    : undefined;
}

/** The last number in front of a nan that a table or log has, where a sentence has told of it before. */
function otherwiseBefore(losses: readonly Series[], { points }: Series): Metric | undefined {
  if (!points[0].spoken) return undefined;
  for (const each of losses) {
    const own = each.points.filter(({ spoken }) => !spoken);
    const first = own.findIndex(({ value }) => Number.isNaN(value));
    if (first > 0) return own[first - 1];
  }
  return undefined;
}

function neverNegative(loss: LossNamed | undefined, { name }: Metric): NeverNegative {
  if (loss === "squares" || loss === "distance") return "squares";
  if (loss === "divergence" || loss === "ctc" || loss === "overlap") return loss;
  return loss === undefined && /(?:^|_)nll(?:_|$)/.test(name) ? "likelihood" : "crossEntropy";
}

/** Rows of a size and a loss, and a line below them with the loss of all. */
function meanOfBatches(metrics: readonly Metric[]): LogFacts | undefined {
  const byLine = new Map<number, Metric[]>();
  for (const each of metrics) byLine.set(each.line, [...(byLine.get(each.line) ?? []), each]);
  const rows: { readonly size: number; readonly loss: Metric }[] = [];
  let seen: Metric | undefined;
  for (const own of byLine.values()) {
    const size = own.find(({ kind }) => kind === "size");
    const loss = own.find(({ kind }) => kind === "loss");
    if (loss === undefined) continue;
    if (size !== undefined && size.value > 0) rows.push({ size: size.value, loss });
    else if (rows.length >= 2) seen = loss;
  }
  if (rows.length < 2 || seen === undefined || rows.length > 10_000) return undefined;
  const total = rows.reduce((sum, { size }) => sum + size, 0);
  const weighted = rows.reduce((sum, { size, loss }) => sum + size * loss.value, 0) / total;
  const mean = rows.reduce((sum, { loss }) => sum + loss.value, 0) / rows.length;
  // What the batches' own digits leave open.
  const open = Math.max(...rows.map(({ loss }) => loss.halfUnit));
  const reads = (value: number) =>
    seen !== undefined && roundsTo(value, { value: seen.value, halfUnit: seen.halfUnit + open });
  if (reads(weighted)) return { kind: "weightedMean", seen, weighted };
  return reads(mean) ? { kind: "meanOfMeans", seen, mean, weighted } : undefined;
}

/** A perplexity or bits beside the loss that they are made of. */
function otherUnits(metrics: readonly Metric[]): LogFacts | undefined {
  for (const other of metrics) {
    if (other.kind !== "perplexity" && other.kind !== "bits") continue;
    const losses = metrics.filter(({ kind }) => kind === "loss");
    const alone = losses.length === 1 && metrics.filter(({ kind }) => kind === other.kind).length === 1;
    const loss = alone ? losses[0] : losses.find(({ line }) => line === other.line);
    if (loss === undefined) continue;
    if (other.kind === "bits") {
      const bits = loss.value / Math.LN2;
      if (Math.abs(bits - other.value) <= other.halfUnit + 2 * loss.halfUnit)
        return { kind: "bits", loss, bits: other };
      continue;
    }
    const near = (value: number) => Math.abs(value - other.value) <= other.halfUnit + 1.01 * loss.halfUnit * value;
    if (near(Math.exp(loss.value))) return { kind: "perplexity", loss, perplexity: other, base: "e" };
    if (near(2 ** loss.value)) return { kind: "perplexity", loss, perplexity: other, base: "2" };
  }
  return undefined;
}

function overfitting(losses: readonly Series[]): LogFacts | undefined {
  const validation = losses.find(({ name, points }) => /val|test|eval|dev|valid/.test(name) && points.length >= 3);
  const train = losses.find(
    (each) => each !== validation && !/val|test|eval|dev/.test(each.name) && each.points.length >= 3,
  );
  if (validation === undefined || train === undefined) return undefined;
  const least = Math.min(...validation.points.map(({ value }) => value));
  const [last, trained] = [validation.points.at(-1), train.points];
  const [from, to] = [trained[0].value, trained[trained.length - 1].value];
  if (last === undefined || last.value < least + 0.1 * Math.abs(least) || to > from - 0.1 * Math.abs(from))
    return undefined;
  return { kind: "overfit", train, validation };
}

function course({ name, points }: Series, { stuck, loss }: LogContext): LogFacts {
  const [first, last] = [points[0], points[points.length - 1]];
  const change = (last.value - first.value) / Math.abs(first.value);
  const ofClasses = loss === "crossEntropy" && last.value > 0 && last.value < 50;
  if (/(?:^|_)elbo$/.test(name) && !/neg|minus|loss/.test(name) && points.length > 1 && first.value !== last.value)
    return { kind: "elbo", first, last, rises: last.value > first.value };
  if (isSigned(loss)) {
    const negative = /(?:^|_)(?:kl|kld|mse)(?:_|$)/.test(name) ? undefined : points.findLast(({ value }) => value < 0);
    // Minus a similarity is not below -1, a sum of several is.
    const of = loss === "similarity" && points.some(({ value }) => value < -1) ? "score" : loss;
    if (negative !== undefined) return { kind: "signed", at: negative, of };
    // Neither rises nor falls with what is learned.
    if ((loss === "policy" && change > 0.2) || (loss === "critic" && (change > 0.2 || points.length > 1)))
      return { kind: "signed", at: last, of: loss };
  }
  if (loss === "squares" && Math.abs(change) <= 0.03 && last.value > 0) return { kind: "squares", at: last };
  if (points.length === 1 || points.every(({ spoken }) => spoken))
    return stuck && points.length > 2 ? { kind: "plateau", at: last } : { kind: "plain", at: last, ofClasses };
  if (change < -0.03) return { kind: "falling", first, last };
  if (change > 0.2) return { kind: "rising", first, last };
  return points.length >= 3 || stuck ? { kind: "plateau", at: last } : { kind: "plain", at: last, ofClasses };
}

function accuracyAlone(accuracy: readonly Series[], { classes }: LogContext): LogFacts | undefined {
  const [main] = accuracy;
  if (main === undefined || main.points.length < 2) return undefined;
  const at = main.points[main.points.length - 1];
  const flat = main.points.every(({ value }) => Math.abs(value - at.value) < 0.01);
  const counts = classes === undefined ? [2, 3, 4, 5, 10, 100, 1000] : [classes];
  const count = counts.find((each) => Math.abs(at.value - 1 / each) < Math.max(0.02 / each, at.halfUnit));
  return flat && count !== undefined ? { kind: "accuracyAtChance", at, classes: count } : undefined;
}
