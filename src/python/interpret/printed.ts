import type { Value } from "../value";
import { findInClass } from "./lookup";
import { maybe } from "./paths";
import type { Run } from "./run";

/** What it does to a value to be made a text: nothing, but for objects whose class says how. */
export function printed(run: Run, value: Value): void {
  if (value.kind !== "object" || value.type.kind !== "class") return;
  for (const name of ["__format__", "__str__", "__repr__"]) {
    const method = findInClass(value.type, name);
    if (method?.kind !== "function") continue;
    const place = { unit: run.unit, start: 0, end: 0 };
    const args = name === "__format__" ? [{ kind: "string" as const, value: "", origin: method.origin }] : [];
    maybe(run, () =>
      run.call({ kind: "method", self: value, callee: method, origin: method.origin }, args, new Map(), place),
    );
    return;
  }
}
