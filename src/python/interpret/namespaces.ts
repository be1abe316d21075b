import type { Expression } from "../syntax";
import type { Value } from "../value";
import { readAttribute } from "./attributes";
import { evaluate } from "./expressions";
import { find } from "./names";
import type { Run } from "./run";

/** `globals()["name"]`, `vars(args)["name"]`, `F.__dict__["name"]`: names by their texts; undefined for any other subscript. */
export function namespaceItem(
  run: Run,
  { object, index, ...at }: Expression & { readonly kind: "subscript" },
): Value | undefined {
  if (index.kind !== "string" || index.bytes) return undefined;
  const place = run.placeOf(at);
  if (object.kind === "attribute" && object.name === "__dict__") {
    const holder = evaluate(run, object.object);
    if (holder.kind === "library") return readAttribute(run, holder, index.value, place);
    return holder.kind === "object" ? holder.object.attributes.get(index.value) : undefined;
  }
  if (object.kind !== "call" || object.callee.kind !== "name" || object.args.length > 1) return undefined;
  const { name } = object.callee;
  const called = name === "globals" || name === "vars" || name === "locals" ? find(run, name) : undefined;
  if (called?.kind !== "library" || called.path !== `builtins.${name}`) return undefined;
  if (name === "vars" && object.args.length === 1) {
    const holder = evaluate(run, object.args[0].value);
    return holder.kind === "object" ? holder.object.attributes.get(index.value) : undefined;
  }
  // What is local to a function, is another matter.
  if (object.args.length > 0 || (name !== "globals" && run.scope !== run.module)) return undefined;
  run.state.reads(run.module.names, index.value);
  return run.module.names.get(index.value);
}
