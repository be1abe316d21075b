import { parseModule } from "../python/parse/parseModule";
import type { Expression, Statement } from "../python/syntax";
import type { Place, TextUnit } from "../textUnit";

/** A statement of the module that changes a leaf in place, which torch refuses where a gradient is asked for. */
export interface LeafChange {
  readonly name: string;
  readonly place: Place;
  /** Of a part of it: `w[0] = 1`. */
  readonly ofView: boolean;
}

const known = new WeakMap<TextUnit, readonly LeafChange[]>();

/** The statements of a unit at its outermost level that do so, in the order of the text. */
export function leafChanges(unit: TextUnit, index: number): readonly LeafChange[] {
  const found = known.get(unit);
  if (found !== undefined) return found;
  const changes: LeafChange[] = [];
  if (unit.role === "code" && /requires_grad\s*=\s*True/.test(unit.text)) {
    const leaves = new Set<string>();
    for (const statement of parseModule(unit.text).body) {
      const changed = changedBy(statement, unit.text);
      const { start, end } = statement;
      if (changed !== undefined && leaves.has(changed.name))
        changes.push({ ...changed, place: { unit: index, start, end } });
      follow(statement, unit.text, leaves);
    }
  }
  known.set(unit, changes);
  return changes;
}

/** Names that a statement makes leaves of, and those that it may make something else of. */
function follow(statement: Statement, text: string, leaves: Set<string>): void {
  const written = text.slice(statement.start, Math.min(statement.end, statement.start + 2000));
  if (statement.kind === "assign" && statement.targets.every(({ kind }) => kind === "name")) {
    const isLeaf = isLeafMade(statement.value, text);
    for (const target of statement.targets) {
      if (target.kind !== "name") continue;
      if (isLeaf) leaves.add(target.name);
      else leaves.delete(target.name);
    }
    return;
  }
  if (statement.kind === "expression" && !/requires_grad|detach_|\.data\b|set_grad_enabled/.test(written)) return;
  if (statement.kind === "augmented") return;
  // Whatever else may give a name another value, or switch gradients off.
  for (const name of leaves) if (new RegExp(`\\b${name}\\b`).test(written) || /grad/.test(written)) leaves.delete(name);
}

const makers = /^torch\.(?:tensor|zeros|ones|rand|randn|full|empty|eye|arange)$/;

/** `torch.tensor(…, requires_grad=True)`, and nothing done to it. */
function isLeafMade(value: Expression, text: string): boolean {
  if (value.kind !== "call" || !makers.test(text.slice(value.callee.start, value.callee.end))) return false;
  return value.args.some(
    ({ name, value: given }) => name === "requires_grad" && text.slice(given.start, given.end) === "True",
  );
}

/** `w += 1`, `w[0] = 1`, `w.add_(1)`. */
function changedBy(statement: Statement, text: string): Pick<LeafChange, "name" | "ofView"> | undefined {
  if (statement.kind === "augmented") return nameOf(statement.target);
  if (statement.kind === "assign") {
    const parts = statement.targets.filter(({ kind }) => kind === "subscript");
    return parts.length === 1 && statement.targets.length === 1 ? nameOf(parts[0]) : undefined;
  }
  if (statement.kind !== "expression" || statement.value.kind !== "call") return undefined;
  const method = text.slice(statement.value.callee.start, statement.value.callee.end);
  const [, name, operation] = /^([A-Za-z_]\w*)\.([a-z]\w*)_$/.exec(method) ?? [];
  return name === undefined || !changing.test(operation) ? undefined : { name, ofView: false };
}

/** Methods that compute; others set what the tensor is. */
const changing = /^(?:add|sub|mul|div|pow|exp|log|sqrt|relu|sigmoid|tanh|clamp|zero|fill|copy|normal|uniform)$/;

function nameOf(target: Expression): Pick<LeafChange, "name" | "ofView"> | undefined {
  if (target.kind === "name") return { name: target.name, ofView: false };
  return target.kind === "subscript" && target.object.kind === "name"
    ? { name: target.object.name, ofView: true }
    : undefined;
}
