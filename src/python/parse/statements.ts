import { finished, type InParts } from "../../inParts";
import type { Body, Statement } from "../syntax";
import { compoundStatement } from "./compound";
import { Kind } from "./kind";
import { maxBlocks, type Parser, syntaxError } from "./parser";
import { assignedNames, lineEndFrom, unparsed } from "./recovery";
import { simpleStatement } from "./simple";

/** Statements up to the dedent that closes their block, or to the end. Blocks that nothing opens are read as if they were not indented. */
export function statements(p: Parser): Statement[] {
  return finished(statementsInParts(p));
}

/** A statement is a part. */
export function* statementsInParts(p: Parser): InParts<Statement[]> {
  const found: Statement[] = [];
  let unexpected = 0;
  for (;;) {
    switch (p.kind()) {
      case Kind.End:
        return found;
      case Kind.Newline:
        p.i++;
        break;
      case Kind.Indent:
        unexpected++;
        p.i++;
        break;
      case Kind.Dedent:
        if (unexpected === 0) return found;
        unexpected--;
        p.i++;
        break;
      default:
        statement(p, found);
        yield;
    }
  }
}

/** Reads a statement, or the statements of a line. What is none becomes one that is unparsed. */
function statement(p: Parser, found: Statement[]): void {
  const first = p.i;
  const { depth } = p;
  const before = found.length;
  try {
    const compound = compoundStatement(p);
    if (compound !== undefined) {
      found.push(compound);
      return;
    }
    simpleStatements(p, found);
  } catch (error) {
    if (error !== syntaxError) throw error;
    reset(p, first, depth);
    const end = lineEndFrom(p, first, false);
    found.push(unparsed(p, first, end));
    p.i = end;
    p.take(Kind.Newline);
  }
  // The block of a header that is not understood may run or not.
  if (found.length === before || p.kind() !== Kind.Indent) return;
  const { kind, start, end } = found[found.length - 1];
  if (kind !== "unparsed") return;
  const body = indented(p);
  found.push({ kind: "if", start, end: p.endOfStatement, test: { kind: "unparsed", start, end }, body, orelse: [] });
}

/** Statements between semicolons up to the end of the line. One that is none does not take the others with it. */
export function simpleStatements(p: Parser, found: Statement[]): void {
  for (;;) {
    const first = p.i;
    const { depth } = p;
    try {
      found.push(simpleStatement(p));
      if (p.kind() !== Kind.Semicolon && p.kind() !== Kind.Newline && p.kind() !== Kind.End) throw syntaxError;
    } catch (error) {
      if (error !== syntaxError) throw error;
      reset(p, first, depth);
      p.i = lineEndFrom(p, first, true);
      const last = found[found.length - 1];
      if (last !== undefined && last.start >= p.tokens.starts[first]) found.pop();
      if (p.i > first) found.push(unparsed(p, first, p.i));
    }
    while (p.take(Kind.Semicolon));
    if (p.take(Kind.Newline) || p.kind() === Kind.End) return;
  }
}

export function reset(p: Parser, first: number, depth: number): void {
  p.i = first;
  p.depth = depth;
  p.formatted = 0;
  p.tokens.count = p.count;
}

/** Whether a block may follow: its colon, or, where that is forgotten, its indent. */
export function expectBlock(p: Parser): void {
  if (p.kind() !== Kind.Colon && !(p.kind() === Kind.Newline && p.kindAfter === Kind.Indent)) throw syntaxError;
}

/** What a colon opens: an indented block, or statements on the same line. Empty where a half-typed line has neither. */
export function block(p: Parser): Body {
  const isOpened = p.take(Kind.Colon);
  if (p.take(Kind.Newline)) return p.kind() === Kind.Indent ? indented(p) : [];
  const found: Statement[] = [];
  if (isOpened && p.kind() !== Kind.End) simpleStatements(p, found);
  return found;
}

/**
 * A further header of a statement (`elif`, `except`, `case`), whose words `read` reads, and its block. A header that is no Python is
 * undefined, and stands unparsed before its block: the blocks before it are read, and are not to be read once more.
 */
export function furtherBlock<T>(p: Parser, read: () => T): { readonly head: T | undefined; readonly body: Body } {
  const first = p.i;
  const { depth } = p;
  let head: T | undefined;
  try {
    head = read();
    expectBlock(p);
  } catch (error) {
    if (error !== syntaxError) throw error;
    reset(p, first, depth);
    const end = lineEndFrom(p, first, false);
    p.i = end;
    const header = end > first ? [unparsed(p, first, end)] : [];
    return { head: undefined, body: [...header, ...block(p)] };
  }
  return { head, body: block(p) };
}

/** The block whose indent is the next token. */
export function indented(p: Parser): Body {
  const first = p.i + 1;
  if (p.blocks >= maxBlocks) {
    const end = p.tokens.links[p.i];
    p.i = end + 1;
    const { starts, ends } = p.tokens;
    return [{ kind: "unparsed", start: starts[first], end: ends[end - 1], names: assignedNames(p, first, end) }];
  }
  p.i++;
  p.blocks++;
  const body = statements(p);
  p.blocks--;
  p.take(Kind.Dedent);
  return body;
}
