import type { FrameworkLoss } from "../../../frameworks/framework";
import { kerasLosses } from "../../../frameworks/keras/losses";
import type { LossArgument, LossCall, LossOption } from "../../lossCall";
import type { Operation, OperationCall } from "../../operation";
import type { ObjectValue, Value } from "../../value";
import type { LibraryClass, LibraryMethod } from "../libraryClass";
import { row } from "../tensor/arguments";
import { kerasLayers, none, paths, self } from "./kerasLayers";

/**
 * Keras's models as far as their losses ask: what the last layer gives, which loss `compile` names, and the labels that `fit` and
 * `evaluate` are given. The call of the loss is the one of `compile`: there is no other.
 */

const OUTPUT = "_output";
const LOSS = "_loss";
const COMPILED = "_compiled";

function set(call: OperationCall, { object }: ObjectValue, name: string, value: Value): void {
  call.machine.setAttribute(object, name, value);
}

/** What a model gives for an input; the last of its layers decides. */
function outputFor(call: OperationCall, model: ObjectValue, input: Value): Value {
  const made = model.object.attributes.get(OUTPUT);
  if (made?.kind === "tuple") {
    let value = input;
    for (const layer of made.items) {
      call.machine.step();
      value = call.machine.call(layer, [value], new Map(), call.place);
    }
    return value;
  }
  if (made !== undefined && made.kind !== "none") return made;
  const own = model.type.kind === "class" ? call.machine.attribute(model, "call", call.place) : undefined;
  return own?.kind === "method" ? call.machine.call(own, [input], new Map(), call.place) : call.unknown();
}

const aliases: Readonly<Record<string, string>> = {
  mse: "mean_squared_error",
  mae: "mean_absolute_error",
  bce: "binary_crossentropy",
  kld: "kl_divergence",
  mape: "mean_absolute_percentage_error",
  msle: "mean_squared_logarithmic_error",
  logcosh: "log_cosh",
};

interface Chosen {
  readonly loss: FrameworkLoss;
  readonly options: ReadonlyMap<string, LossOption>;
  readonly named: LossCall["named"] | undefined;
  readonly construction: LossCall["construction"];
}

/** The loss that `compile` is told: a word, an object of a loss's class, or its function. */
function chosen(value: Value | undefined): Chosen | undefined {
  const by = (name: string): FrameworkLoss | undefined =>
    kerasLosses.find((each) => each.name === name || last(each.functions) === name);
  const plain = (loss: FrameworkLoss | undefined): Chosen | undefined =>
    loss && { loss, options: new Map(), named: undefined, construction: undefined };
  if (value?.kind === "string")
    return plain(by(Object.hasOwn(aliases, value.value) ? aliases[value.value] : value.value));
  if (value?.kind === "library")
    return plain(kerasLosses.find(({ functions }) => functions.split(" ").includes(value.path)));
  if (value?.kind !== "object" || value.type.kind !== "library") return undefined;
  const { path } = value.type;
  const { construction, attributes } = value.object;
  const loss = kerasLosses.find(({ form }) => form?.names.split(" ").includes(path));
  if (loss === undefined || construction === undefined) return undefined;
  const options = new Map<string, LossOption>();
  for (const [name, { place }] of construction.given) {
    const given = attributes.get(name);
    if (given !== undefined && name !== "name") options.set(name, { value: given, place });
  }
  return { loss, options, named: construction.named, construction: construction.place };
}

function last(functions: string): string {
  return functions.slice(functions.lastIndexOf(".") + 1);
}

/** Notes the loss of a compiled model: without labels as long as none are given. */
function note(call: OperationCall, model: ObjectValue, prediction: Value, truth: LossArgument | undefined): void {
  const { attributes } = model.object;
  const picked = chosen(attributes.get(LOSS));
  const compiled = attributes.get(COMPILED)?.origin;
  if (picked === undefined || compiled?.kind !== "literal") return;
  const { loss, options, named, construction } = picked;
  const written = attributes.get(LOSS)?.origin;
  const place = compiled.place;
  call.machine.recordLoss({
    framework: loss.framework,
    loss: loss.name,
    functional: false,
    place,
    named: named ?? (written?.kind === "literal" ? written.place : place),
    construction,
    arguments: [
      { name: loss.prediction, value: prediction, place: undefined },
      truth ?? { name: loss.truth, value: call.unknown(), place: undefined },
    ],
    options,
    context: call.machine.context,
    value: call.unknown(),
    raises: undefined,
    isPending: truth === undefined,
  });
}

function fitted(signature: string, result: (call: OperationCall) => Value): LibraryMethod {
  return {
    signature,
    apply: (call) => {
      const [model, x, y] = [self(call), call.arg("x"), call.arg("y")];
      const truth =
        y === undefined || y.kind === "none" ? undefined : { name: "y_true", value: y, place: call.placeOf("y") };
      note(call, model, outputFor(call, model, x ?? none), truth);
      return result(call);
    },
  };
}

const model: Readonly<Record<string, LibraryMethod>> = {
  compile: {
    signature: "self, optimizer='rmsprop', loss=None, *rest, **others",
    apply: (call) => {
      const own = self(call);
      set(call, own, LOSS, call.arg("loss") ?? none);
      set(call, own, COMPILED, { kind: "none", origin: { kind: "literal", place: call.place } });
      note(call, own, outputFor(call, own, call.unknown()), undefined);
      return none;
    },
  },
  fit: fitted("self, x=None, y=None, *rest, **others", (call) => call.unknown()),
  evaluate: fitted("self, x=None, y=None, *rest, **others", (call) => call.unknown()),
  train_on_batch: fitted("self, x, y=None, *rest, **others", (call) => call.unknown()),
  test_on_batch: fitted("self, x, y=None, *rest, **others", (call) => call.unknown()),
  predict: {
    signature: "self, x, *rest, **others",
    apply: (call) => {
      const value = outputFor(call, self(call), call.arg("x") ?? none);
      // An array of NumPy's.
      return value.kind === "unknown" ? { ...value, facts: { ...value.facts, library: "numpy" } } : value;
    },
  },
  __call__: {
    signature: "self, inputs, *rest, **others",
    apply: (call) => outputFor(call, self(call), call.arg("inputs") ?? none),
  },
  build: { signature: "self, *rest, **others", apply: () => none },
  summary: { signature: "self, *rest, **others", apply: () => none },
};

/** Layers in a row as they were given; undefined where they are not known. */
function layersOf(call: OperationCall, value: Value | undefined): readonly Value[] | undefined {
  if (value === undefined || value.kind === "none") return [];
  return value.kind === "tuple" ? value.items : call.machine.iterate(value);
}

function tuple(items: readonly Value[]): Value {
  return { kind: "tuple", items, fields: undefined, origin: none.origin };
}

export const kerasClasses: readonly LibraryClass[] = [
  ...kerasLayers,
  {
    names: paths(". models", "Sequential"),
    signature: "layers=None, trainable=True, name=None",
    bases: "",
    construct: (call, own) => {
      const layers = layersOf(call, own.object.attributes.get("layers"));
      if (layers !== undefined) own.object.attributes.set(OUTPUT, tuple(layers));
    },
    methods: {
      ...model,
      add: {
        signature: "self, layer, *rest, **others",
        apply: (call) => {
          const own = self(call);
          const held = own.object.attributes.get(OUTPUT);
          const layer = call.arg("layer");
          const isKnown = held?.kind === "tuple" && layer !== undefined;
          set(call, own, OUTPUT, isKnown ? tuple([...held.items, layer]) : call.unknown());
          return none;
        },
      },
      pop: {
        signature: "self, *rest, **others",
        apply: (call) => {
          const own = self(call);
          const held = own.object.attributes.get(OUTPUT);
          set(call, own, OUTPUT, held?.kind === "tuple" ? tuple(held.items.slice(0, -1)) : call.unknown());
          return none;
        },
      },
    },
  },
  {
    names: paths(". models", "Model"),
    signature: "inputs=None, outputs=None, *rest, **others",
    bases: "",
    construct: (_call, own) => {
      const outputs = own.object.attributes.get("outputs");
      // Several outputs have a loss each.
      if (outputs !== undefined && outputs.kind !== "none")
        own.object.attributes.set(
          OUTPUT,
          outputs.kind === "list" || outputs.kind === "tuple" ? unread(outputs) : outputs,
        );
    },
    methods: model,
  },
];

function unread({ origin }: Value): Value {
  return { kind: "unknown", facts: {}, origin };
}

/** Data sets whose labels are class numbers; CIFAR's stand in a column. */
const datasets: ReadonlyArray<readonly [names: string, shape: readonly (number | undefined)[]]> = [
  ["mnist fashion_mnist imdb reuters", [undefined]],
  ["cifar10 cifar100", [undefined, 1]],
];

export const kerasOperations: readonly Operation[] = [
  ...datasets.map(([names, shape]) =>
    row(
      names
        .split(" ")
        .map((name) => paths("datasets", `${name}.load_data`))
        .join(" "),
      "*rest, **others",
      (call) => {
        const pair = (): Value =>
          tuple([call.unknown({ library: "numpy" }), call.unknown({ library: "numpy", shape })]);
        return tuple([pair(), pair()]);
      },
    ),
  ),
];
