import { parseModule } from "../../../../src/python/parse/parseModule";
import type { Body, Expression, Pattern, Statement } from "../../../../src/python/syntax";

/** A body as one short line a statement, so that tests read as text. */
export function sketch(text: string): string {
  return body(parseModule(text).body).trimEnd();
}

function body(statements: Body): string {
  return statements.map(statement).join("; ");
}

function block(head: string, statements: Body): string {
  return statements.length > 0 ? `${head} {${body(statements)}}` : head;
}

function further(head: string, statements: Body): string {
  return statements.length > 0 ? block(` ${head}`, statements) : "";
}

function statement(node: Statement): string {
  switch (node.kind) {
    case "function": {
      const parameters = node.parameters.map(({ name, kind, fallback }) => {
        const mark = { rest: "*", keywordRest: "**", keywordOnly: "!", positionalOnly: "/", positional: "" }[kind];
        return `${mark}${name}${fallback ? `=${expression(fallback)}` : ""}`;
      });
      const marks = node.decorators.map((decorator) => `@${expression(decorator)} `).join("");
      return block(`${marks}def ${node.name}(${parameters.join(", ")})`, node.body);
    }
    case "class":
      return block(`class ${node.name}(${args(node.bases)})`, node.body);
    case "expression":
      return expression(node.value);
    case "assign":
      return [...node.targets, node.value].map(expression).join(" = ");
    case "augmented":
      return `${expression(node.target)} ${node.operator}= ${expression(node.value)}`;
    case "annotated":
      return `${expression(node.target)}: ${expression(node.annotation)} = ${maybe(node.value)}`;
    case "return":
    case "raise":
      return `${node.kind} ${maybe(node.value)}`;
    case "if":
    case "while":
      return block(`${node.kind} ${expression(node.test)}`, node.body) + further("else", node.orelse);
    case "for": {
      const head = `for ${expression(node.target)} in ${expression(node.iterable)}`;
      return block(head, node.body) + further("else", node.orelse);
    }
    case "with": {
      const items = node.items.map(({ context, target }) => `${expression(context)} as ${maybe(target)}`);
      return block(`with ${items.join(", ")}`, node.body);
    }
    case "try": {
      const handlers = node.handlers.map((one) => block(` except ${maybe(one.type)} as ${one.name ?? ""}`, one.body));
      return `${block("try", node.body)}${handlers.join("")}${further("else", node.orelse)}${further("finally", node.final)}`;
    }
    case "match":
      return `match ${expression(node.subject)} {${node.cases
        .map((one) => block(`case ${pattern(one.pattern)} if ${maybe(one.guard)}`, one.body))
        .join("; ")}}`;
    case "import":
      return `import ${node.names.map(({ path, alias }) => `${path} as ${alias ?? ""}`).join(", ")}`;
    case "importFrom":
      return `from ${node.level} ${node.module} import ${node.names?.map(({ name, alias }) => `${name} as ${alias ?? ""}`).join(", ") ?? "*"}`;
    case "global":
    case "nonlocal":
      return `${node.kind} ${node.names.join(", ")}`;
    case "unparsed":
      return `?[${node.names.join(" ")}]`;
    case "delete":
      return `del ${node.targets.map(expression).join(", ")}`;
    case "assert":
      return `assert ${expression(node.test)}, ${maybe(node.message)}`;
    case "pass":
    case "break":
    case "continue":
      return node.kind;
  }
}

function maybe(node: Expression | undefined): string {
  return node === undefined ? "" : expression(node);
}

export function expression(node: Expression): string {
  switch (node.kind) {
    case "number":
      return node.type === "complex" ? `${node.value}j` : node.type === "float" ? `${node.value}f` : `${node.value}`;
    case "string":
      return `${node.bytes ? "b" : ""}${JSON.stringify(node.value)}`;
    case "numbers":
      return `<${node.nested.shape.join("×")}: ${[...node.nested.elements.data.subarray(0, node.nested.elements.count)].join(" ")}>`;
    case "formatted":
      return `f{${node.fields.map(expression).join(", ")}}`;
    case "constant":
      return node.value;
    case "name":
      return node.name;
    case "attribute":
      return `${expression(node.object)}.${node.name}`;
    case "subscript":
      return `${expression(node.object)}[${expression(node.index)}]`;
    case "slice":
      return `${maybe(node.lower)}:${maybe(node.upper)}:${maybe(node.step)}`;
    case "unary":
      return `(${node.operator} ${expression(node.operand)})`;
    case "binary":
      return `(${expression(node.left)} ${node.operator} ${expression(node.right)})`;
    case "boolean":
      return `(${node.operands.map(expression).join(` ${node.operator} `)})`;
    case "comparison":
      return `(${expression(node.operands[0])}${node.operators.map((operator, i) => ` ${operator} ${expression(node.operands[i + 1])}`).join("")})`;
    case "conditional":
      return `(${expression(node.value)} if ${expression(node.test)} else ${expression(node.other)})`;
    case "list":
      return `[${node.items.map(expression).join(", ")}]`;
    case "tuple":
      return `(${node.items.map((item) => `${expression(item)},`).join(" ")})`;
    case "set":
      return `{${node.items.map(expression).join(", ")}}`;
    case "dict":
      return `{${node.entries.map(({ key, value }) => (key ? `${expression(key)}: ${expression(value)}` : `**${expression(value)}`)).join(", ")}}`;
    case "call":
      return `${expression(node.callee)}(${args(node.args)})`;
    case "comprehension": {
      const clauses = node.clauses.map(
        ({ target, iterable, conditions }) =>
          ` for ${expression(target)} in ${expression(iterable)}${conditions.map((one) => ` if ${expression(one)}`).join("")}`,
      );
      return `${node.form}<${node.key ? `${expression(node.key)}: ` : ""}${expression(node.element)}${clauses.join("")}>`;
    }
    case "lambda":
      return `(lambda ${node.parameters.map(({ name }) => name).join(" ")}: ${expression(node.body)})`;
    case "named":
      return `(${node.name} := ${expression(node.value)})`;
    case "await":
      return `await ${expression(node.value)}`;
    case "starred":
      return `*${expression(node.value)}`;
    case "yield":
      return `(yield ${maybe(node.value)})`;
    case "unparsed":
      return "?";
  }
}

function args(
  nodes: readonly {
    readonly spread: string | undefined;
    readonly name: string | undefined;
    readonly value: Expression;
  }[],
): string {
  return nodes
    .map(({ spread, name, value }) => `${spread ?? ""}${name === undefined ? "" : `${name}=`}${expression(value)}`)
    .join(", ");
}

function pattern(node: Pattern): string {
  switch (node.kind) {
    case "value":
      return expression(node.value);
    case "capture":
      return node.pattern === undefined ? (node.name ?? "_") : `(${pattern(node.pattern)} as ${node.name})`;
    case "either":
      return `(${node.patterns.map(pattern).join(" | ")})`;
    case "sequence":
      return `[${node.patterns.map(pattern).join(", ")}]`;
    case "rest":
      return `*${node.name ?? "_"}`;
    case "mapping": {
      const items = node.patterns.map((each, i) => `${expression(node.keys[i])}: ${pattern(each)}`);
      return `{${[...items, ...(node.rest === undefined ? [] : [`**${node.rest}`])].join(", ")}}`;
    }
    case "class": {
      const from = node.patterns.length - node.names.length;
      const items = node.patterns.map((each, i) => (i < from ? "" : `${node.names[i - from]}=`) + pattern(each));
      return `${expression(node.type)}(${items.join(", ")})`;
    }
    case "other":
      return `other(${node.names.join(" ")})`;
  }
}
