import { operandText } from "./edits";

/** A name, an attribute or a call: what `.t()` behind it is about. */
const simple = /^[\w.]+(?:\([^()]*\))?$/;

/**
 * An expression of `rank` axes with one of them moved, in the shortest words that torch has for it: `x.t()`, `x.transpose(1, 2)`,
 * `x.movedim(-1, 1)`; of what is transposed already, `x`.
 */
export function axisMoved(text: string, rank: number, source: number, destination: number): string {
  const operand = operandText(text);
  const [from, to] = [source, destination].map((axis) => (axis < 0 ? axis + rank : axis));
  const [low, high] = [Math.min(from, to), Math.max(from, to)];
  if (rank === 2 && low !== high) {
    const before = /^(.+)\.(?:t\(\)|T)$/s.exec(text)?.[1];
    return before !== undefined && simple.test(before) ? before : `${operand}.t()`;
  }
  if (high - low === 1) return `${operand}.transpose(${low}, ${high})`;
  return `${operand}.movedim(${from === rank - 1 ? -1 : from}, ${to})`;
}
