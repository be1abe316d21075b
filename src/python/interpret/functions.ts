import type { GivenArguments } from "../library/signature";
import type { Parameter } from "../syntax";
import { Names, type Scope } from "../things";
import { type FunctionValue, unread, type Value } from "../value";
import { evaluate } from "./expressions";
import { plainThings, yields } from "./generators";
import { joinAll } from "./join";
import { none, string, unwritten } from "./make";
import { isManager, manager } from "./managed";
import { newScope, outlineOf } from "./names";
import { forget, joinPaths, lazily, PathEnds } from "./paths";
import { rootsOf } from "./roots";
import type { Frame, Run } from "./run";
import { execute } from "./statements";

/** How a function is entered: with arguments, or with one value for each of its parameters. */
export type Entry =
  | { readonly kind: "given"; readonly args: GivenArguments; readonly self: Value | undefined }
  | { readonly kind: "unknown"; readonly args: readonly Value[]; readonly self: Value | undefined };

const maxCalls = 40;
/** A function that may or may not go on calling itself is followed so far. */
const maxUncertainCalls = 4;

export function callFunction(run: Run, callee: FunctionValue, entry: Entry): Value {
  const { node } = callee;
  const { isAwaited } = run;
  run.isAwaited = false;
  if (node.kind !== "function") return enter(run, callee, entry);
  if (entry.kind === "given" && isManager(callee)) {
    if (entry.args.complete) return manager(callee, entry.args);
    for (const { value } of entry.args.positional) run.escape(value);
    for (const { value } of entry.args.keywords.values()) run.escape(value);
    return unread("call", undefined, nameOf(callee));
  }
  if (!yields(node)) {
    return node.isAsync && !isAwaited ? lazily(run, () => enter(run, callee, entry)) : enter(run, callee, entry);
  }
  const result = lazily(run, () => enter(run, callee, entry));
  if (result.kind === "list" && entry.kind === "given") {
    for (const { value } of [...entry.args.positional, ...entry.args.keywords.values()]) {
      for (const root of rootsOf(run.state, value)) run.state.iterates(result.list, root);
    }
    // What is changed in something that it gave, it may go on with.
    for (const item of result.list.items ?? [])
      for (const thing of plainThings(item) ?? []) run.state.iterates(result.list, thing);
  }
  return result;
}

/** `within` is what a generator's `yield` stands for, where it is walked around a block. */
export function enter(run: Run, callee: FunctionValue, entry: Entry, within?: (given: Value) => void): Value {
  const { node } = callee;
  const outer = run.frames.filter((frame) => frame.function?.node === node);
  if (run.frames.length > maxCalls) run.budget.exceed();
  if (outer.length >= maxUncertainCalls && run.uncertain > outer[0].uncertain) {
    // What one more call does, the calls so far have shown.
    forget(run, [run.state.snapshot(outer[0].depth)]);
    return unread("call", undefined, nameOf(callee));
  }
  const bound =
    entry.kind === "given"
      ? bind(run, callee, entry.args)
      : new Names(
          run.region,
          node.parameters.map(({ name }, i) => [name, entry.args[i]] as const),
        );
  if (bound === undefined) {
    for (const { value } of entry.kind === "given" ? entry.args.positional : []) run.escape(value);
    return unread("call", undefined, nameOf(callee));
  }
  if (run.records.on) run.executed.add(node);
  const { scope, unit, qualifier, uncertain, noGrad, autocast, deep } = run;
  const depth = run.state.depth;
  const local = scopeOf(run, callee, bound);
  const self = entry.self ?? (callee.owner !== undefined ? bound.get(node.parameters[0]?.name) : undefined);
  const frame: Frame = {
    name: nameOf(callee),
    scope: local,
    depth,
    function: callee,
    self,
    owner: callee.owner,
    returns: [],
    loops: [],
    yields: node.kind === "function" && yields(node) ? [] : undefined,
    uncertain,
    within,
  };
  const isGenerator = frame.yields !== undefined;
  run.state.open();
  run.frames.push(frame);
  run.scope = local;
  run.unit = callee.unit;
  run.qualifier = frame.name;
  if (isWithoutGradient(callee)) run.noGrad++;
  try {
    let goesOn = true;
    if (node.kind === "lambda") {
      try {
        frame.returns.push({ changes: undefined, value: evaluate(run, node.body) });
      } catch (error) {
        if (!(error instanceof PathEnds)) throw error;
      }
      goesOn = false;
    } else goesOn = execute(run, node.body);
    // No other function sees what is local, once this one has returned.
    if (!local.isCaptured && frame.yields === undefined) local.names.isGone = true;
    if (goesOn) frame.returns.push({ changes: undefined, value: none(unwritten) });
    return leave(run, frame, isGenerator);
  } finally {
    run.frames.pop();
    run.scope = scope;
    run.unit = unit;
    run.qualifier = qualifier;
    run.uncertain = uncertain;
    run.noGrad = noGrad;
    run.autocast = autocast;
    run.deep = deep;
  }
}

/** Goes on as after any of the ways out of the function. */
function leave(run: Run, { returns, yields: items }: Frame, isGenerator: boolean): Value {
  // What a generator changes behind a yield, it has not changed yet for who has it from there.
  for (const { value, time } of items ?? [])
    if (plainThings(value)?.some((thing) => run.state.lastChange(thing) > time)) run.escape(value);
  const [first, ...others] = returns;
  if (first === undefined) {
    run.state.rollback();
    throw new PathEnds();
  }
  if (others.length === 0 && first.changes === undefined) run.state.commit();
  else {
    const here = run.state.rollback();
    joinPaths(
      run,
      returns.map(({ changes }) => changes ?? here),
    );
  }
  if (isGenerator)
    return run.list(
      items?.map(({ value }) => value),
      unwritten,
      "iterator",
    );
  return joinAll(
    run.state,
    returns.map(({ value }) => value),
  );
}

export function nameOf({ node, owner }: FunctionValue): string {
  const name = node.kind === "lambda" ? "<lambda>" : node.name;
  return owner === undefined ? name : `${owner.name}.${name}`;
}

function scopeOf(run: Run, { node, scope: parent }: FunctionValue, names: Names): Scope {
  if (node.kind === "lambda") return newScope("function", names, parent);
  const { unit } = run;
  for (const { name, start } of node.parameters) {
    const value = names.get(name);
    if (value !== undefined) run.records.define(name, unit, start, start + name.length, node.name, value);
  }
  return newScope("function", names, parent, outlineOf(node));
}

const withoutGradient =
  /^torch\.(no_grad|inference_mode|autograd\.no_grad|autograd\.grad_mode\.(no_grad|inference_mode))$/;

/** `@torch.no_grad()`, `@torch.inference_mode()`. */
function isWithoutGradient({ decorations }: FunctionValue): boolean {
  return decorations?.some((path) => withoutGradient.test(path)) ?? false;
}

/** The values of the parameters; undefined where Python would raise. */
function bind(run: Run, { node: { parameters }, fallbacks }: FunctionValue, args: GivenArguments): Names | undefined {
  const names = new Names(run.region);
  if (!args.complete) {
    for (const { value } of args.positional) run.escape(value);
    for (const { value } of args.keywords.values()) run.escape(value);
    parameters.forEach(({ name, kind, start, end }, i) => {
      // What stands in front of all that was spread is bound as ever.
      const isCertain =
        i === 0 && args.positional[0]?.place === undefined && args.positional[0]?.value.kind === "object";
      const value =
        kind === "keywordRest"
          ? run.dict(undefined, unwritten)
          : unread("parameter", { unit: run.unit, start, end }, name);
      names.set(name, isCertain ? args.positional[0].value : value);
    });
    return names;
  }
  let next = 0;
  let others: Map<string, Value> | undefined;
  const positional = parameters.filter(({ kind }) => kind === "positional" || kind === "positionalOnly");
  const rest = parameters.find(({ kind }) => kind === "rest");
  const keywordRest = parameters.find(({ kind }) => kind === "keywordRest");
  const gathered: Value[] = [];
  for (const { value } of args.positional) {
    if (next < positional.length) names.set(positional[next++].name, value);
    else if (rest !== undefined) gathered.push(value);
    else return undefined;
  }
  const takesKeyword = ({ kind }: Parameter) => kind === "positional" || kind === "keywordOnly";
  for (const [name, { value }] of args.keywords) {
    if (parameters.some((parameter) => parameter.name === name && takesKeyword(parameter))) {
      if (names.has(name)) return undefined;
      names.set(name, value);
    } else if (keywordRest !== undefined) {
      others ??= new Map();
      others.set(name, value);
    } else return undefined;
  }
  for (const [i, { name, kind, fallback }] of parameters.entries()) {
    if (names.has(name)) continue;
    if (kind === "rest") names.set(name, { kind: "tuple", items: gathered, fields: undefined, origin: unwritten });
    else if (kind === "keywordRest") {
      const entries = new Map(
        [...(others ?? [])].map(([key, value]) => [`s:${key}`, { key: string(key, unwritten), value }]),
      );
      names.set(name, run.dict(entries, unwritten));
    } else {
      const value = fallbacks[i];
      if (value === undefined && fallback === undefined) return undefined;
      names.set(name, value ?? unread("parameter", undefined, name));
    }
  }
  return names;
}
