import { isConstant } from "./expression/constant";
import { dialectOf } from "./expression/dialect";
import { Parser } from "./expression/parser";
import { dottedName, type Node } from "./expression/syntax";
import type { Span } from "./literal";
import { type NamedLiteral, namedLiterals } from "./namedLiterals";
import { Refused } from "./refused";
import { isWordPart } from "./text/chars";
import { codeEnd } from "./text/code";
import { lexisOf } from "./text/lexis";

/** Where in the texts given, and what part of that text. */
export interface NamePlace {
  readonly textIndex: number;
  readonly span: Span;
}

export type Resolution =
  | ({ readonly kind: "resolved" } & NamePlace)
  /**
   * An expression of other arrays, `torch.from_numpy(y_pred)`. `text` is the same with the arrays written where they are named: it needs
   * nothing around it, and `parseLiteral` reads it.
   */
  | ({ readonly kind: "expanded"; readonly text: string } & NamePlace)
  /** The name was last changed, at this place, by something that cannot be evaluated. */
  | ({ readonly kind: "changed" } & NamePlace)
  | { readonly kind: "notFound" };

/** Names within names: so many are followed, and so long a text may come of it. */
const maxNames = 40;
const maxExpanded = 5_000_000;

/**
 * What was last assigned to a name in texts read in order (the cells or the document above the cursor, the last one cut at it): an array
 * literal, or an expression of such (`torch.from_numpy(y_pred)`). An assignment of anything else, a deletion, an augmented or item assignment,
 * an in-place method or a loop that changes the name after that makes the answer `changed`: nothing is guessed.
 */
export function resolveName(texts: readonly string[], name: string, languageId: string): Resolution {
  return resolve(texts, name, languageId, { left: maxNames });
}

function resolve(texts: readonly string[], name: string, languageId: string, budget: { left: number }): Resolution {
  if (--budget.left < 0) return { kind: "notFound" };
  for (let textIndex = texts.length - 1; textIndex >= 0; textIndex--) {
    const text = texts[textIndex];
    const literal = namedLiterals(text, languageId).findLast(
      (candidate) => candidate.name === name && isAssigned(text, candidate),
    );
    const changed = lastChange(text, name, languageId, literal ? literal.span.offset + literal.span.length : 0);
    if (changed) {
      const above = [...texts.slice(0, textIndex), text.slice(0, changed.offset)];
      return expand(above, text, changed, languageId, budget) ?? { kind: "changed", textIndex, span: changed };
    }
    if (literal) return { kind: "resolved", textIndex, span: literal.span };
  }
  return { kind: "notFound" };
}

/** The expression assigned to the name at `place`, with the arrays that it names written out; undefined where that cannot be done. */
function expand(
  above: readonly string[],
  text: string,
  place: Span,
  languageId: string,
  budget: { left: number },
): Resolution | undefined {
  const lexis = lexisOf(languageId, text);
  const parser = new Parser(text, lexis);
  parser.pos = place.offset + place.length;
  if (!dialectOf(lexis.family).listArithmetic || !parser.take(/[ \t]*(?::[^=\n]{1,100})?=(?!=)[ \t]*/y))
    return undefined;
  try {
    const value = parser.expression();
    const names: Node[] = [];
    if (!endsStatement(text, value.end) || !isConstant(value, lexis.family, new Set(), names)) return undefined;
    let expanded = "";
    let from = value.start;
    for (const node of names.toSorted((a, b) => a.start - b.start)) {
      const inner = resolve(above, dottedName(node) ?? "", languageId, budget);
      if (inner.kind !== "resolved" && inner.kind !== "expanded") return undefined;
      const { offset, length } = inner.span;
      const source = inner.kind === "expanded" ? inner.text : above[inner.textIndex].slice(offset, offset + length);
      expanded += `${text.slice(from, node.start)}(${source})`;
      if (expanded.length > maxExpanded) return undefined;
      from = node.end;
    }
    expanded += text.slice(from, value.end);
    const span = { offset: value.start, length: value.end - value.start };
    return { kind: "expanded", text: expanded, textIndex: above.length - 1, span };
  } catch (error) {
    if (error instanceof Refused) return undefined;
    throw error;
  }
}

function endsStatement(text: string, offset: number): boolean {
  return /^[ \t]*(?:[\n\r;#]|$)/.test(text.slice(offset, offset + 100));
}

/** Assigned, not kept under a key of an object. */
function isAssigned(text: string, { nameSpan, span }: NamedLiteral): boolean {
  const between = text.slice(nameSpan.offset + nameSpan.length, span.offset);
  // A declaration of a typed language is part of the literal.
  return span.offset <= nameSpan.offset || /=|<-/.test(between);
}

/** What follows a name that is changed: an assignment to it, to its items or attributes, or a method that works in place. */
const changes =
  /^\s*(?:=(?![=>])|:=|<-(?!\s*-)|(?:\*\*|\/\/|<<|>>|[-+*/%@&|^])=|(?:\[[^\]\n]*\]\s*|\.\w+\s*)+(?:=(?!=)|(?:\*\*|\/\/|[-+*/%@&|^])=)|\.(?:\w+_|append|extend|insert|pop|remove|sort|reverse|clear|fill|put|itemset|resize|push|splice|unshift|shift)\s*\(|\+\+|--|:[^=\n]+=(?!=))/;
/** `x, y = …` and `x, y in …`. */
const unpacks = /^(?:\s*,\s*[\w.*]+)+\s*(?:=(?!=)|in\b)/;
const quiet = /^\s*\.(?:requires_grad_|retain_grad_|detach_|share_memory_|pin_memory_)\s*\(/;
const before = /(?:\bfor\s+(?:[\w.]+\s*,\s*)*|\bas\s+|\bdel\s+(?:[\w.]+\s*,\s*)*|\bglobal\s+)$/;

function lastChange(text: string, name: string, languageId: string, from: number): Span | undefined {
  let last: Span | undefined;
  let depth = 0;
  const code = name.charCodeAt(0);
  codeEnd(text, lexisOf(languageId, text), 0, text.length, (p, c) => {
    if (c === 40 || c === 91) depth++;
    else if (c === 41 || c === 93) depth = Math.max(0, depth - 1);
    if (p < from || c !== code || !text.startsWith(name, p)) return false;
    const end = p + name.length;
    if (isWordPart(text.charCodeAt(end)) || (p > 0 && (isWordPart(text.charCodeAt(p - 1)) || text[p - 1] === ".")))
      return false;
    const after = text.slice(end, end + 200);
    const ahead = text.slice(Math.max(0, p - 60), p);
    // `f(name=1)` is a keyword argument and `[name for name in …]` a name of its own.
    const isUnpacked = (after.includes("=") || after.includes("in")) && unpacks.test(after);
    const assigns = depth === 0 && (isUnpacked || (changes.test(after) && !quiet.test(after)) || before.test(ahead));
    const walrus = /^\s*:=/.test(after);
    const inPlace = depth > 0 && /^\s*\.(?:\w+_)\s*\(/.test(after) && !quiet.test(after);
    if (assigns || walrus || inPlace) last = { offset: p, length: name.length };
    return false;
  });
  return last;
}
