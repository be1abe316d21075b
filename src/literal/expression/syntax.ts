import type { DType } from "../../tensor/tensor";
import type { Nested } from "../text/nested";
import type { TypeInfo } from "./types";

/** The syntax tree of an expression. Plain nested lists, however large, are one node. */
interface Ranged {
  readonly start: number;
  readonly end: number;
}

export interface NumberNode extends Ranged {
  readonly kind: "number";
  readonly value: number;
  readonly written: 0 | 1 | 2;
  readonly dtype: DType | undefined;
}

export interface CallArgument extends Ranged {
  readonly name: string | undefined;
  readonly value: Node;
}

export interface ListNode extends Ranged {
  readonly kind: "list";
  readonly items: readonly Node[];
}

export interface CallNode extends Ranged {
  readonly kind: "call";
  readonly callee: Node;
  readonly args: readonly CallArgument[];
}

export interface ComprehensionNode extends Ranged {
  readonly kind: "comprehension";
  readonly body: Node;
  readonly clauses: readonly {
    readonly targets: readonly string[];
    readonly source: Node;
    readonly conditions: readonly Node[];
  }[];
}

export type Node =
  | NumberNode
  | ListNode
  | CallNode
  | ComprehensionNode
  | (Ranged & { readonly kind: "nested"; readonly nested: Nested })
  | (Ranged & { readonly kind: "name"; readonly name: string })
  | (Ranged & { readonly kind: "string"; readonly value: string })
  | (Ranged & { readonly kind: "attribute"; readonly object: Node; readonly name: string })
  | (Ranged & { readonly kind: "subscript"; readonly object: Node; readonly items: readonly Node[] })
  | (Ranged & { readonly kind: "slice"; readonly parts: readonly (Node | undefined)[] })
  | (Ranged & { readonly kind: "unary"; readonly op: string; readonly operand: Node })
  | (Ranged & { readonly kind: "binary"; readonly op: string; readonly left: Node; readonly right: Node })
  | (Ranged & {
      readonly kind: "dict";
      readonly entries: readonly { readonly key: string; readonly value: Node }[];
    })
  /** `[1 2; 3 4]` of Julia and MATLAB: blocks side by side in rows, rows one below the other. */
  | (Ranged & { readonly kind: "matrix"; readonly rows: readonly (readonly Node[])[] })
  | (Ranged & { readonly kind: "conditional"; readonly condition: Node; readonly value: Node; readonly other: Node })
  /** Rust's `[value; count]`. */
  | (Ranged & { readonly kind: "repeat"; readonly value: Node; readonly count: Node })
  /** Elements of a declared type: `new double[2] {…}`, `Float32[…]`. */
  | (Ranged & { readonly kind: "typed"; readonly type: TypeInfo; readonly value: Node })
  /** `*x`, `...x`: the items of x in its place. */
  | (Ranged & { readonly kind: "spread"; readonly operand: Node })
  /** Python's None, JSON's null. */
  | (Ranged & { readonly kind: "null" })
  /** Something that is no value of an array's and may be ignored where it does not matter: `<AddBackward0>`, `gpu:0`. */
  | (Ranged & { readonly kind: "opaque" });

/** `torch.tensor` of an attribute chain of plain names; undefined for any other expression. */
export function dottedName(node: Node): string | undefined {
  const parts: string[] = [];
  let current = node;
  while (current.kind === "attribute") {
    parts.push(current.name);
    current = current.object;
  }
  if (current.kind !== "name") return undefined;
  parts.push(current.name);
  return parts.reverse().join(".");
}
