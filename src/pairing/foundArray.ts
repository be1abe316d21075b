import type { Literal, Unreadable } from "../literal/literal";
import { readSource } from "../readSource";
import type { Source } from "../source";
import type { Tensor } from "../tensor/tensor";
import type { Place } from "../textUnit";

/** An array that may be the input or the target of a loss. */
export interface FoundArray {
  readonly name: string | undefined;
  /** Where it is written, or else the expression that it is the value of; undefined for what stands in no unit. */
  readonly place: Place | undefined;
  /** The name where it was assigned this array; undefined where that is not known, or it has none. */
  readonly named: Place | undefined;
  /** The function or class whose names it is one of, dotted; empty for those that all of the units see. */
  readonly scope: string;
  readonly source: Source;
  /** Reads the array when it is first asked for. */
  readonly read: () => Literal | Unreadable;
}

export function foundArray(source: Source, place: Place | undefined, scope = ""): FoundArray {
  let literal: Literal | Unreadable | undefined;
  const read = () => (literal ??= readSource(source));
  return { name: source.name, place, named: undefined, scope, source, read };
}

/** An array whose text stands nowhere: typed, from the clipboard. */
export function looseArray(source: Source): FoundArray {
  return foundArray(source, undefined);
}

export function literalOf(array: FoundArray): Literal | undefined {
  const literal = array.read();
  return literal.kind === "literal" ? literal : undefined;
}

export function tensorOf(array: FoundArray): Tensor | undefined {
  return literalOf(array)?.tensor;
}

export function overlap(a: Place | undefined, b: Place | undefined): boolean {
  if (a === undefined || b === undefined || a.unit !== b.unit) return false;
  return a.start < Math.max(b.end, b.start + 1) && b.start < Math.max(a.end, a.start + 1);
}

export function contains(outer: Place, inner: Place): boolean {
  return outer.unit === inner.unit && outer.start <= inner.start && inner.end <= outer.end;
}

export function samePlace(a: Place | undefined, b: Place | undefined): boolean {
  return a !== undefined && b !== undefined && a.unit === b.unit && a.start === b.start && a.end === b.end;
}

export function inOrder(a: Place, b: Place): number {
  return a.unit - b.unit || a.start - b.start;
}
