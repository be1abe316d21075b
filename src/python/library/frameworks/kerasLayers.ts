import type { OperationCall } from "../../operation";
import type { ObjectValue, Value } from "../../value";
import type { LibraryClass, LibraryMethod } from "../libraryClass";
import { refuse } from "../tensor/arguments";
import { countOf, type Head, outputOf } from "./predictors";

/** Keras's layers as far as their losses ask: the size of what they give, and what an activation makes of it. */

/** The paths of names in folders of Keras, under both of its own. */
export function paths(folders: string, names: string): string {
  return ["keras", "tensorflow.keras"]
    .flatMap((root) => folders.split(" ").flatMap((folder) => names.split(" ").map((name) => [root, folder, name])))
    .map((parts) => parts.filter((part) => part !== ".").join("."))
    .join(" ");
}

export const none: Value = {
  kind: "none",
  origin: { kind: "unread", reason: "expression", place: undefined, name: undefined },
};

export function self(call: OperationCall): ObjectValue {
  const value = call.arg("self");
  return value?.kind === "object" ? value : refuse();
}

/** The heads that activations are, by their names and their functions. */
const heads: Readonly<Record<string, Head>> = { softmax: "softmax", sigmoid: "sigmoid", linear: "linear" };

/** What an activation makes of scores; undefined where it is none of these, or not known. */
function headOf(activation: Value | undefined): Head | undefined {
  if (activation === undefined || activation.kind === "none") return "linear";
  const name =
    activation.kind === "string"
      ? activation.value
      : activation.kind === "library"
        ? activation.path.slice(activation.path.lastIndexOf(".") + 1)
        : "";
  return Object.hasOwn(heads, name) ? heads[name] : undefined;
}

/** Where an activation is written: in the layer's call, or by itself. */
function placeOfLayer({ object }: ObjectValue, call: OperationCall) {
  return object.construction?.place ?? call.place;
}

const dense: LibraryMethod = {
  signature: "self, inputs, *rest, **others",
  apply: (call) => {
    const layer = self(call);
    const { attributes } = layer.object;
    const units = countOf(attributes.get("units"));
    const facts = { library: "tensorflow", ...(units !== undefined && { lastSize: units }) } as const;
    const head = headOf(attributes.get("activation"));
    return head === undefined
      ? call.unknown(facts)
      : outputOf(call, head, facts, call.arg("inputs"), placeOfLayer(layer, call));
  },
};

/** Activations as layers keep the size of what they are given. */
function activation(head: (layer: ObjectValue) => Head | undefined): LibraryMethod {
  return {
    signature: "self, inputs, *rest, **others",
    apply: (call) => {
      const [layer, input] = [self(call), call.arg("inputs")];
      const facts = input?.kind === "unknown" ? { ...input.facts, library: "tensorflow" as const } : {};
      const own = head(layer);
      // Of scores that are taken as they are nothing new is known.
      if (own === "linear") return input ?? call.unknown();
      return own === undefined ? call.unknown(facts) : outputOf(call, own, facts, input, placeOfLayer(layer, call));
    },
  };
}

export const kerasLayers: readonly LibraryClass[] = [
  {
    names: paths("layers", "Dense"),
    signature: "units, activation=None, use_bias=True, *rest, **others",
    bases: "",
    methods: { __call__: dense },
  },
  {
    names: paths("layers", "Activation"),
    signature: "activation, **others",
    bases: "",
    methods: { __call__: activation(({ object }) => headOf(object.attributes.get("activation"))) },
  },
  {
    names: paths("layers", "Softmax"),
    signature: "axis=-1, **others",
    bases: "",
    methods: {
      __call__: activation(({ object }) => (object.construction?.given.has("axis") === true ? undefined : "softmax")),
    },
  },
];
