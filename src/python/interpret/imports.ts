import type { Statement } from "../syntax";
import { unread, type Value } from "../value";
import { isLibrary } from "./libraries";
import { ownerOf } from "./names";
import type { Run } from "./run";

/** `import a.b as c`. What belongs to the project is not read. */
export function importModules(run: Run, statement: Statement & { readonly kind: "import" }): void {
  for (const { path, alias } of statement.names) {
    const root = path.split(".")[0];
    const name = alias ?? root;
    const known = alias === undefined ? root : path;
    const value = isLibrary(path) ? run.library(known) : foreign(run, name, statement);
    bind(run, name, value);
  }
}

export function importNames(run: Run, statement: Statement & { readonly kind: "importFrom" }): void {
  const { module, level, names } = statement;
  const known = level === 0 && isLibrary(module);
  if (names === undefined) {
    run.stars.push(known ? module : undefined);
    if (!known) overwrite(run, statement);
    return;
  }
  if (module === "__future__") return;
  for (const { name, alias } of names) {
    const value = known ? run.library(`${module}.${name}`) : foreign(run, name, statement);
    bind(run, alias ?? name, value);
  }
}

/** A module that is not read may bring any name; that it gives a library's name to something else is not assumed. */
function overwrite(run: Run, statement: Statement): void {
  for (const [name, value] of [...run.scope.names]) {
    run.state.reads(run.scope.names, name);
    if (value.kind === "library" || name.startsWith("_")) continue;
    run.state.setName(run.scope.names, name, foreign(run, name, statement));
  }
}

/** Imported names are no definitions of the file's own. */
function bind(run: Run, name: string, value: Value): void {
  run.state.setName(ownerOf(run, name).names, name, value);
}

function foreign(run: Run, name: string, statement: Statement): Value {
  return unread("import", run.placeOf(statement), name);
}
