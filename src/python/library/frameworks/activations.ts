import type { Operation, OperationCall } from "../../operation";
import type { Library, Value } from "../../value";
import { axisOf, dtypeArg, given, intOf, row, without } from "../tensor/arguments";
import { constructed } from "../tensor/constructors";
import { unary } from "../tensor/pointwise";
import { along, logSumExp } from "../tensor/softmax";
import { sigmoid, softplus } from "../tensor/special";

/** Activations and casts of TensorFlow, Keras and JAX, which take the last axis where none is named. */

const roots: ReadonlyArray<readonly [library: Library, modules: readonly string[]]> = [
  [
    "tensorflow",
    ["tensorflow.nn", "keras.ops", "keras.activations", "tensorflow.keras.activations", "tensorflow.math"],
  ],
  ["jax", ["jax.nn", "flax.linen", "flax.nnx"]],
];

const rows = roots.flatMap(([library, modules]): readonly Operation[] => {
  const paths = (...names: readonly string[]): string =>
    modules.flatMap((module) => names.map((name) => `${module}.${name}`)).join(" ");
  const last = (call: OperationCall) => (ndim: number) => {
    const axis = given(call, "axis");
    return [axisOf(axis ? intOf(axis) : -1, ndim)];
  };
  const softmax = (form: "softmax" | "log_softmax"): Operation =>
    row(paths(form), "input, axis=-1, where=None, name=None", (call) => {
      without(call, "where");
      return along(entered(call, library), form, library, last(call), undefined);
    });
  const element = (name: string, names: string, f: (x: number) => number): Operation =>
    row(names, "input, name=None", (call) =>
      unary(entered(call, library), { operation: name, manner: "composite", integers: undefined, f }, "input", library),
    );
  return [
    softmax("softmax"),
    softmax("log_softmax"),
    element("sigmoid", `${paths("sigmoid")}${library === "tensorflow" ? " tensorflow.sigmoid" : ""}`, sigmoid),
    element("logsigmoid", paths("log_sigmoid"), (x) => -softplus(-x)),
    element("relu", paths("relu"), (x) => (Number.isNaN(x) ? x : Math.max(x, 0))),
    row(
      library === "jax"
        ? "jax.nn.logsumexp jax.scipy.special.logsumexp"
        : "tensorflow.reduce_logsumexp tensorflow.math.reduce_logsumexp",
      "input, axis=None, keepdims=False",
      (call) => {
        const axis = given(call, "axis");
        const all = (ndim: number) => (axis ? [axisOf(intOf(axis), ndim)] : Array.from({ length: ndim }, (_, i) => i));
        return logSumExp(
          entered(call, library),
          library,
          all,
          given(call, "keepdims")?.kind === "number" && call.machine.truth(call.arg("keepdims") as Value) === true,
        );
      },
    ),
  ];
});

/** The call with NumPy's arrays as the library takes them: JAX in its narrow types. */
function entered(call: OperationCall, library: Library): OperationCall {
  const enter = (value: Value | undefined): Value | undefined => {
    if (value?.kind !== "tensor" || value.library !== "numpy") return value;
    return { ...value, library, dtype: library === "jax" && value.dtype === "float64" ? "float32" : value.dtype };
  };
  return {
    path: call.path,
    place: call.place,
    named: call.named,
    machine: call.machine,
    arg: (name) => enter(call.arg(name)),
    placeOf: (name) => call.placeOf(name),
    rest: (name) => call.rest(name),
    others: (name) => call.others(name),
    unknown: (facts, reason) => call.unknown(facts, reason),
  };
}

/** Keras's arrays are those of its backend, TensorFlow unless it was told otherwise. */
const made = row("keras.ops.convert_to_tensor keras.ops.array", "x, dtype=None, *rest, **others", (call) =>
  constructed(call, "tensor", "x", "tensorflow", dtypeArg(call, "tensorflow")),
);

/** (1 − α)·t + α / C of rows of C. */
const smoothed = row("optax.smooth_labels optax.losses.smooth_labels", "labels, alpha", (call) => {
  const [labels, alpha] = [call.arg("labels"), call.arg("alpha")];
  const classes = labels?.kind === "tensor" ? labels.shape.at(-1) : undefined;
  if (classes === undefined || alpha?.kind !== "number") return call.unknown();
  const share = alpha.value;
  const f = (t: number) => (1 - share) * t + share / classes;
  const kind = { operation: "smooth_labels", manner: "composite", integers: undefined, f } as const;
  return unary(entered(call, "jax"), kind, "labels", "jax");
});

export const frameworkActivations: readonly Operation[] = [...rows, made, smoothed];
