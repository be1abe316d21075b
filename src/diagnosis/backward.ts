import { blocksOf } from "../python/children";
import { parseModule } from "../python/parse/parseModule";
import type { Body, CallExpression, Expression, Statement } from "../python/syntax";
import type { Place, TextUnit } from "../textUnit";

/** `loss.backward()`, a statement of its own. */
export interface BackwardCall {
  readonly place: Place;
  /** The expression in front of it. */
  readonly of: Place;
  /** With a gradient of its own, or given to nobody knows what. */
  readonly hasArguments: boolean;
  /** An earlier one on the same name, which nothing has set since, and which did not keep the graph. */
  readonly first: Place | undefined;
  /** Earlier ones of the same block on other names, which did not keep the graph. */
  readonly earlier: readonly BackwardCall[];
}

const known = new WeakMap<TextUnit, readonly BackwardCall[]>();
const MOST_DEPTH = 40;
const MOST_EARLIER = 8;

/** The calls of backward() of a unit, in the order of the text. */
export function backwardCalls(unit: TextUnit, index: number): readonly BackwardCall[] {
  const found = known.get(unit);
  if (found !== undefined) return found;
  const calls: BackwardCall[] = [];
  if (unit.role === "code" && unit.text.includes(".backward(")) {
    walk(parseModule(unit.text).body, { unit: index, text: unit.text, calls }, 0);
  }
  known.set(unit, calls);
  return calls;
}

interface Walk {
  readonly unit: number;
  readonly text: string;
  readonly calls: BackwardCall[];
}

function walk(body: Body, into: Walk, depth: number): void {
  if (depth > MOST_DEPTH) return;
  const before = new Map<string, Place>();
  const earlier: BackwardCall[] = [];
  for (const statement of body) {
    const call = statement.kind === "expression" ? backwardOf(statement.value) : undefined;
    if (call === undefined) {
      // Whatever a block does, what was called in front of it is not followed through it.
      if (blocksOf(statement).length > 0) before.clear();
      else for (const name of namesIn(statement, into.text)) before.delete(name);
      const from = into.calls.length;
      const guarded = guardedBody(statement, into.text);
      for (const inner of blocksOf(statement)) if (inner !== guarded) walk(inner, into, depth + 1);
      if (statement.kind === "for") repeated(statement, into, from);
      continue;
    }
    const of = placeOf(call.object, into.unit);
    const place = placeOf(call.whole, into.unit);
    const name = into.text.slice(of.start, of.end);
    const keeps = call.whole.args.some((each) => each.name === "retain_graph");
    const hasArguments = call.whole.args.some(
      ({ name: given }) => given !== "retain_graph" && given !== "create_graph",
    );
    const found: BackwardCall = { place, of, hasArguments, first: before.get(name), earlier: [...earlier] };
    into.calls.push(found);
    if (!keeps && earlier.length < MOST_EARLIER) earlier.push(found);
    if (keeps || !/^[\w.]+$/.test(name)) before.delete(name);
    else if (!before.has(name)) before.set(name, place);
  }
}

/** A method that a statement names and does not call: `loss.backward`, `optimizer.step`. */
export interface UncalledMethod {
  readonly place: Place;
  readonly of: Place;
  readonly name: string;
  /** The block that it stands in. */
  readonly block: Place;
}

const methods: ReadonlySet<string> = new Set(["backward", "step", "zero_grad"]);
const namedOnly = /\.(?:backward|step|zero_grad)\s*(?:[#;]|$)/m;
const uncalled = new WeakMap<TextUnit, readonly UncalledMethod[]>();

export function uncalledMethods(unit: TextUnit, index: number): readonly UncalledMethod[] {
  const found = uncalled.get(unit) ?? [];
  if (uncalled.has(unit) || unit.role !== "code" || !namedOnly.test(unit.text)) return found;
  const all: UncalledMethod[] = [];
  const walkBlock = (body: Body, depth: number): void => {
    for (const statement of body) {
      const value = statement.kind === "expression" ? statement.value : undefined;
      if (value?.kind === "attribute" && methods.has(value.name)) {
        const block = { unit: index, start: body[0].start, end: body[body.length - 1].end };
        all.push({ place: placeOf(value, index), of: placeOf(value.object, index), name: value.name, block });
      }
      if (depth < MOST_DEPTH) for (const inner of blocksOf(statement)) walkBlock(inner, depth + 1);
    }
  };
  walkBlock(parseModule(unit.text).body, 0);
  uncalled.set(unit, all);
  return all;
}

/** The block whose exceptions are caught or expected, or that runs only where there is a gradient: nothing ends there. */
function guardedBody(statement: Statement, text: string): Body | undefined {
  const has = (pattern: RegExp, { start, end }: { readonly start: number; readonly end: number }) =>
    pattern.test(text.slice(start, Math.min(end, start + 500)));
  if (statement.kind === "try") {
    const catches = statement.handlers.some(({ type }) => type === undefined || has(CAUGHT, type));
    return catches ? statement.body : undefined;
  }
  if (statement.kind === "with") {
    return statement.items.some(({ context }) => has(EXPECTING, context)) ? statement.body : undefined;
  }
  if (statement.kind !== "if") return undefined;
  return has(/requires_grad|grad_fn|is_grad_enabled/, statement.test) ? statement.body : undefined;
}

const CAUGHT = /\b(?:RuntimeError|AttributeError|Exception|BaseException)\b/;
const EXPECTING = /\b(?:raises|assertRaises|assertRaisesRegex|suppress)\b/;

/** `for _ in range(10): loss.backward()` of a loss that is computed in front of it. */
function repeated(
  { iterable, body, start, end }: Statement & { readonly kind: "for" },
  { unit, text, calls }: Walk,
  from: number,
) {
  const isCounted = /^range\(\s*(?:[2-9]|[1-9]\d+|[A-Za-z_]\w*)\s*\)$/.test(text.slice(iterable.start, iterable.end));
  const whole = text.slice(start, Math.min(end, start + 5000));
  if (!isCounted || /\b(?:break|return|continue)\b/.test(whole)) return;
  for (let i = from; i < calls.length; i++) {
    const { of, place, first } = calls[i];
    const name = text.slice(of.start, of.end);
    const isDirect = body.some(
      (each) => each.start <= place.start && each.end >= place.end && each.kind === "expression",
    );
    if (first !== undefined || !isDirect || !/^[A-Za-z_]\w*$/.test(name) || whole.includes("retain_graph")) continue;
    const isSet = new RegExp(`\\b${name}\\s*(?:[-+*/]?=(?!=)|,|:)|\\b(?:for|as)\\s+${name}\\b`).test(whole);
    if (!isSet) calls[i] = { ...calls[i], first: { ...place, unit } };
  }
}

function backwardOf(expression: Expression) {
  if (expression.kind !== "call" || expression.callee.kind !== "attribute") return undefined;
  const { object, name } = expression.callee;
  return name === "backward" ? { object, whole: expression satisfies CallExpression } : undefined;
}

function placeOf({ start, end }: { readonly start: number; readonly end: number }, unit: number): Place {
  return { unit, start, end };
}

/** Names that a plain statement may set: all words of it, to be on the safe side. */
function namesIn({ start, end }: Statement, text: string): readonly string[] {
  return text.slice(start, Math.min(end, start + 2000)).match(/[A-Za-z_][\w.]*/g) ?? [];
}
