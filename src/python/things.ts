import type { Place } from "../textUnit";
import type { Cells, Value } from "./value";

/** What a program can change, shared by all that hold it: memory, lists, dicts, names, objects. */

/**
 * The memory behind tensors, shared by a tensor, its views and its aliases: a change through one is seen through all. `data` is
 * undefined where the values are not known (random numbers, a change that was not followed).
 */
export interface Storage {
  data: Float64Array | undefined;
  /** Changed since it was made: the origin of what is in it no longer tells the whole story. */
  changed: boolean;
  /** The region of the program that it was made in; changes from another region may or may not happen. */
  readonly region: number;
  /**
   * How far each element of `data` may be from what the program computes in the array's own dtype. Absent where what the program holds
   * is `data` rounded to the dtype: digits as written, exact arithmetic. What decides on a float (a comparison, an argmax) asks it.
   */
  error?: Float64Array | undefined;
  /** A leaf that a gradient may be asked for: outside of `no_grad` torch refuses to change it in place. */
  mayRequireGrad?: boolean | undefined;
}

export interface ListObject {
  /** Undefined where the items are not known. */
  items: Value[] | undefined;
  readonly region: number;
  changed: boolean;
  /** A display of plain numbers: `items` is made of it when it is first asked for. Gone once the list was changed. */
  numbers: NumbersDisplay | undefined;
}

/** The elements of a display of plain numbers as the scanner read them. */
export interface NumbersDisplay {
  readonly data: Float64Array;
  readonly shape: readonly number[];
  /** Whether every element is written as an int, or some as floats. */
  readonly type: "int" | "float";
  readonly cells: Cells;
}

export interface DictObject {
  entries: Map<string, { readonly key: Value; readonly value: Value }> | undefined;
  readonly region: number;
  /** Of a defaultdict: what is called for a key that is not in it. */
  readonly factory?: Value;
  /** Of a Counter: a key that is not in it counts 0. */
  readonly counts?: true;
  /** What it is, of something that only looks like a dict: `collections.ChainMap`. */
  readonly type?: string;
}

/** Names with what they hold: a scope's, an object's attributes, a class's. Where a program runs, changed through its state alone. */
export class Names extends Map<string, Value> {
  /** The path that they were made on, as `region` of other things. */
  readonly born: number;
  /** Those of an object or a class were changed since it was made. */
  areAttributes = false;
  /** A generator that has not run yet reads some of them. */
  isWatched = false;
  /** Those of a function that has returned, and that no other function can see. */
  isGone = false;

  constructor(born: number, entries?: Iterable<readonly [string, Value]>) {
    super();
    this.born = born;
    if (entries !== undefined) for (const [name, value] of entries) this.set(name, value);
  }
}

export interface ObjectData {
  readonly attributes: Names;
  readonly region: number;
  /** How it was constructed, where that is a library's class or one that a class of the file inherits from. */
  construction: Construction | undefined;
}

export interface Construction {
  /** The full path of the library's class: `torch.nn.CrossEntropyLoss`. */
  readonly path: string;
  /** The whole call of the constructor, and the expression in front of its parentheses. */
  readonly place: Place;
  readonly named: Place;
  /** The arguments that were given (defaults are not among them), and where they are written, unless they were spread. */
  readonly given: ReadonlyMap<string, { readonly value: Value; readonly place: Place | undefined }>;
}

export interface Scope {
  readonly names: Names;
  readonly parent: Scope | undefined;
  readonly kind: "module" | "function" | "class" | "comprehension";
  /** What is local to a function because it assigns it somewhere. */
  readonly locals: ReadonlySet<string> | undefined;
  globals: ReadonlySet<string>;
  nonlocals: ReadonlySet<string>;
  /** A function was defined in it, which sees its names for as long as it lives. */
  isCaptured: boolean;
}
