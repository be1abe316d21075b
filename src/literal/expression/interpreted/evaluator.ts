import * as l10n from "@vscode/l10n";
import { expressionEvaluator } from "../../../python/interpret/evaluateExpression";
import type { Expression } from "../../../python/syntax";
import type { Value as PythonValue } from "../../../python/value";
import type { DType } from "../../../tensor/tensor";
import { dtypeNamed, type Library } from "../../dtypes";
import type { Diagnostic, DiagnosticCode } from "../../literal";
import { Refused } from "../../refused";
import { constantNamed } from "../../text/words";
import { stack, unsupported } from "../arrays";
import { ExpressionBudget } from "../budget";
import type { Dialect } from "../dialect";
import { conform, repeated } from "../initializers";
import type { Language } from "../language";
import { matrixOf, range } from "../matrices";
import { rows } from "../rows";
import { type CallNode, dottedName, type Node } from "../syntax";
import { type ArrayValue, asArray, type ExpressionValue, listOf, type ScalarValue, type ValuePlace } from "../value";
import { type Conversion, expressionOf, isDate } from "./expressionOf";
import { foreignExpression } from "./foreign";
import { binary, unary } from "./operators";
import { modules } from "./paths";
import { plainArray } from "./plainArray";
import { arrayExpression } from "./readArrays";
import { fromPython } from "./results";
import { specialCall } from "./specialCalls";

/**
 * Evaluates the syntax tree of a constant expression, in any language. Lists are read here, so that what is wrong with one is said at its
 * place; whatever is computed is computed by the interpreter of python/, which has the one table of what libraries do with arrays. What a
 * language means by its own functions is said by its table. Runs no one's code; refuses what it cannot evaluate.
 */
export class ExpressionEvaluator {
  readonly warnings: Diagnostic[] = [];
  columnNames: readonly string[] | undefined = undefined;
  /** How many explanations of refusals are under way within each other. */
  explaining = 0;
  readonly dialect: Dialect;
  private interpreter: ((expression: Expression) => PythonValue) | undefined;
  private scale: number | undefined;
  private readonly warned = new Set<string>();

  constructor(
    readonly text: string,
    readonly language: Language,
    readonly budget = new ExpressionBudget(text.length),
  ) {
    this.dialect = language.dialect;
  }

  evaluate(node: Node): ExpressionValue {
    const place: ValuePlace = { start: node.start, end: node.end };
    const isForeign = this.language.functions !== undefined;
    switch (node.kind) {
      case "number":
        if (node.written === 1 && !Number.isFinite(node.value))
          throw new Refused("non-numeric", node.start, node.end, l10n.t("This integer is too large for any array."));
        return { kind: "scalar", value: node.value, written: node.written, dtype: node.dtype, ...place };
      case "nested":
        return this.listed(listOf(node.nested.elements, node.nested.shape, place));
      case "list":
        return this.listed(stack(this.items(node.items), place));
      case "matrix":
        return matrixOf(this, node.rows, place);
      case "repeat":
        return repeated(this, node.value, node.count, place);
      case "typed":
        return conform(this, node.value, node.type, place);
      case "string":
        return { kind: "string", value: node.value, ...place };
      case "null":
      case "opaque":
        return { kind: node.kind, ...place };
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
      case "conditional":
        return this.computed(node);
      case "comprehension": {
        const value = this.computed(node);
        return isForeign && value.kind === "array" ? { ...value, library: undefined, isList: false } : value;
      }
      case "call": {
        if (isForeign) return this.call(node, place);
        const special = plainArray(this, node) ?? specialCall(this, node);
        return special ? { ...special, ...place } : this.computed(node);
      }
      case "name":
      case "attribute":
        return isForeign ? this.name(node, place) : this.computed(node);
      case "subscript":
        if (isForeign) throw unsupported(place, l10n.t("An index of an array is not evaluated in this language."));
        return this.computed(node);
      case "unary":
        return isForeign ? unary(this, node.op, this.numeric(node.operand), place) : this.computed(node);
      case "binary":
        if (!isForeign) return this.computed(node);
        if (node.op === ":") return range(this, node, place);
        if (isDate(node, this))
          throw new Refused("non-numeric", node.start, node.end, l10n.t("“{0}” is not a number.", this.excerpt(node)));
        return binary(this, node.op, this.numeric(node.left), this.numeric(node.right), place);
    }
  }

  /** A list is an array of its own in the languages that compute with it. */
  private listed(list: ArrayValue): ArrayValue {
    return this.dialect.columnMajor ? { ...list, isList: false } : list;
  }

  /** A number or an array; refuses anything else at its place. */
  numeric(node: Node): ScalarValue | ArrayValue {
    const value = this.evaluate(node);
    if (value.kind === "array") {
      // Something is made of it, of the same size mostly.
      this.budget.spend(value.data.length, node);
      return value;
    }
    if (value.kind === "scalar") return value;
    if (value.kind === "null" && /^(?:null|~)$/.test(this.excerpt(node))) {
      this.warn("non-numeric", node, l10n.t("“{0}” is read as nan.", this.excerpt(node)));
      return { kind: "scalar", value: Number.NaN, written: 2, dtype: undefined, start: node.start, end: node.end };
    }
    throw new Refused("non-numeric", node.start, node.end, l10n.t("“{0}” is not a number.", this.excerpt(node)));
  }

  /** An array, a number as one without dimensions. */
  array(node: Node): ArrayValue {
    return asArray(this.numeric(node));
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
  items(nodes: readonly Node[]): (ScalarValue | ArrayValue)[] {
    const items: (ScalarValue | ArrayValue)[] = [];
    for (const node of nodes) {
      if (node.kind !== "spread") items.push(this.numeric(node));
      else for (const item of this.spread(node.operand)) items.push(item);
    }
    return items;
  }

  private spread(node: Node): readonly (ScalarValue | ArrayValue)[] {
    if (node.kind === "list") return this.items(node.items);
    const array = this.array(node);
    if (array.shape.length === 0) throw unsupported(node, l10n.t("“{0}” is not an array.", this.excerpt(node)));
    return rows(array);
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

  /** The type that torch's name of it stands for in any language: `torch::kFloat64`, `ScalarType.Float32`. */
  torchType(node: Node): DType | undefined {
    if (dottedName(node) === undefined && node.kind !== "call") return undefined;
    const type = /k?(BFloat16|[A-Za-z]+)(\d*)\W*$/.exec(this.excerpt(node));
    return type ? dtypeNamed((type[1].replace(/^k/, "") + type[2]).toLowerCase(), "torch") : undefined;
  }

  /** An evaluator of a text within this one, paid from the same budget. */
  inside(text: string, language: Language): ExpressionEvaluator {
    return new ExpressionEvaluator(text, language, this.budget);
  }

  excerpt(place: ValuePlace): string {
    const text = this.text.slice(place.start, Math.min(place.end, place.start + 60));
    return place.end - place.start > 60 ? `${text}…` : text;
  }

  warn(code: DiagnosticCode, { start, end }: ValuePlace, message: string): void {
    const key = `${start}:${message}`;
    if (this.warned.has(key)) return;
    this.warned.add(key);
    this.warnings.push({ code, severity: "warning", offset: start, length: end - start, message });
  }

  /** An expression of the interpreter's, made of nodes. */
  conversion(make: (on: Conversion) => Expression): Expression {
    const { text, language } = this;
    return make({
      text,
      language,
      own: (node) => {
        if (language.functions) return foreignExpression(this, node);
        const special = node.kind === "call" ? specialCall(this, node) : undefined;
        return special && arrayExpression(special, node);
      },
      scaled: (factor) => {
        this.scale = factor;
      },
      dtype: (node) => this.knowsType(node),
    });
  }

  /** What an expression of the interpreter's gives that stands for a node. */
  read(node: Node, expression: Expression): ExpressionValue {
    this.interpreter ??= expressionEvaluator(this.text, modules);
    const read = fromPython(this, this.interpreter(expression), node);
    const { scale } = this;
    this.scale = undefined;
    return read.kind !== "array" || scale === undefined ? read : { ...read, scale };
  }

  private computed(node: Node): ExpressionValue {
    return this.read(
      node,
      this.conversion((on) => expressionOf(node, on)),
    );
  }

  /** Whether the type that a keyword names is known; a warning where a name of the program's says it. */
  private knowsType(node: Node): boolean {
    const name = dottedName(node);
    if (name === undefined || dtypeNamed(name, "numpy") !== undefined || modules.has(name.split(".")[0])) return true;
    if (name === "object") return false;
    this.warn(
      "unsupported-expression",
      node,
      l10n.t("The type “{0}” is not known here; the values are read as they are written.", name),
    );
    return false;
  }

  private name(node: Extract<Node, { kind: "name" | "attribute" }>, place: ValuePlace): ExpressionValue {
    const name = dottedName(node);
    const constant = name === undefined ? undefined : constantNamed(name, this.language);
    if (constant) return { kind: "scalar", value: constant.value, written: constant.kind, dtype: undefined, ...place };
    if (node.kind === "attribute" && node.object.kind !== "name") {
      const method = this.language.methods.get(node.name);
      if (method?.property) {
        const array = this.array(node.object);
        // A vector of Julia is a column.
        if (this.language.vectors === "columns" && array.shape.length === 1)
          return { ...array, shape: [1, array.data.length], ...place };
        return method.apply(this, array, [], place);
      }
    }
    if (this.language.isData)
      throw new Refused("non-numeric", node.start, node.end, l10n.t("“{0}” is not a number.", this.excerpt(node)));
    throw unsupported(
      node,
      l10n.t("The value of “{0}” is not known here; only constants are evaluated.", this.excerpt(node)),
    );
  }

  private call(node: CallNode, place: ValuePlace): ExpressionValue {
    const { callee, args } = node;
    const name = dottedName(callee);
    if (name !== undefined) {
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
}
