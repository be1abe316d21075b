import type { StoredType } from "./elementTypes";
import type { FileProblem } from "./fileProblem";
import type { PickleValue } from "./pickleValue";

/** Elements of a storage, under the name that it has among the file's. */
export interface TensorStorage {
  readonly kind: "storage";
  readonly key: string;
  /** Undefined where the storage has bytes alone and the tensor says what they are. */
  readonly type: StoredType | undefined;
  /** Elements, or bytes where there is no type. */
  readonly count: number;
  /** Where a storage is part of another: its first element there. */
  readonly offset: number;
  /** Its elements where the pickle has them itself. */
  readonly held?: { readonly bytes: Uint8Array; readonly littleEndian: boolean };
}

/** A tensor as a pickle of torch.save has it: a storage, and how the tensor lies in it. */
export interface PickledTensor {
  readonly kind: "tensor";
  readonly storage: TensorStorage;
  readonly type: StoredType;
  readonly start: number;
  readonly shape: readonly number[];
  readonly strides: readonly number[];
}

/** A tensor of a kind that is not read. */
export interface RefusedTensor {
  readonly kind: "refused";
  readonly problem: FileProblem;
}

/** An array of NumPy's: a name for what its state, which follows it in the pickle, says of it. */
export interface PickledArray {
  readonly kind: "array";
  state: ArrayState | undefined;
}

/** Its bytes, and how they are to be read. */
export interface ArrayState {
  readonly shape: TorchValue;
  readonly dtype: PickledDType;
  readonly columnMajor: boolean;
  readonly bytes: Uint8Array;
}

/** A dtype: the code that it was made from, and what its own state adds. */
export interface PickledDType {
  readonly kind: "dtype";
  readonly code: string;
  order: string;
  hasFields: boolean;
}

export type TorchMade = TensorStorage | PickledTensor | RefusedTensor | PickledArray | PickledDType;
export type TorchValue = PickleValue<TorchMade>;

export function isIndex(value: TorchValue | undefined): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}

export function areSizes(value: TorchValue | undefined): value is number[] {
  return Array.isArray(value) && value.every(isIndex);
}
