import { finished, type InParts } from "../../inParts";
import { type ClassValue, type FunctionValue, type ObjectValue, unread, type Value } from "../value";
import { wrapped } from "./attributes";
import { BudgetExceeded } from "./budget";
import { parameterValues } from "./definitions";
import { callFunction } from "./functions";
import { initialise, newObject } from "./instances";
import { findInClass, libraryBases } from "./lookup";
import { unwritten } from "./make";
import { PathEnds } from "./paths";
import type { Run } from "./run";
import { GlobalSetters, setElsewhere } from "./setElsewhere";
import { hasUnvisited } from "./unvisited";

/** Functions within functions within functions: deeper ones are left out. */
const maxDepth = 5;

/** What one function that nobody calls may cost, and the making of the object that it is a method of. */
const maxSteps = 10_000;

/**
 * Walks the functions that nobody called, with parameters that are not known: the last ones first, for they are those that call the
 * others. What they change is taken back, because they were not called.
 */
export function walkUncalled(run: Run, from: number, depth: number): InParts<void> {
  const isUncalled = ({ node }: FunctionValue) => !run.executed.has(node);
  const setters = depth === 0 ? new GlobalSetters(run.defined.filter(isUncalled)) : undefined;
  return walkAll(run, run.defined.slice(from).reverse(), depth, setters, isUncalled);
}

/**
 * Walks functions once more of which some statement was never met: a branch that no caller in these units takes, others may. What was
 * met is known better than with parameters that are not known: only what is new is noted.
 */
export function* walkUnvisited(run: Run): InParts<void> {
  const isPartly = ({ node }: FunctionValue) => node.kind === "function" && hasUnvisited(node.body, run.visited);
  const partly = run.defined.filter(isPartly).reverse();
  if (partly.length === 0) return;
  run.records.keepAll();
  const from = run.defined.length;
  const walked = new Set<object>();
  yield* walkAll(run, partly, maxDepth, new GlobalSetters(run.defined), (callee) => {
    // By now another one may have called it with what takes all of its branches.
    if (walked.has(callee.node) || !isPartly(callee)) return false;
    walked.add(callee.node);
    return true;
  });
  yield* walkUncalled(run, from, 0);
}

/**
 * One function after the other, each as if the others had not been walked. Methods that follow each other in a class are asked of one
 * object: to make it may cost more than all of them.
 */
function* walkAll(
  run: Run,
  callees: readonly FunctionValue[],
  depth: number,
  setters: GlobalSetters | undefined,
  isDue: (callee: FunctionValue) => boolean,
): InParts<void> {
  const before = standOf(run);
  run.state.open();
  if (setters !== undefined) for (const value of [...run.module.names.values()]) forgetWaiting(run, value);
  const outside = standOf(run);
  let made: ObjectValue | undefined;
  for (const callee of callees) {
    if (!isDue(callee)) continue;
    const owner = objectOwner(callee);
    if (owner === undefined || owner !== made?.type) {
      takeBack(run, outside);
      run.state.open();
      run.uncertain = outside.uncertain + 1;
      made = owner && objectOf(run, callee.unit, owner);
    }
    walkOne(run, callee, made, depth, setters);
    yield;
  }
  takeBack(run, before);
}

/** What is None in an object or a class, and set from outside by something in these units, may have been set by now. */
function forgetWaiting(run: Run, value: Value): void {
  if (value.kind !== "object" && value.kind !== "class") return;
  const { attributes } = value.kind === "class" ? value : value.object;
  const type = value.kind === "class" ? value : value.type;
  for (const name of run.setFromOutside) {
    const held = attributes.get(name) ?? (type.kind === "class" ? findInClass(type, name) : undefined);
    if (held?.kind === "none") run.state.setName(attributes, name, unread("changed", undefined, name));
  }
}

/** Where a walk stands, to come back to. */
function standOf({ state, uncertain, scope, unit, qualifier, frames, noGrad, autocast }: Run) {
  return { journals: state.depth, uncertain, scope, unit, qualifier, frames: [...frames], noGrad, autocast };
}

type Stand = ReturnType<typeof standOf>;

function takeBack(run: Run, stand: Stand): void {
  run.records.settle();
  while (run.state.depth > stand.journals) run.state.rollback();
  comeBack(run, stand);
}

function comeBack(run: Run, { uncertain, scope, unit, qualifier, frames, noGrad, autocast }: Stand): void {
  Object.assign(run, { uncertain, scope, unit, qualifier, frames: [...frames], noGrad, autocast, deep: 0 });
  run.missed = undefined;
  run.state.pass = undefined;
}

function walkOne(
  run: Run,
  callee: FunctionValue,
  self: ObjectValue | undefined,
  depth: number,
  setters: GlobalSetters | undefined,
): void {
  const stand = standOf(run);
  const from = run.defined.length;
  run.state.open();
  // What the module gave these is not what they hold by the time that somebody calls this one.
  if (callee.node.kind === "function" && setters !== undefined)
    for (const name of setters.setElsewhere(callee.node, run.defined))
      run.state.setName(run.module.names, name, unread("changed", undefined, name));
  run.unit = callee.unit;
  const first = self ?? firstOf(run, callee);
  const isWalked = withinBudget(run, () => {
    const args = parameterValues(run, callee, first);
    const given = callFunction(run, callee, { kind: "unknown", args, self: first });
    run.records.show("return", { unit: callee.unit, start: callee.node.start, end: callee.node.end }, [given]);
  });
  if (isWalked && depth < maxDepth) finished(walkUncalled(run, from, depth + 1));
  takeBack(run, stand);
}

/** Walks what may never come back. */
function orNowhere(walk: () => void): void {
  try {
    walk();
  } catch (error) {
    if (!(error instanceof PathEnds)) throw error;
  }
}

/** Walks as far as a share of the budget goes. Says whether that was enough; else all is as it was: half of it would tell a lie. */
function withinBudget(run: Run, walk: () => void): boolean {
  const { budget } = run;
  const stand = standOf(run);
  const kept = budget.keepBack(maxSteps);
  try {
    orNowhere(walk);
  } catch (error) {
    if (!(error instanceof BudgetExceeded)) throw error;
    budget.giveBack(kept);
    budget.refill();
    takeBack(run, stand);
    return false;
  }
  budget.giveBack(kept);
  return true;
}

/** The class that a method is defined in, if it is asked of an object that was made before. */
function objectOwner(callee: FunctionValue): ClassValue | undefined {
  return decoratorOf(callee) === undefined && !isInit(callee) ? callee.owner : undefined;
}

/** What else a method is called on: a class, an object that it is to make. */
function firstOf(run: Run, callee: FunctionValue): ClassValue | ObjectValue | undefined {
  const { owner } = callee;
  const decorator = decoratorOf(callee);
  if (owner === undefined || decorator === "builtins.staticmethod") return undefined;
  return decorator === "builtins.classmethod" ? owner : newObject(run, owner, unwritten);
}

function isInit({ owner, node }: FunctionValue): boolean {
  const init = owner && findInClass(owner, "__init__");
  return init?.kind === "function" && init.node === node;
}

function decoratorOf({ owner, node }: FunctionValue): string | undefined {
  const own = owner !== undefined && node.kind === "function" ? owner.attributes.get(node.name) : undefined;
  const decorator = own === undefined ? undefined : wrapped(own);
  return decorator === "builtins.staticmethod" || decorator === "builtins.classmethod" ? decorator : undefined;
}

/** What `self` is in a method that nobody calls: an instance made with arguments that are not known, and changed by methods that are not. */
function objectOf(run: Run, unit: number, owner: ClassValue): ObjectValue {
  const stand = standOf(run);
  const self = newObject(run, owner, unwritten);
  run.unit = unit;
  const { on } = run.records;
  withinBudget(run, () => {
    const init = findInClass(owner, "__init__");
    if (init?.kind === "function") {
      // What it records was recorded when it was called; or will be, when its own turn comes.
      run.records.on = on && !run.executed.has(init.node);
      callFunction(run, init, { kind: "unknown", args: parameterValues(run, init, self), self });
    } else if (libraryBases(owner).length > 0) {
      const place = { unit, start: 0, end: 0 };
      initialise(run, owner, self, { positional: [], keywords: new Map(), complete: true }, place, place);
    }
  });
  run.records.on = on;
  withinBudget(run, () => setUp(run, owner, self));
  for (const name of setElsewhere(owner, making)) {
    const held = self.object.attributes.get(name);
    if (held === undefined || held.kind === "object") continue;
    run.state.setName(self.object.attributes, name, unread("changed", undefined, name));
  }
  forgetWaiting(run, self);
  comeBack(run, stand);
  return self;
}

const settingUp = ["setUpClass", "setUp", "setup_method"];

const making = ["__init__", "__post_init__", ...settingUp];

/** What a test case does before each of its tests. */
function setUp(run: Run, owner: ClassValue, self: ObjectValue): void {
  for (const name of settingUp) {
    const found = findInClass(owner, name);
    const method = found?.kind === "method" && typeof found.callee !== "string" ? found.callee : found;
    if (method?.kind !== "function") continue;
    const first = found?.kind === "method" ? owner : self;
    callFunction(run, method, { kind: "unknown", args: parameterValues(run, method, first), self: first });
  }
}
