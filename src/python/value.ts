import { type DType, numel } from "../tensor/tensor";
import type { Place } from "../textUnit";
import type { FunctionStatement, LambdaExpression } from "./syntax";
import type { DictObject, ListObject, Names, ObjectData, Scope, Storage } from "./things";

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

/** Keys by their kind and value (`s:name`, `n:1`), in the order of insertion. */
export interface DictValue {
  readonly kind: "dict";
  readonly dict: DictObject;
  readonly origin: Origin;
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

/** Sizes of a known rank; undefined for a size that is not known. */
export type Sizes = readonly (number | undefined)[];

export function isKnownShape(shape: Sizes | undefined): shape is readonly number[] {
  return shape?.every((size) => size !== undefined) ?? false;
}

/** What is certain of a value that is not known. That it is the output of a softmax, its origin says. */
export interface Facts {
  readonly library?: Library;
  readonly dtype?: DType;
  /** Sizes where the rank is known; undefined for a size that is not. */
  readonly shape?: Sizes;
  /** The last size where the rank is not known: the classes of `nn.Linear(64, 10)`. */
  readonly lastSize?: number;
  /** A number of Python's own, such as a parameter whose default is one. */
  readonly isNumber?: true;
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
  /** Carried out under `no_grad()`, by whomever it was called: what it gives has no gradient. */
  readonly noGrad?: true | undefined;
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
