import type { LossName, Reduction } from "../engine/loss";
import type { TensorOp } from "../engine/ops";
import { isConstant } from "../literal/expression/constant";
import { type Argument, type CallNode, dottedName, type Node } from "../literal/expression/syntax";
import type { LossUse, TextSpan, TracedArray, WrittenOptions } from "./lossUse";
import {
  activationFunction,
  activationMethod,
  activationModule,
  castMethods,
  lossFunction,
  lossModule,
  neutralFunctions,
  neutralMethods,
  weightedLosses,
} from "./torchNames";

/** What a name or an expression stands for, as far as it is followed. */
export type Value =
  | { readonly kind: "array"; readonly array: TracedArray }
  | { readonly kind: "loss"; readonly loss: LossName; readonly options: WrittenOptions; readonly named: TextSpan }
  | { readonly kind: "activation"; readonly op: TensorOp }
  | { readonly kind: "unknown" };

export type Environment = ReadonlyMap<string, Value>;

const unknown: Value = { kind: "unknown" };

/** Evaluates an expression of the text number `text` in an environment; reports every loss call on known arrays that it meets. */
export class Tracer {
  readonly #text: number;
  readonly #names: Environment;
  readonly #report: (use: LossUse) => void;

  constructor(text: number, names: Environment, report: (use: LossUse) => void) {
    this.#text = text;
    this.#names = names;
    this.#report = report;
  }

  value(node: Node): Value {
    const name = dottedName(node);
    if (name !== undefined && this.#names.has(name)) return this.#named(name);
    if (isArray(node)) return { kind: "array", array: { literal: this.#span(node), name: undefined, ops: [] } };
    if (node.kind === "call") return this.#call(node);
    this.#search(node);
    return unknown;
  }

  #named(name: string): Value {
    const value = this.#names.get(name) ?? unknown;
    return value.kind === "array" ? { ...value, array: { ...value.array, name: value.array.name ?? name } } : value;
  }

  #call(node: CallNode): Value {
    const name = dottedName(node.callee);
    const local = name === undefined ? undefined : this.#names.get(name);
    if (name !== undefined && local === undefined) {
      const loss = lossModule(name);
      if (loss !== undefined)
        return { kind: "loss", loss, options: this.#options(loss, node.args, 0), named: this.#span(node.callee) };
      const activation = activationModule(name);
      if (activation !== undefined) return this.#activation(activation, node.args);
      const applied = activationFunction(name);
      if (applied !== undefined)
        return this.#apply(this.#activation(applied, node.args.slice(1)), node.args[0]?.value, node);
      const called = lossFunction(name);
      if (called !== undefined) {
        this.#lossCall(
          node,
          { kind: "loss", loss: called, options: this.#options(called, node.args, 2), named: this.#span(node.callee) },
          true,
        );
        return unknown;
      }
      if (neutralFunctions.has(name)) return this.#neutral(name, node);
    }
    if (node.callee.kind === "attribute" && local === undefined) {
      const method = this.#method(node.callee.object, node.callee.name, node);
      if (method !== undefined) return method;
    }
    const callee = local ?? (node.callee.kind === "call" ? this.value(node.callee) : unknown);
    if (callee.kind === "loss") this.#lossCall(node, callee, false);
    else if (callee.kind === "activation") return this.#apply(callee, node.args[0]?.value, node);
    else for (const argument of node.args) this.value(argument.value);
    return unknown;
  }

  #neutral(name: string, node: CallNode): Value {
    const array = node.args[0] === undefined ? unknown : this.value(node.args[0].value);
    const forced = neutralFunctions.get(name);
    const written = dtypeArgument(node.args);
    if (written === null) return unknown;
    const dtype = forced ?? written;
    return dtype === undefined ? array : this.#applyOp({ op: "to", dtype }, array, node, node.args[0].value);
  }

  #method(object: Node, method: string, node: CallNode): Value | undefined {
    const cast = castMethods.get(method);
    const activation = activationMethod(method);
    const squeezes = method === "squeeze" || method === "unsqueeze" || method === "argmax";
    if (cast === undefined && activation === undefined && !squeezes && !neutralMethods.has(method)) return undefined;
    const array = this.value(object);
    if (neutralMethods.has(method)) return array;
    if (cast !== undefined) return this.#applyOp({ op: "to", dtype: cast }, array, node, object);
    if (activation !== undefined) return this.#apply(this.#activation(activation, node.args), object, node);
    const dim = integer(argument(node.args, "dim", 0));
    return dim === undefined ? unknown : this.#applyOp({ op: method as "squeeze", dim }, array, node, object);
  }

  #activation(
    op: "softmax" | "logSoftmax" | "sigmoid" | "logSigmoid" | "log" | "exp",
    args: readonly Argument[],
  ): Value {
    if (op !== "softmax" && op !== "logSoftmax") return { kind: "activation", op: { op } };
    const dim = integer(argument(args, "dim", 0));
    return dim === undefined ? unknown : { kind: "activation", op: { op, dim } };
  }

  #apply(activation: Value, operand: Node | undefined, node: CallNode): Value {
    if (activation.kind !== "activation" || operand === undefined) return unknown;
    return this.#applyOp(activation.op, this.value(operand), node, operand);
  }

  #applyOp(op: TensorOp, value: Value, node: Node, operand: Node): Value {
    if (value.kind !== "array") return unknown;
    const traced = { op, call: this.#span(node), operand: this.#span(operand) };
    return { kind: "array", array: { ...value.array, ops: [...value.array.ops, traced] } };
  }

  #lossCall(node: CallNode, loss: Extract<Value, { kind: "loss" }>, functional: boolean): void {
    const inputNode = argument(node.args, "input", 0);
    const targetNode = argument(node.args, "target", 1);
    if (inputNode === undefined || targetNode === undefined) return;
    const input = this.value(inputNode);
    const target = this.value(targetNode);
    if (input.kind !== "array" || target.kind !== "array") return;
    this.#report({
      loss: loss.loss,
      options: loss.options,
      call: this.#span(node),
      named: loss.named,
      functional,
      inputArgument: this.#span(inputNode),
      targetArgument: this.#span(targetNode),
      input: input.array,
      target: target.array,
    });
  }

  /** What is written behind the first `skipped` arguments by position, which are the arrays. */
  #options(loss: LossName, args: readonly Argument[], skipped: number): WrittenOptions {
    const positional = args.filter(({ name }) => name === undefined).slice(skipped);
    let options: WrittenOptions = {};
    for (const [index, { value }] of positional.entries()) {
      const name = index === 0 && weightedLosses.has(loss) ? "weight" : "";
      options = { ...options, ...this.#option(name, value) };
    }
    for (const { name, value } of args) {
      if (name !== undefined && name !== "input" && name !== "target") {
        options = { ...options, ...this.#option(name, value) };
      }
    }
    return options;
  }

  #option(name: string, node: Node): WrittenOptions {
    if (node.kind === "null") return {};
    const number = node.kind === "number" ? node.value : integer(node);
    switch (name) {
      case "reduction":
        return node.kind === "string" && isReduction(node.value) ? { reduction: node.value } : { others: true };
      case "ignore_index":
        return number === undefined ? { others: true } : { ignoreIndex: number };
      case "label_smoothing":
        return number === undefined ? { others: true } : { labelSmoothing: number };
      case "weight":
      case "pos_weight": {
        const value = this.value(node);
        // Casts leave the weights what they are; anything else does not.
        if (value.kind !== "array" || value.array.ops.some(({ op: { op } }) => op !== "to")) return { others: true };
        return name === "weight" ? { weight: value.array } : { posWeight: value.array };
      }
      default:
        return { others: true };
    }
  }

  /** Losses stand inside other expressions, too: `loss.item() + 0.1 * criterion(…)`. */
  #search(node: Node): void {
    switch (node.kind) {
      case "binary":
        this.value(node.left);
        this.value(node.right);
        return;
      case "unary":
        this.value(node.operand);
        return;
      case "attribute":
      case "subscript":
        this.value(node.object);
        return;
      case "list":
        for (const item of node.items) this.value(item);
    }
  }

  #span({ start, end }: Node): TextSpan {
    return { text: this.#text, offset: start, length: end - start };
  }
}

function isArray(node: Node): boolean {
  return node.kind !== "number" && node.kind !== "string" && node.kind !== "null" && isConstant(node, "python");
}

function argument(args: readonly Argument[], name: string, position: number): Node | undefined {
  const named = args.find((each) => each.name === name);
  return (named ?? args.filter((each) => each.name === undefined)[position])?.value;
}

function integer(node: Node | undefined): number | undefined {
  if (node?.kind === "unary" && node.op === "-" && node.operand.kind === "number") return -node.operand.value;
  return node?.kind === "number" && Number.isInteger(node.value) ? node.value : undefined;
}

/** `dtype=torch.float64` as a dtype; undefined where there is none, null where it is not understood. */
function dtypeArgument(args: readonly Argument[]): "float32" | "float64" | "int64" | undefined | null {
  const node = args.find(({ name }) => name === "dtype")?.value;
  if (node === undefined) return undefined;
  switch (dottedName(node)) {
    case "torch.float":
    case "torch.float32":
      return "float32";
    case "torch.double":
    case "torch.float64":
      return "float64";
    case "torch.long":
    case "torch.int64":
      return "int64";
    default:
      return null;
  }
}

function isReduction(text: string): text is Reduction {
  return text === "none" || text === "mean" || text === "sum" || text === "batchmean";
}
