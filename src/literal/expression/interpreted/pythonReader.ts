import * as l10n from "@vscode/l10n";
import { expressionEvaluator } from "../../../python/interpret/evaluateExpression";
import type { Expression } from "../../../python/syntax";
import { dataOf, type Value as PythonValue, type TensorValue } from "../../../python/value";
import { dtypeNamed } from "../../dtypes";
import type { Diagnostic, DiagnosticCode } from "../../literal";
import { Refused } from "../../refused";
import { stack, unsupported } from "../arrays";
import { Budget } from "../budget";
import type { Language } from "../language";
import type { Reader } from "../reader";
import { dottedName, type Node } from "../syntax";
import {
  type ArrayValue,
  castTo,
  dtypeOf,
  listOf,
  type Place,
  type ScalarValue,
  type Value,
  writtenAs,
} from "../value";
import { explain } from "./explain";
import { arrayExpression, type Conversion, expressionOf } from "./expressionOf";
import { modules } from "./paths";
import { placesOf } from "./places";
import { specialCall } from "./specialCalls";

/**
 * Python's expressions, and what its libraries print: lists are read here, so that what is wrong with one is said at its place; whatever
 * is computed is computed by the interpreter.
 */
export class PythonReader implements Reader {
  readonly warnings: Diagnostic[] = [];
  columnNames: readonly string[] | undefined = undefined;
  /** How many explanations of refusals are under way within each other. */
  explaining = 0;
  private interpreter: ((expression: Expression) => PythonValue) | undefined;
  private scale: number | undefined;
  private readonly warned = new Set<string>();

  constructor(
    readonly text: string,
    readonly language: Language,
    readonly budget = new Budget(),
  ) {}

  readonly evaluate = (node: Node): Value => {
    const place: Place = { start: node.start, end: node.end };
    switch (node.kind) {
      case "number":
        if (node.written === 1 && !Number.isFinite(node.value))
          throw new Refused("non-numeric", node.start, node.end, l10n.t("This integer is too large for any array."));
        return { kind: "scalar", value: node.value, written: node.written, dtype: node.dtype, ...place };
      case "nested":
        return listOf(node.nested.elements, node.nested.shape, place);
      case "list":
        return stack(this.items(node.items), place);
      case "string":
        return { kind: "string", value: node.value, ...place };
      case "null":
      case "opaque":
        return { kind: node.kind, ...place };
      case "typed": {
        const value = this.array(node.value);
        return {
          ...(node.type.dtype ? castTo({ ...value, dtype: dtypeOf(value) }, node.type.dtype) : value),
          ...place,
        };
      }
      case "dict":
        throw new Refused(
          "not-an-array",
          node.start,
          node.end,
          l10n.t("This is a dictionary; select one of its arrays."),
        );
      // Of NumPy's matrices in strings.
      case "matrix":
        return stack(
          node.rows.map((row) => stack(this.items(row), place)),
          place,
        );
      case "spread":
      case "slice":
      case "repeat":
        throw unsupported(node, l10n.t("“{0}” is not a value.", this.excerpt(node)));
      case "call": {
        const special = specialCall(this, node);
        return special ? { ...special, ...place } : this.computed(node);
      }
      case "name":
      case "attribute":
      case "subscript":
      case "unary":
      case "binary":
      case "conditional":
      case "comprehension":
        return this.computed(node);
    }
  };

  /** A number or an array; refuses anything else at its place. */
  numeric(node: Node): ScalarValue | ArrayValue {
    const value = this.evaluate(node);
    if (value.kind === "scalar" || value.kind === "array") return value;
    if (value.kind === "null" && /^(?:null|~)$/.test(this.excerpt(node))) {
      this.warn("non-numeric", node, l10n.t("“{0}” is read as nan.", this.excerpt(node)));
      return { kind: "scalar", value: Number.NaN, written: 2, dtype: undefined, start: node.start, end: node.end };
    }
    throw new Refused("non-numeric", node.start, node.end, l10n.t("“{0}” is not a number.", this.excerpt(node)));
  }

  array(node: Node): ArrayValue {
    const value = this.numeric(node);
    if (value.kind === "array") return value;
    throw unsupported(node, l10n.t("“{0}” is not an array.", this.excerpt(node)));
  }

  readonly inside = (text: string, language: Language): PythonReader => new PythonReader(text, language, this.budget);

  readonly warn = (code: DiagnosticCode, { start, end }: Place, message: string): void => {
    const key = `${start}:${message}`;
    if (this.warned.has(key)) return;
    this.warned.add(key);
    this.warnings.push({ code, severity: "warning", offset: start, length: end - start, message });
  };

  excerpt(place: Place): string {
    const text = this.text.slice(place.start, Math.min(place.end, place.start + 60));
    return place.end - place.start > 60 ? `${text}…` : text;
  }

  /** An expression of the interpreter's, made of nodes. */
  conversion(make: (on: Conversion) => Expression): Expression {
    const { text, language } = this;
    return make({
      text,
      language,
      special: (call) => {
        const array = specialCall(this, call);
        return array && arrayExpression(array, call);
      },
      scaled: (factor) => {
        this.scale = factor;
      },
      dtype: (node) => this.knowsType(node),
    });
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

  private items(nodes: readonly Node[]): (ScalarValue | ArrayValue)[] {
    return nodes.flatMap((node): (ScalarValue | ArrayValue)[] => {
      if (node.kind !== "spread") return [this.numeric(node)];
      const value = this.array(node.operand);
      const { length } = value.shape;
      if (length !== 1) throw unsupported(node, l10n.t("“{0}” is not a value.", this.excerpt(node)));
      return Array.from(value.data, (x, i) => ({
        kind: "scalar",
        value: x,
        written: value.written,
        dtype: value.dtype,
        start: value.offsets[i],
        end: value.offsets[i] + value.lengths[i],
      }));
    });
  }

  private computed(node: Node): Value {
    return this.read(
      node,
      this.conversion((on) => expressionOf(node, on)),
    );
  }

  /** What an expression gives that stands for a node. */
  read(node: Node, expression: Expression): Value {
    this.interpreter ??= expressionEvaluator(this.text, modules);
    const read = this.fromPython(this.interpreter(expression), node);
    const { scale } = this;
    this.scale = undefined;
    return read.kind !== "array" || scale === undefined ? read : { ...read, scale };
  }

  private fromPython(value: PythonValue, node: Node, depth = 0): Value {
    const place: Place = { start: node.start, end: node.end };
    switch (value.kind) {
      case "number": {
        const at = value.origin.kind === "literal" || value.origin.kind === "operation" ? value.origin.place : place;
        const written = value.type === "float" ? 2 : value.type === "int" ? 1 : 0;
        const own =
          depth > 0 && at.start >= node.start && at.end <= node.end ? { start: at.start, end: at.end } : place;
        return { kind: "scalar", value: value.value, written, dtype: undefined, ...own };
      }
      case "tensor":
        return this.fromTensor(value, node);
      case "tuple":
      case "list": {
        if (value.kind === "tuple" && value.fields !== undefined) {
          this.warn(
            "unsupported-expression",
            node,
            l10n.t("Of “{0}”, “{1}” is read.", this.excerpt(node), value.fields[0]),
          );
          return this.fromPython(value.items[0], node, depth + 1);
        }
        if (depth > 64 || (value.kind === "list" && value.form === "set")) throw explain(this, node, value);
        const display =
          value.kind === "list" && !value.list.changed && value.list.items === undefined
            ? value.list.numbers
            : undefined;
        if (display) {
          const { data, shape, type, cells } = display;
          const written = data.length === 0 || type === "float" ? 2 : 1;
          const { offsets, lengths } = cells;
          const scale = undefined;
          return {
            kind: "array",
            data,
            shape,
            written,
            dtype: undefined,
            library: undefined,
            isList: true,
            offsets,
            lengths,
            scale,
            ...place,
          };
        }
        const items = value.kind === "tuple" ? value.items : value.list.items;
        if (items === undefined) throw explain(this, node, value);
        const read = items.map((item) => this.fromPython(item, node, depth + 1));
        const bad = read.find((item) => item.kind !== "scalar" && item.kind !== "array");
        if (bad)
          throw new Refused("non-numeric", bad.start, bad.end, l10n.t("“{0}” is not a number.", this.excerpt(bad)));
        return stack(read as (ScalarValue | ArrayValue)[], place);
      }
      case "string": {
        const at = value.origin.kind === "literal" ? value.origin.place : place;
        return { kind: "string", value: value.value, start: at.start, end: at.end };
      }
      case "none":
        return { kind: "null", ...place };
      case "dtype":
      case "ellipsis":
      case "notImplemented":
        return { kind: "opaque", ...place };
      case "library":
      case "slice":
      case "dict":
      case "function":
      case "method":
      case "class":
      case "object":
      case "partial":
      case "unknown":
        throw explain(this, node, value);
    }
  }

  private fromTensor(value: TensorValue, node: Node): ArrayValue {
    const data = dataOf(value);
    if (data === undefined) throw explain(this, node, value);
    const { shape, dtype, library, cells, storage } = value;
    const count = data.length;
    const places = cells !== undefined && !storage.changed ? cells : placesOf(node, count);
    const own = { start: node.start, end: node.end };
    return {
      kind: "array",
      data,
      shape,
      written: writtenAs(dtype),
      dtype,
      library,
      isList: false,
      offsets: places?.offsets ?? new Uint32Array(count).fill(own.start),
      lengths: places?.lengths ?? new Uint32Array(count).fill(own.end - own.start),
      scale: undefined,
      ...own,
    };
  }
}
