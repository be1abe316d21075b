import { memberOf } from "../library/operations";
import type { GivenArgument } from "../library/signature";
import { itemsOf } from "../lists";
import type { BinaryOperator, Range, UnaryOperator } from "../syntax";
import type { ListObject, NumbersDisplay } from "../things";
import { type Origin, unread, type Value } from "../value";
import { applyOperation, deriveFrom } from "./apply";
import { PRICE_OF_ITEM } from "./budget";
import { given } from "./calls";
import { callFunction } from "./functions";
import { findInClass } from "./lookup";
import { bool, computed, int, string } from "./make";
import { arithmetic, negated } from "./numbers";
import type { Run } from "./run";
import { join } from "./sets";

/** The rows and the methods of the operators. */
export const operatorNames: Readonly<Record<BinaryOperator, string>> = {
  "+": "add",
  "-": "sub",
  "*": "mul",
  "/": "truediv",
  "//": "floordiv",
  "%": "mod",
  "**": "pow",
  "@": "matmul",
  "&": "and_",
  "|": "or_",
  "^": "xor",
  "<<": "lshift",
  ">>": "rshift",
};

const unaryNames: Readonly<Record<Exclude<UnaryOperator, "not">, string>> = { "-": "neg", "+": "pos", "~": "invert" };

const noKeywords: ReadonlyMap<string, Value> = new Map();
const noArguments: ReadonlyMap<string, GivenArgument> = new Map();

/** Whether a value is an array, or may be one. */
export function mayBeArray(value: Value): boolean {
  return value.kind === "tensor" || value.kind === "unknown";
}

export function binary(
  run: Run,
  operator: BinaryOperator,
  left: Value,
  right: Value,
  at: Range,
  parts?: { readonly left: Range; readonly right: Range },
): Value {
  const place = run.placeOf(at);
  if (left.kind === "number" && right.kind === "number") {
    const origin = computed(operatorNames[operator], place, [left, right]);
    return arithmetic(operator, left, right, origin) ?? { ...unread("expression", place), origin };
  }
  if (left.kind === "tensor" || right.kind === "tensor" || left.kind === "unknown" || right.kind === "unknown") {
    const viaObject = overloaded(run, operatorNames[operator], left, right);
    if (viaObject !== undefined) return viaObject;
    return viaRow(run, operatorNames[operator], [left, right], at, parts && [parts.left, parts.right]);
  }
  return (
    onPython(run, operator, left, right, at) ??
    overloaded(run, operatorNames[operator], left, right) ??
    lost(run, [left, right], at)
  );
}

/** What an operator makes of something that is not modelled: it may call methods that change what they are given. */
function lost(run: Run, operands: readonly Value[], at: Range): Value {
  for (const value of operands) if (value.kind === "object") run.escape(value);
  const result = run.unread("expression", at);
  deriveFrom(run, result, given(operands, noKeywords));
  return result;
}

/** An operator by its row; unknown where there is none. */
export function viaRow(run: Run, name: string, operands: readonly Value[], at: Range, parts?: readonly Range[]): Value {
  const row = memberOf("operator", name);
  if (row === undefined) return lost(run, operands, at);
  const positional: GivenArgument[] = [];
  for (let i = 0; i < operands.length; i++) {
    const part = parts?.[i];
    positional.push({ value: operands[i], place: part && run.placeOf(part) });
  }
  const place = run.placeOf(at);
  return applyOperation(
    run,
    row,
    `operator.${name}`,
    { positional, keywords: noArguments, complete: true },
    place,
    place,
  );
}

/** An operator that a class of the file defines. */
export function overloaded(run: Run, name: string, left: Value, right: Value): Value | undefined {
  const plain = name.replace(/_$/, "");
  if (left.kind === "object" && left.type.kind === "class") {
    const own = findInClass(left.type, `__${plain}__`);
    if (own?.kind === "function") {
      return callFunction(run, own, { kind: "given", args: given([left, right], noKeywords), self: left });
    }
  }
  if (right.kind === "object" && right.type.kind === "class") {
    const own = findInClass(right.type, `__r${plain}__`);
    if (own?.kind === "function") {
      return callFunction(run, own, { kind: "given", args: given([right, left], noKeywords), self: right });
    }
  }
  return undefined;
}

function onPython(run: Run, operator: BinaryOperator, left: Value, right: Value, at: Range): Value | undefined {
  const place = run.placeOf(at);
  const origin = computed(operatorNames[operator], place, [left, right]);
  if (operator === "+") {
    if (left.kind === "string" && right.kind === "string") {
      run.spend(left.value.length + right.value.length);
      return string(left.value + right.value, origin);
    }
    if (left.kind === "tuple" && right.kind === "tuple") {
      run.spend((left.items.length + right.items.length) * PRICE_OF_ITEM);
      return { kind: "tuple", items: [...left.items, ...right.items], fields: undefined, origin };
    }
    if (left.kind === "list" && right.kind === "list" && left.form === "list" && right.form === "list") {
      const [x, y] = [plainNumbers(left.list), plainNumbers(right.list)];
      if (x && y && x.cells.unit === y.cells.unit) {
        run.spend(x.data.length + y.data.length);
        return listOfNumbers(run, joinedNumbers(x, y), origin);
      }
      const size = lengthOf(left.list) + lengthOf(right.list);
      run.spend(size * PRICE_OF_ITEM);
      const a = itemsOf(left.list);
      const b = itemsOf(right.list);
      if (a === undefined || b === undefined) return run.list(undefined, origin);
      return run.list(a.concat(b), origin);
    }
  }
  if (operator === "*") {
    const [sequence, times] = left.kind === "number" ? [right, left] : [left, right];
    if (times.kind !== "number" || times.type === "float") return undefined;
    const count = Math.max(0, times.value);
    if (sequence.kind === "string") {
      run.spend(sequence.value.length * count);
      return string(sequence.value.repeat(count), origin);
    }
    if (sequence.kind === "tuple") {
      run.spend(sequence.items.length * count * PRICE_OF_ITEM);
      return { kind: "tuple", items: repeated(sequence.items, count), fields: undefined, origin };
    }
    if (sequence.kind === "list" && sequence.form === "list") {
      const numbers = plainNumbers(sequence.list);
      if (numbers) {
        run.spend(numbers.data.length * count);
        return listOfNumbers(run, repeatedNumbers(numbers, count), origin);
      }
      run.spend(lengthOf(sequence.list) * count * PRICE_OF_ITEM);
      const items = itemsOf(sequence.list);
      if (items === undefined) return run.list(undefined, origin);
      return run.list(repeated(items, count), origin);
    }
  }
  if (left.kind === "list" && right.kind === "list" && left.form === "set" && right.form === "set") {
    const items = join(operator, itemsOf(left.list), itemsOf(right.list));
    return run.list(items, origin, "set");
  }
  if (operator === "|" && left.kind === "dict" && right.kind === "dict" && !left.dict.counts && !right.dict.counts) {
    const a = left.dict.entries;
    const b = right.dict.entries;
    return run.dict(a && b && new Map([...a, ...b]), origin);
  }
  return undefined;
}

/** The numbers of a list that nobody has taken apart; of lists in it each would be one and the same as often as it is repeated. */
function plainNumbers({ numbers, changed, items }: ListObject): NumbersDisplay | undefined {
  return changed || items !== undefined || numbers?.shape.length !== 1 ? undefined : numbers;
}

/** How many items a list has, before they are made; 0 where that is not known. */
function lengthOf({ items, changed, numbers }: ListObject): number {
  return items?.length ?? (changed ? 0 : (numbers?.shape[0] ?? 0));
}

function listOfNumbers(run: Run, numbers: NumbersDisplay, origin: Origin): Value {
  const list = { items: undefined, region: run.region, changed: false, numbers };
  return { kind: "list", form: "list", list, origin };
}

/** One list behind the other. */
function joinedNumbers(a: NumbersDisplay, b: NumbersDisplay): NumbersDisplay {
  const size = a.data.length + b.data.length;
  const data = new Float64Array(size);
  const offsets = new Uint32Array(size);
  const lengths = new Uint32Array(size);
  let at = 0;
  for (const part of [a, b]) {
    data.set(part.data, at);
    offsets.set(part.cells.offsets, at);
    lengths.set(part.cells.lengths, at);
    at += part.data.length;
  }
  const type = a.type === b.type ? a.type : "float";
  return { data, shape: [size], type, cells: { unit: a.cells.unit, offsets, lengths } };
}

function repeatedNumbers({ data, type, cells }: NumbersDisplay, count: number): NumbersDisplay {
  const size = data.length * count;
  const result = new Float64Array(size);
  const offsets = new Uint32Array(size);
  const lengths = new Uint32Array(size);
  if (size > 0) {
    result.set(data);
    offsets.set(cells.offsets);
    lengths.set(cells.lengths);
  }
  // What is there already is doubled.
  for (let done = data.length; done > 0 && done < size; done *= 2) {
    for (const part of [result, offsets, lengths]) part.copyWithin(done, 0, done);
  }
  return { data: result, shape: [size], type, cells: { unit: cells.unit, offsets, lengths } };
}

function repeated(items: readonly Value[], count: number): Value[] {
  const result: Value[] = [];
  if (items.length > 0) for (let i = 0; i < count; i++) for (const item of items) result.push(item);
  return result;
}

export function unary(run: Run, operator: UnaryOperator, operand: Value, at: Range): Value {
  const place = run.placeOf(at);
  if (operator === "not") {
    const value = run.truth(operand);
    if (value === undefined) return run.unread("expression", at);
    return bool(!value, computed("not", place, [operand]));
  }
  if (operand.kind === "number") {
    // A sign in front of a number is part of how it is written.
    const origin =
      operand.origin.kind === "literal"
        ? { kind: "literal" as const, place }
        : computed(unaryNames[operator], place, [operand]);
    if (operator === "-") return negated(operand, origin);
    if (operator === "+")
      return { ...operand, type: operand.type === "bool" ? "int" : operand.type, member: undefined, origin };
    const inverted = operand.type === "float" ? undefined : int(-operand.value - 1, origin);
    return inverted ?? unread("expression", place);
  }
  if (mayBeArray(operand)) return viaRow(run, unaryNames[operator], [operand], at);
  if (operand.kind === "object" && operand.type.kind === "class") {
    const own = findInClass(operand.type, `__${unaryNames[operator]}__`);
    if (own?.kind === "function") {
      return callFunction(run, own, { kind: "given", args: given([operand], noKeywords), self: operand });
    }
  }
  return lost(run, [operand], at);
}
