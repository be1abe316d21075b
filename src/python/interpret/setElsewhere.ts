import { bodiesOf, expressionsOf, partsOf } from "../children";
import type { Body, Expression, FunctionStatement, Statement } from "../syntax";
import type { ClassValue } from "../value";
import { linearised } from "./lookup";

/**
 * The attributes that methods set which the making of an object does not call: by the time that one of them is called, another may have
 * been, so what `__init__` gave these is not what they hold.
 */
export function setElsewhere(owner: ClassValue, making: readonly string[]): ReadonlySet<string> {
  const methods = new Map<string, FunctionStatement>();
  for (const { attributes } of linearised(owner)) {
    for (const [name, value] of attributes) {
      const isMethod = value.kind === "function" && value.node.kind === "function";
      if (isMethod && !methods.has(name)) methods.set(name, value.node as FunctionStatement);
    }
  }
  for (const name of making) leaveOut(methods, name);
  const found = new Set<string>();
  for (const { body, parameters } of methods.values()) {
    const [self] = parameters;
    if (self !== undefined) for (const each of statementsOf(body)) collect(each, self.name, found);
  }
  return found;
}

/** Takes away a method and those that it calls. */
function leaveOut(methods: Map<string, FunctionStatement>, first: string): void {
  const due = [first];
  for (let name = due.pop(); name !== undefined; name = due.pop()) {
    const method = methods.get(name);
    if (method === undefined) continue;
    methods.delete(name);
    const self = method.parameters[0]?.name;
    for (const statement of statementsOf(method.body)) {
      const left = [...expressionsOf(statement)];
      for (let each = left.pop(); each !== undefined; each = left.pop()) {
        const called = each.kind === "call" ? attributeOf(each.callee, self) : undefined;
        if (called !== undefined) due.push(called);
        left.push(...partsOf(each));
      }
    }
  }
}

function* statementsOf(body: Body): Iterable<Statement> {
  for (const statement of body) {
    yield statement;
    for (const inner of bodiesOf(statement)) yield* statementsOf(inner);
  }
}

function collect(statement: Statement, self: string, found: Set<string>): void {
  const isSetting = statement.kind === "assign" || statement.kind === "augmented" || statement.kind === "annotated";
  if (!isSetting) return;
  const targets: Expression[] = statement.kind === "assign" ? [...statement.targets] : [statement.target];
  for (let target = targets.pop(); target !== undefined; target = targets.pop()) {
    if (target.kind === "tuple" || target.kind === "list") targets.push(...target.items);
    else if (target.kind === "subscript") targets.push(target.object);
    else {
      const name = attributeOf(target, self);
      if (name !== undefined) found.add(name);
    }
  }
}

function attributeOf(expression: Expression, self: string | undefined): string | undefined {
  const { kind } = expression;
  return kind === "attribute" && expression.object.kind === "name" && expression.object.name === self
    ? expression.name
    : undefined;
}
