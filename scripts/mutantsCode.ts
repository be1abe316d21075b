/** The text of changed sources, as the instrumenter of Stryker writes it, so that a run of the tests tells which of them a change touches. */
import {
  type CallExpression,
  type ConditionalExpression,
  type IfStatement,
  type Node,
  type Program,
  parse,
} from "acorn";
import { transformSync } from "esbuild";

const ACTIVE = "stryMutAct_9fa48";
const COVERED = "stryCov_9fa48";

/**
 * `stryMutAct("1") ? other : (stryCov("1"), own)` as `mutantOf(1, () => [["1", () => other]], () => own)`, JavaScript: both can be worked
 * out and compared. An expression has the number of its first change. Only the changes of `wanted` stay.
 */
export function comparable(typeScript: string, wanted: ReadonlySet<string>): string {
  const text = transformSync(typeScript, { loader: "ts", target: "es2022", sourcefile: "changed.ts" }).code;

  /** A node's text, with `replaced` in place of what it says about nodes inside of it. */
  function written(node: Node): string {
    const block = changedBlock(node);
    if (block !== undefined && !wanted.has(block.id)) return `{${partsOf(block.own, block.covered.end)}`;
    return isChoice(node) ? choiceWritten(node) : partsOf(node, node.start);
  }

  function partsOf(node: Node, from: number): string {
    let at = from;
    let made = "";
    for (const child of childrenOf(node)) {
      if (child.start < at) continue;
      made += text.slice(at, child.start) + written(child);
      at = child.end;
    }
    return made + text.slice(at, node.end);
  }

  function choiceWritten(node: ConditionalExpression): string {
    const { others, own } = choices(node);
    const kept = others.filter(({ id }) => wanted.has(id));
    if (kept.length === 0) return `(${written(own)})`;
    const lazy = kept.map(({ id, other }) => {
      const code = text.slice(other.start, other.end);
      return `["${id}", () => (${code}), ${changesSomething(code)}]`;
    });
    return `mutantOf(${kept[0].id}, () => [${lazy.join(", ")}], () => (${written(own)}))`;
  }

  return written(parse(text, { ecmaVersion: 2022, sourceType: "module" }) satisfies Program);
}

/** In the order of the text. */
function childrenOf(node: Node): readonly Node[] {
  return Object.values(node)
    .flat()
    .filter((value: unknown): value is Node => typeof value === "object" && value !== null && "start" in value)
    .sort((a, b) => a.start - b.start);
}

const isOf = <T extends Node>(node: Node, type: T["type"]): node is T => node.type === type;

function isCallOf(node: Node, name: string): node is CallExpression {
  if (!isOf<CallExpression>(node, "CallExpression")) return false;
  return node.callee.type === "Identifier" && node.callee.name === name;
}

/** The change that `stryMutAct("1")` asks for. */
function idOf(node: Node): string | undefined {
  if (!isCallOf(node, ACTIVE)) return undefined;
  const [id] = node.arguments;
  return id.type === "Literal" && typeof id.value === "string" ? id.value : undefined;
}

function isChoice(node: Node): node is ConditionalExpression {
  return isOf<ConditionalExpression>(node, "ConditionalExpression") && idOf(node.test) !== undefined;
}

/** `if (stryMutAct("1")) {} else { stryCov("1"); … }` */
function changedBlock(node: Node): { readonly id: string; readonly own: Node; readonly covered: Node } | undefined {
  if (!isOf<IfStatement>(node, "IfStatement") || node.alternate?.type !== "BlockStatement") return undefined;
  const id = idOf(node.test);
  return id === undefined ? undefined : { id, own: node.alternate, covered: node.alternate.body[0] };
}

/** All changes of one expression, and itself. */
function choices(node: Node): {
  readonly others: readonly { readonly id: string; readonly other: Node }[];
  readonly own: Node;
} {
  if (isChoice(node)) {
    const { others, own } = choices(node.alternate);
    return { others: [{ id: idOf(node.test) ?? "", other: node.consequent }, ...others], own };
  }
  if (node.type === "SequenceExpression") {
    const [covered, own] = childrenOf(node);
    if (isCallOf(covered, COVERED)) return { others: [], own };
  }
  return { others: [], own: node };
}

/** Whether working an expression out may change what comes after it. */
function changesSomething(code: string): boolean {
  // A regular expression with a name may remember where it was.
  if (/[\w)]\.(?:exec|test)\(/.test(code.replaceAll(/\/[a-z]*\.(?:exec|test)\(/g, ""))) return true;
  return /\+\+|--|[^=!<>]=[^=>]|\.(?:push|add|set|pop|shift|unshift|delete|next|sort|reverse|splice|fill)\(/.test(code);
}
