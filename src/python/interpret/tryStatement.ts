import type { Body, Statement } from "../syntax";
import { unread } from "../value";
import { Changes } from "./changes";
import { isLibrary } from "./libraries";
import { store } from "./names";
import { forget, joinPaths, tryPath } from "./paths";
import type { Exit, Run } from "./run";
import { execute } from "./statements";

type Try = Statement & { readonly kind: "try" };

export function tryStatement(run: Run, statement: Try): boolean {
  const before = exits(run).map((list) => list.length);
  const goesOn =
    statement.handlers.length === 0
      ? execute(run, statement.body) && execute(run, statement.orelse)
      : guarded(run, statement);
  if (statement.final.length === 0) return goesOn;
  const left = exits(run).flatMap((list, i) => list.slice(before[i]).map((exit) => ({ list, exit })));
  const [only] = left;
  if (!goesOn && left.length === 1 && only.exit.changes === undefined) {
    // The way out goes through it, unless it has one of its own.
    if (!execute(run, statement.final)) only.list.splice(only.list.indexOf(only.exit), 1);
    return false;
  }
  if (!goesOn && left.length === 0) {
    // An exception leads through it, to a handler further out.
    execute(run, statement.final);
    return false;
  }
  if (left.length > 0) {
    const { changes } = tryPath(run, () => execute(run, statement.final));
    for (const { exit } of left) if (exit.changes !== undefined) lostIn(exit.changes, changes);
  }
  return goesOn && execute(run, statement.final);
}

/** The ways out of the function and its loops that were met so far. */
function exits({ frame }: Run): readonly Exit[][] {
  return [frame.returns, ...frame.loops.flatMap(({ breaks, continues }) => [breaks, continues])];
}

/** What else is changed on a way out, is not known there. */
function lostIn(way: Changes, changes: Changes): void {
  for (const [names, changed] of changes.names) {
    for (const name of changed.keys()) way.setName(names, name, unread("changed", undefined, name));
  }
  for (const list of changes.lists.keys()) way.setList(list, { items: undefined, numbers: undefined, changed: true });
  for (const dict of changes.dicts.keys()) way.setDict(dict, undefined);
  for (const [storage, { mayRequireGrad }] of changes.storages) {
    const may = mayRequireGrad === true || storage.mayRequireGrad === true;
    way.setStorage(storage, { data: undefined, error: undefined, changed: true, mayRequireGrad: may });
  }
}

function guarded(run: Run, statement: Try): boolean {
  const { state } = run;
  const left = run.frame.returns.length;
  const { unknowns } = run;
  run.trying++;
  const body = tryPath(run, () => execute(run, statement.body));
  run.trying--;
  const isSure = importsLibraries(statement) || (run.unknowns === unknowns && areKnown(body.changes, statement.body));
  if (isSure && !body.goesOn && run.frame.returns.length > left) return false;
  if (isSure && body.goesOn) {
    state.apply(body.changes);
    return execute(run, statement.orelse);
  }
  run.uncertain++;
  const whole = body.goesOn
    ? tryPath(run, () => {
        state.apply(body.changes);
        return execute(run, statement.orelse);
      })
    : undefined;
  const handled = statement.handlers.map((handler) =>
    tryPath(run, () => {
      // An exception may come at any moment: what the body changes is as before, as after, or something between.
      forgetPartly(run, body.changes);
      if (handler.name !== undefined)
        store(run, handler.name, unread("expression", run.placeOf(handler), handler.name), handler);
      return execute(run, handler.body);
    }),
  );
  run.uncertain--;
  const going = [...(whole?.goesOn ? [whole] : []), ...handled.filter((path) => path.goesOn)];
  if (going.length === 0) return false;
  joinPaths(
    run,
    going.map(({ changes }) => changes),
  );
  if (run.frame.returns.length > left) run.uncertain++;
  return true;
}

function forgetPartly(run: Run, changes: Changes): void {
  // A name that was not there before is either not there, or what the body gives it.
  const fresh = new Changes(changes.began);
  const others = new Changes(changes.began);
  for (const [names, changed] of changes.names) {
    for (const [name, value] of changed) {
      run.state.reads(names, name);
      if (names.areAttributes && !names.has(name)) run.state.misses(names, name);
      (names.has(name) ? others : fresh).setName(names, name, value);
    }
  }
  for (const list of changes.lists) others.setList(...list);
  for (const dict of changes.dicts) others.setDict(...dict);
  for (const storage of changes.storages) others.setStorage(...storage);
  forget(run, [others]);
  run.state.apply(fresh);
}

/**
 * Whether nothing in a body raised: what raises leaves something unknown behind, in names or what they hold. Of what is set elsewhere
 * that is not said.
 */
function areKnown(changes: Changes, body: Body): boolean {
  if (!body.every(setsNames)) return false;
  for (const changed of changes.names.values()) {
    for (const value of changed.values()) if (value === undefined || value.kind === "unknown") return false;
  }
  for (const { items, numbers } of changes.lists.values())
    if (items === undefined && numbers === undefined) return false;
  for (const entries of changes.dicts.values()) if (entries === undefined) return false;
  for (const { data } of changes.storages.values()) if (data === undefined) return false;
  return true;
}

function setsNames(statement: Statement): boolean {
  switch (statement.kind) {
    case "expression":
    case "return":
    case "pass":
      return true;
    case "annotated":
      return statement.target.kind === "name";
    case "assign":
      return statement.targets.every((target) => target.kind === "name");
    case "if":
      return [...statement.body, ...statement.orelse].every(setsNames);
    case "assert":
    case "augmented":
    case "break":
    case "class":
    case "continue":
    case "delete":
    case "for":
    case "function":
    case "global":
    case "import":
    case "importFrom":
    case "match":
    case "nonlocal":
    case "raise":
    case "try":
    case "unparsed":
    case "while":
    case "with":
      return false;
  }
}

/** `try: import torch` is taken to succeed. */
function importsLibraries({ body }: Try): boolean {
  return body.every(
    (each) =>
      (each.kind === "import" && each.names.every(({ path }) => isLibrary(path))) ||
      (each.kind === "importFrom" && each.level === 0 && isLibrary(each.module)) ||
      each.kind === "pass",
  );
}
