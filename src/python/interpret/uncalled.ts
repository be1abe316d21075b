import type { ClassValue, FunctionValue, ObjectValue, Value } from "../value";
import { wrapped } from "./attributes";
import { BudgetExceeded } from "./budget";
import { parameterValues } from "./definitions";
import { callFunction } from "./functions";
import { initialise, newObject } from "./instances";
import { findInClass, libraryBases } from "./lookup";
import { unwritten } from "./make";
import { PathEnds } from "./paths";
import type { Run } from "./run";

/** Functions within functions within functions: deeper ones are left out. */
const maxDepth = 5;

/**
 * Walks the functions that nobody called, with parameters that are not known: the last ones first, for they are those that call the
 * others. What they change is taken back, because they were not called.
 */
export function walkUncalled(run: Run, from: number, depth: number): void {
  for (let i = run.defined.length - 1; i >= from; i--) {
    const callee = run.defined[i];
    if (!run.executed.has(callee.node)) walkOne(run, callee, depth);
  }
}

function walkOne(run: Run, callee: FunctionValue, depth: number): void {
  const { state, uncertain, scope, unit, qualifier, frames, noGrad, autocast } = run;
  const base = state.depth;
  const from = run.defined.length;
  const held = [...frames];
  state.open();
  run.uncertain = uncertain + 1;
  run.unit = callee.unit;
  try {
    const self = callee.owner === undefined ? undefined : selfOf(run, callee, callee.owner);
    callFunction(run, callee, { kind: "unknown", args: parameterValues(run, callee, self), self });
    if (depth < maxDepth) walkUncalled(run, from, depth + 1);
  } catch (error) {
    if (error instanceof PathEnds) {
      if (depth < maxDepth) walkUncalled(run, from, depth + 1);
    } else if (error instanceof BudgetExceeded) run.budget.refill();
    else throw error;
  }
  run.records.settle();
  while (state.depth > base) state.rollback();
  Object.assign(run, { uncertain, scope, unit, qualifier, noGrad, autocast, frames: held, deep: 0 });
  run.missed = undefined;
}

/** What `self` or `cls` is in a method that nobody calls: an instance made with arguments that are not known. */
function selfOf(run: Run, callee: FunctionValue, owner: ClassValue): Value | undefined {
  const own = callee.node.kind === "function" ? owner.attributes.get(callee.node.name) : undefined;
  const decorator = own === undefined ? undefined : wrapped(own);
  if (decorator === "builtins.staticmethod") return undefined;
  if (decorator === "builtins.classmethod") return owner;
  const self = newObject(run, owner, unwritten);
  const init = findInClass(owner, "__init__");
  if (init?.kind !== "function") {
    const place = { unit: callee.unit, start: 0, end: 0 };
    if (libraryBases(owner).length > 0) {
      initialise(run, owner, self, { positional: [], keywords: new Map(), complete: true }, place, place);
    }
    setUp(run, owner, self);
    return self;
  }
  if (init.node === callee.node) return self;
  // What it records was recorded when it was called; or will be, when its own turn comes.
  const { on } = run.records;
  const { executed } = run;
  const wasExecuted = executed.has(init.node);
  run.records.on = on && !wasExecuted;
  try {
    callFunction(run, init, { kind: "unknown", args: parameterValues(run, init, self), self });
  } catch (error) {
    if (!(error instanceof PathEnds)) throw error;
  } finally {
    run.records.on = on;
  }
  setUp(run, owner, self);
  return self;
}

/** What a test case does before each of its tests. */
function setUp(run: Run, owner: ClassValue, self: ObjectValue): void {
  for (const name of ["setUpClass", "setUp", "setup_method"]) {
    const found = findInClass(owner, name);
    const method = found?.kind === "method" && typeof found.callee !== "string" ? found.callee : found;
    if (method?.kind !== "function") continue;
    const first = found?.kind === "method" ? owner : self;
    callFunction(run, method, { kind: "unknown", args: parameterValues(run, method, first), self: first });
  }
}
