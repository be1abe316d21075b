import type { Verdict } from "../diagnosis/answer";
import type { Range } from "../python/syntax";
import type { PasteCause } from "./exceptions/exception";
import type { PastedLine } from "./lines";
import { logFacts } from "./logAnswer";
import type { LogContext, LogFacts } from "./logFacts";
import { lossNamed } from "./lossNamed";
import type { PasteAnswer } from "./pasteAnswer";
import { epochsOf, type Metric, metricsIn, numberOf, onLinesOf, seriesOf } from "./series";
import { tableMetrics } from "./tableSeries";

const onlyNumbers =
  /^[\s`'"$]*(?:loss\s*[:=]?\s*)?(?:[-+]?(?:\d+(?:[.,]\d+)?(?:e[-+]?\d+)?|nan|inf(?:inity)?)[\s`'"$.?!]*(?:\s|$))+$/i;

/** What the numbers of a text say that a program wrote, or a person: at most one answer. */
export function logAnswers(text: string, lines: readonly PastedLine[]): readonly PasteAnswer[] {
  const scaled = pixelsIn(text, lines);
  if (scaled !== undefined) return [scaled];
  const alone = bareNumbers(text);
  const read = alone.length === 0 ? readMetrics(lines) : alone;
  const stays = read.length === 0 ? stayingNumber(text) : [];
  const metrics = read.length === 0 ? stays : read;
  if (metrics.length === 0) return [];
  const series = seriesOf(metrics);
  const context = {
    metrics,
    classes: classesIn(text),
    stuck: alone.length > 0 || isStuck(text),
    alone: alone.length > 0,
    binary: isBinary(text),
    loss: lossNamed(text),
    margin: marginIn(text),
  };
  const facts = logFacts(series, context);
  if (facts === undefined) return [];
  // Numbers without a word are losses only where they mean something.
  if (
    (alone.length > 1 || stays.length > 0) &&
    !("at" in facts && (facts.kind === "chance" || facts.kind === "floor" || facts.kind === "clamp"))
  )
    return [];
  const losses = series.filter(({ kind }) => kind === "loss").sort((a, b) => b.points.length - a.points.length);
  const long = losses.find(({ points }) => points.length >= 3);
  const [cause, verdict] = standing(facts);
  const beside = long === undefined ? [] : losses.filter((each) => each !== long && onLinesOf(each, long));
  const epochs = long && epochsOf(metrics, long);
  return [
    {
      about: metrics.length > 1 ? "log" : "number",
      place: placeOf(facts) ?? metrics[0].place,
      verdict,
      cause,
      says: { kind: "log", facts, series: long, beside, epochs },
    },
  ];
}

function readMetrics(lines: readonly PastedLine[]): readonly Metric[] {
  const table = tableMetrics(lines);
  return table.length > 0 ? table : metricsIn(lines);
}

/** A text that is nothing but a number, or a few. */
function bareNumbers(text: string): readonly Metric[] {
  if (text.length > 2000 || !onlyNumbers.test(text)) return [];
  return Array.from(text.matchAll(/[-+]?(?:\d+(?:[.,]\d+)?(?:e[-+]?\d+)?|nan|inf(?:inity)?)/gi)).flatMap(
    ({ 0: written, index }) => {
      const value = numberOf(written.replace(",", "."));
      if (value === undefined) return [];
      const decimals = /[.,](\d*)/.exec(written)?.[1].length ?? 0;
      const halfUnit = Number.isFinite(value) ? 0.5 * 10 ** -decimals : 0;
      const place = { start: index, end: index + written.length };
      return [{ kind: "loss", name: "loss", text: written, value, halfUnit, line: 0, spoken: false, place }];
    },
  );
}

/** The number of a question such as `my model is stuck at 2.3026`, of nothing but such words: that of anything else may stay, too. */
function stayingNumber(text: string): readonly Metric[] {
  if (text.length > 200 || !isStuck(text)) return [];
  const [number, ...others] = Array.from(text.matchAll(/(?<![\w.,-])\d{1,3}\.\d{2,}(?!\w|[.,]\d)/g));
  if (number === undefined || others.length > 0) return [];
  const rest = text.replace(number[0], " ").toLowerCase();
  if (/\d/.test(rest) || !(rest.match(/[a-z']+/g) ?? []).every((word) => ofStuck.has(word))) return [];
  return bareNumbers(number[0]).map((metric) => ({
    ...metric,
    place: { start: number.index, end: number.index + number[0].length },
  }));
}

const ofStuck = new Set(
  (
    "stuck stays stay staying stayed always never constant constantly plateau plateaus plateaued converges converged converge hovers hovering " +
    "does do doesn't doesnt don't dont did didn't is isn't was not won't wont will no go goes going gets get drop drops fall falls decrease " +
    "decreases decreasing change changes changing move moves moving improve improves learn learns learning below under down around about at to on " +
    "from past than lower it it's its my our the a this that and but model models network net training train validation val test why help please " +
    "pls me i i'm we what how all of time for with after forever whole entire same value number exactly hi hello thanks anyone matter what's " +
    "keeps keep getting just only still here wrong still so in any ideas idea can someone be epochs every epoch"
  ).split(" "),
);

function isStuck(text: string): boolean {
  return /\bstuck\b|\bstays?\b|constant|not (?:decreas|chang|go(?:ing)? (?:down|below)|mov|learn|improv|converg)|n't (?:decreas|chang|go|mov|learn|improv|get|drop|converg|fall)|\bplateau|always|never (?:goes|drops|falls|gets|decreases)|no matter|same (?:loss|value)|hover|converges? (?:to|at)|\bfloor\b|won't|не (?:пада|меня|уменьша|снижа|обуча|идёт|идет)|застр|держится|всегда|一直|不变|不下降|不降|卡在|始终|停在|no (?:baja|mejora|aprende|cambia|diminui|melhora|aprende)|se queda|estancad|travad|reste à|bloqu|bleibt|안 내려|그대로|下がらない/i.test(
    text.slice(0, 100_000),
  );
}

/** Whether a text speaks of a sigmoid, or of a loss that has one. */
export function isBinary(text: string): boolean {
  return /sigmoid|\bBCE/i.test(text);
}

/** The number of classes that a text speaks of, where it is one. */
export function classesIn(text: string): number | undefined {
  const head = text.slice(0, 100_000);
  const said = new Set<number>();
  for (const match of head.matchAll(
    /\b(\d{1,6})[- ](?:way\b|class(?:es)?\b|categor(?:y|ies)\b|labels\b)|\b(?:num_classes|n_classes|num_labels|classes)\s*[=:]\s*(\d{1,6})\b/gi,
  )) {
    said.add(Number(match[1] ?? match[2]));
    if (said.size > 1) return undefined;
  }
  for (const match of head.matchAll(/(?<![\d.])(\d{1,6})[ -]?(?:класс|категори|个类|类(?!型|似)|分类)/g)) {
    said.add(Number(match[1]));
    if (said.size > 1) return undefined;
  }
  const [count] = said;
  if (count !== undefined) return count >= 2 ? count : undefined;
  if (/CIFAR-?100\b/i.test(head)) return 100;
  if (/CIFAR-?10\b|\bMNIST\b|Fashion-?MNIST/i.test(head)) return 10;
  return /\bImageNet(?:-1k)?\b/i.test(head) ? 1000 : undefined;
}

/** The least and the largest number of an image, where they are what its scaling has left: 0 and 255, or 0 and 1 / 255. */
function pixelsIn(text: string, lines: readonly PastedLine[]): PasteAnswer | undefined {
  const head = text.slice(0, 100_000);
  if (!/\bmax\b/i.test(head) || !/\bim(?:g|age)s?\b|pixel|ToTensor/i.test(head)) return undefined;
  for (const { kind, text: line, start } of lines) {
    if (kind === "code" || kind === "traceback" || line.length > 200) continue;
    const found = /(?<![\d.])0(?:\.0?)?(?![\d.])[^\d]{1,40}(255(?:\.0?)?|0\.0039\d{0,6})(?![\d.])/.exec(line);
    if (found === null) continue;
    const twice = found[1].startsWith("0");
    // What a loss or an output is between 0 and 1 for.
    if (!twice && !/sigmoid|\bbce|mse/i.test(head)) continue;
    const at = start + found.index + found[0].length - found[1].length;
    const place = { start: at, end: at + found[1].length };
    const seen = { kind: "other", name: "max", text: found[1], value: Number(found[1]), halfUnit: 0 } as const;
    const facts: LogFacts = { kind: "pixels", at: { ...seen, line: 0, spoken: false, place }, twice };
    const says = { kind: "log", facts, series: undefined, beside: [], epochs: undefined } as const;
    return { about: "number", place, verdict: "unsure", cause: undefined, says };
  }
  return undefined;
}

/** The margin of a loss of triplets that a text speaks of. */
function marginIn(text: string): LogContext["margin"] {
  const head = text.slice(0, 100_000);
  if (!/triplet/i.test(head)) return undefined;
  const written = /margin["']?(?: is|:| of)?[ =]{1,3}(\d{1,3}(?:\.\d{1,6})?)(?![\d.]\d)/i.exec(head)?.[1];
  if (written !== undefined) return { value: Number(written), soft: false };
  return /soft[ _-]?margin/i.test(head) ? { value: Math.LN2, soft: true } : undefined;
}

/** Which mistake the numbers point to, and how surely. */
export function standing(facts: LogFacts): readonly [cause: PasteCause | undefined, verdict: Verdict] {
  switch (facts.kind) {
    case "nan":
      return ["nan-gradient", "wrong"];
    case "infinite":
      return ["underflow", facts.negative ? "unsure" : "wrong"];
    case "negative":
      return ["negative", facts.of === "likelihood" || facts.of === "overlap" ? "unsure" : "wrong"];
    case "zero":
      return [facts.of === "ctc" ? "out-of-range" : "one-class", "unsure"];
    case "meanOfMeans":
      return ["mean-of-means", "wrong"];
    case "chance":
    case "accuracyAtChance":
      return ["stuck-at-chance", "unsure"];
    case "floor":
      return ["double-softmax", "unsure"];
    case "sigmoidFloor":
      return ["double-sigmoid", "unsure"];
    case "clamp":
    case "clampShare":
      return ["clamped", "unsure"];
    case "perplexity":
      return facts.base === "2" ? ["in-bits", "unsure"] : ["perplexity", "right"];
    case "bits":
      return ["in-bits", "right"];
    case "overfit":
      return ["overfitting", "unsure"];
    case "weightedMean":
      return [undefined, "right"];
    case "signed":
    case "elbo":
    case "squares":
    case "pixels":
    case "margin":
    case "accuracyOfErrors":
    case "chanceAndAccuracy":
    case "falling":
    case "rising":
    case "plateau":
    case "plain":
      return [undefined, "unsure"];
  }
}

function placeOf(facts: LogFacts): Range | undefined {
  if ("at" in facts) return facts.at.place;
  return "seen" in facts ? facts.seen.place : undefined;
}
