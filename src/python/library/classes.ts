import { builtinClasses } from "./builtins/classes";
import { frameworkLossClasses } from "./frameworks/losses";
import type { LibraryClass } from "./libraryClass";
import { nnClasses } from "./nn/classes";
import type { KnownOperation } from "./operations";
import { parseSignature, type Signature } from "./signature";

/** A library's class with its signatures read. */
export interface KnownClass {
  readonly row: LibraryClass;
  readonly signature: Signature;
  readonly bases: readonly string[];
  readonly methods: ReadonlyMap<string, KnownOperation>;
}

let table: Map<string, KnownClass> | undefined;

/** The class of a full path: `torch.nn.Linear`. */
export function classOf(path: string): KnownClass | undefined {
  table ??= build([...builtinClasses, ...nnClasses, ...frameworkLossClasses]);
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
    const methods = new Map(
      Object.entries(row.methods).map(([name, method]) => [
        name,
        { row: method, signature: parseSignature(method.signature) },
      ]),
    );
    const known: KnownClass = {
      row,
      signature: parseSignature(row.signature),
      bases: row.bases.split(/\s+/).filter((base) => base !== ""),
      methods,
    };
    for (const name of row.names.split(/\s+/)) if (name !== "") result.set(name, known);
  }
  return result;
}
