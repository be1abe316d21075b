import type { Statement } from "../syntax";
import { isLayout, isName, Kind } from "./kind";
import type { Parser } from "./parser";

/** The index of the token that ends the logical line of token `i`: its newline, or a semicolon outside brackets if `parts`. */
export function lineEndFrom(p: Parser, from: number, parts: boolean): number {
  const { kinds } = p.tokens;
  let i = from;
  let depth = 0;
  for (;;) {
    const kind: Kind = kinds[i];
    if (kind === Kind.Newline || kind === Kind.End) return i;
    if (kind >= Kind.OpenParenthesis && kind <= Kind.OpenBrace) depth++;
    else if (kind >= Kind.CloseParenthesis && kind <= Kind.CloseBrace) depth--;
    else if (parts && kind === Kind.Semicolon && depth <= 0) return i;
    i++;
  }
}

/** A statement for the tokens up to index `end`, which are no Python, or more than is read. */
export function unparsed(p: Parser, from: number, end: number): Statement {
  const { starts, ends } = p.tokens;
  let last = end - 1;
  while (last > from && isLayout(p.tokens.kinds[last])) last--;
  return {
    kind: "unparsed",
    start: starts[from],
    end: Math.max(starts[from], ends[last]),
    names: assignedNames(p, from, end),
  };
}

/**
 * Names that the tokens from `from` to `end` may give another value: whatever stands left of an assignment in its line, and behind the
 * words that bind names. Rather one too many than one too few: what is known of a name is lost, and no more.
 */
export function assignedNames(p: Parser, from: number, end: number): readonly string[] {
  const { kinds } = p.tokens;
  const names = new Set<string>();
  let line = from;
  let depth = 0;
  /** Up to which token names are bound by a word such as `import` or `for`. */
  let bindsTo = from;
  const { i: before } = p;
  const add = (i: number): void => {
    if (!isName(kinds[i]) || (i > 0 && kinds[i - 1] === Kind.Dot && i > from)) return;
    p.i = i;
    names.add(p.word());
  };
  for (let i = from; i < end; i++) {
    const kind: Kind = kinds[i];
    switch (kind) {
      case Kind.Newline:
      case Kind.Indent:
      case Kind.Dedent:
      case Kind.Semicolon:
        line = i + 1;
        depth = 0;
        break;
      case Kind.OpenParenthesis:
      case Kind.OpenBracket:
      case Kind.OpenBrace:
        depth++;
        break;
      case Kind.CloseParenthesis:
      case Kind.CloseBracket:
      case Kind.CloseBrace:
        depth = Math.max(0, depth - 1);
        break;
      case Kind.ColonEqual:
        if (i > from) add(i - 1);
        break;
      case Kind.For:
      case Kind.As:
      case Kind.Import:
      case Kind.Def:
      case Kind.Class:
      case Kind.Del:
      case Kind.Global:
      case Kind.Nonlocal:
        if (i + 1 >= bindsTo) bindsTo = boundTo(p, i + 1, end, kind);
        break;
      default: {
        if (i < bindsTo) add(i);
        const assigns = kind === Kind.Equal || (kind >= Kind.PlusEqual && kind <= Kind.ShiftRightEqual);
        if (assigns && depth === 0) {
          for (let j = line; j < i; j++) add(j);
          line = i + 1;
        } else if (assigns && i > from + 1 && beginsLine(p, i - 1)) {
          // Within brackets `=` names an argument, as long as the brackets are right.
          add(i - 1);
        }
      }
    }
  }
  p.i = before;
  return [...names];
}

/** Whether a token within brackets is the first of its line. */
function beginsLine(p: Parser, i: number): boolean {
  const { starts, ends } = p.tokens;
  return /[\r\n]/.test(p.text.slice(ends[i - 1], starts[i]));
}

/** Up to which token the names behind a binding word are bound. */
function boundTo(p: Parser, from: number, end: number, word: Kind): number {
  const { kinds } = p.tokens;
  if (word === Kind.Def || word === Kind.Class) return from + 1;
  let i = from;
  for (; i < end; i++) {
    const kind: Kind = kinds[i];
    if (kind === Kind.Newline || kind === Kind.Semicolon || kind === Kind.End) break;
    if (kind === Kind.In || kind === Kind.Colon || kind === Kind.Equal) break;
  }
  return i;
}
