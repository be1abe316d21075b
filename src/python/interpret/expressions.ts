import type { Expression, NumbersExpression } from "../syntax";
import type { DictObject, NumbersDisplay } from "../things";
import type { Cells, TupleValue, Value } from "../value";
import { readAttribute } from "./attributes";
import { PRICE_OF_ITEM } from "./budget";
import { evaluateCall } from "./calls";
import { comparison } from "./comparisons";
import { comprehension } from "./comprehensions";
import { lambda } from "./definitions";
import { plainThings } from "./generators";
import { computed, keyOf, literalAt, none, string } from "./make";
import { lookUp, mangled, storeOutside } from "./names";
import { namespaceItem } from "./namespaces";
import { binary, unary } from "./operators";
import { either } from "./paths";
import { printed } from "./printed";
import type { Run } from "./run";
import { subscript } from "./subscript";

/** The engine's own stack is not to be used up by a text. */
const maxDepth = 1500;

export function evaluate(run: Run, expression: Expression): Value {
  run.step();
  if (run.deep > maxDepth) return run.unread("budget", expression);
  run.deep++;
  const value = evaluated(run, expression);
  run.deep--;
  if (value.kind === "unknown") run.unknowns++;
  return value;
}

function evaluated(run: Run, expression: Expression): Value {
  switch (expression.kind) {
    case "number": {
      const { value, type } = expression;
      if (type === "complex" || (type === "int" && !Number.isSafeInteger(value)))
        return run.unread("expression", expression);
      return { kind: "number", type, value, origin: literalAt(run.placeOf(expression)) };
    }
    case "string":
      if (expression.bytes) return run.unread("expression", expression);
      return string(expression.value, literalAt(run.placeOf(expression)));
    case "numbers":
      return numbers(run, expression);
    case "constant":
      return constant(run, expression);
    case "name": {
      const value = lookUp(run, expression.name, expression);
      run.records.read(expression.name, run.unit, expression.start, expression.end, value);
      return value;
    }
    case "attribute":
      return attribute(run, expression);
    case "call":
      return evaluateCall(run, expression);
    case "subscript": {
      const named = namespaceItem(run, expression);
      if (named !== undefined) return named;
      const object = evaluate(run, expression.object);
      return subscript(run, object, evaluate(run, expression.index), expression);
    }
    case "slice": {
      const part = (each: Expression | undefined) =>
        each === undefined ? none(literalAt(run.placeOf(expression))) : evaluate(run, each);
      const [lower, upper, step] = [part(expression.lower), part(expression.upper), part(expression.step)];
      return { kind: "slice", lower, upper, step, origin: literalAt(run.placeOf(expression)) };
    }
    case "binary": {
      const left = evaluate(run, expression.left);
      return binary(run, expression.operator, left, evaluate(run, expression.right), expression, expression);
    }
    case "unary":
      return unary(run, expression.operator, evaluate(run, expression.operand), expression);
    case "comparison":
      return comparison(run, expression);
    case "boolean":
      return junction(run, expression.operator, expression.operands, 0);
    case "conditional": {
      const test = run.truth(evaluate(run, expression.test));
      if (test !== undefined) return evaluate(run, test ? expression.value : expression.other);
      run.uncertain++;
      const value = either(
        run,
        () => evaluate(run, expression.value),
        () => evaluate(run, expression.other),
      );
      run.uncertain--;
      return value;
    }
    case "list": {
      const items = display(run, expression.items);
      return run.list(items, literalAt(run.placeOf(expression)));
    }
    case "set": {
      const items = display(run, expression.items);
      return run.list(items && distinct(items), literalAt(run.placeOf(expression)), "set");
    }
    case "tuple": {
      const items = display(run, expression.items);
      if (items === undefined) return run.unread("expression", expression);
      const tuple: TupleValue = { kind: "tuple", items, fields: undefined, origin: literalAt(run.placeOf(expression)) };
      return tuple;
    }
    case "dict":
      return dictionary(run, expression);
    case "comprehension":
      return comprehension(run, expression);
    case "lambda":
      return lambda(run, expression);
    case "formatted":
      return formatted(run, expression);
    case "named": {
      const value = evaluate(run, expression.value);
      const { start, name } = expression;
      storeOutside(run, name, value, { start, end: start + name.length });
      return value;
    }
    case "await":
      run.awaited = expression.value;
      return evaluate(run, expression.value);
    case "starred":
      return evaluate(run, expression.value);
    case "yield": {
      const value =
        expression.value === undefined ? none(literalAt(run.placeOf(expression))) : evaluate(run, expression.value);
      const { frame } = run;
      if (frame.within !== undefined) {
        if (expression.from) return run.unread("expression", expression);
        frame.within(value);
        return none(literalAt(run.placeOf(expression)));
      }
      if (frame.yields !== undefined) {
        const items = run.uncertain !== frame.uncertain ? undefined : expression.from ? run.iterate(value) : [value];
        if (items === undefined) {
          for (const { value: earlier } of frame.yields) run.escape(earlier);
          frame.yields = undefined;
        } else {
          run.spend(items.length);
          const { time } = run.state;
          for (const item of items) frame.yields.push({ value: item, time });
        }
      }
      // Of what can be looked after, a change is seen; of the rest, who gets it may change anything.
      if (frame.yields === undefined || plainThings(value) === undefined) run.escape(value);
      return run.unread("expression", expression);
    }
    case "unparsed":
      return run.unread("expression", expression);
  }
}

/** The items of a display, spread ones included; undefined where how many there are is not known. */
function display(run: Run, expressions: readonly Expression[]): Value[] | undefined {
  let items: Value[] | undefined = [];
  for (const each of expressions) {
    if (each.kind !== "starred") {
      const value = evaluate(run, each);
      items?.push(value);
      continue;
    }
    const spread = run.iterate(evaluate(run, each.value));
    if (spread === undefined) items = undefined;
    else {
      run.spend(spread.length * PRICE_OF_ITEM);
      for (const item of spread) items?.push(item);
    }
  }
  return items;
}

/** What a set of these items holds, in an order that is Python's for small numbers only: who needs it, must not ask. */
export function distinct(items: readonly Value[]): Value[] | undefined {
  const byKey = new Map<string, Value>();
  for (const item of items) {
    const key = keyOf(item);
    if (key === undefined) return undefined;
    if (!byKey.has(key)) byKey.set(key, item);
  }
  return [...byKey.values()];
}

/** A display of numbers, with where each is written. */
function numbers(run: Run, expression: NumbersExpression): Value {
  const { elements, shape } = expression.nested;
  const { count } = elements;
  run.spend(count);
  const cells: Cells = {
    unit: run.unit,
    offsets: elements.offsets.subarray(0, count),
    lengths: elements.lengths.subarray(0, count),
  };
  const display: NumbersDisplay = {
    data: elements.data.subarray(0, count),
    shape,
    type: elements.kind === 2 ? "float" : "int",
    cells,
  };
  const list = { items: undefined, region: run.region, changed: false, numbers: display };
  return { kind: "list", form: "list", list, origin: literalAt(run.placeOf(expression)) };
}

function constant(run: Run, expression: Expression & { readonly kind: "constant" }): Value {
  const origin = literalAt(run.placeOf(expression));
  switch (expression.value) {
    case "True":
      return { kind: "number", type: "bool", value: 1, origin };
    case "False":
      return { kind: "number", type: "bool", value: 0, origin };
    case "None":
      return none(origin);
    case "...":
      return { kind: "ellipsis", origin };
  }
}

function attribute(run: Run, expression: Expression & { readonly kind: "attribute" }): Value {
  const object = evaluate(run, expression.object);
  const value = readAttribute(run, object, mangled(run, expression.name), run.placeOf(expression));
  noteChain(run, expression, value);
  return value;
}

/** Notes what a chain of attributes (`self.model.loss`) is. */
export function noteChain(run: Run, expression: Expression & { readonly kind: "attribute" }, value: Value): void {
  const name = chainOf(expression);
  if (name !== undefined) run.records.read(name, run.unit, expression.start, expression.end, value);
}

function chainOf(expression: Expression): string | undefined {
  if (expression.kind === "name") return expression.name;
  if (expression.kind !== "attribute") return undefined;
  const object = chainOf(expression.object);
  return object === undefined ? undefined : `${object}.${expression.name}`;
}

function junction(run: Run, operator: "and" | "or", operands: readonly Expression[], index: number): Value {
  const value = evaluate(run, operands[index]);
  if (index === operands.length - 1) return value;
  const test = run.truth(value);
  if (test !== undefined) return test === (operator === "or") ? value : junction(run, operator, operands, index + 1);
  run.uncertain++;
  const result = either(
    run,
    () => value,
    () => junction(run, operator, operands, index + 1),
  );
  run.uncertain--;
  return result;
}

function dictionary(run: Run, expression: Expression & { readonly kind: "dict" }): Value {
  let entries: NonNullable<DictObject["entries"]> | undefined = new Map();
  for (const { key, value } of expression.entries) {
    if (key === undefined) {
      const spread = evaluate(run, value);
      const more = spread.kind === "dict" ? spread.dict.entries : undefined;
      if (more === undefined) entries = undefined;
      for (const [each, entry] of more ?? []) entries?.set(each, entry);
      continue;
    }
    const held = evaluate(run, key);
    const name = keyOf(held);
    const item = evaluate(run, value);
    if (name === undefined) entries = undefined;
    else entries?.set(name, { key: held, value: item });
  }
  return run.dict(entries, literalAt(run.placeOf(expression)));
}

/** A text with values in it; known where these are written one way alone. */
function formatted(run: Run, expression: Expression & { readonly kind: "formatted" }): Value {
  const values = expression.fields.map((field) => {
    const value = evaluate(run, field);
    printed(run, value);
    return value;
  });
  const { texts } = expression;
  let text = texts?.[0];
  for (const [i, value] of values.entries()) {
    const written = text === undefined ? undefined : plainText(value);
    if (texts === undefined || text === undefined || written === undefined) return run.unread("expression", expression);
    run.spend(text.length + written.length);
    text += written + texts[i + 1];
  }
  if (text === undefined) return run.unread("expression", expression);
  return string(text, computed("format", run.placeOf(expression), values));
}

function plainText(value: Value): string | undefined {
  // How members of enumerations are written, differs between versions.
  if ((value.kind === "string" || value.kind === "number") && value.member !== undefined) return undefined;
  if (value.kind === "string") return value.value;
  if (value.kind === "none") return "None";
  if (value.kind !== "number" || value.error !== undefined) return undefined;
  if (value.type === "bool") return value.value === 0 ? "False" : "True";
  return value.type === "int" && Number.isSafeInteger(value.value) ? String(value.value) : undefined;
}
