import { roundsTo } from "../engine/seenLoss";
import { isLogarithmOfClasses, isSigned, type LossNamed, type SignedLoss } from "./lossNamed";
import { type LossMeaning, meaningsOf } from "./meanings";
import type { Metric, Series } from "./series";

/** What the numbers of a log say. */
export type LogFacts =
  /** `hidden`: 0 was written, and a gradient of nan beside it. `always`: no loss is a number, and several are not. */
  | { readonly kind: "nan"; readonly after: Metric | undefined; readonly hidden: boolean; readonly always: boolean }
  | { readonly kind: "infinite"; readonly negative: boolean }
  /** Of a loss that cannot be. `bounded`: none lies below -1. */
  | { readonly kind: "negative"; readonly at: Metric; readonly of: NeverNegative; readonly bounded: boolean }
  /** Of a loss that can be. */
  | { readonly kind: "signed"; readonly at: Metric; readonly of: SignedLoss }
  /** A lower bound that is maximised. */
  | { readonly kind: "elbo"; readonly first: Metric; readonly last: Metric; readonly rises: boolean }
  | { readonly kind: "squares"; readonly at: Metric }
  | { readonly kind: "zero" }
  | { readonly kind: "meanOfMeans"; readonly seen: Metric; readonly mean: number; readonly weighted: number }
  | { readonly kind: "weightedMean"; readonly seen: Metric; readonly weighted: number }
  /** `stuck`: several numbers that do not move, and not one alone. */
  | {
      readonly kind: "chance";
      readonly at: Metric;
      readonly classes: number;
      readonly stuck: boolean;
      readonly accuracy: Metric | undefined;
    }
  | {
      readonly kind: "floor";
      readonly at: Metric;
      readonly classes: number;
      readonly floor: number;
      readonly accuracy: Metric | undefined;
      readonly perhaps: boolean;
    }
  /** `balanced`: as many yes as no; else all are yes. */
  | {
      readonly kind: "sigmoidFloor";
      readonly at: Metric;
      readonly balanced: boolean;
      readonly floor: number;
      readonly perhaps: boolean;
    }
  | {
      readonly kind: "clamp";
      readonly at: Metric;
      readonly by: (LossMeaning & { readonly kind: "clamp" })["by"];
      readonly perhaps: boolean;
    }
  /** A guess's loss, and an accuracy that is none's. */
  | {
      readonly kind: "chanceAndAccuracy";
      readonly at: Metric;
      readonly classes: number;
      readonly accuracy: Metric;
    }
  | { readonly kind: "accuracyAtChance"; readonly at: Metric; readonly classes: number }
  | { readonly kind: "perplexity"; readonly loss: Metric; readonly perplexity: Metric; readonly base: "e" | "2" }
  | { readonly kind: "bits"; readonly loss: Metric; readonly bits: Metric }
  | { readonly kind: "overfit"; readonly train: Series; readonly validation: Series }
  | { readonly kind: "falling"; readonly first: Metric; readonly last: Metric }
  | { readonly kind: "rising"; readonly first: Metric; readonly last: Metric }
  | { readonly kind: "plateau"; readonly at: Metric }
  | { readonly kind: "plain"; readonly at: Metric };

/** A `likelihood` is called so and may be that of classes or of a density. */
export type NeverNegative = "crossEntropy" | "likelihood" | "ctc" | "divergence" | "squares" | "overlap";

/** What is known beside the numbers. */
export interface LogContext {
  readonly metrics: readonly Metric[];
  /** How many classes the text speaks of. */
  readonly classes: number | undefined;
  /** The text says that a loss does not move. */
  readonly stuck: boolean;
  /** The text is nothing but numbers. */
  readonly alone: boolean;
  /** It speaks of a sigmoid or of BCE. */
  readonly binary: boolean;
  readonly loss: LossNamed | undefined;
}

/** The mean of both floors of a sigmoid applied twice: ln(1 + 1/e) where the answer is yes, ln 2 where it is no. */
const sigmoidFloor = (Math.log(1 + Math.exp(-1)) + Math.LN2) / 2;

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
      each.points.every(({ value, text }) => value === 0 && /^0?\.0{3,}|^0(?:\.0+)?$/.test(text)),
  );
  if (all === undefined || points.some(({ value }) => value !== 0)) return undefined;
  const hidden = metrics.some(({ name, value }) => name === "grad_norm" && Number.isNaN(value));
  return hidden ? { kind: "nan", after: undefined, hidden, always: false } : isRight ? undefined : { kind: "zero" };
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

/** A loss that does not move, or stands alone, where that number means something. */
function stuckAt({ points }: Series, accuracy: readonly Series[], context: LogContext): LogFacts | undefined {
  const at = points[points.length - 1];
  // What a loss is said to stay at counts, too, where it comes near.
  const said = context.stuck ? points.filter((each) => each.spoken && each !== at) : [];
  const found = meaningAt(points, at, accuracy, context);
  // ln 2 and ln 4 are where a generator and its critic are in balance; a clamp is one there, too.
  if (context.loss === "critic") return found?.kind === "clamp" ? found : undefined;
  if (found !== undefined && found.kind !== "chanceAndAccuracy") return found;
  // Two that hardly differ: either may have the digits of what they mean.
  const [first] = points;
  if (found === undefined && points.length === 2 && Math.abs(first.value - at.value) <= 5e-4 * at.value)
    return meaningAt([first], first, accuracy, context);
  for (const each of said) {
    const own = meaningAt(points, each, accuracy, context);
    if (own !== undefined && own.kind !== "chanceAndAccuracy") return own;
  }
  return found;
}

/** A loss of differences by its own name, whatever else the text names. */
function isDistance(name: string): boolean {
  return /(?:^|_)(?:l1|l2|mse|mae|rmse|huber|box|bbox|[gdc]?iou|dfl|reg|regression|recon|reconstruction)_loss/.test(
    name,
  );
}

/** A clamp means something wherever it stands: the loss of a generator beside the one of a discriminator. */
function clampedBeside(losses: readonly Series[], main: Series | undefined, context: LogContext): LogFacts | undefined {
  for (const each of losses) {
    if (each === main || each.points.length < 3 || isDistance(each.name) || !isLogarithmOfClasses(context.loss))
      continue;
    const found = stuckAt(each, [], context);
    if (found?.kind === "clamp") return found;
  }
  return undefined;
}

function meaningAt(
  points: readonly Metric[],
  at: Metric,
  accuracy: readonly Series[],
  { classes, stuck, alone, binary }: LogContext,
): LogFacts | undefined {
  const tail = points.slice(-Math.max(3, Math.ceil(points.length / 3)));
  const several = points.length >= 3;
  const [low, high] = [Math.min(...tail.map(({ value }) => value)), Math.max(...tail.map(({ value }) => value))];
  if (several && high - low > 0.012 * high) return undefined;
  const two = points.length === 2;
  if (two && Math.abs(points[0].value - points[1].value) > 0.005 * at.value) return undefined;
  // Still on its way down.
  if (several && points[0].value > 1.15 * at.value && tail[0].value - at.value > 0.004 * at.value) return undefined;
  const falls = tail.every(({ value }, index) => index === 0 || value < tail[index - 1].value);
  if (several && falls && points[0].value > 1.03 * at.value && tail[0].value - at.value > 0.004 * at.value)
    return undefined;
  const { halfUnit } = at;
  // One number may be there by accident.
  const perhaps = !several && (!stuck || alone);
  const seenAccuracy = accuracy.at(-1)?.points.at(-1);
  // A guess's loss is met up to noise; alone, up to its digits and those of a float32.
  const own = Math.max(halfUnit * 1.0001, 4e-7 * at.value);
  const moved = several
    ? { below: Math.max(0.005 * at.value, own), above: Math.max(0.002 * at.value, own) }
    : undefined;
  const coarse = halfUnit > (stuck || classes !== undefined ? 0.051 : 0.0051);
  if (coarse && at.value < 80) return undefined;
  const meanings = meaningsOf({ value: at.value, ...(moved ?? near(at.value, own, seenAccuracy)) }, classes);
  if (binary) {
    const sigmoid = [Math.log(1 + Math.exp(-1)), sigmoidFloor].find(
      (each) => Math.abs(each - at.value) <= Math.max(own, several ? 0.002 : 0),
    );
    if (sigmoid !== undefined)
      return { kind: "sigmoidFloor", at, balanced: sigmoid === sigmoidFloor, floor: sigmoid, perhaps };
  }
  let guessed: LogFacts | undefined;
  for (const meaning of meanings) {
    if (meaning.kind === "clamp") return { kind: "clamp", at, by: meaning.by, perhaps };
    if (meaning.kind === "chance") {
      if (seenAccuracy !== undefined && isAboveChance(seenAccuracy, meaning.classes)) {
        // A loss on its way is there by accident.
        if (!several && halfUnit <= 0.00051 && Math.abs(meaning.value - at.value) <= own && meaning.classes <= 10)
          guessed = { kind: "chanceAndAccuracy", at, classes: meaning.classes, accuracy: seenAccuracy };
        continue;
      }
      // Of many classes every number is one's logarithm.
      if (meaning.classes > 100 && halfUnit > 0.0051 && !several) continue;
      return {
        kind: "chance",
        at,
        classes: meaning.classes,
        stuck: several || (stuck && !alone),
        accuracy: seenAccuracy,
      };
    }
    if (halfUnit > 0.0051 || at.value - meaning.value > 0.004 || meaning.value - at.value > 0.002) continue;
    // Only where every sample is right.
    if (seenAccuracy !== undefined && seenAccuracy.value < 0.95) continue;
    return { kind: "floor", at, classes: meaning.classes, floor: meaning.value, accuracy: seenAccuracy, perhaps };
  }
  return guessed;
}

/** Around one number: its digits, and noise of a hundredth where the accuracy beside it is that of a guess, too. */
function near(
  value: number,
  own: number,
  accuracy: Metric | undefined,
): { readonly below: number; readonly above: number } {
  const guessed =
    accuracy !== undefined &&
    [2, 3, 4, 5, 10, 100].some(
      (count) => Math.abs(Math.log(count) - value) < 0.01 * value && Math.abs(accuracy.value - 1 / count) < 0.1 / count,
    );
  // One of the last digit is noise where there are few classes.
  const room = guessed ? 0.01 * value : value < 2.4 ? 3 * own : own;
  return own > 0.001 ? { below: own, above: own } : { below: room, above: room };
}

function isAboveChance(accuracy: Metric, classes: number): boolean {
  return accuracy.value > 1.5 / classes + 0.06;
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
    return { kind: stuck && points.length > 2 ? "plateau" : "plain", at: last };
  if (change < -0.03) return { kind: "falling", first, last };
  if (change > 0.2) return { kind: "rising", first, last };
  return points.length >= 3 || stuck ? { kind: "plateau", at: last } : { kind: "plain", at: last };
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

/** Whether its words can but guess what the reason is: beside a call whose mistake is known they would be wrong. */
export function isGuessed({ kind }: LogFacts): boolean {
  switch (kind) {
    case "nan":
    case "infinite":
    case "negative":
    case "signed":
    case "zero":
    case "chanceAndAccuracy":
    case "rising":
    case "plateau":
    case "plain":
      return true;
    case "elbo":
    case "squares":
    case "meanOfMeans":
    case "weightedMean":
    case "chance":
    case "floor":
    case "sigmoidFloor":
    case "clamp":
    case "accuracyAtChance":
    case "perplexity":
    case "bits":
    case "overfit":
    case "falling":
      return false;
  }
}
