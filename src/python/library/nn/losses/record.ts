import { lossFunctions } from "../../../../engine/losses/lossFunctions";
import type { Framework } from "../../../../frameworks/framework";
import type { Place } from "../../../../textUnit";
import type { LossArgument, LossCall, LossOption } from "../../../lossCall";
import type { OperationCall } from "../../../operation";
import type { Facts, Value } from "../../../value";
import { type Bound, type Check, type RaisedByTorch, runChecks } from "./check";
import { type CallOutcome, evaluate, nothing, resultOf } from "./evaluate";
import type { CalledLoss, EngineLoss } from "./row";
import { lossTable } from "./table";

/** What a call of a loss was written as, whichever way. */
export interface WrittenCall {
  readonly loss: CalledLoss;
  readonly framework: Framework;
  /** What is looked at before anything is computed. */
  readonly checks: readonly Check[];
  readonly functional: boolean;
  readonly named: Place;
  readonly construction: Place | undefined;
  readonly arguments: readonly LossArgument[];
  /** Those that were given; the reduction resolved. */
  readonly options: ReadonlyMap<string, LossOption>;
  /** All options that the loss has, defaults included; undefined where it is not known which hold. */
  readonly settings: Bound | undefined;
  /** What is already known to be raised. */
  readonly raises: RaisedByTorch | undefined;
}

/** Carries a call out as far as it is known, hands it to the interpreter, and gives its value. */
export function record(call: OperationCall, written: WrittenCall): Value {
  const { loss, raises, settings } = written;
  const { functionNames } = lossTable[loss];
  const bound = new Map<string, Value>(settings);
  for (const { name, value } of written.arguments) bound.set(name, value);
  const isSure = settings !== undefined && raises === undefined;
  const outcome: CallOutcome = isSure ? carryOut(call, written, bound) : { ...nothing, raises };
  const reduction = settings?.get("reduction");
  const value = resultOf(
    call,
    outcome,
    functionNames.slice(functionNames.lastIndexOf(".") + 1),
    written.arguments.map(({ value, place }) => ({ value, place })),
    factsOfReduced(reduction),
    reduction?.kind === "string" ? { reduction: reduction.value } : {},
  );
  call.machine.recordLoss(lossCall(call, written, value, outcome.raises));
  return value;
}

/** A constructor that raises is a call that never gets its arrays. */
export function recordConstruction(call: OperationCall, written: Omit<WrittenCall, "settings" | "arguments">): void {
  const complete = { ...written, arguments: [], settings: undefined };
  call.machine.recordLoss(lossCall(call, complete, call.unknown(), written.raises));
}

function lossCall(
  call: OperationCall,
  written: WrittenCall,
  value: Value,
  raises: RaisedByTorch | undefined,
): LossCall {
  const { loss, framework, functional, named, construction, options } = written;
  return {
    framework,
    loss,
    functional,
    place: call.place,
    named,
    construction,
    arguments: written.arguments,
    options,
    context: call.machine.context,
    value,
    raises,
  };
}

function carryOut(call: OperationCall, { loss, checks }: WrittenCall, bound: Bound): CallOutcome {
  const row = lossTable[loss];
  const checked = runChecks(checks, bound);
  if (checked === "unsure") return nothing;
  const isRefusedByEngine = checked === "engine";
  if (checked !== undefined && !isRefusedByEngine) return { ...nothing, raises: checked };
  if (!isOfEngine(loss)) return nothing;
  if (call.machine.context.autocast !== undefined && !isSingle(bound.get(row.arguments[0]))) return nothing;
  const options = isRefusedByEngine ? without(bound, "weight", "pos_weight") : bound;
  return evaluate(loss, options, call.machine);
}

/** Whose function or module of that name it is, where torch's own libraries have it. */
export function frameworkOf(loss: CalledLoss): Framework {
  return loss === "SigmoidFocalLoss" ? "torchvision" : "torch";
}

function isOfEngine(loss: CalledLoss): loss is EngineLoss {
  return Object.hasOwn(lossFunctions, loss);
}

/** Autocast may cast other floats on the way in. */
function isSingle(value: Value | undefined): boolean {
  return value?.kind === "tensor" && value.dtype === "float32";
}

function without(bound: Bound, ...names: readonly string[]): Bound {
  return new Map([...bound].filter(([name]) => !names.includes(name)));
}

function factsOfReduced(reduction: Value | undefined): Facts {
  const isReduced = reduction?.kind === "string" && reduction.value !== "none";
  return isReduced ? { library: "torch", shape: [] } : { library: "torch" };
}
