import { blocksOf, bodiesOf, expressionsOf, partsOf } from "../children";
import type { Body, Expression, FunctionStatement, Statement } from "../syntax";
import type { ClassValue, FunctionValue } from "../value";
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

/** The attributes of anything but a method's own object that statements give a value: a None that waits there is not one for long. */
export function setFromOutside(bodies: readonly Body[]): ReadonlySet<string> {
  const found = new Set<string>();
  for (const body of bodies) collectOutside(body, undefined, undefined, found);
  return found;
}

function collectOutside(body: Body, owner: Statement | undefined, self: string | undefined, found: Set<string>): void {
  for (const statement of body) {
    const isMethod = statement.kind === "function" && owner?.kind === "class";
    const within = isMethod ? statement.parameters[0]?.name : self;
    const isNone =
      statement.kind === "assign" && statement.value.kind === "constant" && statement.value.value === "None";
    for (const target of isNone ? [] : targetsOf(statement)) {
      if (target.kind === "attribute" && attributeOf(target, within) === undefined) found.add(target.name);
    }
    for (const inner of blocksOf(statement)) collectOutside(inner, statement, within, found);
  }
}

/** Functions that set names of the module, and who calls whom, as it is written. */
export class GlobalSetters {
  private readonly setters = new Map<FunctionStatement, readonly string[]>();
  private readonly named = new Map<string, Set<FunctionStatement>>();
  /** So many of the functions are among those by name. */
  private count = 0;

  constructor(functions: readonly FunctionValue[]) {
    for (const { node } of functions) {
      if (node.kind !== "function") continue;
      const { globals } = outlineOf(node);
      if (globals.size === 0) continue;
      const names = [...assignedIn(node.body)].filter((name) => globals.has(name));
      if (names.length > 0) this.setters.set(node, names);
    }
  }

  /**
   * The names of the module that others may have set by the time that a function is called: those that it calls itself do it in their
   * turn. `functions` are all so far, in the order in which they are met.
   */
  setElsewhere(callee: FunctionStatement, functions: readonly FunctionValue[]): ReadonlySet<string> {
    if (this.setters.size === 0) return new Set();
    this.meet(functions);
    const called = new Set(namesCalledIn(callee.body));
    // A set gives what is added to it on the way, too.
    for (const name of called)
      for (const { body } of this.named.get(name) ?? []) for (const each of namesCalledIn(body)) called.add(each);
    return new Set(
      [...this.setters].flatMap(([node, names]) => (node === callee || called.has(node.name) ? [] : names)),
    );
  }

  private meet(functions: readonly FunctionValue[]): void {
    for (; this.count < functions.length; this.count++) {
      const { node } = functions[this.count];
      if (node.kind !== "function") continue;
      const sameName = this.named.get(node.name);
      if (sameName === undefined) this.named.set(node.name, new Set([node]));
      else sameName.add(node);
    }
  }
}

const calledNames = new WeakMap<Body, ReadonlySet<string>>();

/** The names of the functions and methods that are called in a body. */
function namesCalledIn(body: Body): ReadonlySet<string> {
  let names = calledNames.get(body);
  if (names === undefined) {
    const found = new Set<string>();
    for (const callee of calledIn(body))
      if (callee.kind === "name" || callee.kind === "attribute") found.add(callee.name);
    names = found;
    calledNames.set(body, names);
  }
  return names;
}

/** What is called in a body, as it is written. */
function* calledIn(body: Body): Iterable<Expression> {
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
  for (const target of targetsOf(statement)) {
    const name = attributeOf(target, self);
    if (name !== undefined) found.add(name);
  }
}

/** What stands where a statement gives a value, as it is written. */
function writtenTargets(statement: Statement): Expression[] {
  if (statement.kind === "assign") return [...statement.targets];
  if (statement.kind === "with") return statement.items.flatMap(({ target }) => target ?? []);
  if (statement.kind === "augmented" || statement.kind === "annotated" || statement.kind === "for")
    return [statement.target];
  return [];
}

/** The names and attributes that a statement gives a value, or an item. */
function* targetsOf(statement: Statement): Iterable<Expression> {
  const targets = writtenTargets(statement);
  for (let target = targets.pop(); target !== undefined; target = targets.pop()) {
    if (target.kind === "tuple" || target.kind === "list") targets.push(...target.items);
    else if (target.kind === "subscript") targets.push(target.object);
    else yield target;
  }
}

function attributeOf(expression: Expression, self: string | undefined): string | undefined {
  const { kind } = expression;
  return kind === "attribute" && expression.object.kind === "name" && expression.object.name === self
    ? expression.name
    : undefined;
}
