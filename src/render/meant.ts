import { namesLossArgument } from "../engine/rankTargets";
import type { Literal } from "../literal/literal";

/**
 * Whether an array under the pointer, which nobody selected, is likely to be scores, probabilities or targets, and not a size, a
 * range, an index or a version: programs are full of small lists of numbers that no loss is ever taken of.
 */
export function looksMeant(
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
