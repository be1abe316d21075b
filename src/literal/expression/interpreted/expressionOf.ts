import * as l10n from "@vscode/l10n";
import type { Clause, Comparison, Expression, Argument as PythonArgument } from "../../../python/syntax";
import { Refused } from "../../refused";
import { Elements } from "../../text/elements";
import { constantNamed } from "../../text/words";
import { unsupported } from "../arrays";
import { isAmbiguous, type Language } from "../language";
import { type CallArgument, type CallNode, dottedName, type Node } from "../syntax";
import { modules, pathOf } from "./paths";
import { numbersOf, pathExpression } from "./readArrays";

/**
 * Expressions as the reader's parser has read them, printed forms included, as the interpreter of Python evaluates them. `own` is
 * asked first: what is read here stands in it as an array.
 */
export interface Conversion {
  readonly text: string;
  readonly own: (node: Node) => Expression | undefined;
  /** A factor in front of printed elements. */
  readonly scaled: (factor: number) => void;
  /** Whether the type that a keyword names is to be taken; otherwise the argument is left out. */
  readonly dtype: (node: Node) => boolean;
  readonly language: Language;
}

const comparisons = new Set<string>(["<", "<=", ">", ">=", "==", "!="]);

export function expressionOf(node: Node, on: Conversion): Expression {
  const place = { start: node.start, end: node.end };
  const inner = (each: Node): Expression => expressionOf(each, on);
  const own = on.own(node);
  if (own) return own;
  switch (node.kind) {
    case "number":
      if (node.written === 1 && !Number.isFinite(node.value))
        throw new Refused("non-numeric", node.start, node.end, l10n.t("This integer is too large for any array."));
      return { kind: "number", value: node.value, type: node.written === 2 ? "float" : "int", ...place };
    case "nested":
      return numbersOf(node.nested, place, on.text[node.start] === "(", on.text);
    case "list":
      return { kind: on.text[node.start] === "[" ? "list" : "tuple", items: node.items.map(inner), ...place };
    case "string":
      if (/^[a-z]?f/i.test(on.text.slice(node.start, node.start + 2)) && node.value.includes("{"))
        return { kind: "unparsed", ...place };
      return { kind: "string", value: node.value, bytes: false, ...place };
    case "null":
      if (on.text.slice(node.start, node.end) !== "None")
        return { kind: "number", value: Number.NaN, type: "float", ...place };
      return { kind: "constant", value: "None", ...place };
    case "attribute":
      return (node.name === "values" ? frameIn(node.object, on) : undefined) ?? nameOf(node, on);
    case "name":
      return nameOf(node, on);
    case "subscript": {
      const items = node.items.map(inner);
      const index: Expression =
        items.length === 1 ? items[0] : { kind: "tuple", items, start: node.object.end, end: node.end };
      return { kind: "subscript", object: inner(node.object), index, ...place };
    }
    case "slice": {
      const [lower, upper, step] = node.parts.map((part) => part && inner(part));
      return { kind: "slice", lower, upper, step, ...place };
    }
    case "unary":
      if (node.op !== "-" && node.op !== "+" && node.op !== "~" && node.op !== "not")
        return { kind: "unparsed", ...place };
      return { kind: "unary", operator: node.op, operand: inner(node.operand), ...place };
    case "binary":
      return binaryOf(node, on);
    case "conditional":
      return {
        kind: "conditional",
        test: inner(node.condition),
        value: inner(node.value),
        other: inner(node.other),
        ...place,
      };
    case "spread":
      return { kind: "starred", value: inner(node.operand), ...place };
    case "comprehension": {
      const clauses = node.clauses.map(({ targets, source, conditions }): Clause => {
        const names = targets.map((name): Expression => ({ kind: "name", name, ...place }));
        const target: Expression = names.length === 1 ? names[0] : { kind: "tuple", items: names, ...place };
        return { target, iterable: inner(source), conditions: conditions.map(inner), ...place };
      });
      const form = on.text[node.start] === "[" ? "list" : "generator";
      return { kind: "comprehension", form, key: undefined, element: inner(node.body), clauses, ...place };
    }
    case "call":
      return callOf(node, on);
    case "dict":
    case "matrix":
    case "repeat":
    case "typed":
    case "opaque":
      return { kind: "unparsed", ...place };
  }
}

function callOf({ callee, args, start, end }: CallNode, on: Conversion): Expression {
  const frame = callee.kind === "attribute" && callee.name === "to_numpy" ? frameIn(callee.object, on) : undefined;
  if (frame && args.length === 0) return frame;
  const converted = args.flatMap((arg) => argumentOf(arg, on) ?? []);
  return { kind: "call", callee: expressionOf(callee, on), args: converted, start, end };
}

/** The values of a table, which has no other methods here. */
function frameIn(node: Node, on: Conversion): Expression | undefined {
  if (node.kind !== "call" || !/(?:^|\.)(?:DataFrame|Series)$/.test(dottedName(node.callee) ?? "")) return undefined;
  return on.own(node);
}

/** What is printed behind a keyword and has no value of its own (`grad_fn=<…>`) is left out. */
export function argumentOf({ name, value, start, end }: CallArgument, on: Conversion): PythonArgument | undefined {
  if (name !== undefined && value.kind === "opaque") return undefined;
  if (name === "dtype" && !on.dtype(value)) return undefined;
  const isSpread = value.kind === "spread";
  return {
    name,
    spread: isSpread ? "*" : undefined,
    value: expressionOf(isSpread ? value.operand : value, on),
    start,
    end,
  };
}

/** A name: a number by itself, or by what it means; a name without a module becomes one of its module. */
function nameOf(node: Extract<Node, { kind: "name" | "attribute" }>, on: Conversion): Expression {
  const place = { start: node.start, end: node.end };
  const name = dottedName(node);
  if (name === "...") return { kind: "constant", value: "...", ...place };
  const constant = name === undefined ? undefined : constantNamed(name, on.language);
  if (constant?.kind === 0) return { kind: "constant", value: constant.value ? "True" : "False", ...place };
  if (constant) return { kind: "number", value: constant.value, type: constant.kind === 2 ? "float" : "int", ...place };
  if (node.kind === "attribute")
    return { kind: "attribute", object: expressionOf(node.object, on), name: node.name, ...place };
  if (on.language.isData && isAmbiguous(node.name)) return { kind: "unparsed", ...place };
  if (modules.has(node.name)) return { kind: "name", name: node.name, ...place };
  const path = pathOf(node.name);
  if (path === undefined || path.startsWith("builtins.")) return { kind: "name", name: node.name, ...place };
  return pathExpression(path, place);
}

function binaryOf(node: Extract<Node, { kind: "binary" }>, on: Conversion): Expression {
  const { op, left, right, start, end } = node;
  if (isDate(node, on))
    throw new Refused("non-numeric", start, end, l10n.t("“{0}” is not a number.", on.text.slice(start, end)));
  if (comparisons.has(op)) {
    // From the last to the first.
    const operators: Comparison[] = [op as Comparison];
    const operands = [expressionOf(right, on)];
    let first = left;
    while (first.kind === "binary" && comparisons.has(first.op) && first.start === first.left.start) {
      operators.push(first.op as Comparison);
      operands.push(expressionOf(first.right, on));
      first = first.left;
    }
    operands.push(expressionOf(first, on));
    return { kind: "comparison", operators: operators.reverse(), operands: operands.reverse(), start, end };
  }
  if (op === "and" || op === "or") {
    return { kind: "boolean", operator: op, operands: [expressionOf(left, on), expressionOf(right, on)], start, end };
  }
  const isFactor = op === "*" && left.kind === "number" && left.written === 2 && right.kind === "nested";
  if (isFactor) {
    on.scaled(left.value);
    const { elements } = right.nested;
    const scaled = Object.assign(new Elements(), elements, { data: elements.data.map((x) => x * left.value), kind: 2 });
    return numbersOf({ ...right.nested, elements: scaled }, { start, end }, false, on.text);
  }
  if (!/^(?:[-+*/%@&|^]|\/\/|\*\*|<<|>>)$/.test(op))
    throw unsupported(node, l10n.t("The operator “{0}” is not supported here.", op));
  return {
    kind: "binary",
    operator: op as "+",
    left: expressionOf(left, on),
    right: expressionOf(right, on),
    start,
    end,
  };
}

/** `2024-01-02` and `01/02/2024` are differences and quotients only where someone computes, and then without zeros in front. */
export function isDate(
  { op, left, start, end }: Extract<Node, { kind: "binary" }>,
  { text, language }: Pick<Conversion, "text" | "language">,
): boolean {
  const written = text.slice(start, Math.min(end, start + 40));
  if (left.kind !== "binary" || left.op !== op || !/^\d{1,4}([-/])\d{1,2}\1\d{1,4}$/.test(written)) return false;
  return /\b0\d/.test(written) || (language.isData && /\d{4}/.test(written));
}
