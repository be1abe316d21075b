import type { Operation } from "../operation";
import { builtinOperations } from "./builtins/rows";
import { frameworkActivations } from "./frameworks/activations";
import { estimatorOperations } from "./frameworks/estimators";
import { huggingFaceOperations } from "./frameworks/huggingFace";
import { kerasOperations } from "./frameworks/kerasModels";
import { frameworkLossOperations } from "./frameworks/losses";
import { nnOperations } from "./nn/rows";
import { parseSignature, type Signature } from "./signature";
import { tensorOperations } from "./tensor/rows";

/** An operation, and its signature once it is asked for: a program calls few of them. */
export class KnownOperation {
  readonly row: Pick<Operation, "apply" | "property">;
  private readonly written: string;
  private read: Signature | undefined;

  constructor(row: Pick<Operation, "apply" | "property" | "signature">) {
    this.row = row;
    this.written = row.signature;
  }

  get signature(): Signature {
    this.read ??= parseSignature(this.written);
    return this.read;
  }
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
    ...kerasOperations,
    ...huggingFaceOperations,
    ...estimatorOperations,
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
    const known = new KnownOperation(row);
    for (const name of row.names.split(" ")) result.set(name, known);
  }
  return result;
}
