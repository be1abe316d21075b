import type { TensorOp } from "../engine/ops/tensorOp";
import { ignoreOptions } from "../frameworks/framework";
import type { LossCall } from "../python/lossCall";
import type { DType, Tensor } from "../tensor/tensor";
import type { Place, TextUnit } from "../textUnit";
import type { TextEdit } from "./answer";
import { type ArgumentFacts, type CallFacts, textAt } from "./callFacts";
import { importedName } from "./imports";
import type { ChainStep } from "./originChain";
import type { FixCandidate } from "./row";
import { sitesIn } from "./syntaxIndex";

/** The text after edits that do not overlap; undefined where they do. */
export function applyEdits(units: readonly TextUnit[], edits: readonly TextEdit[]): readonly TextUnit[] | undefined {
  const changed = units.slice();
  for (const unit of new Set(edits.map(({ place }) => place.unit))) {
    const own = edits.filter(({ place }) => place.unit === unit).sort((a, b) => b.place.start - a.place.start);
    if (units[unit] === undefined || own.some(({ place }, i) => i > 0 && place.end > own[i - 1].place.start))
      return undefined;
    let { text } = units[unit];
    for (const { place, text: inserted } of own) text = text.slice(0, place.start) + inserted + text.slice(place.end);
    changed[unit] = { ...units[unit], version: units[unit].version + 1, text };
  }
  return changed;
}

/** An expression as something that a method can be called on. */
export function operandText(text: string): string {
  return isPrimary(text) ? text : `(${text})`;
}

/** A name or something in brackets, with attributes, calls and subscripts behind it, and nothing else. */
function isPrimary(text: string): boolean {
  if (/["'#]/.test(text)) return false;
  const opening = "([{";
  const closing = ")]}";
  const open: string[] = [];
  // What ends here may be called, subscripted or asked for an attribute.
  let ends = false;
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (opening.includes(char)) {
      if (open.length === 0 && !ends && at > 0) return false;
      open.push(closing[opening.indexOf(char)]);
    } else if (closing.includes(char)) {
      if (open.pop() !== char) return false;
      ends = true;
    } else if (open.length > 0) continue;
    else if (char === ".") {
      if (!ends || !/[A-Za-z_]/.test(text[at + 1] ?? "")) return false;
      ends = false;
    } else if (/[A-Za-z_]/.test(char) || (/\d/.test(char) && /\w/.test(text[at - 1] ?? ""))) {
      const begins = !/\w/.test(text[at - 1] ?? "");
      if (begins && at > 0 && text[at - 1] !== ".") return false;
      ends = true;
    } else return false;
  }
  return ends && open.length === 0;
}

const castMethods: Readonly<Partial<Record<DType, string>>> = {
  bool: "bool",
  int32: "int",
  int64: "long",
  float16: "half",
  bfloat16: "bfloat16",
  float32: "float",
  float64: "double",
};

/** An expression with the conversions that the engine proposes behind it: `target.squeeze(1).float()`. */
export function converted(ops: readonly TensorOp[], text: string): string {
  let code = text;
  for (const op of ops) code = convertedOnce(op, code);
  return code;
}

function convertedOnce(op: TensorOp, code: string): string {
  const operand = operandText(code);
  switch (op.op) {
    case "to": {
      const method = castMethods[op.dtype];
      return method === undefined ? `${operand}.to(torch.${op.dtype})` : `${operand}.${method}()`;
    }
    case "squeeze":
    case "unsqueeze":
    case "argmax":
    case "softmax":
      return `${operand}.${op.op}(${op.dim})`;
    case "logSoftmax":
      return `${operand}.log_softmax(${op.dim})`;
    case "sigmoid":
    case "log":
    case "exp":
      return `${operand}.${op.op}()`;
    case "div":
      return `${operand}.div(${op.by})`;
    case "logSigmoid":
      return `torch.nn.functional.logsigmoid(${code})`;
    case "movedim":
      return `${operand}.movedim(${op.source}, ${op.destination})`;
    case "oneHot":
      return `torch.nn.functional.one_hot(${code}, ${op.classes})`;
  }
}

/** The name by which the code has a module of a library: `F` for torch.nn.functional; undefined where it has none. */
export function moduleName({ units }: CallFacts, path: string): string | undefined {
  return importedName(units, path);
}

/** An argument with something around it or behind it: `torch.log(probs)`. */
export function rewriteArgument(
  { units }: CallFacts,
  { place }: ArgumentFacts,
  rewrite: (text: string) => string,
): readonly TextEdit[] {
  return place === undefined ? [] : [{ place, text: rewrite(textAt(units, place)) }];
}

/** `probs.log()`, or with the function of torch where the file has the module. */
export function functionOf(facts: CallFacts, name: string, rest = ""): (text: string) => string {
  const torch = moduleName(facts, "torch");
  return (text) =>
    torch === undefined ? `${operandText(text)}.${name}(${rest})` : `${torch}.${name}(${text}${rest && `, ${rest}`})`;
}

/** Leaves an operation out: `F.softmax(x, 1)` becomes `x`. */
export function removeStep({ units }: CallFacts, step: ChainStep): readonly TextEdit[] {
  const operand = step.operand.place;
  if (operand === undefined) return removeLayer(units, step.place);
  if (operand.unit !== step.place.unit) return [];
  if (operand.start < step.place.start || operand.end > step.place.end) return [];
  if (operand.start === step.place.start && operand.end === step.place.end) return [];
  return [{ place: step.place, text: unwrapped(textAt(units, operand)) }];
}

/** Takes a layer out of the list that it stands in: `nn.Softmax(dim=1)` of an nn.Sequential, with its comma. */
function removeLayer(units: readonly TextUnit[], place: Place): readonly TextEdit[] {
  const text = units[place.unit]?.text ?? "";
  const layer = /^[\w.]+(?=\()/.exec(text.slice(place.start, place.end))?.[0] ?? "";
  if (!/Soft|Sigmoid|ReLU/.test(layer)) return [];
  const { unit } = place;
  const before = /,\s*(?:#[^\n]*\n\s*)?$/.exec(text.slice(Math.max(0, place.start - 200), place.start));
  if (before !== null) return [{ place: { unit, start: place.start - before[0].length, end: place.end }, text: "" }];
  const after = /^\s*,\s*/.exec(text.slice(place.end, place.end + 200));
  return after === null ? [] : [{ place: { unit, start: place.start, end: place.end + after[0].length }, text: "" }];
}

/** Without the parentheses around the whole. */
function unwrapped(text: string): string {
  if (!text.startsWith("(") || !text.endsWith(")")) return text;
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === "(") depth++;
    if (text[i] === ")") depth--;
    if (depth === 0 && i < text.length - 1) return text;
  }
  return text;
}

/** Another name for an operation in the same place: `softmax` to `log_softmax`, `Softmax` to `LogSoftmax`. */
export function renameStep({ units }: CallFacts, step: ChainStep, from: RegExp, to: string): readonly TextEdit[] {
  const operand = step.operand.place;
  const whole = textAt(units, step.place);
  if (operand === undefined || operand.unit !== step.place.unit) return [];
  const isMethod = operand.start === step.place.start;
  const start = isMethod ? operand.end : step.place.start;
  const end = isMethod ? step.place.end : operand.start;
  if (start < step.place.start || end > step.place.end || whole === "") return [];
  const match = from.exec(textAt(units, { unit: step.place.unit, start, end }));
  if (match === null) return [];
  const at = start + match.index;
  return [{ place: { unit: step.place.unit, start: at, end: at + match[0].length }, text: to }];
}

/** Another activation in the place of one: the function or method that is called, or the layer where it is made, if that is called but there. */
export function renameActivation(
  { units }: CallFacts,
  step: ChainStep,
  names: Readonly<Record<string, string>>,
): readonly TextEdit[] {
  const { unit, start, end } = step.place;
  const operand = step.operand.place;
  if (operand !== undefined && (operand.unit !== unit || operand.start < start || operand.end > end)) return [];
  // In an nn.Sequential the layer stands alone.
  const isCalled = operand !== undefined && operand.start > start;
  const opening = isCalled ? textAt(units, { unit, start, end: operand.start }).lastIndexOf("(") : -1;
  const callee = { unit, start: operand?.start === start ? operand.end : start, end: isCalled ? start + opening : end };
  const code = textAt(units, callee);
  const called = `${code}(`;
  const [layer, ...others] = isCalled ? makersOf(units, code) : [];
  const isOnlyOne =
    layer !== undefined && others.length === 0 && !units.some(({ text }) => text.split(called).length > 2);
  if (layer === undefined ? called.startsWith("self.") : !isOnlyOne) return [];
  const named = layer ?? callee;
  const [written] = textAt(units, named).split("(");
  const dot = written.lastIndexOf(".") + 1;
  const name = written.slice(dot);
  // A bare name would have to be imported first.
  if (dot === 0 || !Object.hasOwn(names, name)) return [];
  const at = named.start + dot;
  return [{ place: { unit: named.unit, start: at, end: at + name.length }, text: names[name] }];
}

/** What is called where a name or an attribute is assigned: `nn.Softmax` of `self.act = nn.Softmax(dim=1)`. */
function makersOf(units: readonly TextUnit[], name: string): readonly Place[] {
  return units.flatMap((unit, index) =>
    (sitesIn(unit, index) ?? []).flatMap(({ node, statement }) => {
      const isMade =
        statement.kind === "assign" &&
        statement.value === node &&
        statement.targets.some(({ start, end }) => unit.text.slice(start, end) === name);
      if (!isMade) return [];
      const { start, end } = node.kind === "call" ? node.callee : node;
      return [{ unit: index, start, end }];
    }),
  );
}

const functionNames: Readonly<Record<string, string>> = {
  CrossEntropyLoss: "cross_entropy",
  NLLLoss: "nll_loss",
  BCELoss: "binary_cross_entropy",
  BCEWithLogitsLoss: "binary_cross_entropy_with_logits",
  MultiLabelSoftMarginLoss: "multilabel_soft_margin_loss",
};

/** Operations that leave the numbers of a literal what they are. */
const retyping =
  /^(tensor|as_tensor|asarray|array|from_numpy|Tensor|LongTensor|FloatTensor|long|int|float|double|to|type|cuda|cpu|contiguous)$/;

/** Other numbers in the literal that an argument is made of, and nothing else: rows of label lists, say. */
export function literalFix(facts: CallFacts, argument: ArgumentFacts, values: Tensor): readonly FixCandidate[] {
  const { steps, base } = argument.chain;
  if (values.data.length > 200 || base.origin.kind !== "literal") return [];
  if (!steps.every(({ operation }) => retyping.test(operation))) return [];
  const { place } = base.origin;
  if (!/^[[(]/.test(textAt(facts.units, place))) return [];
  const code = nestedText([...values.data], values.shape);
  return [{ title: { kind: "use", code }, edits: [{ place, text: code }] }];
}

function nestedText(data: readonly number[], shape: readonly number[]): string {
  if (shape.length === 0) return String(data[0]);
  const size = data.length / (shape[0] || 1);
  const rows = Array.from({ length: shape[0] }, (_, i) =>
    nestedText(data.slice(i * size, (i + 1) * size), shape.slice(1)),
  );
  return `[${rows.join(", ")}]`;
}

/** Another loss in the same place. */
export function renameLoss({ call, units, calls }: CallFacts, loss: string): FixCandidate | undefined {
  const { construction, place, options } = call;
  const isShared = calls.some(
    (other) =>
      construction !== undefined &&
      other.construction?.unit === construction.unit &&
      other.construction.start === construction.start &&
      other.place.start !== place.start &&
      other.arguments.length > 0,
  );
  const fix = renamed(call, units, loss);
  if (!isShared || fix === undefined) return fix;
  // Other calls need the loss as it is: this one gets its own.
  const callee = /^[\w.]+(?=\()/.exec(textAt(units, place))?.[0];
  const [{ text }] = fix.edits;
  if (callee === undefined || options.size > 0) return fix;
  const edit = { place: { ...place, end: place.start + callee.length }, text: `${text}()` };
  return { title: { kind: "use", code: edit.text }, edits: [edit] };
}

export function renamed(
  { named, functional }: LossCall,
  units: readonly TextUnit[],
  loss: string,
): FixCandidate | undefined {
  const written = textAt(units, named);
  const name = functional ? functionNames[loss] : loss;
  if (name === undefined) return undefined;
  const prefix = /^([\w.]+\.)\w+$/.exec(written)?.[1];
  const module = importedName(units, functional ? "torch.nn.functional" : "torch.nn");
  const code = prefix !== undefined ? `${prefix}${name}` : module === undefined ? undefined : `${module}.${name}`;
  if (code === undefined || !/^[\w.]+$/.test(written)) return undefined;
  return { title: { kind: "use", code }, edits: [{ place: named, text: code }] };
}

/** An option added where the loss takes its options, or another value for one that is there. */
export function setOption(facts: CallFacts, name: string, code: string): FixCandidate | undefined {
  const { call, units } = facts;
  const given = call.options.get(name);
  if (given !== undefined) {
    const used = { kind: "use", code: `${name}=${code}` } as const;
    return given.place && { title: used, edits: [{ place: given.place, text: code }] };
  }
  const title = { kind: "add", code: `${name}=${code}` } as const;
  const place = call.functional ? call.place : call.construction;
  if (place === undefined) return undefined;
  const text = textAt(units, place);
  if (!text.endsWith(")")) return undefined;
  const inside = text.slice(0, -1).trimEnd();
  const separator = inside.endsWith("(") ? "" : inside.endsWith(",") ? " " : ", ";
  const at = place.start + inside.length;
  return { title, edits: [{ place: { unit: place.unit, start: at, end: at }, text: `${separator}${name}=${code}` }] };
}

/** Targets of that value left out, where the loss has an option for it. */
export function ignoreOption(facts: CallFacts, value: number): FixCandidate | undefined {
  const name = ignoreOptions[facts.call.framework];
  return name === undefined ? undefined : setOption(facts, name, String(value));
}

/** The argument as it is needed, as a fix by its new text: `labels - 1`. */
export function argumentFix(
  facts: CallFacts,
  argument: ArgumentFacts,
  rewrite: (text: string) => string,
): readonly FixCandidate[] {
  const edits = rewriteArgument(facts, argument, rewrite);
  return edits.length === 0 ? [] : [{ title: { kind: "use", code: edits[0].text }, edits }];
}

export function swapArguments({ units, input, target }: CallFacts): readonly FixCandidate[] {
  const [a, b] = [input.place, target.place] satisfies readonly (Place | undefined)[];
  if (a === undefined || b === undefined) return [];
  const edits = [
    { place: a, text: textAt(units, b) },
    { place: b, text: textAt(units, a) },
  ];
  return [{ title: { kind: "swap", what: "arguments" }, edits }];
}
