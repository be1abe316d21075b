import type { LossName, LossOptions, Reduction } from "../engine/loss";
import { losses } from "../engine/losses/losses";
import { lossFunctions } from "../engine/losses/lossFunctions";
import type { Definition, Interpretation, Shown } from "../python/interpretation";
import type { LossArgument, LossCall } from "../python/lossCall";
import { dataOf, type TensorValue, type Value } from "../python/value";
import type { Tensor } from "../tensor/tensor";
import type { Place, TextUnit } from "../textUnit";
import { type ChainStep, type OriginChain, originChain } from "./originChain";

/** A call as the engine can carry it out. */
export interface Form {
  readonly loss: LossName;
  readonly input: Tensor;
  readonly target: Tensor;
  readonly options: LossOptions;
}

export interface ArgumentFacts {
  readonly parameter: string;
  readonly value: Value;
  /** Undefined where the values are not known. */
  readonly tensor: Tensor | undefined;
  /** Sizes as far as they are known; undefined where not even the rank is. */
  readonly shape: readonly (number | undefined)[] | undefined;
  readonly place: Place | undefined;
  readonly text: string | undefined;
  /** The name of the array at the source. */
  readonly name: string | undefined;
  /** Names on the way from the array to the call, the nearest first. */
  readonly names: readonly string[];
  readonly written: Place | undefined;
  readonly chain: OriginChain;
}

export interface OptionFacts {
  readonly known: LossOptions;
  /** torch's names of those whose values are not known, or not to the engine. */
  readonly unknown: readonly string[];
  /** All that were given and are known, by torch's names. */
  readonly given: ReadonlyMap<string, Value>;
}

/** A loss call, prepared for the questions that are asked of it. */
export interface CallFacts {
  readonly call: LossCall;
  readonly units: readonly TextUnit[];
  readonly definitions: readonly Definition[];
  readonly shown: readonly Shown[];
  readonly valueAt: Interpretation["valueAt"];
  /** All calls, this one among them. */
  readonly calls: readonly LossCall[];
  /** Undefined for a loss that the engine does not have. */
  readonly loss: LossName | undefined;
  readonly input: ArgumentFacts;
  readonly target: ArgumentFacts;
  readonly options: OptionFacts;
  /** Undefined where anything of it is not known. */
  readonly form: Form | undefined;
  /** Some of its values are those that were printed, not what the code tells. */
  readonly isPrinted: boolean;
  /** The targets' rows and steps, where the form has them flat. */
  readonly sequence?: readonly number[];
}

/** Arrays that were printed under the names that a call is given. */
export interface PrintedArrays {
  readonly input: Tensor | undefined;
  readonly target: Tensor | undefined;
}

export function callFacts(
  call: LossCall,
  { units, definitions, shown, calls, valueAt }: Interpretation,
  printed?: PrintedArrays,
): CallFacts | undefined {
  const [first, next] = call.arguments;
  // Losses of pairs have two inputs in front of it.
  const second = call.arguments.find(({ name }) => name === "target" || name === "targets") ?? next;
  if (first === undefined || second === undefined) return undefined;
  const { foreign } = call;
  const input = withPrinted(argumentFacts(first, units, definitions, foreign?.prediction), printed?.input);
  const truth = foreign === undefined ? filled(call, second, input) : foreign.isWorded ? undefined : foreign.truth;
  const target = withPrinted(argumentFacts(second, units, definitions, truth), printed?.target);
  const loss = Object.hasOwn(lossFunctions, call.loss) ? (call.loss as LossName) : undefined;
  const options = optionFacts(call);
  const third = loss && thirdArray(loss, call);
  const form =
    loss !== undefined && input.tensor && target.tensor && third !== undefined && options.unknown.length === 0
      ? { loss, input: input.tensor, target: target.tensor, options: { ...options.known, ...third } }
      : undefined;
  return {
    call,
    units,
    definitions,
    shown,
    valueAt,
    calls,
    loss,
    input,
    target,
    options,
    form,
    isPrinted: isPrinted(input) || isPrinted(target),
  };
}

/** The array that is neither input nor target, as an option of the engine; undefined where it is not known. */
function thirdArray(loss: LossName, call: LossCall): LossOptions | undefined {
  for (const [name, role] of losses[loss].signature.arguments) {
    if (role === "input" || role === "target") continue;
    const value = call.arguments.find((argument) => argument.name === name)?.value;
    const held = value?.kind === "number" ? value.value : value && tensorOf(value);
    return held === undefined ? undefined : { [role]: held };
  }
  return {};
}

/** A bare number for all elements, where torch takes one. */
function filled({ loss }: LossCall, { value }: LossArgument, { tensor }: ArgumentFacts): Tensor | undefined {
  if (loss !== "MultiLabelSoftMarginLoss" && loss !== "GaussianNLLLoss") return undefined;
  if (value.kind !== "number" || value.error !== undefined || tensor === undefined) return undefined;
  return { ...tensor, data: new Float64Array(tensor.data.length).fill(value.value) };
}

/** A bare name whose values the code does not tell, with what was printed of it. */
function withPrinted(argument: ArgumentFacts, printed: Tensor | undefined): ArgumentFacts {
  const { tensor, text, shape, value } = argument;
  if (tensor !== undefined || printed === undefined || !NAME.test(text ?? "")) return argument;
  const fits =
    shape === undefined ||
    (shape.length === printed.shape.length &&
      shape.every((size, axis) => size === undefined || size === printed.shape[axis]));
  if (!fits) return argument;
  const dtype = value.kind === "tensor" ? value.dtype : value.kind === "unknown" ? value.facts.dtype : undefined;
  return { ...argument, tensor: { ...printed, dtype: dtype ?? printed.dtype }, shape: printed.shape };
}

function isPrinted({ tensor, value }: ArgumentFacts): boolean {
  if (tensor === undefined) return false;
  return value.kind === "unknown" || (value.kind === "tensor" && tensorOf(value) === undefined);
}

export function textAt(units: readonly TextUnit[], { unit, start, end }: Place): string {
  return units[unit]?.text.slice(start, end) ?? "";
}

function argumentFacts(
  { name: parameter, value, place }: LossArgument,
  units: readonly TextUnit[],
  definitions: readonly Definition[],
  known: Tensor | undefined,
): ArgumentFacts {
  const chain = placed(originChain(value), units);
  const text = place && textAt(units, place);
  const names = namesOnTheWay(chain, text, units);
  const definition = definitionOf(chain, value, names, definitions);
  return {
    parameter,
    value,
    // Lists, too, are arrays to some frameworks.
    tensor: tensorOf(value) ?? known,
    shape: shapeOf(value) ?? known?.shape,
    place,
    text,
    name: definition?.name ?? names.at(-1),
    names: [...new Set([...names, ...(definition ? [definition.name] : [])])],
    written: definition?.place,
    chain,
  };
}

/** The chain with the places of what methods are called on, which is no argument of theirs. */
function placed({ steps, base }: OriginChain, units: readonly TextUnit[]): OriginChain {
  return {
    base,
    steps: steps.map((step) => {
      if (step.operand.place !== undefined) return step;
      const place = objectOf(step, units);
      return place === undefined ? step : { ...step, operand: { ...step.operand, place } };
    }),
  };
}

/** `x` of `x.softmax(1)`. */
function objectOf({ place, operation }: ChainStep, units: readonly TextUnit[]): Place | undefined {
  const text = textAt(units, place);
  if (!text.endsWith(")") || text.length > 5000) return undefined;
  let [depth, at] = [0, text.length];
  do {
    at--;
    if (/[)\]}]/.test(text[at])) depth++;
    if (/[([{]/.test(text[at])) depth--;
  } while (depth > 0 && at > 0);
  const name = /\.\s*([A-Za-z_]\w*)\s*$/.exec(text.slice(0, at));
  if (name === null || name.index === 0 || (name[1] !== operation && name[1] !== `${operation}_`)) return undefined;
  return { unit: place.unit, start: place.start, end: place.start + text.slice(0, name.index).trimEnd().length };
}

export function tensorOf(value: Value): Tensor | undefined {
  if (value.kind !== "tensor") return undefined;
  const data = dataOf(value);
  return data && { data, shape: value.shape, dtype: value.dtype };
}

export function shapeOf(value: Value): readonly (number | undefined)[] | undefined {
  if (value.kind === "tensor") return value.shape;
  return value.kind === "unknown" ? value.facts.shape : undefined;
}

const NAME = /^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*$/;

function namesOnTheWay(
  { steps }: OriginChain,
  text: string | undefined,
  units: readonly TextUnit[],
): readonly string[] {
  const texts = [text, ...steps.map((step: ChainStep) => step.operand.place && textAt(units, step.operand.place))];
  return texts.filter((each) => each !== undefined && NAME.test(each)) as string[];
}

/** Where the array at the source got its name: the last definition that holds it, or else the nearest value on the way. */
function definitionOf(
  { steps, base }: OriginChain,
  value: Value,
  names: readonly string[],
  definitions: readonly Definition[],
): Definition | undefined {
  const onTheWay = [base, ...steps.map(({ operand }) => operand.value).reverse(), value].filter(
    (each) => each.kind === "tensor" || each.kind === "unknown" || each.kind === "list",
  );
  for (const each of onTheWay) {
    const holding = definitions.filter((definition) => holds(definition.value, each));
    if (holding.length > 0) return holding.find(({ name }) => names.includes(name)) ?? holding[0];
  }
  return undefined;
}

function holds(defined: Value, value: Value): boolean {
  if (defined === value) return true;
  return (
    defined.kind === "tensor" &&
    value.kind === "tensor" &&
    holdsTheSame(defined, value) &&
    defined.view === value.view &&
    sameSizes(defined, value)
  );
}

/** What a call was given is kept apart from what its name holds later: they share their numbers. */
function holdsTheSame({ storage: a }: TensorValue, { storage: b }: TensorValue): boolean {
  return a === b || (a.data !== undefined && a.data === b.data);
}

function sameSizes(a: TensorValue, b: TensorValue): boolean {
  return a.shape.length === b.shape.length && a.shape.every((size, axis) => size === b.shape[axis]);
}

/** The options that the engine takes, by torch's names. */
const optionKinds = {
  weight: ["weight", "tensor"],
  pos_weight: ["posWeight", "tensor"],
  ignore_index: ["ignoreIndex", "number"],
  label_smoothing: ["labelSmoothing", "number"],
  margin: ["margin", "number"],
  p: ["p", "number"],
  alpha: ["alpha", "number"],
  gamma: ["gamma", "number"],
  delta: ["delta", "number"],
  beta: ["beta", "number"],
  eps: ["eps", "number"],
  log_target: ["logTarget", "boolean"],
  log_input: ["logInput", "boolean"],
  full: ["full", "boolean"],
  swap: ["swap", "boolean"],
  reduction: ["reduction", "string"],
} as const satisfies Readonly<Record<string, readonly [keyof LossOptions, string]>>;

const reductions: readonly Reduction[] = ["none", "mean", "sum", "batchmean"];

function optionFacts({ options }: LossCall): OptionFacts {
  const known: Record<string, unknown> = {};
  const unknown: string[] = [];
  const given = new Map<string, Value>();
  for (const [name, { value }] of options) {
    if (value.kind === "none") continue;
    const kind = Object.hasOwn(optionKinds, name) ? optionKinds[name as keyof typeof optionKinds] : undefined;
    const read = kind && readOption(value, kind[1]);
    if (kind === undefined || read === undefined) unknown.push(name);
    else known[kind[0]] = read;
    if (value.kind !== "unknown") given.set(name, value);
  }
  return { known: known as LossOptions, unknown, given };
}

function readOption(value: Value, kind: "tensor" | "number" | "boolean" | "string"): unknown {
  switch (kind) {
    case "tensor":
      return tensorOf(value);
    case "number":
      return value.kind === "number" ? value.value : undefined;
    case "boolean":
      return value.kind === "number" ? value.value !== 0 : undefined;
    case "string":
      return value.kind === "string" ? reductions.find((each) => each === value.value) : undefined;
  }
}
