import { type DType, isFloatingPoint } from "../../../../tensor/tensor";
import type { Operation, OperationCall } from "../../../operation";
import type { Names } from "../../../things";
import type { Facts, ObjectValue, Operand, OperationOrigin, Sizes, Value } from "../../../value";
import type { LibraryClass, LibraryMethod } from "../../libraryClass";
import { intOf, intsOf, isSequence, orElse, refuse } from "../../tensor/arguments";
import { factsOf, fresh, madeOf, underived } from "../../tensor/make";
import { isTensor } from "../losses/pythonType";
import { beginTraining, nothing } from "../mode";
import { delegated } from "./delegate";

/** What layers do to shapes, dtypes and origins: their weights are random, so that no values are known until a program has written them all. */

/** The options of a layer, or of its function. A reader that does not find what it reads ends the row: nothing is said. */
export class LayerOptions {
  private readonly call: OperationCall;
  private readonly read: (name: string) => Value | undefined;
  /** The type of the layer's own weights; undefined where it is not known, or has none. */
  readonly weights: DType | undefined;

  constructor(call: OperationCall, read: (name: string) => Value | undefined, weights?: DType) {
    this.call = call;
    this.read = read;
    this.weights = weights;
  }

  /** Undefined for None and what is not given. */
  value(name: string): Value | undefined {
    const value = this.read(name);
    return value === undefined || value.kind === "none" ? undefined : value;
  }

  int(name: string): number {
    return intOf(this.value(name) ?? refuse());
  }

  /** `3` or `(3, 3)`: one for each of `count` axes. */
  ints(name: string, count: number): readonly number[] {
    const value = this.value(name) ?? refuse();
    const ints = isSequence(value) ? intsOf(this.call, value) : new Array<number>(count).fill(intOf(value));
    return ints.length === 1 ? new Array<number>(count).fill(ints[0]) : ints.length === count ? ints : refuse();
  }

  list(name: string): readonly number[] {
    return intsOf(this.call, this.value(name) ?? refuse());
  }

  is(name: string): boolean {
    const value = this.value(name);
    return value === undefined ? false : (this.call.machine.truth(value) ?? refuse());
  }

  text(name: string): string | undefined {
    const value = this.value(name);
    return value?.kind === "string" ? value.value : undefined;
  }
}

/** A layer and its function: how the sizes come out. */
export interface Shaped {
  /** Its own name among operations. */
  readonly operation: string;
  /** Modules of torch.nn, and the parameters of their constructors. */
  readonly layers: string;
  readonly layerOptions: string;
  /** Functions of torch.nn.functional, and their parameters behind the input. */
  readonly functions: string;
  readonly functionOptions: string;
  /** `parameters`: computed with weights of the layer's own, which must have the input's type; `weights`: taken from them; `maybeParameters`: a function that is called without weights leaves the type as it is. */
  readonly dtype: "input" | "parameters" | "weights" | "maybeParameters";
  /** May refuse. */
  readonly sizes: (input: Sizes, options: LayerOptions) => Sizes;
  /** The last size, whatever the rank. */
  readonly lastSize?: (options: LayerOptions) => number;
  /** What else the origin keeps of the options. */
  readonly settings?: (options: LayerOptions) => OperationOrigin["settings"];
  /** The layer's own weights, random until the program writes values into them. */
  readonly weighted?: {
    /** The function that takes the input and them, in this order. */
    readonly by: string;
    /** Their sizes by their names; undefined for one that is None. May refuse. */
    readonly sizes: Readonly<Record<string, (options: LayerOptions) => readonly number[] | undefined>>;
  };
}

export function shapedClasses(rows: readonly Shaped[]): readonly LibraryClass[] {
  return rows.flatMap((row) =>
    row.layers
      .split(" ")
      .filter((name) => name !== "")
      .map((name) => {
        const forward = (call: OperationCall, options: LayerOptions) =>
          byWeights(call, row, options) ?? shaped(call, row, options);
        const { construct, ...layer } = layerClass(
          name,
          row.layerOptions,
          "input",
          forward,
          row.weighted !== undefined || row.dtype === "input",
        );
        return {
          ...layer,
          construct: (call, self) => {
            construct?.(call, self);
            addWeights(call, row, self);
          },
        } satisfies LibraryClass;
      }),
  );
}

function addWeights(call: OperationCall, { weighted }: Shaped, { object: { attributes } }: ObjectValue): void {
  const options = optionsIn(call, attributes);
  const { weights: dtype } = options;
  if (weighted === undefined || dtype === undefined) return;
  for (const [name, sizesOf] of Object.entries(weighted.sizes)) {
    // Options may have the name of a weight.
    const weight = orElse(
      () => parameter(call, sizesOf(options), dtype),
      () => call.unknown({ library: "torch" }),
    );
    attributes.delete(name);
    attributes.set(name, weight);
  }
}

function parameter(call: OperationCall, shape: readonly number[] | undefined, dtype: DType): Value {
  if (shape === undefined) return nothing;
  const made = fresh(call, madeOf({ operation: "parameter", operands: [] }, "torch", shape, dtype), undefined);
  made.storage.mayRequireGrad = true;
  return made;
}

/** What the layer gives where the program has written all of its weights; undefined where it has not. */
function byWeights(call: OperationCall, { weighted }: Shaped, options: LayerOptions): Value | undefined {
  const input = call.arg("input");
  if (weighted === undefined || input?.kind !== "tensor") return undefined;
  const weights = Object.keys(weighted.sizes).map((name) => options.value(name) ?? nothing);
  const areKnown = weights.every(
    (weight) => weight.kind === "none" || (weight.kind === "tensor" && weight.storage.data !== undefined),
  );
  if (!areKnown || weights[0]?.kind !== "tensor") return undefined;
  return delegated(call, weighted.by, [input, ...weights], new Map(), [{ value: input, place: call.placeOf("input") }]);
}

export function shapedOperations(rows: readonly Shaped[]): readonly Operation[] {
  return rows.flatMap((row) =>
    row.functions === ""
      ? []
      : [
          {
            names: row.functions,
            signature: row.functionOptions === "" ? "input" : `input, ${row.functionOptions}`,
            apply: (call: OperationCall) => shaped(call, row, new LayerOptions(call, (name) => call.arg(name))),
          },
        ],
  );
}

/** A module of torch.nn whose forward is a function of its arguments and its options. */
export function layerClass(
  name: string,
  options: string,
  forwardSignature: string,
  apply: (call: OperationCall, options: LayerOptions) => Value,
  showsParameters = false,
): LibraryClass {
  const forward: LibraryMethod = {
    signature: `self, ${forwardSignature}`,
    apply: (call) => {
      const self = call.arg("self");
      if (self?.kind !== "object") return call.unknown();
      const { attributes } = self.object;
      return orElse(
        () => apply(call, optionsIn(call, attributes)),
        () => call.unknown({ library: "torch" }),
      );
    },
  };
  return {
    names: `torch.nn.${name} torch.nn.modules.${name}`,
    signature: options,
    bases: "torch.nn.Module",
    construct: (_call, self) => beginTraining(self, showsParameters),
    methods: { forward, __call__: forward },
  };
}

function optionsIn(call: OperationCall, attributes: Names): LayerOptions {
  return new LayerOptions(call, (option) => attributes.get(option), weightsOf(attributes.get("dtype")));
}

/** float32 where the constructor names none and no method has changed it since. */
function weightsOf(dtype: Value | undefined): DType | undefined {
  if (dtype === undefined || dtype.kind === "none") return "float32";
  return dtype.kind === "dtype" && dtype.library === "torch" ? dtype.dtype : undefined;
}

function shaped(call: OperationCall, row: Shaped, options: LayerOptions): Value {
  const input = call.arg("input");
  if (input === undefined || isTensor(input) === false) return call.unknown();
  const { dtype, shape } = factsOf(input);
  return orElse(
    () =>
      output(
        call,
        row.operation,
        [{ value: input, place: call.placeOf("input") }],
        {
          dtype: dtypeAfter(call, row.dtype, dtype, options),
          shape: shape && row.sizes(shape, options),
          lastSize: shape === undefined ? lastSizeAfter(row, options) : undefined,
        },
        row.settings?.(options),
      ),
    () => call.unknown({ library: "torch" }),
  );
}

function lastSizeAfter({ lastSize }: Shaped, options: LayerOptions): number | undefined {
  return (
    lastSize &&
    orElse(
      () => lastSize(options),
      () => undefined,
    )
  );
}

/** The output's type; ends the row where input and weights are of different types, which torch refuses. */
export function dtypeAfter(
  call: OperationCall,
  rule: Shaped["dtype"],
  input: DType | undefined,
  options: LayerOptions,
): DType | undefined {
  const { weights } = options;
  if (rule === "input") return input;
  if (rule === "weights") return weights;
  if (call.machine.context.autocast !== undefined) return undefined;
  const named = ["weight", "bias", "elementwise_affine"];
  if (rule === "maybeParameters" && !named.some((name) => options.value(name) !== undefined))
    return input !== undefined && isFloatingPoint(input) ? input : undefined;
  // Weights that are not known would refuse an input of another type than theirs; mostly they are float32.
  if (weights === undefined) return input === "float32" ? input : undefined;
  return input === undefined || input === weights ? weights : refuse();
}

/** What is known of an output. */
export interface Known {
  readonly dtype?: DType | undefined;
  readonly shape?: Sizes | undefined;
  readonly lastSize?: number | undefined;
}

/** A tensor of unknown values where shape and dtype are known, else what is certain. */
export function output(
  call: OperationCall,
  operation: string,
  operands: readonly Operand[],
  known: Known,
  settings: OperationOrigin["settings"] = {},
): Value {
  const { shape, dtype } = known;
  const isWhole = shape?.every((size): size is number => size !== undefined);
  const made = { operation, operands, settings };
  if (isWhole && dtype !== undefined) return fresh(call, madeOf(made, "torch", shape, dtype), undefined);
  return underived(call, made, definite(known));
}

function definite(known: Known): Facts {
  const entries = Object.entries(known).filter(([, value]) => value !== undefined);
  return { library: "torch", ...Object.fromEntries(entries) };
}

/** f(size), where the size is known. */
export function sized(size: number | undefined, f: (size: number) => number): number | undefined {
  return size === undefined ? undefined : atLeastOne(f(size));
}

/** torch refuses outputs that are empty where the input is not. */
function atLeastOne(size: number): number {
  return size >= 1 ? size : refuse();
}

/** Ends the row where a size is known and another one than the layer takes. */
export function expect(size: number | undefined, wanted: number): void {
  if (size !== undefined && size !== wanted) refuse();
}
