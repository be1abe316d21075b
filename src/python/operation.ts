import type { Place } from "../textUnit";
import type { LossCall } from "./lossCall";
import type { DictObject, ListObject, ObjectData, Storage } from "./things";
import type { Facts, TensorValue, UnreadReason, Value } from "./value";

/**
 * A function or method that is modelled: one row of a table. A method is the same function with what stands in front of the dot as
 * its first argument.
 */
export interface Operation {
  /**
   * Full paths, separated by blanks: `torch.softmax torch.nn.functional.softmax torch.Tensor.softmax`. Methods are those of
   * `torch.Tensor`, `numpy.ndarray`, `tensorflow.Tensor`, `jax.Array`, `list`, `dict`, `str`; Python's own functions are
   * `builtins.len`; operators are `operator.add`.
   */
  readonly names: string;
  /** As Python would write it: `input, dim=None, *, dtype=None`; `*sizes` gathers, `**others` makes all else acceptable. */
  readonly signature: string;
  /** An attribute (`torch.Tensor.T`, `torch.Tensor.shape`): read without a call; its signature is `self`. */
  readonly property?: true;
  /**
   * The result. What the row does not model of its arguments, or what would raise, it leaves to `call.unknown()`. Never throws but
   * the budget's own exception.
   */
  readonly apply: (call: OperationCall) => Value;
}

/** A call whose arguments were bound to an operation's parameters. */
export interface OperationCall {
  /** The path by which it was called. */
  readonly path: string;
  /** The whole call. */
  readonly place: Place;
  /** The expression in front of the parentheses: where the function or class is named. */
  readonly named: Place;
  /** The argument of a parameter; undefined where it was not given and has no default. Defaults are literals of the signature. */
  readonly arg: (name: string) => Value | undefined;
  /** Where an argument's expression stands; undefined for defaults and what was spread. */
  readonly placeOf: (name: string) => Place | undefined;
  /** What `*name` gathered. */
  readonly rest: (name: string) => readonly Value[];
  /** What `**name` gathered. */
  readonly others: (name: string) => ReadonlyMap<string, Value>;
  readonly machine: Machine;
  /** The call's value where it cannot be told; facts that are certain all the same. */
  readonly unknown: (facts?: Facts, reason?: UnreadReason) => Value;
}

/** What operations may ask of the interpreter. */
export interface Machine {
  /** Takes elements that will be made off the budget; throws `BudgetExceeded` where there are none left. Before allocating. */
  readonly spend: (elements: number) => void;
  readonly step: () => void;
  /** The region that the program is in: see `Storage.region`. */
  readonly region: number;
  readonly call: (callee: Value, args: readonly Value[], keywords: ReadonlyMap<string, Value>, place: Place) => Value;
  /** `value.name` as Python looks it up; unknown where it is not known. */
  readonly attribute: (value: Value, name: string, place: Place) => Value;
  /** The items of something that can be iterated over and whose items are known; of a set only to whom their order is all one. */
  readonly iterate: (value: Value, anyOrder?: boolean) => readonly Value[] | undefined;
  /** bool(value), undefined where it is not known. */
  readonly truth: (value: Value) => boolean | undefined;
  /**
   * Writes into a tensor in place: `values` row-major in its shape, or undefined where they are not known. Where the write may or may
   * not happen (another region), the storage becomes unknown.
   */
  readonly write: (tensor: TensorValue, values: Float64Array | undefined) => void;
  /** Notes whether a gradient may be asked for of a leaf, which torch then refuses to change in place outside of `no_grad`. */
  readonly setRequiresGrad: (storage: Storage, may: boolean) => void;
  /** `object.name = value`; deletes it where there is no value. */
  readonly setAttribute: (object: ObjectData, name: string, value: Value | undefined) => void;
  /** Changes what a list or a dict holds; undefined where it is not known any more. */
  readonly setItems: (list: ListObject, items: Value[] | undefined) => void;
  readonly setEntries: (dict: DictObject, entries: DictObject["entries"]) => void;
  /** Something not modelled may have changed this value and all that it holds. */
  readonly escape: (value: Value) => void;
  readonly newStorage: (data: Float64Array | undefined) => Storage;
  readonly recordLoss: (call: LossCall) => void;
  /** What stands around the call at this moment. */
  readonly context: Context;
  /** How many blocks and functions without gradient are open; `context` says the same at a higher price. */
  readonly noGrad: number;
  /** All units as they are written. */
  readonly texts: readonly string[];
}

export interface Context {
  /** Inside `torch.autocast(…)`: the device it names, if it is known. */
  readonly autocast: string | undefined;
  /** Inside `with torch.no_grad()`, `torch.inference_mode()`, or a function decorated so. */
  readonly noGrad: boolean;
  /** Functions that are being called, outermost first: `Net.forward`, `train`. */
  readonly functions: readonly string[];
  /** Inside something that may run or not, that an exception may cut short, or that was analysed without being called. */
  readonly uncertain: boolean;
}
