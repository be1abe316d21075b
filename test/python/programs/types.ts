export type ArrayType = {
  readonly kind: "array";
  readonly library: "torch" | "numpy";
  readonly shape: readonly number[];
  /** Floats (of any width), integers, bools. */
  readonly of: "f" | "i" | "b";
};

export type ListType = {
  readonly kind: "list";
  readonly of: Type /** At least so many items. */;
  readonly length: number;
};

/** What the generator knows of a value, so that most of what it writes runs. */
export type Type =
  | { readonly kind: "int" | "float" | "bool" | "str" }
  | ListType
  | { readonly kind: "tuple"; readonly of: readonly Type[] }
  | { readonly kind: "dict"; readonly keys: readonly string[]; readonly of: Type }
  | ArrayType
  | { readonly kind: "function"; readonly takes: readonly Type[]; readonly gives: Type }
  | {
      readonly kind: "object";
      readonly fields: ReadonlyMap<string, Type>;
      readonly methods: ReadonlyMap<string, FunctionType>;
    };

export type FunctionType = { readonly takes: readonly Type[]; readonly gives: Type };

export const INT: Type = { kind: "int" };
export const FLOAT: Type = { kind: "float" };
export const BOOL: Type = { kind: "bool" };
export const STR: Type = { kind: "str" };

export function isSame(a: Type, b: Type): boolean {
  if (a.kind === "list" && b.kind === "list") return isSame(a.of, b.of) && a.length === b.length;
  if (a.kind === "tuple" && b.kind === "tuple") {
    return a.of.length === b.of.length && a.of.every((type, i) => isSame(type, b.of[i]));
  }
  if (a.kind === "dict" && b.kind === "dict") return isSame(a.of, b.of) && String(a.keys) === String(b.keys);
  if (a.kind === "array" && b.kind === "array") {
    return a.library === b.library && a.of === b.of && String(a.shape) === String(b.shape);
  }
  if (a.kind === "function" || b.kind === "function" || a.kind === "object" || b.kind === "object") return a === b;
  return a.kind === b.kind;
}
