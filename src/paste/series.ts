import type { Range } from "../python/syntax";
import { metric, type PastedLine } from "./lines";
import { lossNamed } from "./lossNamed";
import { isAnotherLoss, isNamedAfterTraining, speaksOfTraining } from "./otherLosses";
import { isPrintedForLoss } from "./printedFor";

export type MetricKind = "loss" | "accuracy" | "perplexity" | "bits" | "size" | "other";

/** A number that a program wrote under a name. */
export interface Metric {
  readonly kind: MetricKind;
  /** Lower case, with `_` between the words. */
  readonly name: string;
  /** As it is written, without a sign of per cent. */
  readonly text: string;
  readonly value: number;
  /** Half a unit of the last digit; 0 where it is nan or infinite. */
  readonly halfUnit: number;
  /** The line's number. */
  readonly line: number;
  /** It stands in a sentence, where two numbers are no course. */
  readonly spoken: boolean;
  readonly place: Range;
}

const MOST = 20_000;
const LONGEST_LINE = 2000;
const number = "[-+]?(?:\\d{1,15}(?:\\.\\d{0,20})?(?:e[-+]?\\d{1,3})?|\\.\\d{1,20}|nan\\b|inf(?:inity)?\\b)";
const wrapped = "(?:tensor\\(|np\\.float(?:32|64)\\(|<tf\\.Tensor: shape=\\(\\), dtype=\\w{1,10}, numpy=)?";
const named = new RegExp(
  `(?<![\\w.])([A-Za-z][\\w\\-/.]{0,40}(?: (?!(?:nan|inf|infinity)\\b)[A-Za-z][A-Za-z_]{0,20}){0,2}(?:\\(\\w{1,10}\\))?)["']?\\*{0,2}(?:[ \\t]{0,3}(?:[:=]|->)[ \\t]{0,4}|[ \\t]{1,6})["']?${wrapped}(${number})(?![\\w.])[ ]?(%?)`,
  "gi",
);
/** A line that is nothing but a printed loss. */
const printedAlone = new RegExp(
  `^\\s*(?:(\\w{0,40}loss\\w{0,20})\\s*=\\s*)?tensor\\(\\s*(${number})\\s*(?:,[^[]{0,120})?\\)\\s*$`,
  "i",
);
const counted = /(?<![\w.])(\d{1,9}) (?:samples|examples|images|sequences)\b/g;
/** What is said of a loss in a sentence: any number with decimals, nan, inf. */
const loose = new RegExp(`(?<![\\w.,=(]|\\w-|\\d:)(${number})(?![\\w]|\\.\\d)`, "gi");

/** What no program prints on a line with its numbers: words of other languages, and that something stays. */
const sentence = /[\u0400-\u04ff\u4e00-\u9fff]|\b(?:stuck|stays|never|constantly|always|plateaus|my|ends|around)\b/i;

/** No name of a number. */
const preposition = /(?:^|_)(?:at|is|to|of|around|below|near)$/;

/** The metrics of the lines that are no code, in order. Linear in the text. */
export function metricsIn(lines: readonly PastedLine[]): readonly Metric[] {
  const found: Metric[] = [];
  const texts = lines.map(({ text }) => text);
  const inTraining = speaksOfTraining(texts) || lossNamed(texts.join("\n")) !== undefined;
  for (const [line, { kind, text: whole, start }] of lines.entries()) {
    if (found.length > MOST) break;
    const text = whole.slice(0, LONGEST_LINE);
    const alone = printedAlone.exec(text);
    if (alone !== null) {
      const isNamed = alone[1] !== undefined || /grad_fn=<(?:\w*Loss|\w*Entropy|KlDiv)/.test(text);
      if (!isNamed && !isPrintedForLoss(lines, line)) continue;
      const at = start + alone[0].indexOf(alone[2], alone[1]?.length ?? 0);
      const own = metricOf(alone[1] ?? "loss", alone[2], false);
      if (own !== undefined)
        found.push({ ...own, line, spoken: false, place: { start: at, end: at + alone[2].length } });
      continue;
    }
    if (kind === "log" || (kind === "printed" && /loss|acc|ppl/i.test(text))) {
      for (const match of text.matchAll(named)) {
        const end = match.index + match[0].length;
        const written = match[3] === "%" ? match[2] : withDecimals(match[2], text.slice(end, end + 24));
        if (written === undefined) continue;
        const comma = written.length - match[2].length;
        let own = shareOf(metricOf(match[1], written, match[3] === "%"), text.slice(end, end + 24));
        const behind = text.slice(end + comma, end + comma + 12);
        if (own?.kind === "other" && /^ ?bits?\b/i.test(behind)) own = { ...own, kind: "bits" };
        if (own?.kind === "loss" && isBeginning(text, own.value, match.index + match[0].lastIndexOf(match[2])))
          continue;
        if (own?.kind === "loss" && !isModels(own.name, match[1], behind, inTraining)) continue;
        const at = start + match.index + match[0].lastIndexOf(match[2]);
        if (own !== undefined)
          found.push({ ...own, line, spoken: false, place: { start: at, end: at + written.length } });
      }
      // A sentence may call the accuracy by its name, and tell of the loss.
      if (kind === "log" && sentence.test(text) && !found.some((each) => each.line === line && each.kind === "loss"))
        found.push(
          ...spoken(text, start, line, inTraining).filter(
            (each) =>
              each.kind === "loss" &&
              !found.some(({ place, name }) => place.start === each.place.start && !preposition.test(name)),
          ),
        );
      for (const match of text.matchAll(counted)) {
        const at = start + match.index;
        found.push({
          kind: "size",
          name: "size",
          text: match[1],
          value: Number(match[1]),
          halfUnit: 0.5,
          line,
          spoken: false,
          place: { start: at, end: at + match[1].length },
        });
      }
    } else if (kind === "prose" || kind === "session") {
      found.push(...spoken(text, start, line, inTraining, isSumming(text) && rowsIn(found) > 1));
    }
  }
  return found;
}

/** Below the losses of batches a sentence tells of what they come to. */
function isSumming(text: string): boolean {
  return /\b(?:averag\w*|mean|overall|total|together|everything|at once|whole)\b/i.test(text);
}

/** How many lines have a loss and a size. */
function rowsIn(found: readonly Metric[]): number {
  const sized = new Set(found.filter(({ kind }) => kind === "size").map(({ line }) => line));
  return new Set(found.filter(({ kind, line }) => kind === "loss" && sized.has(line)).map(({ line }) => line)).size;
}

/** An infinity that stands for no loss yet: `val_loss improved from inf to 0.69`, `best loss: inf`, `(inf --> 0.69)`. */
function isBeginning(text: string, value: number | undefined, at: number): boolean {
  if (value !== Number.POSITIVE_INFINITY && value !== Number.NEGATIVE_INFINITY) return false;
  return (
    /\b(?:from|best|min|minimum|lowest|previous|prev)\b/i.test(
      text.slice(Math.max(0, at - 24), at).replaceAll("_", " "),
    ) || /^[-+]?inf(?:inity)?\s{0,3}(?:-{1,3}>|\u2192|to\b)/i.test(text.slice(at, at + 24))
  );
}

/** Whether what is called a loss is one of a model. */
function isModels(name: string, words: string, behind: string, inTraining: boolean): boolean {
  return !isAnotherLoss(words, behind) && (inTraining || isNamedAfterTraining(name));
}

/** The number that a sentence about a loss or an accuracy has: the last, which is what it came to. */
function spoken(text: string, start: number, line: number, inTraining: boolean, sums = false): readonly Metric[] {
  const about =
    sums ||
    /loss(?!ary|less|y)|\b(?:cross[- ]?)?entropy\b|\bbce\b|\bcriterion\b|logloss|log_loss|perplexity|лосс|交叉熵/i.test(
      text,
    );
  // Heat and money are lost, too.
  const isLost =
    inTraining && /потер[ьияюе]|энтропи|损失|損失|손실|p[ée]rdida|\bperda\b|\bperte\b|\bverlust/i.test(text);
  if (
    (!about && !isLost) ||
    /loss[ _-]?scal/i.test(text) ||
    isAnotherLoss(text, "") ||
    (/^\s*(?:>>>|In \[)/.test(text) && !metric.test(text))
  )
    return [];
  // Arrays within a sentence are no losses.
  const bare = text.replace(/\[[^[\]]*\]|\btensor\(/g, (part) => " ".repeat(part.length));
  const numbers = Array.from(bare.matchAll(loose), ({ 0: word, index }) => {
    const end = index + word.length;
    return { index, written: withDecimals(word, text.slice(end, end + 24)) ?? "" };
  }).filter(
    ({ written }) => /[.,]\d|nan|inf|^[-+]?100$|^0$/i.test(written) && !/^[-+]?\d{5,}(?!\d|\.\d)/.test(written),
  );
  return numbers.flatMap(({ index, written }) => {
    // A learning rate, a version and the like are no losses.
    const before = text.slice(Math.max(0, index - 24), index);
    if (
      /(?:lr|rate|momentum|decay|dropout|torch|python|version|v|weight|temperature|gamma|alpha|smoothing|scale|threshold|(?:de|in)creased by)[\s:=]*(?:of |is |to )?$/i.test(
        before,
      )
    )
      return [];
    if (isBeginning(text, numberOf(written), index)) return [];
    const isAccuracy = /(?:acc(?:uracy)?|точност\S|准确率|精度)[^\d]{0,20}$/i.test(before);
    const after = text.slice(index + written.length, index + written.length + 12);
    if (isAnotherLoss("", after)) return [];
    // So large a number is one where it is said to be.
    if (/^[-+]?\d{5,}/.test(written) && !/(?:loss|error|mse|entropy)\b[^\d.]{0,20}$/i.test(before)) return [];
    // A whole number is a loss where it is said to be one, and counts nothing.
    const counts =
      /^[ -]?(?:class|epoch|sample|batch|image|step|iter|label|categor|times|gpu|layer|dim|token|out of)/i.test(after);
    if (/^[-+]?\d+$/.test(written) && (counts || !/(?:loss|entropy)\b.{0,20}$/i.test(before))) return [];
    const name = isAccuracy ? "accuracy" : /^ ?(?:bits?|bp[cbd])\b/i.test(after) ? "bits" : "loss";
    const own = shareOf(metricOf(name, written, /^ ?%/.test(after)), after);
    return own === undefined
      ? []
      : [
          {
            ...own,
            line,
            spoken: true,
            place: { start: start + index, end: start + index + written.length },
          },
        ];
  });
}

/** What CatBoost calls its losses. */
const boosted: ReadonlyMap<string, string> = new Map([
  ["learn", "learn_loss"],
  ["test", "test_loss"],
]);

export function metricOf(
  given: string,
  text: string,
  percent: boolean,
): Omit<Metric, "line" | "place" | "spoken"> | undefined {
  const name = boosted.get(given) ?? nameOf(given);
  const value = numberOf(text.replace(",", "."));
  if (value === undefined) return undefined;
  const kind = kindOf(name);
  const decimals = /[.,](\d*)/.exec(text)?.[1].length ?? 0;
  const exponent = Number(/e([-+]?\d+)$/i.exec(text)?.[1] ?? 0);
  const halfUnit = Number.isFinite(value) ? 0.5 * 10 ** (exponent - decimals) : 0;
  const scale = kind === "accuracy" && (percent || value > 1.0001) ? 0.01 : 1;
  // None is above 1: it counts, or is of something else.
  if (kind === "accuracy" && value * scale > 1.0001) return { kind: "other", name, text, value, halfUnit };
  return { kind, name, text, value: value * scale, halfUnit: halfUnit * scale };
}

/**
 * A whole number with what stands behind it: `0,6931` has a comma for its decimals; undefined where that may be one of thousands, or
 * two numbers.
 */
function withDecimals(written: string, behind: string): string | undefined {
  if (!/^[-+]?\d+$/.test(written)) return written;
  const decimals = /^,(\d{1,20})(?![\w.]|,\d)/.exec(behind)?.[1];
  if (decimals === undefined) return /^,\d/.test(behind) ? undefined : written;
  if (decimals.length < 2 || (decimals.length === 3 && Number(written) !== 0)) return undefined;
  return `${written},${decimals}`;
}

/** What is right of all: `Accuracy: 980/10000`. */
function shareOf(own: Omit<Metric, "line" | "place" | "spoken"> | undefined, behind: string) {
  const all = /^ ?\/ ?(\d{1,9})(?![\w.])/.exec(behind)?.[1];
  if (own === undefined || all === undefined || !/^\d+$/.test(own.text)) return own;
  const [right, count] = [Number(own.text), Number(all)];
  if (own.kind === "loss") return undefined;
  if (kindOf(own.name) !== "accuracy" || count === 0 || right > count) return own;
  return { ...own, kind: "accuracy" as const, text: `${own.text}/${all}`, value: right / count, halfUnit: 0.5 / count };
}

/** A metric's name in lower case, without what only says where it was taken. */
export function nameOf(given: string): string {
  return given
    .toLowerCase()
    .replaceAll(/[\s\-/.]+/g, "_")
    .replace(/^(?:step|batch|iter|iteration|it|and|the|my|is|of)_/, "");
}

export function numberOf(text: string): number | undefined {
  const word = /^([-+]?)(nan|inf)/i.exec(text);
  if (word !== null) {
    if (word[2].toLowerCase() === "nan") return Number.NaN;
    return word[1] === "-" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  }
  const value = Number(text);
  return Number.isNaN(value) ? undefined : value;
}

export function kindOf(name: string): MetricKind {
  if (/(?:^|_)(?:acc|accuracy|acc1|top1|top_1|acc@1|categorical_accuracy|binary_accuracy)(?:_|$)|accuracy$/.test(name))
    return "accuracy";
  if (/(?:^|_)(?:ppl|perplexity)(?:_|$)/.test(name)) return "perplexity";
  if (/(?:^|_)(?:bpc|bpb|bits)(?:_|$)/.test(name)) return "bits";
  if (
    /loss(?!ary|less|y)|nll|crossentropy|cross_entropy|(?:^|_)(?:bce|ce|elbo|objective)$/.test(name) &&
    !/scale|scaler|weight|loss_fn|threshold|(?:de|in)creased_by|_coefs?$|_ratio$/.test(name)
  )
    return "loss";
  if (/(?:^|_)(?:size|batch_size|bs|n|samples|count|len|examples|num_samples|bsz)$/.test(name)) return "size";
  return "other";
}

/** The values of one name, in the order of the text. */
export interface Series {
  readonly name: string;
  readonly kind: MetricKind;
  readonly points: readonly Metric[];
}

export function seriesOf(metrics: readonly Metric[]): readonly Series[] {
  const byName = new Map<string, Metric[]>();
  for (const each of metrics) {
    if (each.kind === "size" || each.kind === "other") continue;
    const own = byName.get(each.name);
    if (own === undefined) byName.set(each.name, [each]);
    else own.push(each);
  }
  return [...byName].map(([name, points]) => ({ name, kind: points[0].kind, points }));
}

/** Whether two courses were written by the same lines. */
export function onLinesOf({ points }: Series, other: Series): boolean {
  return points.length === other.points.length && points.every(({ line }, at) => line === other.points[at].line);
}

/** The epochs of a course, where each of its lines says one and they go up. */
export function epochsOf(metrics: readonly Metric[], { points }: Series): readonly number[] | undefined {
  const byLine = new Map(
    metrics.flatMap(({ name, line, value }) => (name === "epoch" ? [[line, value] as const] : [])),
  );
  const epochs = points.flatMap(({ line }) => byLine.get(line) ?? []);
  const isRising = epochs.every((epoch, at) => at === 0 || epoch > epochs[at - 1]);
  return epochs.length === points.length && isRising ? epochs : undefined;
}
