import { bodiesOf, expressionsOf, partsOf } from "../children";
import type { Body, Expression, FunctionStatement, Statement } from "../syntax";
import type { ClassValue } from "../value";
import { linearised } from "./lookup";
import { assignedIn, outlineOf } from "./names";

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
    for (const callee of calledIn(method.body)) {
      const called = attributeOf(callee, self);
      if (called !== undefined) due.push(called);
    }
  }
}

/** Functions that set names of the module, and which those are. */
export type GlobalSetters = ReadonlyMap<FunctionStatement, readonly string[]>;

export function globalSetters(functions: Iterable<FunctionStatement>): GlobalSetters {
  const found = new Map<FunctionStatement, readonly string[]>();
  for (const node of functions) {
    const { globals } = outlineOf(node);
    if (globals.size === 0) continue;
    const names = [...assignedIn(node.body)].filter((name) => globals.has(name));
    if (names.length > 0) found.set(node, names);
  }
  return found;
}

/** The names of the module that others may have set by the time that a function is called: those that it calls itself do it in their turn. */
export function globalsSetElsewhere(
  callee: FunctionStatement,
  setters: GlobalSetters,
  functions: readonly FunctionStatement[],
): ReadonlySet<string> {
  const named = new Map<string, FunctionStatement[]>();
  for (const node of new Set(functions)) {
    const sameName = named.get(node.name);
    if (sameName === undefined) named.set(node.name, [node]);
    else sameName.push(node);
  }
  const reached = new Set([callee]);
  // A set gives what is added to it on the way, too.
  for (const node of reached) {
    for (const called of calledIn(node.body)) {
      if (called.kind !== "name" && called.kind !== "attribute") continue;
      for (const other of named.get(called.name) ?? []) reached.add(other);
      // Each name once.
      named.delete(called.name);
    }
  }
  return new Set([...setters].flatMap(([node, names]) => (reached.has(node) ? [] : names)));
}

const calls = new WeakMap<Body, readonly Expression[]>();

/** What is called in a body, as it is written. */
function calledIn(body: Body): readonly Expression[] {
  let callees = calls.get(body);
  if (callees === undefined) {
    callees = [...calleesIn(body)];
    calls.set(body, callees);
  }
  return callees;
}

function* calleesIn(body: Body): Iterable<Expression> {
  for (const statement of statementsOf(body)) {
    const left = [...expressionsOf(statement)];
    for (let each = left.pop(); each !== undefined; each = left.pop()) {
      if (each.kind === "call") yield each.callee;
      left.push(...partsOf(each));
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
