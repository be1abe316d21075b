import type { Framework } from "../../../../frameworks/framework";
import type { LossOption } from "../../../lossCall";
import type { OperationCall } from "../../../operation";
import type { ObjectData } from "../../../things";
import type { ObjectValue, Value } from "../../../value";
import type { LibraryClass } from "../../libraryClass";
import { parseSignature, type Signature } from "../../signature";
import { beginTraining } from "../mode";
import { type BorrowedLoss, borrowed, isFollowed, ownArguments, ownOption } from "./borrowed";
import { type Check, type CheckOutcome, checkPositive, shapeOf } from "./check";
import { resolveReduction } from "./legacy";
import { misfit, parameterNames, positionalCount } from "./parameters";
import { isTensor, pythonType } from "./pythonType";
import { frameworkOf, record, recordConstruction } from "./record";
import type { CalledLoss, LossRow } from "./row";
import { argumentsOf, isSame } from "./rows";
import { lossTable } from "./table";

/** The modules of all losses. What is left out at the call shows as an ellipsis. */
export const lossClasses: readonly LibraryClass[] = [
  ...(Object.keys(lossTable) as CalledLoss[]).flatMap((loss) => {
    const { moduleOptions: options, otherModules, checks } = lossTable[loss];
    if (options === undefined) return [];
    const arrays = Object.keys(forwardOf(lossTable[loss]));
    return [loss, ...(otherModules === undefined ? [] : [otherModules])].map((name) => {
      const names = `torch.nn.${name} torch.nn.modules.${name} torch.nn.modules.loss.${name}`;
      const framework = frameworkOf(loss);
      return classOf({
        loss,
        framework,
        name,
        forward: `${loss}.forward`,
        names,
        options,
        arrays,
        checks,
        borrowed: undefined,
      });
    });
  }),
  ...borrowed.flatMap((row) => {
    const { loss, framework, module, arguments: arrays, checks } = row;
    if (module === undefined) return [];
    const name = module.names.slice(module.names.lastIndexOf(".") + 1);
    return [classOf({ loss, framework, name, forward: `${name}.forward`, ...module, arrays, checks, borrowed: row })];
  }),
];

/** Objects whose constructor raises: the program never has them. */
const raised = new WeakSet<ObjectData>();
/** Objects whose constructor may raise. */
const doubtful = new WeakSet<ObjectData>();

/** A module as its constructor is declared. */
interface DeclaredModule {
  readonly loss: CalledLoss;
  readonly framework: Framework;
  readonly name: string;
  /** As Python names its method in messages. */
  readonly forward: string;
  readonly names: string;
  readonly options: string;
  readonly arrays: readonly string[];
  readonly checks: readonly Check[];
  /** Where it is of a library that has the loss by other names. */
  readonly borrowed: BorrowedLoss | undefined;
}

interface Declared extends Omit<DeclaredModule, "options"> {
  readonly options: readonly string[];
  readonly defaults: Signature["byName"];
  /** The loss's own options. */
  readonly own: Signature["byName"];
  /** How many options can be given by position. */
  readonly positional: number;
}

function classOf(module: DeclaredModule): LibraryClass {
  const declared: Declared = {
    ...module,
    options: parameterNames(module.options),
    defaults: parseSignature(module.options).byName,
    own: parseSignature(lossTable[module.loss].functionOptions).byName,
    positional: positionalCount(module.options),
  };
  const forward = {
    signature: ["self", ...module.arrays.map((each) => `${each}=...`), "*rest", "**others"].join(", "),
    apply: (call: OperationCall) => applyModule(call, declared),
  };
  return {
    names: module.names,
    signature: `${module.options}, *rest, **others`,
    bases: "torch.nn.Module",
    construct: (call, self) => construct(call, self, declared),
    methods: { forward, __call__: forward },
  };
}

function forwardOf({ forward, arguments: arrays }: LossRow): Readonly<Record<string, string>> {
  return forward ?? Object.fromEntries(arrays.map((name) => [name, name]));
}

function construct(call: OperationCall, self: ObjectValue, declared: Declared): void {
  const { loss, framework, name, options, checks } = declared;
  const { attributes, construction } = self.object;
  if (declared.borrowed !== undefined) return;
  beginTraining(self, true);
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
      framework,
      checks,
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
function refusedOptions(loss: CalledLoss, name: string, settings: ReadonlyMap<string, Value>): CheckOutcome {
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

function refusedMargin(name: string, margin: Value | undefined): CheckOutcome {
  const refused = checkPositive("margin", margin);
  if (typeof refused !== "object") return refused;
  const [, value] = refused.message.split("got ");
  return { ...refused, message: `${name}: expected margin to be greater than 0, got ${value} instead` };
}

function refusedDelta(delta: Value | undefined): CheckOutcome {
  if (delta === undefined || delta.kind === "number") return undefined;
  const type = pythonType(delta);
  if (type === undefined) return "unsure";
  const message = `delta must be a float or int, got: <class '${type === "Tensor" ? "torch.Tensor" : type}'>`;
  return { type: "TypeError", message };
}

function refusedPower(name: string, p: Value | undefined, weight: Value | undefined): CheckOutcome {
  if (p?.kind !== "number") return undefined;
  if (p.value !== 1 && p.value !== 2) return { type: "ValueError", message: "only p == 1 and p == 2 supported" };
  const rank = shapeOf(weight)?.length;
  if (rank === undefined || rank === 1) return undefined;
  const message = `${name}: expected weight to be None or 1D tensor, got ${rank}D instead`;
  return { type: "ValueError", message };
}

function applyModule(call: OperationCall, declared: Declared): Value {
  const { loss, framework, forward, arrays, options, defaults, own, checks, borrowed } = declared;
  const self = call.arg("self");
  if (self?.kind !== "object" || raised.has(self.object)) return call.unknown();
  const { attributes, construction } = self.object;
  if (borrowed !== undefined && !isFollowed(borrowed, (name) => attributes.get(name))) return call.unknown();
  const settings = new Map<string, Value>();
  const given = new Map<string, LossOption>();
  const isDoubtful = doubtful.has(self.object);
  let isKnown = construction !== undefined && !isDoubtful;
  for (const option of options) {
    if (option === "size_average" || option === "reduce") continue;
    if (borrowed !== undefined && !own.has(option)) continue;
    const attribute = attributes.get(option);
    if (attribute === undefined) {
      isKnown = false;
      continue;
    }
    const value = borrowed === undefined ? attribute : ownOption(borrowed, option, attribute);
    settings.set(option, value);
    const fallback = (borrowed === undefined ? defaults : own).get(option)?.fallback;
    const written = construction?.given.get(option);
    const legacy = option === "reduction" ? legacyOption(self) : undefined;
    if (written !== undefined || legacy !== undefined || fallback === undefined || !isSame(value, fallback)) {
      given.set(option, { value, place: (legacy ?? written)?.place });
    }
  }
  const written = argumentsOf(call, arrays);
  const most = arrays.length + 1;
  const raises = misfit(
    forward,
    [...call.others("others").keys()][0],
    arrays.filter((each) => !written.some((argument) => argument.name === each)),
    { least: most, most, given: most + call.rest("rest").length },
  );
  return record(call, {
    loss,
    framework,
    checks,
    functional: false,
    named: construction?.named ?? call.named,
    construction: construction?.place,
    arguments: ownArguments(
      arrays,
      written,
      borrowed === undefined ? Object.values(forwardOf(lossTable[loss])) : lossTable[loss].arguments,
    ),
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
