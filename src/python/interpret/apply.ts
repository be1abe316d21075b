import type { Place } from "../../textUnit";
import type { KnownOperation } from "../library/operations";
import { type BoundArguments, bindArguments, type GivenArguments } from "../library/signature";
import type { OperationCall } from "../operation";
import { type Facts, type TensorValue, type UnreadReason, unread, type Value } from "../value";
import { BudgetExceeded } from "./budget";
import { unknownCall } from "./calls";
import { looksAfter } from "./generators";
import { deriveAll, rootsOf } from "./roots";
import type { Run } from "./run";

/** The value of an operation on these arguments. */
export function applyOperation(
  run: Run,
  { row, signature }: Pick<KnownOperation, "row" | "signature">,
  path: string,
  args: GivenArguments,
  place: Place,
  named: Place,
): Value {
  run.step();
  // The program put something else there: `torch.Tensor.relu = mine`.
  if (run.patched.size > 0 && run.patched.has(path)) return unknownCall(run, args, place, named);
  const bound = bindArguments(signature, args);
  let result: Value;
  if (bound === undefined) result = unread("call", place, path);
  else {
    try {
      result = row.apply(new BoundCall(run, path, place, named, bound));
    } catch (error) {
      // One array that is too large costs that array alone.
      if (!(error instanceof BudgetExceeded) || !run.budget.hasSteps) throw error;
      for (const { value } of args.positional) run.escape(value);
      return unread("budget", place, path);
    }
  }
  if (result.kind === "tensor" && result.library === "torch" && bound !== undefined && asksGradient(run, bound, result))
    run.state.setRequiresGrad(result.storage, true);
  if (run.hasOtherDefault && !isSingle(args)) result = withoutDefault(result);
  if (result.kind === "unknown") deriveFrom(run, result, args, isOf(result, place) ? "new" : "old");
  if (result.kind === "list" && (result.form === "iterator" || /^dict\.(keys|values|items)$/.test(path))) {
    run.state.iterates(result.list, result.list);
    for (const { value } of args.positional) {
      // The rows of arrays are views, the elements of NumPy's numbers of their own.
      // What a method gives of its own object are the things themselves: parameters that change are still the parameters.
      if (value.kind === "object" && !signature.byName.has("self")) looksAfter(run.state, result.list, value);
      if (value.kind === "tensor" && (value.library === "torch" || value.shape.length > 1)) continue;
      for (const root of rootsOf(run.state, value)) if (root !== result.list) run.state.iterates(result.list, root);
    }
  }
  return result;
}

/** Whether what was made is a leaf that a gradient may be asked for: `torch.zeros(3, requires_grad=True)`. */
function asksGradient(run: Run, { signature, args }: BoundArguments, result: TensorValue): boolean {
  const parameter = signature.byName.get("requires_grad");
  const given = parameter && args[parameter.index]?.value;
  if (given === undefined || run.truth(given) === false) return false;
  return args.every((each) => each?.value.kind !== "tensor" || each.value.storage !== result.storage);
}

/** Whether float32 was asked for, or is the type of what is computed with. */
function isSingle({ positional, keywords }: GivenArguments): boolean {
  const said = (value: Value, depth: number): boolean => {
    if (value.kind === "tensor" || value.kind === "dtype") return value.dtype === "float32";
    if (value.kind === "unknown") return value.facts.dtype === "float32";
    const items = value.kind === "tuple" ? value.items : value.kind === "list" ? (value.list.items ?? []) : [];
    return depth < 2 && items.some((item) => said(item, depth + 1));
  };
  // The type of a layer's weights, in an attribute of it, is the default one.
  if (positional[0]?.value.kind === "object") return false;
  return positional.some(({ value }) => said(value, 0)) || [...keywords.values()].some(({ value }) => said(value, 0));
}

/** What remains of a result whose type is the default one, which is not known. */
function withoutDefault(result: Value): Value {
  if (result.kind === "tensor" && result.library === "torch" && result.dtype === "float32") {
    return { kind: "unknown", facts: { library: "torch", shape: result.shape }, origin: result.origin };
  }
  if (result.kind !== "unknown" || result.facts.library !== "torch" || result.facts.dtype !== "float32") return result;
  const { dtype: _, ...facts } = result.facts;
  return { ...result, facts };
}

/** Whether a value was made by the call at this very place object; else it may be what a list or an object holds. */
function isOf({ origin }: Value, place: Place): boolean {
  return (origin.kind === "unread" || origin.kind === "operation") && origin.place === place;
}

/** What is not known may share the memory of the arguments: whatever changes it, changes them. */
export function deriveFrom(run: Run, result: Value, args: GivenArguments, age: "new" | "old" = "new"): void {
  if (result.kind !== "unknown") return;
  const from = (value: Value) => {
    if (value.kind === "object" || value === result) return;
    deriveAll(run.state, result, value, age);
  };
  for (const { value } of args.positional) from(value);
  for (const { value } of args.keywords.values()) from(value);
}

const noOthers: ReadonlyMap<string, Value> = new Map();

class BoundCall implements OperationCall {
  readonly machine: Run;
  readonly path: string;
  readonly place: Place;
  readonly named: Place;
  private readonly bound: BoundArguments;

  constructor(machine: Run, path: string, place: Place, named: Place, bound: BoundArguments) {
    this.machine = machine;
    this.path = path;
    this.place = place;
    this.named = named;
    this.bound = bound;
  }

  arg(name: string): Value | undefined {
    const parameter = this.bound.signature.byName.get(name);
    return parameter && (this.bound.args[parameter.index]?.value ?? parameter.fallback);
  }

  placeOf(name: string): Place | undefined {
    const parameter = this.bound.signature.byName.get(name);
    return parameter && this.bound.args[parameter.index]?.place;
  }

  rest(name: string): readonly Value[] {
    return name === this.bound.signature.rest ? this.bound.rest.map(({ value }) => value) : [];
  }

  others(name: string): ReadonlyMap<string, Value> {
    if (name !== this.bound.signature.others || this.bound.others.size === 0) return noOthers;
    return new Map([...this.bound.others].map(([key, { value }]) => [key, value]));
  }

  unknown(facts?: Facts, reason: UnreadReason = "expression"): Value {
    return unread(reason, this.place, this.path, facts);
  }
}
