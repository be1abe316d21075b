import { bodiesOf, expressionsOf, partsOf } from "../python/children";
import { parseModule } from "../python/parse/parseModule";
import type { Body, ClassStatement, Expression, FunctionStatement, Statement } from "../python/syntax";
import type { TextUnit } from "../textUnit";

export type SyntaxNode = Expression | Statement;
export type SyntaxScope = FunctionStatement | ClassStatement | undefined;

/** An expression with what it stands in. */
export interface Site {
  readonly node: Expression;
  /** The unit that it stands in. */
  readonly unit: number;
  /** The expression around it; undefined where it is one of the statement's own. */
  readonly parent: Site | undefined;
  readonly statement: Statement;
  /** The innermost function or class. */
  readonly scope: SyntaxScope;
  /** The class that the innermost function is a method of. */
  readonly owner: ClassStatement | undefined;
}

const MOST_SITES = 300_000;
const known = new WeakMap<TextUnit, readonly Site[]>();

/** Every expression of a unit with what is around it, in no certain order; undefined where there are too many to look at. */
export function sitesIn(unit: TextUnit, index: number): readonly Site[] | undefined {
  const found = known.get(unit) ?? gather(unit, index);
  known.set(unit, found);
  return found.length >= MOST_SITES ? undefined : found;
}

function gather({ role, text }: TextUnit, unit: number): readonly Site[] {
  const sites: Site[] = [];
  if (role !== "code") return sites;
  const bodies: { readonly body: Body; readonly scope: SyntaxScope; readonly owner: ClassStatement | undefined }[] = [
    { body: parseModule(text).body, scope: undefined, owner: undefined },
  ];
  for (let block = bodies.pop(); block !== undefined && sites.length < MOST_SITES; block = bodies.pop()) {
    const { scope, owner } = block;
    for (const statement of block.body) {
      for (const inner of bodiesOf(statement)) bodies.push({ body: inner, scope, owner });
      if (statement.kind === "class") bodies.push({ body: statement.body, scope: statement, owner: undefined });
      if (statement.kind === "function") {
        bodies.push({ body: statement.body, scope: statement, owner: scope?.kind === "class" ? scope : undefined });
      }
      const open: Site[] = expressionsOf(statement).map((node) => {
        return { node, unit, parent: undefined, statement, scope, owner };
      });
      for (let site = open.pop(); site !== undefined && sites.length < MOST_SITES; site = open.pop()) {
        sites.push(site);
        for (const node of allParts(site.node)) open.push({ node, unit, parent: site, statement, scope, owner });
      }
    }
  }
  return sites;
}

/** What stands directly in an expression, with the bodies of lambdas and comprehensions. */
function allParts(node: Expression): readonly Expression[] {
  if (node.kind === "lambda") return [...partsOf(node), node.body];
  if (node.kind !== "comprehension") return partsOf(node);
  const clauses = node.clauses.flatMap(({ target, iterable, conditions }) => [target, iterable, ...conditions]);
  return node.key === undefined ? [node.element, ...clauses] : [node.key, node.element, ...clauses];
}
