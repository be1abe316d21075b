import type { Literal } from "../literal/literal";

const LONG_NAME =
  /true|target|label|truth|one_?hot|expected|actual|(^|_)(gt|tgt|answers?)(_|\d|$)|pred|logit|prob|score|output|input|logp|softmax|hat|weight/i;
const SHORT_NAME = /(^|_)(y|t|ys|classes)(_|\d|$)/i;

/** Whether a name is one that people give to what goes into a loss, as input or as target. */
function namesLossArgument(name: string): boolean {
  return LONG_NAME.test(name) || SHORT_NAME.test(name);
}

/**
 * Whether an array under the pointer, which nobody selected, is likely to be scores, probabilities or targets, and not a size, a
 * range, an index or a version: programs are full of small lists of numbers that no loss is ever taken of.
 */
export function concernsLoss(
  { tensor: { data, shape }, library }: Literal,
  text: string,
  name: string | undefined,
  hasTarget: boolean,
): boolean {
  if (data.length === 0) return false;
  if (library !== undefined) return true;
  if (data.length === 1) return false;
  if (shape.length > 1 || (name !== undefined && namesLossArgument(name))) return true;
  const tuple = text.startsWith("(");
  return data.every(Number.isInteger) ? hasTarget && name !== undefined && !tuple : name !== undefined || !tuple;
}

/** Numbers in front of which what is wrong with an array of several rows is worth saying. */
const ENOUGH = 3;
const LOOKED_AT = 2000;

/** Whether what cannot be read is likely to be meant as scores, probabilities or targets: by its name, or as rows of numbers. */
export function looksUnreadable(text: string, name: string | undefined): boolean {
  const part = text.slice(0, LOOKED_AT);
  const numbers = part.match(/\d+/g)?.length ?? 0;
  if (name !== undefined && namesLossArgument(name)) return numbers > 0;
  return numbers >= ENOUGH && /^[\w.]{0,40}\(?\[\s{0,40}\[/.test(part);
}
