import type { Case, Expression, Pattern, Statement } from "../syntax";
import { expressionList, namedExpression, operation, SUM } from "./expressions";
import { isName, Kind } from "./kind";
import { maxDepth, type Parser, syntaxError } from "./parser";
import { lineEndFrom } from "./recovery";
import { furtherBlock } from "./statements";

/** Whether the word `match` begins a statement: its line ends with a colon, and a block follows whose first word is `case`. */
export function isMatch(p: Parser): boolean {
  const { kinds } = p.tokens;
  const end = lineEndFrom(p, p.i, false);
  return kinds[end - 1] === Kind.Colon && kinds[end + 1] === Kind.Indent && kinds[end + 2] === Kind.Case;
}

export function matchStatement(p: Parser): Statement {
  const { start } = p;
  p.i++;
  const subject = expressionList(p);
  p.expect(Kind.Colon);
  p.expect(Kind.Newline);
  p.expect(Kind.Indent);
  const cases: Case[] = [];
  while (p.kind() !== Kind.Dedent && p.kind() !== Kind.End) cases.push(caseBlock(p));
  p.take(Kind.Dedent);
  return { kind: "match", start, end: p.endOfStatement, subject, cases };
}

/** One case. Of a line that is none the pattern is unknown, and so is whether its block runs. */
function caseBlock(p: Parser): Case {
  const { start } = p;
  const first = p.i;
  const { head, body } = furtherBlock(p, () => caseHeader(p));
  if (p.i === first) p.i++;
  const { pattern, guard } = head ?? { pattern: { kind: "other", start, end: start, names: [] }, guard: undefined };
  return { start, end: p.endOfStatement, pattern, guard, body };
}

function caseHeader(p: Parser): Pick<Case, "pattern" | "guard"> {
  p.expect(Kind.Case);
  const pattern = patternList(p);
  return { pattern, guard: p.take(Kind.If) ? namedExpression(p) : undefined };
}

/** `case a, b`: a sequence without brackets where there is a comma. */
function patternList(p: Parser): Pattern {
  const { start } = p;
  const first = starPattern(p);
  if (p.kind() !== Kind.Comma && first.kind !== "rest") return first;
  const patterns = [first];
  while (p.take(Kind.Comma) && p.kind() !== Kind.Colon && p.kind() !== Kind.If) patterns.push(starPattern(p));
  return { kind: "sequence", start, end: p.lastEnd, patterns };
}

function starPattern(p: Parser): Pattern {
  if (p.kind() !== Kind.Star) return asPattern(p);
  const { start } = p;
  p.i++;
  const name = captured(p.name());
  return { kind: "rest", start, end: p.lastEnd, name };
}

function asPattern(p: Parser): Pattern {
  const { start } = p;
  const first = closedPattern(p);
  const patterns = [first];
  while (p.take(Kind.Bar)) patterns.push(closedPattern(p));
  const pattern: Pattern = patterns.length > 1 ? { kind: "either", start, end: p.lastEnd, patterns } : first;
  if (!p.take(Kind.As)) return pattern;
  const name = p.name();
  return { kind: "capture", start, end: p.lastEnd, name, pattern };
}

function closedPattern(p: Parser): Pattern {
  const { start } = p;
  switch (p.kind()) {
    case Kind.OpenParenthesis:
    case Kind.OpenBracket:
      return p.depth >= maxDepth ? skipped(p) : sequence(p);
    case Kind.OpenBrace:
      return p.depth >= maxDepth ? skipped(p) : mapping(p);
    case Kind.Numbers:
      // A list of plain numbers matches values of any sequence; that is for Python to say.
      p.i++;
      return { kind: "other", start, end: p.lastEnd, names: [] };
  }
  if (!isName(p.kind())) {
    const value = operation(p, SUM);
    return { kind: "value", start, end: p.lastEnd, value };
  }
  let name = p.name();
  const isCapture = p.kind() !== Kind.Dot && p.kind() !== Kind.OpenParenthesis;
  if (isCapture) return { kind: "capture", start, end: p.lastEnd, name: captured(name), pattern: undefined };
  let value: Expression = { kind: "name", start, end: p.lastEnd, name };
  p.height = 0;
  while (p.take(Kind.Dot)) {
    name = p.name();
    value = p.raised({ kind: "attribute", start, end: p.lastEnd, object: value, name }, p.height);
  }
  if (p.kind() !== Kind.OpenParenthesis) return { kind: "value", start, end: p.lastEnd, value };
  return p.depth >= maxDepth ? skipped(p) : classPattern(p, start, value);
}

/** `(a, b)`, `[a, *rest]`; one pattern in parentheses stands for itself. */
function sequence(p: Parser): Pattern {
  const { start } = p;
  const close = p.kind() === Kind.OpenBracket ? Kind.CloseBracket : Kind.CloseParenthesis;
  p.i++;
  p.depth++;
  const patterns: Pattern[] = [];
  let commas = 0;
  while (p.kind() !== close) {
    patterns.push(starPattern(p));
    if (p.take(Kind.Comma)) commas++;
    else if (p.kind() !== close) throw syntaxError;
  }
  p.i++;
  p.depth--;
  const isGroup =
    close === Kind.CloseParenthesis && commas === 0 && patterns.length === 1 && patterns[0].kind !== "rest";
  return isGroup ? patterns[0] : { kind: "sequence", start, end: p.lastEnd, patterns };
}

function mapping(p: Parser): Pattern {
  const { start } = p;
  const keys: Expression[] = [];
  const patterns: Pattern[] = [];
  let rest: string | undefined;
  p.i++;
  p.depth++;
  while (p.kind() !== Kind.CloseBrace) {
    if (p.take(Kind.DoubleStar)) rest = p.name();
    else {
      keys.push(operation(p, SUM));
      p.expect(Kind.Colon);
      patterns.push(asPattern(p));
    }
    if (!p.take(Kind.Comma) && p.kind() !== Kind.CloseBrace) throw syntaxError;
  }
  p.i++;
  p.depth--;
  return { kind: "mapping", start, end: p.lastEnd, keys, patterns, rest };
}

function classPattern(p: Parser, start: number, type: Expression): Pattern {
  const patterns: Pattern[] = [];
  const names: string[] = [];
  p.i++;
  p.depth++;
  while (p.kind() !== Kind.CloseParenthesis) {
    if (isName(p.kind()) && p.kindAfter === Kind.Equal) {
      names.push(p.name());
      p.i++;
    } else if (names.length > 0) throw syntaxError;
    patterns.push(asPattern(p));
    if (!p.take(Kind.Comma) && p.kind() !== Kind.CloseParenthesis) throw syntaxError;
  }
  p.i++;
  p.depth--;
  return { kind: "class", start, end: p.lastEnd, type, patterns, names };
}

/** A pattern that is nested too deeply: all names in it may be captured. */
function skipped(p: Parser): Pattern {
  const { start } = p;
  const first = p.i;
  p.skipBracket();
  const names: string[] = [];
  const { i: after } = p;
  for (p.i = first; p.i < after; ) {
    if (isName(p.kind())) names.push(p.name());
    else p.i++;
  }
  return { kind: "other", start, end: p.lastEnd, names };
}

function captured(name: string): string | undefined {
  return name === "_" ? undefined : name;
}
