import { builtinClasses } from "./builtins/classes";
import { estimatorClasses } from "./frameworks/estimators";
import { flaxClasses } from "./frameworks/flaxLayers";
import { huggingFaceClasses } from "./frameworks/huggingFace";
import { kerasClasses } from "./frameworks/kerasModels";
import { frameworkLossClasses } from "./frameworks/losses";
import type { LibraryClass } from "./libraryClass";
import { nnClasses } from "./nn/classes";
import { KnownOperation } from "./operations";
import { parseSignature, type Signature } from "./signature";

/** A library's class, and its constructor's signature once it is asked for. */
export class KnownClass {
  readonly row: LibraryClass;
  readonly bases: readonly string[];
  readonly methods: ReadonlyMap<string, KnownOperation>;
  private read: Signature | undefined;

  constructor(row: LibraryClass, methods: ReadonlyMap<string, KnownOperation>) {
    this.row = row;
    this.bases = row.bases === "" ? [] : row.bases.split(" ");
    this.methods = methods;
  }

  get signature(): Signature {
    this.read ??= parseSignature(this.row.signature);
    return this.read;
  }
}

let table: Map<string, KnownClass> | undefined;

/** The class of a full path: `torch.nn.Linear`. */
export function classOf(path: string): KnownClass | undefined {
  table ??= build([
    ...builtinClasses,
    ...nnClasses,
    ...frameworkLossClasses,
    ...kerasClasses,
    ...flaxClasses,
    ...huggingFaceClasses,
    ...estimatorClasses,
  ]);
  return table.get(path);
}

/** The method of a class or, depth first, of its bases. */
export function methodOf(path: string, name: string): KnownOperation | undefined {
  const known = classOf(path);
  if (known === undefined) return undefined;
  const own = known.methods.get(name);
  if (own !== undefined) return own;
  for (const base of known.bases) {
    const inherited = methodOf(base, name);
    if (inherited !== undefined) return inherited;
  }
  return undefined;
}

export function inheritsFrom(path: string, base: string): boolean {
  return path === base || (classOf(path)?.bases.some((each) => inheritsFrom(each, base)) ?? false);
}

function build(rows: readonly LibraryClass[]): Map<string, KnownClass> {
  const result = new Map<string, KnownClass>();
  for (const row of rows) {
    const methods = new Map(Object.entries(row.methods).map(([name, method]) => [name, new KnownOperation(method)]));
    const known = new KnownClass(row, methods);
    for (const name of row.names.split(" ")) result.set(name, known);
  }
  return result;
}
