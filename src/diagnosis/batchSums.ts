import type { Expression } from "../python/syntax";
import type { Place, TextUnit } from "../textUnit";
import { type Site, type SyntaxScope, sitesIn } from "./syntaxIndex";

/** What a loop adds up of the losses of its batches, divided: `running_loss / len(loader.dataset)`. */
export interface BatchSum {
  readonly place: Place;
  /** What it is divided by: how many samples there are, or how many batches. */
  readonly by: "samples" | "batches";
}

type IsLoss = (node: Expression) => boolean;

/** Sums of losses that are divided by a length, in a unit. */
export function batchSums(unit: TextUnit, index: number, isLoss: IsLoss): readonly BatchSum[] {
  if (!/\blen\(|\bmean\(/.test(unit.text)) return [];
  const { own, divisions } = gathered(unit, index);
  if (divisions.length === 0 || isOfSingles(unit.text)) return [];
  const text = ({ start, end }: Expression) => unit.text.slice(start, Math.min(end, start + 200));
  const named = new Named();
  for (const { node, statement, scope } of own) {
    if (statement.kind !== "assign" || statement.targets.length !== 1 || statement.value !== node) continue;
    named.add(isLoss(bare(node)) ? "loss" : "other", scope, text(statement.targets[0]));
  }
  // `loss *= n`, `loss = loss * n`: no longer the mean.
  for (const { statement, scope } of own)
    if (statement.kind === "augmented") named.add("other", scope, text(statement.target));
  const isOne = (node: Expression, scope: SyntaxScope) =>
    named.has("other", scope, text(bare(node)))
      ? false
      : isLoss(bare(node)) || named.has("loss", scope, text(bare(node)));
  for (const { node, statement, scope } of own) {
    if (statement.kind === "augmented" && statement.operator === "+" && statement.value === node) {
      if (isOne(node, scope)) named.add("sum", scope, text(statement.target));
    } else if (statement.kind === "for" && statement.iterable === node) {
      for (const [word] of text(node).matchAll(/[A-Za-z_][\w.]*/g)) named.add("batches", scope, word);
    } else if (statement.kind === "expression" && node.kind === "call") {
      const { callee, args } = node;
      if (callee.kind === "attribute" && callee.name === "append" && args.length === 1 && isOne(args[0].value, scope))
        named.add("list", scope, text(callee.object));
    }
  }
  return divisions.flatMap((site) => {
    const by = dividedBy(site, named, text);
    if (by === undefined) return [];
    const { start, end } = site.statement.kind === "augmented" ? site.statement : site.node;
    return [{ place: { unit: index, start, end }, by }];
  });
}

/** Batches of one sample, which a DataLoader makes unless it is told otherwise, are their own means. */
function isOfSingles(text: string): boolean {
  return (
    /\bbatch_?size\s*=\s*1\b/i.test(text) || (/\bDataLoader\(/.test(text) && !/batch_?size|batch_sampler/i.test(text))
  );
}

interface Gathered {
  /** What stands directly in a statement. */
  readonly own: readonly Site[];
  /** What may divide a sum. */
  readonly divisions: readonly Site[];
}

const known = new WeakMap<TextUnit, Gathered>();

/** Once a unit: it is asked of each of its calls. */
function gathered(unit: TextUnit, index: number): Gathered {
  const found = known.get(unit);
  if (found !== undefined) return found;
  const sites = sitesIn(unit, index) ?? [];
  const made: Gathered = {
    own: sites.filter(({ parent }) => parent === undefined),
    divisions: sites.filter(
      ({ node, statement, parent }) =>
        (node.kind === "binary" && node.operator === "/") ||
        (node.kind === "call" && /\bmean$/.test(unit.text.slice(node.callee.start, node.callee.end))) ||
        (statement.kind === "augmented" && statement.operator === "/" && parent === undefined),
    ),
  };
  known.set(unit, made);
  return made;
}

/** Names of a function, by what they hold. */
class Named {
  readonly #scopes = new Map<SyntaxScope, Set<string>>();

  add(what: string, scope: SyntaxScope, name: string): void {
    const own = this.#scopes.get(scope);
    if (own === undefined) this.#scopes.set(scope, new Set([`${what} ${name}`]));
    else own.add(`${what} ${name}`);
  }

  has(what: string, scope: SyntaxScope, name: string): boolean {
    return this.#scopes.get(scope)?.has(`${what} ${name}`) ?? false;
  }
}

function dividedBy(
  { node, parent, statement, scope }: Site,
  named: Named,
  text: (node: Expression) => string,
): BatchSum["by"] | undefined {
  const isList = (list: Expression | undefined) => list !== undefined && named.has("list", scope, text(list));
  if (statement.kind === "augmented" && statement.operator === "/" && parent === undefined && node === statement.value)
    return named.has("sum", scope, text(statement.target)) ? lengthOf(node) : undefined;
  if (node.kind === "call" && /(?:^|\.)mean$/.test(text(node.callee)))
    return isList(node.args[0]?.value) ? "batches" : undefined;
  if (node.kind !== "binary" || node.operator !== "/") return undefined;
  const { left, right } = node;
  if (left.kind === "call" && text(left.callee) === "sum" && isList(left.args[0]?.value)) {
    const length = lengthOf(right);
    return length ?? (argumentOfLen(right) === text(left.args[0].value) ? "batches" : undefined);
  }
  return named.has("sum", scope, text(bare(left))) ? lengthOf(right) : undefined;

  function lengthOf(divisor: Expression): BatchSum["by"] | undefined {
    const of = argumentOfLen(divisor);
    if (of === undefined) return undefined;
    if (named.has("batches", scope, of)) return "batches";
    return /(?:\.|^|_)data_?set$|_set$/i.test(of) ? "samples" : undefined;
  }

  function argumentOfLen(divisor: Expression): string | undefined {
    const isLen = divisor.kind === "call" && text(divisor.callee) === "len" && divisor.args.length === 1;
    return isLen ? text(divisor.args[0].value) : undefined;
  }
}

const copies = /^(?:item|detach|cpu|float|numpy|clone|data)$/;

/** Without what only copies it: `loss.item()`, `float(loss)`, `loss.data[0]`. */
function bare(node: Expression): Expression {
  let inner = node;
  for (let depth = 0; depth < 8; depth++) {
    if (inner.kind === "attribute" && copies.test(inner.name)) inner = inner.object;
    else if (inner.kind === "subscript" && inner.object.kind === "attribute" && inner.object.name === "data")
      inner = inner.object.object;
    else if (inner.kind !== "call") return inner;
    else if (inner.callee.kind === "attribute" && inner.args.length === 0 && copies.test(inner.callee.name))
      inner = inner.callee.object;
    else if (inner.callee.kind === "name" && inner.callee.name === "float" && inner.args.length === 1)
      inner = inner.args[0].value;
    else return inner;
  }
  return inner;
}
