import type { LogContext, LogFacts } from "./logFacts";
import { isLogarithmOfClasses } from "./lossNamed";
import { meaningsOf } from "./meanings";
import type { Metric, Series } from "./series";

/** The mean of both floors of a sigmoid applied twice: ln(1 + 1/e) where the answer is yes, ln 2 where it is no. */
const sigmoidFloor = (Math.log(1 + Math.exp(-1)) + Math.LN2) / 2;

/** A loss that does not move, or stands alone, where that number means something. */
export function stuckAt({ points }: Series, accuracy: readonly Series[], context: LogContext): LogFacts | undefined {
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
export function isDistance(name: string): boolean {
  return /(?:^|_)(?:l1|l2|mse|mae|rmse|huber|box|bbox|[gdc]?iou|dfl|reg|regression|recon|reconstruction)_loss/.test(
    name,
  );
}

/** A clamp means something wherever it stands: the loss of a generator beside the one of a discriminator. */
export function clampedBeside(
  losses: readonly Series[],
  main: Series | undefined,
  context: LogContext,
): LogFacts | undefined {
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
  const around = { value: at.value, ...(moved ?? near(at.value, own, seenAccuracy)) };
  const meanings = meaningsOf(around, classes, several ? halfUnit : 0);
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
  return guessed ?? ((several || two) && seenAccuracy !== undefined ? clampShare(at, seenAccuracy) : undefined);
}

/** Every wrong sample costs a clamp, and the others nothing. */
function clampShare(at: Metric, accuracy: Metric): LogFacts | undefined {
  const wrong = 1 - accuracy.value;
  if (at.value < 1.5 || wrong < 0.05 || wrong > 0.95 || accuracy.halfUnit > 0.00051) return undefined;
  const value = at.value / wrong;
  const near = { value, below: 0.002 * value, above: 0.002 * value };
  const found = meaningsOf(near, undefined).find((each) => each.kind === "clamp");
  return found && { kind: "clampShare", at, clamp: found.value, accuracy };
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
