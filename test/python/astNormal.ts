import type { Nested } from "../../src/literal/text/nested";
import { namesOf } from "../../src/python/interpret/names";
import type { Argument, Body, Clause, Expression, Parameter, Pattern, Statement } from "../../src/python/syntax";

/** A tree as ast_dump.py writes it: kind, start, end, parts. −1 is an offset that is not known. */
export type Normal = string | number | boolean | null | readonly Normal[];

export class Normalizer {
  private readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  body(body: Body): Normal {
    return body.map((statement) => this.statement(statement));
  }

  private statement(node: Statement): Normal {
    const { kind, start, end } = node;
    switch (kind) {
      case "function": {
        const decorators = this.expressions(node.decorators);
        const from = decorators.length > 0 ? -1 : start;
        return [kind, from, end, node.name, this.parameters(node.parameters), decorators, this.body(node.body)];
      }
      case "class": {
        const decorators = this.expressions(node.decorators);
        const from = decorators.length > 0 ? -1 : start;
        return [kind, from, end, node.name, this.args(node.bases), decorators, this.body(node.body)];
      }
      case "expression":
      case "return":
      case "raise":
        return [kind, start, end, this.maybe(node.value)];
      case "assign":
        return [kind, start, end, this.expressions(node.targets), this.expression(node.value)];
      case "augmented":
        return [kind, start, end, this.expression(node.target), node.operator, this.expression(node.value)];
      case "annotated":
        return [
          kind,
          start,
          end,
          this.expression(node.target),
          this.expression(node.annotation),
          this.maybe(node.value),
        ];
      case "if":
      case "while":
        return [kind, start, end, this.expression(node.test), this.body(node.body), this.body(node.orelse)];
      case "for": {
        const target = this.expression(node.target);
        const iterable = this.expression(node.iterable);
        return [kind, start, end, target, iterable, this.body(node.body), this.body(node.orelse)];
      }
      case "with": {
        const items = node.items.map(({ context, target }) => [this.expression(context), this.maybe(target)]);
        return [kind, start, end, items, this.body(node.body)];
      }
      case "try": {
        const handlers = node.handlers.map((handler) => [
          handler.start,
          handler.end,
          this.maybe(handler.type),
          handler.name ?? null,
          this.body(handler.body),
        ]);
        return [kind, start, end, this.body(node.body), handlers, this.body(node.orelse), this.body(node.final)];
      }
      case "match": {
        const cases = node.cases.map((one) => [this.pattern(one.pattern), this.maybe(one.guard), this.body(one.body)]);
        return [kind, start, end, this.expression(node.subject), cases];
      }
      case "import":
        return [kind, start, end, node.names.map(({ path, alias }) => [path, alias ?? null])];
      case "importFrom": {
        const names = node.names?.map(({ name, alias }) => [name, alias ?? null]) ?? null;
        return [kind, start, end, node.module, node.level, names];
      }
      case "global":
      case "nonlocal":
      case "unparsed":
        return [kind, start, end, node.names];
      case "delete":
        return [kind, start, end, this.expressions(node.targets)];
      case "assert":
        return [kind, start, end, this.expression(node.test), this.maybe(node.message)];
      case "pass":
      case "break":
      case "continue":
        return [kind, start, end];
    }
  }

  private pattern(node: Pattern): Normal {
    const { kind, start, end } = node;
    switch (kind) {
      case "value":
        return [kind, start, end, this.expression(node.value)];
      case "capture":
        return [kind, start, end, node.name ?? null, node.pattern === undefined ? null : this.pattern(node.pattern)];
      case "either":
      case "sequence":
        return [kind, start, end, node.patterns.map((pattern) => this.pattern(pattern))];
      case "rest":
        return [kind, start, end, node.name ?? null];
      case "mapping":
      case "class":
        return ["other", start, end, [...new Set(namesOf(node))].sort()];
      case "other":
        return [kind, start, end, [...new Set(node.names)].sort()];
    }
  }

  private maybe(node: Expression | undefined): Normal {
    return node === undefined ? null : this.expression(node);
  }

  private expressions(nodes: readonly Expression[]): readonly Normal[] {
    return nodes.map((node) => this.expression(node));
  }

  private expression(node: Expression): Normal {
    const { kind, start, end } = node;
    switch (kind) {
      case "number":
        return [kind, start, end, Number.isFinite(node.value) ? node.value : "inf", node.type];
      case "string":
        return [kind, start, end, node.value, node.bytes];
      case "numbers":
        return this.numbers(node.nested, start, end);
      case "formatted":
        return [kind, start, end, this.expressions(node.fields)];
      case "constant":
        return [kind, start, end, node.value];
      case "name":
        return [kind, start, end, node.name];
      case "attribute":
        return [kind, start, end, this.expression(node.object), node.name];
      case "subscript":
        return [kind, start, end, this.expression(node.object), this.expression(node.index)];
      case "slice":
        return [kind, start, end, this.maybe(node.lower), this.maybe(node.upper), this.maybe(node.step)];
      case "unary":
        return [kind, start, end, node.operator, this.expression(node.operand)];
      case "binary":
        return [kind, start, end, node.operator, this.expression(node.left), this.expression(node.right)];
      case "boolean":
        return [kind, start, end, node.operator, this.expressions(node.operands)];
      case "comparison":
        return [kind, start, end, node.operators, this.expressions(node.operands)];
      case "conditional":
        return [kind, start, end, this.expression(node.test), this.expression(node.value), this.expression(node.other)];
      case "list":
      case "tuple":
      case "set":
        return [kind, start, end, this.expressions(node.items)];
      case "dict":
        return [kind, start, end, node.entries.map(({ key, value }) => [this.maybe(key), this.expression(value)])];
      case "call":
        return [kind, start, end, this.expression(node.callee), this.args(node.args)];
      case "comprehension": {
        const clauses = node.clauses.map((clause) => this.clause(clause));
        return [kind, start, end, node.form, this.maybe(node.key), this.expression(node.element), clauses];
      }
      case "lambda":
        return [kind, start, end, this.parameters(node.parameters), this.expression(node.body)];
      case "named":
        return [kind, start, end, node.name, this.expression(node.value)];
      case "await":
      case "starred":
        return [kind, start, end, this.expression(node.value)];
      case "yield":
        return [node.from ? "yield from" : kind, start, end, this.maybe(node.value)];
      case "unparsed":
        return [kind, start, end];
    }
  }

  private args(args: readonly Argument[]): Normal {
    return args.map(({ spread, name, value }) => [spread ?? null, name ?? null, this.expression(value)]);
  }

  private clause({ target, iterable, conditions }: Clause): Normal {
    return [this.expression(target), this.expression(iterable), this.expressions(conditions)];
  }

  private parameters(parameters: readonly Parameter[]): Normal {
    return parameters.map(({ name, kind, annotation, fallback }) => [
      name,
      kind,
      this.maybe(annotation),
      this.maybe(fallback),
    ]);
  }

  /** A list of plain numbers as the nodes it stands for. Where its inner brackets stand is not kept. */
  private numbers({ elements, shape }: Nested, start: number, end: number): Normal {
    let next = 0;
    const read = (depth: number): Normal => {
      if (depth === shape.length)
        return this.element(elements.offsets[next], elements.lengths[next], elements.data[next++]);
      const items = Array.from({ length: shape[depth] }, () => read(depth + 1));
      return ["list", depth === 0 ? start : -1, depth === 0 ? end : -1, items];
    };
    return read(0);
  }

  private element(start: number, length: number, value: number): Normal {
    const end = start + length;
    const written = this.text.slice(start, end);
    const type = /[.eE]/.test(written) ? "float" : "int";
    const magnitude = Math.abs(value);
    const plain = [Number.isFinite(value) ? magnitude : "inf", type];
    if (written[0] !== "-" && written[0] !== "+") return ["number", start, end, ...plain];
    return ["unary", start, end, written[0], ["number", start + 1, end, ...plain]];
  }
}
