import type { Answer, ArgumentDescription, Unchecked } from "../diagnosis/answer";

/**
 * The lines of the log: what was found, paired and refused, and why. For whoever helps, and so in English. Without what somebody's program
 * holds: names, shapes and types alone, unless the values are asked for.
 */

/** What is said about a call: `F.cross_entropy(…) in line 6: wrong [double-softmax]; input probs [2, 3] float32, target labels [2] int64`. */
export function callLine(answer: Answer, line: number | undefined, withValues: boolean): string {
  const { loss, framework, input, target, verdict, claim, exception, fixes, seen, unchecked } = answer;
  const at = line === undefined ? "" : ` in line ${line}`;
  const cause = claim === undefined ? "" : ` [${claim.cause}]`;
  const parts = [
    `${framework} ${loss}${at}: ${verdict}${cause}`,
    `input ${argumentText(input)}, target ${argumentText(target)}`,
    ...(exception === undefined ? [] : [`raises ${exception.type}${withValues ? `: ${exception.message}` : ""}`]),
    ...(unchecked.length === 0 ? [] : [`not known: ${unchecked.map(uncheckedWord).join(", ")}`]),
    ...(fixes.length === 0 ? [] : [`fixes: ${fixes.map(({ title }) => title.kind).join(", ")}`]),
    ...(seen.length === 0
      ? []
      : [`numbers seen: ${seen.length}, explained: ${seen.filter(({ by }) => by !== undefined).length}`]),
    ...(withValues ? [`text ${JSON.stringify(answer.text)}, gives ${answer.printed ?? "nothing known"}`] : []),
  ];
  return parts.join("; ");
}

function argumentText({ name, shape, dtype }: ArgumentDescription): string {
  const known = shape === undefined ? "of unknown shape" : sizes(shape);
  return [name ?? "(no name)", known, dtype ?? "of unknown type"].join(" ");
}

function uncheckedWord(unchecked: Unchecked): string {
  switch (unchecked.kind) {
    case "argument":
    case "option":
      return `${unchecked.parameter} (${unchecked.reason})`;
    case "moreArrays":
    case "loss":
    case "pairs":
    case "notFinite":
    case "rounding":
    case "distances":
    case "shapes":
    case "reading":
    case "classAxis":
    case "softmaxAxis":
    case "elementMean":
    case "formula":
    case "rates":
    case "variances":
    case "target":
      return unchecked.kind;
    case "expected":
      return `expected (${unchecked.what})`;
    case "question":
      return `question (${unchecked.about})`;
  }
}

/** An array as it is told of in the log. */
export interface LoggedArray {
  readonly name: string | undefined;
  readonly characters: number | undefined;
  readonly shape: readonly number[] | undefined;
}

/** A pair that a person asked for: `pair: input probs [2, 3], target labels [2], by call`. */
export function pairLine(input: LoggedArray, target: LoggedArray | undefined, reason: string | undefined): string {
  const against = target === undefined ? "no target" : `target ${arrayText(target)}, by ${reason ?? "choice"}`;
  return `pair: input ${arrayText(input)}, ${against}`;
}

function arrayText({ name, characters, shape }: LoggedArray): string {
  const size = shape === undefined ? `of ${characters ?? 0} characters` : sizes(shape);
  return `${name ?? "(no name)"} ${size}`;
}

/** What stands in an issue that somebody opens. */
export interface DiagnosticReport {
  readonly facts: Readonly<Record<string, string>>;
  /** Settings that are not the default, by name; of texts it is only said that they are set. */
  readonly settings: Readonly<Record<string, string>>;
  readonly log: readonly string[];
}

/** The report as Markdown. */
export function reportText({ facts, settings, log }: DiagnosticReport): string {
  const rows = (of: Readonly<Record<string, string>>) =>
    Object.entries(of).map(([name, value]) => `- ${name}: ${oneLine(value)}`);
  const changed = rows(settings);
  return [
    "### Loss Lens",
    "",
    ...rows(facts),
    "",
    "Settings that were changed:",
    "",
    ...(changed.length === 0 ? ["- none"] : changed),
    "",
    "The end of the log:",
    "",
    // A fence longer than any in the log.
    fence(log),
    ...(log.length === 0 ? ["(empty)"] : log),
    fence(log),
    "",
  ].join("\n");
}

function fence(log: readonly string[]): string {
  const longest = Math.max(0, ...log.flatMap((line) => Array.from(line.matchAll(/`+/g), ([ticks]) => ticks.length)));
  return "`".repeat(Math.max(3, longest + 1));
}

/** As torch writes them. */
function sizes(shape: readonly number[]): string {
  return `[${shape.join(", ")}]`;
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, " ");
}
