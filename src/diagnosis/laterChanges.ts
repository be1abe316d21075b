import { blocksOf } from "../python/children";
import { parseModule } from "../python/parse/parseModule";
import type { Body, Expression, Statement } from "../python/syntax";
import type { Place, TextUnit } from "../textUnit";

/** A statement that changes a tensor in place: `x += 1`, `x[0] = 1`, `x.mul_(2)`. */
export interface InPlaceChange {
  readonly name: string;
  readonly place: Place;
  /** By torch's name without the underscore; `setitem` for a part of it. */
  readonly operation: string;
  /** Under `with torch.no_grad()`, which hides it from the graph, and not from the count of the tensor's versions. */
  readonly noGrad: boolean;
  /** The statements that run whenever it does, as far as nothing branches off. */
  readonly body: Omit<Place, "unit">;
}

const known = new WeakMap<TextUnit, readonly InPlaceChange[]>();
const MOST_DEPTH = 40;

/** All of a unit, in the order of the text. */
export function inPlaceChanges(unit: TextUnit, index: number): readonly InPlaceChange[] {
  const found = known.get(unit);
  if (found !== undefined) return found;
  const changes: InPlaceChange[] = [];
  if (unit.role === "code" && unit.text.includes(".backward(")) {
    const walk = { text: unit.text, unit: index, changes };
    gather(parseModule(unit.text).body, { start: 0, end: unit.text.length }, false, walk, 0);
  }
  known.set(unit, changes);
  return changes;
}

interface Walk {
  readonly text: string;
  readonly unit: number;
  readonly changes: InPlaceChange[];
}

function gather(statements: Body, body: InPlaceChange["body"], noGrad: boolean, into: Walk, depth: number): void {
  if (depth > MOST_DEPTH) return;
  for (const statement of statements) {
    const change = changeBy(statement, into.text);
    const { start, end } = statement;
    if (change !== undefined) into.changes.push({ ...change, place: { unit: into.unit, start, end }, noGrad, body });
    const isWith = statement.kind === "with";
    const hides = isWith && statement.items.some(({ context }) => written(context, into.text).includes("no_grad"));
    for (const inner of blocksOf(statement)) {
      const range = inner.length === 0 ? body : { start: inner[0].start, end: inner[inner.length - 1].end };
      gather(inner, isWith ? body : range, noGrad || hides, into, depth + 1);
    }
  }
}

/** Methods that compute; others set what the tensor is. */
const changing =
  /^(?:add|sub|mul|div|pow|exp|log|sqrt|neg|abs|relu|sigmoid|tanh|clamp|clip|zero|fill|copy|masked_fill|normal|uniform|scatter|index_fill|round)$/;

function changeBy(statement: Statement, text: string): Pick<InPlaceChange, "name" | "operation"> | undefined {
  if (statement.kind === "augmented") {
    if (statement.target.kind !== "name") return partOf(statement.target);
    return { name: statement.target.name, operation: operations[statement.operator] ?? statement.operator };
  }
  if (statement.kind === "expression") return methodOf(statement.value, text);
  if (statement.kind !== "assign" || statement.targets.length !== 1) return undefined;
  return partOf(statement.targets[0]) ?? methodOf(statement.value, text);
}

const operations: Readonly<Record<string, string | undefined>> = {
  "+": "add",
  "-": "sub",
  "*": "mul",
  "/": "div",
  "**": "pow",
};

/** `x[0]`, `x[:, 1][mask]`. */
function partOf(target: Expression): Pick<InPlaceChange, "name" | "operation"> | undefined {
  let object = target;
  for (let depth = 0; depth < MOST_DEPTH && object.kind === "subscript"; depth++) object = object.object;
  return target.kind === "subscript" && object.kind === "name"
    ? { name: object.name, operation: "setitem" }
    : undefined;
}

/** `x.mul_(2)`. */
function methodOf(value: Expression, text: string): Pick<InPlaceChange, "name" | "operation"> | undefined {
  if (value.kind !== "call") return undefined;
  const [, name, operation] = /^([A-Za-z_]\w*)\.([a-z]\w*)_$/.exec(written(value.callee, text)) ?? [];
  return name === undefined || !changing.test(operation) ? undefined : { name, operation };
}

function written({ start, end }: Expression, text: string): string {
  return text.slice(start, Math.min(end, start + 200));
}
