import * as l10n from "@vscode/l10n";
import { madeElements } from "../madeElements";
import type { Source } from "../source";

const SAMPLED = 20_000;
const NUMBER = /[-+.]?\d[^\s,;\])}|&]*/g;

/** How many values a source has; of a long text about how many, to two digits: counted at its beginning, as if it went on like that. */
export function aboutValues(source: Source): number {
  if (source.kind === "array") return source.tensor.data.length;
  const { text } = source;
  const sample = text.slice(0, SAMPLED);
  const density = (sample.match(NUMBER)?.length ?? 0) / Math.max(1, sample.length);
  const made = madeElements(text);
  return Number(Math.max(density * text.length, made > 1 ? made : 0).toPrecision(2));
}

/** `8.8 MB` or `340 kB`; a character is taken for a byte, as it is in numbers. */
export function sizeText(characters: number): string {
  return characters < 1_000_000
    ? l10n.t("{0} kB", (characters / 1000).toFixed(0))
    : l10n.t("{0} MB", (characters / 1_000_000).toFixed(1));
}
