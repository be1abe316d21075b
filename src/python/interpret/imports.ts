import type { Statement } from "../syntax";
import { unread, type Value } from "../value";
import { libraryValue } from "./constants";
import { isLibrary } from "./libraries";
import { unwritten } from "./make";
import { ownerOf } from "./names";
import type { Run } from "./run";

/** `import a.b as c`. What belongs to the project is not read. */
export function importModules(run: Run, statement: Statement & { readonly kind: "import" }): void {
  for (const { path, alias } of statement.names) {
    const root = path.split(".")[0];
    const name = alias ?? root;
    const known = alias === undefined ? root : path;
    const value = isLibrary(path) ? libraryValue(known, unwritten) : foreign(run, name, statement);
    bind(run, name, value);
  }
}

export function importNames(run: Run, statement: Statement & { readonly kind: "importFrom" }): void {
  const { module, level, names } = statement;
  const known = level === 0 && isLibrary(module);
  if (names === undefined) {
    run.stars.push(known ? module : undefined);
    return;
  }
  if (module === "__future__") return;
  for (const { name, alias } of names) {
    const value = known ? libraryValue(`${module}.${name}`, unwritten) : foreign(run, name, statement);
    bind(run, alias ?? name, value);
  }
}

/** Imported names are no definitions of the file's own. */
function bind(run: Run, name: string, value: Value): void {
  run.state.setName(ownerOf(run, name).names, name, value);
}

function foreign(run: Run, name: string, statement: Statement): Value {
  return unread("import", run.placeOf(statement), name);
}
