/**
 * A text with its words in the number of what is counted: `mean over {0|# sample|# samples}`, where `#` is the first of the counts as it is
 * written. A translation has as many forms as its language: one (Chinese), two (English: one, others), or three (Russian: 1, 21; 2 to 4, 22;
 * the rest). What a translation does not count it leaves out of the braces.
 */
export function inNumber(text: string, ...counts: readonly (number | Counted)[]): string {
  return text.replaceAll(/\{(\d)\|([^{}]{0,400})\}/g, (braces, index: string, forms: string) => {
    const counted = counts[Number(index)];
    if (counted === undefined) return braces;
    const { count, written } = typeof counted === "number" ? { count: counted, written: String(counted) } : counted;
    const all = forms.split("|");
    return all[formOf(count, all.length)].replaceAll("#", () => written);
  });
}

/** A number, and how it is written: in groups of three, say. */
interface Counted {
  readonly count: number;
  readonly written: string;
}

function formOf(count: number, forms: number): number {
  if (forms === 1) return 0;
  if (forms === 2) return count === 1 ? 0 : 1;
  const [tens, ones] = [count % 100, count % 10];
  if (ones === 1 && tens !== 11) return 0;
  return ones >= 2 && ones <= 4 && (tens < 12 || tens > 14) ? 1 : 2;
}
