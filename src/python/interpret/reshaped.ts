import type { Place } from "../../textUnit";
import { operationOf } from "../library/operations";
import type { GivenArguments } from "../library/signature";
import type { Expression } from "../syntax";
import { unread, type Value } from "../value";
import { applyOperation, deriveFrom } from "./apply";
import { withSelf } from "./calls";
import { changeAttribute } from "./escape";
import type { Run } from "./run";

/** Methods that give the array itself another shape, and the one that gives a new array of that shape. */
const reshaping: Readonly<Record<string, string | undefined>> = {
  squeeze_: "squeeze",
  unsqueeze_: "unsqueeze",
  t_: "t",
  transpose_: "transpose",
  swapaxes_: "swapaxes",
  swapdims_: "swapdims",
  resize_: undefined,
  resize_as_: undefined,
  as_strided_: undefined,
  set_: undefined,
  resize: undefined,
};

/** A shape that changes in place: the name gets the array of the new shape, and other names for the same memory are not known. */
export function reshapedInPlace(
  run: Run,
  callee: Expression & { readonly kind: "attribute" },
  self: Value,
  args: GivenArguments,
  place: Place,
  named: Place,
): Value | undefined {
  if (self.kind !== "tensor" || !Object.hasOwn(reshaping, callee.name)) return undefined;
  const path = `torch.Tensor.${reshaping[callee.name]}`;
  const row = operationOf(path);
  const all = withSelf(self, args);
  let result: Value;
  if (row !== undefined && self.library === "torch") result = applyOperation(run, row, path, all, place, named);
  else {
    run.escape(self);
    result = unread("changed", place, callee.name, { library: self.library, dtype: self.dtype });
    deriveFrom(run, result, all);
  }
  forgetOthers(run, self.storage);
  rebind(run, callee.object, result);
  return result;
}

/** Gives what an expression names another value, silently. */
export function rebind(run: Run, target: Expression, value: Value): void {
  if (target.kind === "name") {
    for (let scope: typeof run.scope | undefined = run.scope; scope !== undefined; scope = scope.parent) {
      run.state.reads(scope.names, target.name);
      if (!scope.names.has(target.name)) continue;
      run.state.setName(scope.names, target.name, value);
      return;
    }
  } else if (target.kind === "attribute" && target.object.kind === "name") {
    run.state.reads(run.scope.names, target.object.name);
    const owner = run.scope.names.get(target.object.name);
    if (owner?.kind === "object") changeAttribute(run, owner.object, target.name, value);
  }
}

function forgetOthers(run: Run, storage: object): void {
  const scopes = new Set(run.frames.map(({ scope }) => scope));
  scopes.add(run.scope);
  for (const { names } of scopes) {
    for (const [name, value] of [...names]) {
      run.state.reads(names, name);
      if (value.kind === "tensor" && value.storage === storage) {
        run.state.setName(
          names,
          name,
          unread("changed", undefined, name, { library: value.library, dtype: value.dtype }),
        );
      }
    }
  }
}
