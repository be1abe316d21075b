import type { TensorOp } from "../engine/ops/tensorOp";
import type { DType, Tensor } from "../tensor/tensor";
import type { Place, TextUnit } from "../textUnit";
import type { TextEdit } from "./answer";
import { type ArgumentFacts, type CallFacts, textAt } from "./callFacts";
import { importedName } from "./imports";
import type { FixCandidate } from "./row";

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
