import type { LossOption } from "../../../lossCall";
import type { OperationCall } from "../../../operation";
import type { ObjectData, ObjectValue, Value } from "../../../value";
import type { LibraryClass } from "../../libraryClass";
import { parseSignature, type Signature } from "../../signature";
import { type Checked, checkPositive, shapeOf } from "./check";
import { resolveReduction } from "./legacy";
import { misfit, parameterNames, positionalCount } from "./parameters";
import { isTensor, pythonType } from "./pythonType";
import { frameworkOf, record, recordConstruction } from "./record";
import type { CalledLoss, LossRow } from "./row";
import { argumentsOf, isSame } from "./rows";
import { lossTable } from "./table";

/** The modules of all losses. What is left out at the call shows as an ellipsis. */
export const lossClasses: readonly LibraryClass[] = (Object.keys(lossTable) as CalledLoss[]).flatMap((loss) => {
  const { moduleOptions, otherModules } = lossTable[loss];
  return moduleOptions === undefined
    ? []
    : [loss, otherModules ?? ""].flatMap((name) => classOf(loss, name, moduleOptions));
});

/** Objects whose constructor raises: the program never has them. */
const raised = new WeakSet<ObjectData>();
/** Objects whose constructor may raise. */
const doubtful = new WeakSet<ObjectData>();

/** A module as its constructor is declared. */
interface Declared {
  readonly loss: CalledLoss;
  readonly name: string;
  readonly options: readonly string[];
  readonly defaults: Signature["byName"];
  /** How many options can be given by position. */
  readonly positional: number;
  readonly arrays: readonly string[];
}

function classOf(loss: CalledLoss, name: string, moduleOptions: string): readonly LibraryClass[] {
  if (name === "") return [];
  const arrays = forwardNames(loss, lossTable[loss]);
  const declared: Declared = {
    loss,
    name,
    options: parameterNames(moduleOptions),
    defaults: parseSignature(moduleOptions).byName,
    positional: positionalCount(moduleOptions),
    arrays,
  };
  const forward = {
    signature: ["self", ...arrays.map((each) => `${each}=...`), "*rest", "**others"].join(", "),
    apply: (call: OperationCall) => applyModule(call, declared),
  };
  return [
    {
      names: `torch.nn.${name} torch.nn.modules.${name} torch.nn.modules.loss.${name}`,
      signature: `${moduleOptions}, *rest, **others`,
      bases: "torch.nn.Module",
      construct: (call, self) => construct(call, self, declared),
      methods: { forward, __call__: forward },
    },
  ];
}

/** PoissonNLLLoss calls its first array otherwise than its function does; LinearCrossEntropyLoss has the matrix within itself. */
function forwardNames(loss: CalledLoss, { arguments: arrays }: LossRow): readonly string[] {
  if (loss === "LinearCrossEntropyLoss") return ["input", "target"];
  return loss === "PoissonNLLLoss" ? ["log_input", "target"] : arrays;
}

function construct(call: OperationCall, self: ObjectValue, declared: Declared): void {
  const { loss, name, options } = declared;
  const { attributes, construction } = self.object;
  const settings = new Map<string, Value>();
  const given = new Map<string, LossOption>();
  for (const option of options) {
    const value = attributes.get(option);
    if (value !== undefined) settings.set(option, value);
    const written = construction?.given.get(option);
    if (written !== undefined) given.set(option, written);
  }
  const positional = declared.positional + 1;
  const misfits = misfit(`${lossTable[loss].initialiser ?? name}.__init__`, [...call.others("others").keys()][0], [], {
    least: 1,
    most: positional,
    given: positional + call.rest("rest").length,
    byName: options.slice(positional - 1).filter((option) => given.has(option)).length,
  });
  const resolved = misfits ?? resolveReduction(settings, given, call.machine);
  const raises = typeof resolved === "object" ? resolved : refusedOptions(loss, name, settings);
  if (raises === "unsure") doubtful.add(self.object);
  else if (raises !== undefined) {
    raised.add(self.object);
    recordConstruction(call, {
      loss,
      framework: frameworkOf(loss),
      checks: lossTable[loss].checks,
      functional: false,
      named: call.named,
      construction: call.place,
      options: given,
      raises,
    });
  } else if (resolved === undefined) attributes.set("reduction", call.unknown());
  else {
    const reduction = settings.get("reduction");
    if (reduction !== undefined) attributes.set("reduction", reduction);
  }
}

/** What a constructor refuses, in its order. */
function refusedOptions(loss: CalledLoss, name: string, settings: ReadonlyMap<string, Value>): Checked {
  for (const buffer of lossTable[loss].buffers) {
    const value = settings.get(buffer);
    if (value === undefined || value.kind === "none" || isTensor(value) !== false) continue;
    const type = pythonType(value);
    if (type === undefined) return "unsure";
    const message = `cannot assign '${type}' object to buffer '${buffer}' (torch Tensor or None required)`;
    return { type: "TypeError", message };
  }
  if (loss === "HuberLoss") return refusedDelta(settings.get("delta"));
  if (loss === "MultiMarginLoss") return refusedPower(name, settings.get("p"), settings.get("weight"));
  if (loss === "TripletMarginLoss") return refusedMargin(name, settings.get("margin"));
  return undefined;
}

function refusedMargin(name: string, margin: Value | undefined): Checked {
  const refused = checkPositive("margin", margin);
  if (typeof refused !== "object") return refused;
  const [, value] = refused.message.split("got ");
  return { ...refused, message: `${name}: expected margin to be greater than 0, got ${value} instead` };
}

function refusedDelta(delta: Value | undefined): Checked {
  if (delta === undefined || delta.kind === "number") return undefined;
  const type = pythonType(delta);
  if (type === undefined) return "unsure";
  const message = `delta must be a float or int, got: <class '${type === "Tensor" ? "torch.Tensor" : type}'>`;
  return { type: "TypeError", message };
}

function refusedPower(name: string, p: Value | undefined, weight: Value | undefined): Checked {
  if (p?.kind !== "number") return undefined;
  if (p.value !== 1 && p.value !== 2) return { type: "ValueError", message: "only p == 1 and p == 2 supported" };
  const rank = shapeOf(weight)?.length;
  if (rank === undefined || rank === 1) return undefined;
  const message = `${name}: expected weight to be None or 1D tensor, got ${rank}D instead`;
  return { type: "ValueError", message };
}

function applyModule(call: OperationCall, { loss, arrays, options, defaults }: Declared): Value {
  const self = call.arg("self");
  if (self?.kind !== "object" || raised.has(self.object)) return call.unknown();
  const { attributes, construction } = self.object;
  const settings = new Map<string, Value>();
  const given = new Map<string, LossOption>();
  const isDoubtful = doubtful.has(self.object);
  let isKnown = construction !== undefined && !isDoubtful;
  for (const option of options) {
    if (option === "size_average" || option === "reduce") continue;
    const value = attributes.get(option);
    if (value === undefined) {
      isKnown = false;
      continue;
    }
    settings.set(option, value);
    const fallback = defaults.get(option)?.fallback;
    const written = construction?.given.get(option);
    const legacy = option === "reduction" ? legacyOption(self) : undefined;
    if (written !== undefined || legacy !== undefined || fallback === undefined || !isSame(value, fallback)) {
      given.set(option, { value, place: (legacy ?? written)?.place });
    }
  }
  const written = argumentsOf(call, arrays);
  const most = arrays.length + 1;
  const raises = misfit(
    `${loss}.forward`,
    [...call.others("others").keys()][0],
    arrays.filter((each) => !written.some((argument) => argument.name === each)),
    { least: most, most, given: most + call.rest("rest").length },
  );
  return record(call, {
    loss,
    framework: frameworkOf(loss),
    checks: lossTable[loss].checks,
    functional: false,
    named: construction?.named ?? call.named,
    construction: construction?.place,
    arguments: written.map((argument) => (argument.name === "log_input" ? { ...argument, name: "input" } : argument)),
    options: given,
    settings: isKnown ? settings : undefined,
    raises: isDoubtful ? undefined : raises,
  });
}

/** What a reduction was resolved from. */
function legacyOption({ object }: ObjectValue): LossOption | undefined {
  const given = object.construction?.given;
  return ["size_average", "reduce"].map((name) => given?.get(name)).find((each) => each && each.value.kind !== "none");
}
