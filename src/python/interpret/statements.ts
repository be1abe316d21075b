import type { Body, Statement } from "../syntax";
import { unread, type Value } from "../value";
import { assign } from "./assign";
import { augment } from "./augmented";
import { defineClass, defineFunction } from "./definitions";
import { changeAttribute } from "./escape";
import { evaluate } from "./expressions";
import { importModules, importNames } from "./imports";
import { forLoop, whileLoop } from "./loops";
import { none, unwritten } from "./make";
import { matchStatement } from "./matching";
import { store } from "./names";
import { joinPaths, PathEnds, tryPath } from "./paths";
import type { Run } from "./run";
import { deleteItem } from "./subscript";
import { tryStatement } from "./tryStatement";
import { withStatement } from "./withStatement";

/** Walks statements. Says whether the path comes out at their end; else it left by return, raise, break or continue. */
export function execute(run: Run, body: Body): boolean {
  for (const statement of body) if (!executeOne(run, statement)) return false;
  return true;
}

export function executeOne(run: Run, statement: Statement): boolean {
  run.step();
  if (run.records.on) run.visited.add(statement);
  const { deep, scope, unit, noGrad, autocast, frame } = run;
  const { depth } = run.state;
  const loops = frame.loops.length;
  try {
    return walk(run, statement);
  } catch (error) {
    if (!(error instanceof PathEnds)) throw error;
    // Something in it never returns: it raised.
    while (run.state.depth > depth) run.state.rollback();
    frame.loops.length = loops;
    Object.assign(run, { deep, scope, unit, noGrad, autocast });
    return false;
  }
}

function walk(run: Run, statement: Statement): boolean {
  switch (statement.kind) {
    case "expression": {
      const value = evaluate(run, statement.value);
      if (run.frames.length === 1) run.lastExpression = { statement, value };
      return true;
    }
    case "assign": {
      const value = evaluate(run, statement.value);
      for (const target of statement.targets) assign(run, target, value);
      return true;
    }
    case "augmented":
      augment(run, statement);
      return true;
    case "annotated":
      if (statement.value !== undefined) assign(run, statement.target, evaluate(run, statement.value));
      return true;
    case "return": {
      const value = statement.value === undefined ? none(unwritten) : evaluate(run, statement.value);
      const { frame, state } = run;
      // Outside of functions it is no Python.
      if (frame.function === undefined) return true;
      // Behind it nothing of the function is walked: then the state as it is can be kept.
      const here = state.depth === frame.depth + 1;
      frame.returns.push({ changes: here ? undefined : state.snapshot(frame.depth), value });
      return false;
    }
    case "if":
      return ifStatement(run, statement);
    case "while":
      return whileLoop(run, statement);
    case "for":
      return forLoop(run, statement);
    case "with":
      return withStatement(run, statement);
    case "try":
      return tryStatement(run, statement);
    case "match":
      return matchStatement(run, statement);
    case "function":
      defineFunction(run, statement, run.scope.kind === "class" ? run.owner : undefined);
      return true;
    case "class":
      defineClass(run, statement);
      return true;
    case "import":
      importModules(run, statement);
      return true;
    case "importFrom":
      importNames(run, statement);
      return true;
    case "global":
    case "nonlocal":
      for (const name of statement.names) {
        const { scope } = run;
        if (scope[`${statement.kind}s`].has(name)) continue;
        scope[`${statement.kind}s`] = new Set([...scope[`${statement.kind}s`], name]);
      }
      return true;
    case "delete":
      for (const target of statement.targets) remove(run, target);
      return true;
    case "assert": {
      const value = evaluate(run, statement.test);
      run.records.show("assert", run.placeOf(statement), [value]);
      if (statement.message !== undefined) evaluate(run, statement.message);
      return run.truth(value) !== false;
    }
    case "raise":
      if (statement.value !== undefined) evaluate(run, statement.value);
      return false;
    case "pass":
      return true;
    case "break":
    case "continue": {
      const loop = run.frame.loops[run.frame.loops.length - 1];
      if (loop === undefined) return true;
      const isBreak = statement.kind === "break";
      const changes = run.state.snapshot(isBreak ? loop.depth : loop.depth + 1);
      (isBreak ? loop.breaks : loop.continues).push({ changes, value: none(unwritten) });
      return false;
    }
    case "unparsed":
      for (const name of statement.names) {
        store(run, name, unread("expression", run.placeOf(statement), name), statement);
      }
      return true;
  }
}

function ifStatement(run: Run, statement: Statement & { readonly kind: "if" }): boolean {
  const test = run.truth(evaluate(run, statement.test));
  if (test !== undefined) return execute(run, test ? statement.body : statement.orelse);
  return branches(run, [() => execute(run, statement.body), () => execute(run, statement.orelse)]);
}

/** Walks ways of which one is taken, and goes on as after any of those that come out. */
export function branches(run: Run, walks: readonly (() => boolean)[]): boolean {
  const left = waysOut(run);
  run.uncertain++;
  const paths = walks.map((each) => tryPath(run, each));
  run.uncertain--;
  const going = paths.filter(({ goesOn }) => goesOn);
  if (going.length === 0) return false;
  joinPaths(
    run,
    going.map(({ changes }) => changes),
  );
  // Some came back by another way than this: what follows may be left out.
  if (waysOut(run) > left) run.uncertain++;
  return true;
}

/** How many returns, breaks and continues there were. */
function waysOut({ frame: { returns, loops } }: Run): number {
  return loops.reduce((sum, { breaks, continues }) => sum + breaks.length + continues.length, returns.length);
}

function remove(run: Run, target: Parameters<typeof assign>[1]): void {
  if (target.kind === "name") run.state.setName(run.scope.names, target.name, undefined);
  else if (target.kind === "subscript") deleteItem(run, evaluate(run, target.object), evaluate(run, target.index));
  else if (target.kind === "attribute") {
    const object: Value = evaluate(run, target.object);
    if (object.kind === "object") changeAttribute(run, object.object, target.name, undefined);
    else run.escape(object);
  } else if (target.kind === "tuple" || target.kind === "list") for (const item of target.items) remove(run, item);
}
