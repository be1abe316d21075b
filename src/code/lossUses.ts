import { Parser } from "../literal/expression/parser";
import { dottedName, type Node } from "../literal/expression/syntax";
import { Refused } from "../literal/refused";
import { lexisOfFamily } from "../literal/text/lexis";
import type { LossUse } from "./lossUse";
import { type Statement, statements } from "./statements";
import { type Environment, Tracer, type Value } from "./trace";

const unknown: Value = { kind: "unknown" };

/** A block that is open, and what to do with the names it assigned once it closes. */
interface Block {
  readonly indent: number;
  /** The names from before a function, which come back after it; undefined for other blocks. */
  readonly outside: Environment | undefined;
  /** Whether the body may run not at all, or in another order than it is written. */
  readonly conditional: boolean;
}

/**
 * The loss calls of Python texts read in order (one document, or the cells of a notebook) whose two arguments can be followed back to
 * array literals through names, casts and activations. What is not understood makes a name unknown, never a guess: assignments in
 * branches and loops, calls of other functions, changes in place.
 */
export function lossUses(texts: readonly string[]): readonly LossUse[] {
  const uses: LossUse[] = [];
  const names = new Map<string, Value>();
  for (const [index, text] of texts.entries()) readText(text, index, names, (use) => uses.push(use));
  return uses;
}

function readText(text: string, index: number, names: Map<string, Value>, report: (use: LossUse) => void): void {
  const lexis = lexisOfFamily("python");
  const all = statements(text, lexis);
  const blocks: Block[] = [];
  for (const [position, statement] of all.entries()) {
    while (blocks.length > 0 && statement.indent <= blocks[blocks.length - 1].indent) close(blocks.pop(), names);
    const code = text.slice(statement.offset, statement.offset + statement.length);
    const header = /^(?:async\s+)?(def|class|if|elif|else|for|while|try|except|finally|with|match|case)\b/.exec(code);
    if (header !== null) {
      open(header[1], statement, blocks, names);
      if (header[1] !== "with" && header[1] !== "class") forget(assignedIn(text, all, position), names);
      if (header[1] === "def") forget(code.match(/\w+/g) ?? [], names);
      continue;
    }
    const parsed = parseStatement(text, statement);
    const tracer = new Tracer(index, names, report);
    const value = parsed.expression === undefined ? unknown : tracer.value(parsed.expression);
    const inDoubt = blocks.some(({ conditional }) => conditional);
    for (const name of parsed.targets) {
      names.set(name, parsed.targets.length === 1 && !parsed.augmented && !inDoubt ? value : unknown);
    }
    forget(changedInPlace(code), names);
  }
  while (blocks.length > 0) close(blocks.pop(), names);
}

function open(keyword: string, { indent }: Statement, blocks: Block[], names: Environment): void {
  const outside = keyword === "def" || keyword === "class" ? new Map(names) : undefined;
  blocks.push({ indent, outside, conditional: outside === undefined && keyword !== "with" });
}

/** What a function assigns is its own: outside of it the names are what they were. */
function close(block: Block | undefined, names: Map<string, Value>): void {
  if (block?.outside === undefined) return;
  names.clear();
  for (const [name, value] of block.outside) names.set(name, value);
}

/** The names that a block's body assigns anywhere: within it they may already have their later values. */
function assignedIn(text: string, all: readonly Statement[], header: number): readonly string[] {
  const names: string[] = [];
  for (let next = header + 1; next < all.length && all[next].indent > all[header].indent; next++) {
    const { offset, length } = all[next];
    const assigned = /^([\w.,\s]+?)\s*(?::[^=]+)?(?:[-+*/%@&|^]|\*\*|\/\/)?=(?!=)/.exec(
      text.slice(offset, offset + length),
    );
    if (assigned !== null) names.push(...assigned[1].split(",").map((name) => name.trim()));
  }
  return names;
}

function forget(forgotten: Iterable<string>, names: Map<string, Value>): void {
  for (const name of forgotten) if (names.has(name)) names.set(name, unknown);
}

/** `x[0] = …`, `x.fill_(0)`, `del x`, `for x in …`: x is no longer what it was. */
function changedInPlace(code: string): readonly string[] {
  const item = /^([A-Za-z_]\w*)\s*\[.*\]\s*(?:[-+*/%@&|^]|\*\*|\/\/)?=(?!=)/s.exec(code);
  const methods = [...code.matchAll(/\b([A-Za-z_]\w*)\.(?!requires_grad_|retain_grad_)\w+_\(/g)].map(
    ([, name]) => name,
  );
  const deleted = /^del\s+(.*)$/s.exec(code)?.[1].split(",") ?? [];
  return [...(item === null ? [] : [item[1]]), ...methods, ...deleted.map((name) => name.trim())];
}

interface ParsedStatement {
  readonly targets: readonly string[];
  readonly augmented: boolean;
  readonly expression: Node | undefined;
}

function parseStatement(text: string, { offset, length }: Statement): ParsedStatement {
  const code = text.slice(offset, offset + length);
  const assignment =
    /^([A-Za-z_][\w.]*(?:\s*,\s*[A-Za-z_][\w.]*)*)\s*(?::[^=\n]+?)?\s*([-+*/%@&|^]|\*\*|\/\/)?=(?!=)\s*/.exec(code);
  const keyword = /^(?:return|await|assert|print)\b\s*/.exec(code);
  const skipped = assignment?.[0].length ?? (keyword?.[0].startsWith("print") ? 0 : (keyword?.[0].length ?? 0));
  return {
    targets: assignment === null ? [] : assignment[1].split(",").map((name) => name.trim()),
    augmented: assignment?.[2] !== undefined,
    expression: parseExpression(text, offset + skipped, offset + length),
  };
}

/** The expression that takes up all of a range; undefined where the parser finds another language there. */
function parseExpression(text: string, start: number, end: number): Node | undefined {
  const parser = new Parser(text.slice(0, end), lexisOfFamily("python"));
  parser.pos = start;
  try {
    const node = parser.expression();
    const rest = text.slice(node.end, end).replace(/#.*$/gm, "").trim();
    return rest === "" || (rest.startsWith(",") && dottedName(node) === undefined) ? node : undefined;
  } catch (error) {
    if (error instanceof Refused) return undefined;
    throw error;
  }
}
