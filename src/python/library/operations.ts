import type { Operation } from "../operation";
import { builtinOperations } from "./builtins/rows";
import { frameworkActivations } from "./frameworks/activations";
import { frameworkLossOperations } from "./frameworks/losses";
import { nnOperations } from "./nn/rows";
import { parseSignature, type Signature } from "./signature";
import { tensorOperations } from "./tensor/rows";

/** An operation with its signature read. */
export interface KnownOperation {
  readonly row: Pick<Operation, "apply" | "property">;
  readonly signature: Signature;
}

let table: Map<string, KnownOperation> | undefined;

/** The operation of a full path: `torch.softmax`, `torch.Tensor.view`, `builtins.len`, `operator.add`. */
export function operationOf(path: string): KnownOperation | undefined {
  table ??= build([
    ...builtinOperations,
    ...tensorOperations,
    ...nnOperations,
    ...frameworkLossOperations,
    ...frameworkActivations,
  ]);
  return table.get(path);
}

const members = new Map<string, Map<string, KnownOperation>>();

/** `operationOf` of `owner.name` without making that path: a method or attribute is looked up wherever one is met. */
export function memberOf(owner: string, name: string): KnownOperation | undefined {
  let known = members.get(owner);
  if (known === undefined) {
    known = new Map();
    members.set(owner, known);
  }
  let member = known.get(name);
  if (member === undefined) {
    member = operationOf(`${owner}.${name}`);
    // A text may ask for any name: what there is none of is not kept.
    if (member !== undefined) known.set(name, member);
  }
  return member;
}

function build(rows: readonly Operation[]): Map<string, KnownOperation> {
  const result = new Map<string, KnownOperation>();
  for (const row of rows) {
    const known = { row, signature: parseSignature(row.signature) };
    for (const name of row.names.split(/\s+/)) if (name !== "") result.set(name, known);
  }
  return result;
}
