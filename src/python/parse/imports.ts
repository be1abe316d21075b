import type { Statement } from "../syntax";
import { Kind } from "./kind";
import { type Parser, syntaxError } from "./parser";

export function importNames(p: Parser): Statement {
  const { start } = p;
  p.i++;
  const names: { path: string; alias: string | undefined }[] = [];
  do {
    const path = dottedName(p);
    names.push({ path, alias: p.take(Kind.As) ? p.name() : undefined });
  } while (p.take(Kind.Comma));
  return { kind: "import", start, end: p.lastEnd, names };
}

export function importFrom(p: Parser): Statement {
  const { start } = p;
  p.i++;
  let level = 0;
  for (;;) {
    if (p.take(Kind.Dot)) level++;
    else if (p.take(Kind.Ellipsis)) level += 3;
    else break;
  }
  const module = level > 0 && p.kind() === Kind.Import ? "" : dottedName(p);
  p.expect(Kind.Import);
  if (p.take(Kind.Star)) return { kind: "importFrom", start, end: p.lastEnd, module, level, names: undefined };
  const names: { name: string; alias: string | undefined }[] = [];
  const isBracketed = p.take(Kind.OpenParenthesis);
  do {
    if (isBracketed && p.kind() === Kind.CloseParenthesis) break;
    const name = p.name();
    names.push({ name, alias: p.take(Kind.As) ? p.name() : undefined });
  } while (p.take(Kind.Comma));
  if (isBracketed) p.expect(Kind.CloseParenthesis);
  if (names.length === 0) throw syntaxError;
  return { kind: "importFrom", start, end: p.lastEnd, module, level, names };
}

function dottedName(p: Parser): string {
  let path = p.name();
  while (p.take(Kind.Dot)) path += `.${p.name()}`;
  return path;
}
