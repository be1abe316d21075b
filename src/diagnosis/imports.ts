import { parseModule } from "../python/parse/parseModule";
import type { Statement } from "../python/syntax";
import type { TextUnit } from "../textUnit";

const known = new WeakMap<TextUnit, ReadonlyMap<string, string>>();

/** The name by which code has a module or function of a library: `F` for torch.nn.functional; undefined where it has none. */
export function importedName(units: readonly TextUnit[], path: string): string | undefined {
  for (const unit of units) {
    if (unit.role !== "code") continue;
    const name = importsOf(unit).get(path);
    if (name !== undefined) return name;
  }
  const dot = path.lastIndexOf(".");
  const parent = dot === -1 ? undefined : importedName(units, path.slice(0, dot));
  return parent && `${parent}${path.slice(dot)}`;
}

function importsOf(unit: TextUnit): ReadonlyMap<string, string> {
  const found = known.get(unit);
  if (found !== undefined) return found;
  const imports = new Map<string, string>();
  for (const statement of parseModule(unit.text).body) add(imports, statement);
  known.set(unit, imports);
  return imports;
}

function add(imports: Map<string, string>, statement: Statement): void {
  if (statement.kind === "import") {
    for (const { path, alias } of statement.names) {
      // `import torch.nn` binds torch.
      const [top] = path.split(".");
      if (alias === undefined) imports.set(top, top);
      else imports.set(path, alias);
    }
  } else if (statement.kind === "importFrom" && statement.level === 0) {
    for (const { name, alias } of statement.names ?? []) imports.set(`${statement.module}.${name}`, alias ?? name);
  }
}
