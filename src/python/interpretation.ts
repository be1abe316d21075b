import type { Place, TextUnit } from "../textUnit";
import type { LossCall } from "./lossCall";
import type { Value } from "./value";

/** What is known of the Python units that were read together, in the order in which they run. */
export interface Interpretation {
  readonly units: readonly TextUnit[];
  /** Every call of a loss, one a place, in the order of the text; also in functions that nobody calls. */
  readonly calls: readonly LossCall[];
  /** Every name that was assigned, with its value, in the order of the text. */
  readonly definitions: readonly Definition[];
  /** Arguments of print, bare expressions at the end of a cell, asserts: what a person sees; and what functions that nobody calls return. */
  readonly shown: readonly Shown[];
  /** The value of the name or attribute chain whose text covers an offset, as it is at that place. */
  readonly valueAt: (unit: number, offset: number) => NamedValue | undefined;
  /** The budget ran out: what is missing was not looked at. */
  readonly exhausted: boolean;
}

export interface Definition {
  readonly name: string;
  readonly value: Value;
  /** The name where it is assigned. */
  readonly place: Place;
  /** The function or class that it stands in, dotted; empty at the module's level. */
  readonly scope: string;
}

export interface Shown {
  readonly kind: "print" | "expression" | "assert" | "return";
  /** The statement. */
  readonly place: Place;
  readonly values: readonly Value[];
}

export interface NamedValue {
  readonly name: string;
  readonly place: Place;
  readonly value: Value;
}
