import * as l10n from "@vscode/l10n";
import type { DType } from "../../tensor/tensor";
import { dtypeNamed, type Library } from "../dtypes";
import type { Diagnostic, DiagnosticCode } from "../literal";
import { Refused } from "../refused";
import { constantNamed } from "../text/words";
import { stack, unsupported } from "./arrays";
import { Budget } from "./budget";
import type { Dialect } from "./dialect";
import { conform, repeated } from "./initializers";
import type { Language } from "./language";
import { matrixOf, range } from "./matrices";
import { binary } from "./operators";
import { rows } from "./rows";
import { type CallNode, type ComprehensionNode, dottedName, type Node } from "./syntax";
import { type ArrayValue, listOf, made, type Place, type ScalarValue, type Value } from "./value";

/** Evaluates the syntax tree of a constant expression: arithmetic, a white list of functions and methods, a budget. Runs no one's code. */
export class Evaluator {
  readonly language: Language;
  readonly dialect: Dialect;
  readonly text: string;
  columnNames: readonly string[] | undefined = undefined;
  readonly warnings: Diagnostic[] = [];
  private readonly variables = new Map<string, Value>();

  constructor(
    text: string,
    language: Language,
    readonly budget = new Budget(),
  ) {
    this.text = text;
    this.language = language;
    this.dialect = language.dialect;
  }

  evaluate(node: Node): Value {
    if (this.variables.size > 0) this.budget.step(node);
    const place: Place = { start: node.start, end: node.end };
    switch (node.kind) {
      case "number":
        if (node.written === 1 && !Number.isFinite(node.value))
          throw new Refused("non-numeric", node.start, node.end, l10n.t("This integer is too large for any array."));
        return { kind: "scalar", value: node.value, written: node.written, dtype: node.dtype, ...place };
      case "nested": {
        const list = listOf(node.nested.elements, node.nested.shape, place);
        return this.dialect.columnMajor ? { ...list, isList: false } : list;
      }
      case "matrix":
        return matrixOf(this, node.rows, place);
      case "conditional":
        return this.evaluate(truth(this.numeric(node.condition)) ? node.value : node.other);
      case "repeat":
        return repeated(this, node.value, node.count, place);
      case "typed":
        return conform(this, node.value, node.type, place);
      case "list":
        return stack(this.items(node), place);
      case "name":
      case "attribute":
        return this.name(node, place);
      case "string":
        return { kind: "string", value: node.value, ...place };
      case "null":
      case "opaque":
        return { kind: node.kind, ...place };
      case "call":
        return this.call(node, place);
      case "subscript":
        throw unsupported(place, l10n.t("An index of an array is not evaluated in this language."));
      case "unary":
        return this.unary(node.op, this.numeric(node.operand), place);
      case "binary":
        if (node.op === ":") return range(this, node, place);
        if (isDate(node, this.excerpt(node), this.language))
          throw new Refused("non-numeric", node.start, node.end, l10n.t("“{0}” is not a number.", this.excerpt(node)));
        return binary(node.op, this.numeric(node.left), this.numeric(node.right), place, this);
      case "comprehension":
        return stack(this.comprehend(node), place);
      case "dict":
        throw new Refused(
          "not-an-array",
          node.start,
          node.end,
          l10n.t("This is a dictionary; select one of its arrays."),
        );
      case "spread":
      case "slice":
        throw unsupported(node, l10n.t("“{0}” is not a value.", this.excerpt(node)));
    }
  }

  /** A number or an array; refuses anything else at its place. */
  numeric(node: Node): ScalarValue | ArrayValue {
    const value = this.evaluate(node);
    if (value.kind === "scalar" || value.kind === "array") return value;
    const isNull = value.kind === "null" && /^(?:null|~)$/.test(this.excerpt(node));
    if (isNull) {
      this.warn("non-numeric", node, l10n.t("“{0}” is read as nan.", this.excerpt(node)));
      return { kind: "scalar", value: Number.NaN, written: 2, dtype: undefined, start: node.start, end: node.end };
    }
    throw new Refused("non-numeric", node.start, node.end, l10n.t("“{0}” is not a number.", this.excerpt(node)));
  }

  array(node: Node): ArrayValue {
    const value = this.numeric(node);
    if (value.kind === "array") return value;
    return { ...made(Float64Array.of(value.value), [], { ...value, library: undefined }, value) };
  }

  integer(node: Node): number {
    const value = this.numeric(node);
    if (value.kind === "scalar" && value.written < 2) return value.value;
    throw unsupported(node, l10n.t("“{0}” is not an integer.", this.excerpt(node)));
  }

  /** Sizes given as `(2, 3)` or `2`. */
  integers(node: Node): number[] {
    const value = this.numeric(node);
    if (value.written === 2 && !(value.kind === "array" && value.data.length === 0))
      throw unsupported(node, l10n.t("“{0}” is not an integer.", this.excerpt(node)));
    return value.kind === "scalar" ? [value.value] : [...value.data];
  }

  /** The items of a list, one by one: they may differ in shape. */
  items(node: Node): (ScalarValue | ArrayValue)[] {
    if (node.kind === "comprehension") return this.comprehend(node);
    if (node.kind !== "list") return rows(this.array(node));
    const items: (ScalarValue | ArrayValue)[] = [];
    for (const item of node.items) {
      if (item.kind === "spread") for (const inner of this.items(item.operand)) items.push(inner);
      else items.push(this.numeric(item));
    }
    return items;
  }

  /** The dtype that an argument names, undefined for what is surely none. */
  dtype(node: Node, library: Library | undefined): DType | undefined {
    // np.dtype('float32') names what it holds.
    if (node.kind === "call" && /(?:^|\.)dtype$/.test(dottedName(node.callee) ?? "") && node.args.length === 1) {
      return this.dtype(node.args[0].value, library);
    }
    const name = node.kind === "string" ? node.value : dottedName(node);
    return name === undefined ? undefined : dtypeNamed(name, library);
  }

  dtypeNamed(name: string, library: Library | undefined): DType | undefined {
    return dtypeNamed(name, library);
  }

  /** The type that torch's name of it stands for in any language: `torch::kFloat64`, `ScalarType.Float32`. */
  torchType(node: Node): DType | undefined {
    if (dottedName(node) === undefined && node.kind !== "call") return undefined;
    const type = /k?(BFloat16|[A-Za-z]+)(\d*)\W*$/.exec(this.excerpt(node));
    return type ? dtypeNamed((type[1].replace(/^k/, "") + type[2]).toLowerCase(), "torch") : undefined;
  }

  /** An evaluator of a text within this one, paid from the same budget. */
  inside(text: string, language: Language): Evaluator {
    return new Evaluator(text, language, this.budget);
  }

  excerpt(place: Place): string {
    const text = this.text.slice(place.start, Math.min(place.end, place.start + 60));
    return place.end - place.start > 60 ? `${text}…` : text;
  }

  warn(code: DiagnosticCode, { start, end }: Place, message: string): void {
    this.warnings.push({ code, severity: "warning", offset: start, length: end - start, message });
  }

  private name(node: Node, place: Place): Value {
    const name = dottedName(node);
    if (name !== undefined) {
      const variable = this.variables.get(name);
      if (variable) return { ...variable, ...place };
      const constant = constantNamed(name, this.language);
      if (constant)
        return { kind: "scalar", value: constant.value, written: constant.kind, dtype: undefined, ...place };
    }
    if (node.kind === "attribute") {
      if (node.object.kind !== "name" || this.variables.has(node.object.name)) {
        const method = this.language.methods.get(node.name);
        if (method?.property) {
          const array = this.array(node.object);
          // A vector of Julia is a column.
          if (this.language.vectors === "columns" && array.shape.length === 1)
            return { ...array, shape: [1, array.data.length], ...place };
          return method.apply(this, array, [], place);
        }
      }
    }
    if (this.language.isData) {
      throw new Refused("non-numeric", node.start, node.end, l10n.t("“{0}” is not a number.", this.excerpt(node)));
    }
    throw unsupported(
      node,
      l10n.t("The value of “{0}” is not known here; only constants are evaluated.", this.excerpt(node)),
    );
  }

  private call(node: CallNode, place: Place): Value {
    const { callee, args } = node;
    const name = dottedName(callee);
    if (
      name !== undefined &&
      !(callee.kind === "attribute" && callee.object.kind === "name" && this.variables.has(callee.object.name))
    ) {
      const builtin = this.language.functions?.get(name);
      if (builtin) return builtin(this, args, place, name);
      throw unsupported(callee, l10n.t("“{0}” is not evaluated; only constants and the usual constructors are.", name));
    }
    if (callee.kind === "attribute") {
      const method = this.language.methods.get(callee.name);
      if (method && !method.property) return method.apply(this, this.array(callee.object), args, place);
      throw unsupported(
        { start: callee.end - callee.name.length, end: callee.end },
        l10n.t("The method “{0}” is not evaluated.", callee.name),
      );
    }
    throw unsupported(node, l10n.t("The call “{0}” is not evaluated.", this.excerpt(node)));
  }

  private unary(op: string, value: ScalarValue | ArrayValue, place: Place): Value {
    if (op === "+" && !(value.kind === "array" && value.isList)) return { ...value, ...place };
    if (op === "-") {
      if (value.kind === "scalar")
        return {
          ...value,
          value: value.written === 1 && value.value === 0 ? 0 : -value.value,
          written: value.written === 0 ? 1 : value.written,
          ...place,
        };
      if (!value.isList) return { ...value, data: value.data.map((x) => (value.written === 2 ? -x : 0 - x)), ...place };
    }
    if (op === "not" && value.kind === "scalar")
      return { kind: "scalar", value: Number(!value.value), written: 0, dtype: undefined, ...place };
    throw unsupported(place, l10n.t("The operator “{0}” is not supported here.", op));
  }

  private comprehend(node: ComprehensionNode): (ScalarValue | ArrayValue)[] {
    const results: (ScalarValue | ArrayValue)[] = [];
    const run = (depth: number): void => {
      if (depth === node.clauses.length) {
        this.budget.spend(1, node);
        results.push(this.numeric(node.body));
        return;
      }
      const { targets, source, conditions } = node.clauses[depth];
      for (const item of this.sequence(source)) {
        this.budget.step(node);
        this.bind(targets, item, source);
        if (conditions.every((condition) => truth(this.numeric(condition)))) run(depth + 1);
      }
    };
    const outer = new Map(this.variables);
    run(0);
    this.variables.clear();
    for (const [name, value] of outer) this.variables.set(name, value);
    return results;
  }

  /** What a loop runs over, refused before it begins where that is too much. */
  private sequence(source: Node): readonly (ScalarValue | ArrayValue)[] {
    if (source.kind === "list" || source.kind === "comprehension") return this.items(source);
    const array = this.array(source);
    this.budget.allow(array.shape[0] ?? 0, source);
    return rows(array);
  }

  private bind(targets: readonly string[], item: ScalarValue | ArrayValue, place: Place): void {
    if (targets.length === 1) {
      this.variables.set(targets[0], item);
      return;
    }
    const parts = item.kind === "array" ? rows(item) : [];
    if (parts.length !== targets.length)
      throw unsupported(place, l10n.t("{0} values cannot be unpacked into {1} names.", parts.length, targets.length));
    targets.forEach((target, i) => {
      this.variables.set(target, parts[i]);
    });
  }
}

/** `2024-01-02` and `01/02/2024` are differences and quotients only where someone computes, and then without zeros in front. */
function isDate({ op, left }: Extract<Node, { kind: "binary" }>, written: string, { isData }: Language): boolean {
  if (left.kind !== "binary" || left.op !== op || !/^\d{1,4}([-/])\d{1,2}\1\d{1,4}$/.test(written)) return false;
  return /\b0\d/.test(written) || (isData && /\d{4}/.test(written));
}

function truth(value: ScalarValue | ArrayValue): boolean {
  return value.kind === "scalar" ? value.value !== 0 : value.data.length > 0;
}
