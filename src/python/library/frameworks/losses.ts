import type {
  ClassForm,
  ForeignCall,
  FrameworkLoss,
  LossFramework,
  Options,
  Outcome,
  Raises,
} from "../../../frameworks/framework";
import { frameworkLosses } from "../../../frameworks/frameworkLosses";
import { kerasBackend } from "../../../frameworks/keras/backend";
import type { Tensor } from "../../../tensor/tensor";
import { itemsOf } from "../../lists";
import type { LossArgument, LossCall, LossOption } from "../../lossCall";
import type { Operation, OperationCall } from "../../operation";
import type { Library, Value } from "../../value";
import type { LibraryClass } from "../libraryClass";
import { parseSignature } from "../signature";
import { fresh, originOf } from "../tensor/make";
import { epsilon } from "../tensor/precision";
import { type Given, givenArray, places, plainOf, wordsOf } from "./plain";

/** The losses of other frameworks as functions and classes: each call is carried out by its framework's arithmetic and noted. */

const libraries = {
  keras: "tensorflow",
  tensorflow: "tensorflow",
  optax: "jax",
  "scikit-learn": "numpy",
  transformers: "torch",
  numpy: "numpy",
  kornia: "torch",
  monai: "torch",
  "segmentation-models-pytorch": "torch",
  mmdet: "torch",
  timm: "torch",
  "pytorch-metric-learning": "torch",
} as const satisfies Record<LossFramework, Library>;

export const frameworkLossOperations: readonly Operation[] = frameworkLosses.map((loss) => ({
  names: loss.functions,
  // Some versions call the second array otherwise.
  signature: loss.prediction === "y_proba" ? `${open(loss.signature)}, ${formerly(loss)}=...` : open(loss.signature),
  apply: (call) =>
    record(call, loss, {
      functional: true,
      named: call.named,
      construction: undefined,
      options: givenOptions(call, loss, loss.signature),
    }),
}));

export const frameworkLossClasses: readonly LibraryClass[] = frameworkLosses.flatMap((loss) => {
  const { form, metric } = loss;
  if (form === undefined) return [];
  const method = {
    signature: `self, ${open(form.call)}`,
    apply: (call: OperationCall) => applyObject(call, loss, form),
  };
  const isModule = libraries[loss.framework] === "torch";
  return [
    {
      names: form.names,
      signature: form.signature,
      bases: isModule ? "torch.nn.Module" : "",
      methods: isModule ? { forward: method, __call__: method } : { __call__: method },
    },
    ...(metric === undefined ? [] : [metricClass(loss, { ...metric, call: form.call })]),
  ];
});

const GATHERED = "gathered";

/** What it gives is the mean of all that it was told: of the first call alone that is the call's own. */
function metricClass(loss: FrameworkLoss, form: ClassForm): LibraryClass {
  const method = {
    signature: `self, ${open(form.call)}`,
    apply: (call: OperationCall) => {
      const self = call.arg("self");
      if (self?.kind !== "object") return call.unknown();
      const weight = call.arg("sample_weight");
      const isFirst = !self.object.attributes.has(GATHERED) && (weight === undefined || weight.kind === "ellipsis");
      call.machine.setAttribute(self.object, GATHERED, call.unknown());
      return applyObject(call, loss, form, isFirst);
    },
  };
  return {
    names: form.names,
    signature: form.signature,
    bases: "",
    methods: { __call__: method, update_state: method },
  };
}

function formerly({ name }: FrameworkLoss): string {
  return name === "brier_score_loss" ? "y_prob" : "y_pred";
}

/** What is left out at a call shows as an ellipsis. */
function open(signature: string): string {
  return signature.replaceAll(/(\w+)(?:=[^,]*)?(?=,|$)/g, (parameter, name: string, at: number) =>
    signature[at - 1] === "*" ? parameter : `${name}=...`,
  );
}

interface Written {
  readonly functional: boolean;
  readonly named: LossCall["named"];
  readonly construction: LossCall["construction"];
  readonly options: ReadonlyMap<string, LossOption>;
}

/** Those that were written at the call, the arrays apart. */
function givenOptions(
  call: OperationCall,
  { prediction, truth }: FrameworkLoss,
  signature: string,
): Map<string, LossOption> {
  const options = new Map<string, LossOption>();
  for (const { name } of parseSignature(signature).parameters) {
    const value = call.arg(name);
    if (value === undefined || value.kind === "ellipsis" || [prediction, truth, "name"].includes(name)) continue;
    options.set(name, { value, place: call.placeOf(name) });
  }
  return options;
}

function applyObject(call: OperationCall, loss: FrameworkLoss, form: ClassForm, isKnown = true): Value {
  const self = call.arg("self");
  if (self?.kind !== "object") return call.unknown();
  const { construction, attributes } = self.object;
  const options = givenOptions(call, loss, form.call);
  for (const [name, { place }] of construction?.given ?? []) {
    const value = attributes.get(name);
    if (value !== undefined && name !== "name") options.set(name, { value, place });
  }
  if (!isKnown) options.set("reduction", { value: call.unknown(), place: undefined });
  return record(call, loss, {
    functional: false,
    named: construction?.named ?? call.named,
    construction: construction?.place,
    options:
      construction === undefined ? new Map([["reduction", { value: call.unknown(), place: undefined }]]) : options,
  });
}

function record(call: OperationCall, loss: FrameworkLoss, written: Written): Value {
  const argument = (name: string, other = name): LossArgument | undefined => {
    const own = call.arg(name)?.kind === "ellipsis" ? other : name;
    const value = call.arg(own);
    return value === undefined || value.kind === "ellipsis" ? undefined : { name, value, place: call.placeOf(own) };
  };
  const [prediction, truth] = [argument(loss.prediction, formerly(loss)), argument(loss.truth)];
  if (prediction === undefined || truth === undefined) return call.unknown();
  const { value, raises, foreign } = carriedOut(call, loss, written, prediction.value, truth.value);
  call.machine.recordLoss({
    framework: loss.framework,
    loss: loss.name,
    functional: written.functional,
    place: call.place,
    named: written.named,
    construction: written.construction,
    arguments: [prediction, truth],
    options: written.options,
    context: call.machine.context,
    value,
    raises,
    foreign,
  });
  return value;
}

interface Carried {
  readonly value: Value;
  readonly raises: LossCall["raises"];
  readonly foreign: ForeignCall | undefined;
}

function carriedOut(
  call: OperationCall,
  loss: FrameworkLoss,
  written: Written,
  prediction: Value,
  truth: Value,
): Carried {
  const library = libraryOf(call, loss, prediction);
  const operands = [
    { value: prediction, place: call.placeOf(loss.prediction) },
    { value: truth, place: call.placeOf(loss.truth) },
  ];
  const made = { operation: loss.name, operands, settings: {}, library };
  const none: Carried = {
    value: { kind: "unknown", facts: { library }, origin: originOf(call, made) },
    raises: undefined,
    foreign: undefined,
  };
  const foreign = foreignCall(call, loss, written, prediction, truth);
  if (foreign === undefined) return none;
  const outcome = loss.compute(foreign.call);
  const open = { ...none, foreign: foreign.call };
  if (outcome === undefined) return open;
  if (outcome.kind === "raises") return { ...open, raises: raisedBy(outcome, foreign) };
  const { data, shape, dtype } = outcome.values;
  const error = errorOf(loss, foreign, outcome.values, data);
  // scikit-learn gives a float of Python's.
  if (loss.framework === "scikit-learn") {
    const value: Value = {
      kind: "number",
      type: "float",
      value: data[0],
      error: error[0],
      origin: originOf(call, made),
    };
    return { ...open, value };
  }
  return { ...open, value: fresh(call, { ...made, shape, dtype }, { data: data.slice(), error }) };
}

/** A number in a message is not repeated where its digits are not known. */
function raisedBy({ type, message }: Raises, { off: [isRounded] }: KnownCall): LossCall["raises"] {
  const isNumbered = isRounded !== undefined && message.startsWith("y_prob contains");
  return { type, message: isNumbered ? message.slice(0, message.lastIndexOf(":")) : message };
}

/** Keras gives what its backend's arrays are. */
function libraryOf({ machine }: OperationCall, { framework }: FrameworkLoss, prediction: Value): Library {
  const own =
    prediction.kind === "tensor"
      ? prediction.library
      : prediction.kind === "unknown"
        ? prediction.facts.library
        : undefined;
  if (framework !== "keras") return libraries[framework];
  if (own === "torch" || own === "jax") return own;
  const backend = kerasBackend(machine.texts);
  return backend === "torch" || backend === "jax" ? backend : libraries[framework];
}

export interface KnownCall {
  readonly call: ForeignCall;
  readonly off: readonly [prediction: Float64Array | undefined, truth: Float64Array | undefined];
}

/** The call as data; undefined where its arrays are not known. */
function foreignCall(
  call: OperationCall,
  loss: FrameworkLoss,
  { functional, options }: Written,
  prediction: Value,
  truth: Value,
): KnownCall | undefined {
  const library = libraryOf(call, loss, prediction);
  // JAX's losses take no lists.
  if (
    library === "jax" &&
    loss.framework !== "keras" &&
    [prediction, truth].some(({ kind }) => kind === "list" || kind === "tuple")
  )
    return undefined;
  const p = givenArray(call, prediction, library);
  const labels = options.get("labels")?.value;
  const words = loss.framework === "scikit-learn" ? wordsOf(call, truth) : undefined;
  const names = labels && wordsOf(call, labels);
  const vocabulary = [...new Set([...(words ?? []), ...(names ?? [])])].sort();
  const t: Given | undefined = words
    ? { tensor: places(words, vocabulary), off: undefined }
    : givenArray(call, truth, library);
  if (p === undefined || t === undefined) return undefined;
  const plain: Options = new Map(
    [...options].map(([name, { value }]) => [
      name,
      name === "labels" && names !== undefined ? places(names, vocabulary) : plainOf(call, value, library),
    ]),
  );
  if ([...plain.values()].includes(undefined)) return undefined;
  const isWorded = words !== undefined;
  return {
    call: {
      prediction: p.tensor,
      truth: t.tensor,
      options: plain,
      functional,
      isWorded,
      isListed: t.tensor.shape.length === 1 && areFloats(truth),
      ...(loss.framework === "keras" && { backend: kerasBackend(call.machine.texts) }),
    },
    off: [p.off, t.off],
  };
}

/** A list of floats alone, whose text is known by its values. Of a list of lists this is not asked: its rows would count as arrays of the call. */
function areFloats(value: Value): boolean {
  if (value.kind !== "list") return false;
  return itemsOf(value.list)?.every((item) => item.kind === "number" && item.type === "float") ?? false;
}

/** A few roundings of what the loss is made of, and what it changes by where the arrays are as far off as they may be. */
function errorOf(loss: FrameworkLoss, { call, off }: KnownCall, { dtype }: Tensor, data: Float64Array): Float64Array {
  const { prediction, truth } = call;
  const single = loss.framework !== "scikit-learn" || prediction.dtype === "float32";
  const unit = single && (dtype === "float32" || prediction.dtype === "float32") ? epsilon.float32 : epsilon.float64;
  let largest = 1;
  for (const x of prediction.data) if (Number.isFinite(x)) largest = Math.max(largest, Math.abs(x));
  const scale = loss.expects(call.options)?.takes === "probabilities" ? 40 : largest;
  const error = data.map((x) => (Number.isFinite(x) ? unit * (8 * scale + 4 * Math.abs(x)) : 0));
  const [ofPrediction, ofTruth] = off;
  if (ofPrediction === undefined && ofTruth === undefined) return error;
  for (const sign of [-1, 1, 0]) {
    const moved = (tensor: Tensor, by: Float64Array | undefined): Tensor =>
      by === undefined
        ? tensor
        : { ...tensor, data: tensor.data.map((x, i) => x + (sign || (i % 2 === 0 ? 1 : -1)) * by[i]) };
    const other: Outcome = loss.compute({
      ...call,
      prediction: moved(prediction, ofPrediction),
      truth: moved(truth, ofTruth),
    });
    for (let i = 0; i < error.length; i++) {
      const change = other?.kind === "value" ? Math.abs(other.values.data[i] - data[i]) : Number.POSITIVE_INFINITY;
      error[i] = Math.max(error[i], Number.isNaN(change) ? 0 : 4 * change);
    }
  }
  return error;
}
