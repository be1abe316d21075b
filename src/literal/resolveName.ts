import { languageOf } from "./languages/languages";
import type { Span } from "./literal";
import { type NamedLiteral, namedLiterals } from "./namedLiterals";
import { isWordPart } from "./text/chars";
import { codeEnd } from "./text/code";

/** Where in the texts given, and what part of that text. */
export interface NamePlace {
  readonly textIndex: number;
  readonly span: Span;
}

export type Resolution =
  | ({ readonly kind: "resolved" } & NamePlace)
  /** The name was last changed, at this place, by something that is no literal. */
  | ({ readonly kind: "changed" } & NamePlace)
  | { readonly kind: "notFound" };

/**
 * What was last assigned to a name in texts read in order (the cells or the document above the cursor, the last one cut at it), in languages
 * that are not interpreted: an array literal. An assignment of anything else, an augmented or item assignment, an in-place method or a loop
 * that changes the name after that makes the answer `changed`: nothing is guessed.
 */
export function resolveName(texts: readonly string[], name: string, languageId: string): Resolution {
  for (let textIndex = texts.length - 1; textIndex >= 0; textIndex--) {
    const text = texts[textIndex];
    const literal = namedLiterals(text, languageId).findLast(
      (candidate) => candidate.name === name && isAssigned(text, candidate),
    );
    const changed = lastChange(text, name, languageId, literal ? literal.span.offset + literal.span.length : 0);
    if (changed) return { kind: "changed", textIndex, span: changed };
    if (literal) return { kind: "resolved", textIndex, span: literal.span };
  }
  return { kind: "notFound" };
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
  codeEnd(text, languageOf(languageId, text), 0, text.length, (p, c) => {
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
