import { type DType, numel } from "../tensor/tensor";
import type { Place } from "../textUnit";
import type { FunctionStatement, LambdaExpression } from "./syntax";

/** What an expression stands for. Nothing is guessed: what is not modelled is `unknown`, and unknown stays unknown. */
export type Value =
  | TensorValue
  | NumberValue
  | StringValue
  | ConstantValue
  | DTypeValue
  | SliceValue
  | TupleValue
  | ListValue
  | DictValue
  | FunctionValue
  | MethodValue
  | ClassValue
  | ObjectValue
  | LibraryValue
  | PartialValue
  | UnknownValue;

export type Library = "torch" | "numpy" | "tensorflow" | "jax";

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

/** An array of known shape and dtype; of known values where its storage has data. Floats are held as written, in float64. */
export interface TensorValue {
  readonly kind: "tensor";
  readonly library: Library;
  readonly shape: readonly number[];
  readonly dtype: DType;
  readonly storage: Storage;
  /** The storage's elements that it consists of, row-major; undefined for all of them in order. */
  readonly view: Int32Array | undefined;
  /** Where each element is written, as far as elements were only moved, not computed with. */
  readonly cells: Cells | undefined;
  readonly origin: Origin;
}

/** The elements of a literal that the elements of a tensor are. */
export interface Cells {
  readonly unit: number;
  readonly offsets: Uint32Array;
  readonly lengths: Uint32Array;
}

/** Python's own numbers. An int beyond 2^53 is unknown. */
export interface NumberValue {
  readonly kind: "number";
  readonly type: "bool" | "int" | "float";
  readonly value: number;
  /** How far a float may be from what the program computes; absent where it is exact. A decision nearer than that is not known. */
  readonly error?: number | undefined;
  readonly member?: Membership | undefined;
  readonly origin: Origin;
}

/** Of a number or text that is a member of an enumeration as well: `class Kind(str, Enum)`. */
export interface Membership {
  readonly type: ClassValue;
  readonly name: string;
}

export interface StringValue {
  readonly kind: "string";
  readonly value: string;
  readonly member?: Membership | undefined;
  readonly origin: Origin;
}

export interface ConstantValue {
  readonly kind: "none" | "ellipsis" | "notImplemented";
  readonly origin: Origin;
}

/** `torch.float32`, `np.int64`, `float` where a dtype is wanted. */
export interface DTypeValue {
  readonly kind: "dtype";
  readonly dtype: DType;
  readonly library: Library;
  readonly origin: Origin;
}

export interface SliceValue {
  readonly kind: "slice";
  readonly lower: Value;
  readonly upper: Value;
  readonly step: Value;
  readonly origin: Origin;
}

export interface TupleValue {
  readonly kind: "tuple";
  readonly items: readonly Value[];
  /** The fields' names of a named tuple such as torch.max's (values, indices). */
  readonly fields: readonly string[] | undefined;
  /** Of a named tuple whose class the file writes: where its methods are. */
  readonly type?: ClassValue | undefined;
  readonly origin: Origin;
}

/** Lists, and sets and iterators of known items; mutable, shared by all that hold them. */
export interface ListValue {
  readonly kind: "list";
  readonly form: "list" | "set" | "iterator" | "range";
  readonly list: ListObject;
  readonly origin: Origin;
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

/** Keys by their kind and value (`s:name`, `n:1`), in the order of insertion. */
export interface DictValue {
  readonly kind: "dict";
  readonly dict: DictObject;
  readonly origin: Origin;
}

export interface DictObject {
  entries: Map<string, { readonly key: Value; readonly value: Value }> | undefined;
  readonly region: number;
  /** Of a defaultdict: what is called for a key that is not in it. */
  readonly factory?: Value;
  /** Of a Counter: a key that is not in it counts 0. */
  readonly counts?: true;
}

export interface FunctionValue {
  readonly kind: "function";
  readonly node: FunctionStatement | LambdaExpression;
  readonly unit: number;
  readonly scope: Scope;
  /** Evaluated when the function was defined, one a parameter. */
  readonly fallbacks: readonly (Value | undefined)[];
  /** The class whose body defines it, for `super()`. */
  readonly owner: ClassValue | undefined;
  /** The paths of the library's decorators that it stands under: `torch.no_grad`. */
  readonly decorations?: readonly string[];
  readonly origin: Origin;
}

/** A function bound to what stands in front of the dot: of the file's classes, or by name of a tensor, list, string, module. */
export interface MethodValue {
  readonly kind: "method";
  readonly self: Value;
  readonly callee: FunctionValue | string;
  /** Of a property: what an assignment goes through. */
  readonly setter?: FunctionValue;
  readonly origin: Origin;
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

/** A class of the file. */
export interface ClassValue {
  readonly kind: "class";
  readonly name: string;
  readonly bases: readonly Value[];
  readonly attributes: Names;
  /** Under a decorator or a metaclass that is not modelled: what its instances are is not known. */
  opaque?: boolean;
  /** Of an enumeration: its members with their names. */
  members?: ReadonlyMap<ObjectData, string>;
  /** The fields of a dataclass or a named tuple, in order. */
  readonly record?: { readonly form: "dataclass" | "tuple"; readonly fields: readonly string[] };
  readonly origin: Origin;
}

/** An instance of a class of the file, or of a library's class: a layer, a loss, a data loader. */
export interface ObjectValue {
  readonly kind: "object";
  readonly type: ClassValue | LibraryValue;
  readonly object: ObjectData;
  readonly origin: Origin;
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

/** A module, function, class or constant of a library by its full path: `torch.nn.functional.softmax`, whatever it was imported as. */
export interface LibraryValue {
  readonly kind: "library";
  readonly path: string;
  readonly origin: Origin;
}

export interface PartialValue {
  readonly kind: "partial";
  readonly callee: Value;
  readonly args: readonly Value[];
  readonly keywords: ReadonlyMap<string, Value>;
  readonly origin: Origin;
}

export interface UnknownValue {
  readonly kind: "unknown";
  readonly facts: Facts;
  readonly origin: Origin;
}

/** What is certain of a value that is not known. That it is the output of a softmax, its origin says. */
export interface Facts {
  readonly library?: Library;
  readonly dtype?: DType;
  /** Sizes where the rank is known; undefined for a size that is not. */
  readonly shape?: readonly (number | undefined)[];
  /** The last size where the rank is not known: the classes of `nn.Linear(64, 10)`. */
  readonly lastSize?: number;
}

/** Where a value comes from. */
export type Origin = LiteralOrigin | OperationOrigin | UnreadOrigin | JoinOrigin;

/** Written out: a display of numbers, a number, a string. */
export interface LiteralOrigin {
  readonly kind: "literal";
  readonly place: Place;
}

/** Computed by an operation that is modelled. */
export interface OperationOrigin {
  readonly kind: "operation";
  /** The operation's own name, whichever way it was called: `softmax`, `view`, `linear`, `add`, `tensor`. */
  readonly operation: string;
  /** Its settings as far as they are known, by torch's names: `dim`, `dtype`. */
  readonly settings: Readonly<Record<string, number | string | boolean>>;
  /** The whole call or operator expression. */
  readonly place: Place;
  /** The arrays that it was applied to, with the places of the expressions that they were. */
  readonly operands: readonly Operand[];
}

export interface Operand {
  readonly value: Value;
  readonly place: Place | undefined;
}

/** Not read, and why. */
export interface UnreadOrigin {
  readonly kind: "unread";
  readonly reason: UnreadReason;
  readonly place: Place | undefined;
  /** What is not read, as it is written: the parameter, the function, the name. */
  readonly name: string | undefined;
}

export type UnreadReason =
  | "parameter"
  | "call"
  | "import"
  | "undefined"
  | "random"
  | "attribute"
  | "loop"
  | "branch"
  | "changed"
  | "expression"
  | "budget";

/** One of several values that agree in what is kept of them, after branches that may each have been taken. */
export interface JoinOrigin {
  readonly kind: "join";
  readonly of: readonly Origin[];
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

/** The values of a tensor, row-major; undefined where they are not known. Not to be written to. */
export function dataOf({ storage: { data }, view }: TensorValue): Float64Array | undefined {
  if (data === undefined || view === undefined) return data;
  const result = new Float64Array(view.length);
  for (let i = 0; i < view.length; i++) result[i] = data[view[i]];
  return result;
}

/** Values that have others in them, or numbers that may change. The rest are what they are. */
export type Container = TensorValue | TupleValue | ListValue | DictValue | ObjectValue;

const containers = {
  tensor: true,
  tuple: true,
  list: true,
  dict: true,
  object: true,
  number: false,
  string: false,
  none: false,
  ellipsis: false,
  notImplemented: false,
  dtype: false,
  slice: false,
  function: false,
  method: false,
  class: false,
  library: false,
  partial: false,
  unknown: false,
} as const satisfies { readonly [Kind in Value["kind"]]: Kind extends Container["kind"] ? true : false };

export function isContainer(value: Value): value is Container {
  return containers[value.kind];
}

export function isKnown(value: Value): value is TensorValue {
  return value.kind === "tensor" && value.storage.data !== undefined;
}

export function sizeOf(value: TensorValue): number {
  return numel(value.shape);
}

export function unread(reason: UnreadReason, place?: Place, name?: string, facts: Facts = {}): UnknownValue {
  return { kind: "unknown", facts, origin: { kind: "unread", reason, place, name } };
}
