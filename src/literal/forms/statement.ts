import { Parser } from "../expression/parser";
import { dottedName, type Node } from "../expression/syntax";
import type { Lexis } from "../text/lexis";
import { skipTrivia } from "../text/trivia";

/** A text read as one statement: the expression on the right, the name on the left, and whether something follows. */
export interface Statement {
  readonly name: string | undefined;
  readonly value: Node;
  /** Where the text goes on after the statement; undefined where it ends. */
  readonly rest: number | undefined;
}

const modifiers =
  /(?:(?:export|const|let|var|val|return|static|readonly|final|public|private|protected|yield|await|default|mut|auto|print)\s+)+/y;

/** Throws `Refused` where no expression can be read. */
export function readStatement(text: string, lexis: Lexis): Statement {
  const parser = new Parser(text, lexis);
  parser.skipLines();
  modifiers.lastIndex = parser.pos;
  if (modifiers.test(text)) parser.pos = modifiers.lastIndex;
  let value = tuple(parser);
  let name: string | undefined;
  for (;;) {
    parser.skip();
    const sign = assignmentSign(text, parser.pos, value);
    if (sign === 0) break;
    name = targetName(value, text) ?? name;
    parser.pos += sign;
    parser.skipLines();
    value = tuple(parser);
  }
  const rest = afterStatement(text, parser.pos, lexis);
  return { name, value, rest: rest < text.length ? rest : undefined };
}

/** `1, 2` and `[1], [2]` without brackets are tuples; one trailing comma is not worth a dimension. */
function tuple(parser: Parser): Node {
  const first = parser.expression();
  const items = [first];
  for (;;) {
    const resume = parser.pos;
    parser.skip();
    if (parser.text[parser.pos] !== ",") {
      parser.pos = resume;
      break;
    }
    parser.pos++;
    parser.skipLines();
    if (parser.pos >= parser.text.length || "])};".includes(parser.text[parser.pos])) {
      parser.pos = resume;
      break;
    }
    items.push(parser.expression());
  }
  return items.length === 1
    ? first
    : { kind: "list", bracket: "(", items, start: first.start, end: items[items.length - 1].end };
}

/** Length of `=`, `:=` or, behind what can be a name or key, `:`; 0 where no assignment stands. */
function assignmentSign(text: string, offset: number, target: Node): number {
  const c = text[offset];
  if (c === "=" && text[offset + 1] !== "=" && text[offset + 1] !== ">") return 1;
  if (c !== ":") return 0;
  if (text[offset + 1] === "=") return 2;
  return target.kind === "name" ||
    target.kind === "attribute" ||
    target.kind === "string" ||
    target.kind === "subscript"
    ? 1
    : 0;
}

/** The name of an assignment's left side; undefined for an annotation's type, which is no name. */
function targetName(target: Node, text: string): string | undefined {
  if (target.kind === "string") return target.value;
  if (target.kind === "subscript") {
    const [key] = target.items;
    return target.items.length === 1 && key.kind === "string" ? key.value : undefined;
  }
  const name = dottedName(target);
  // In `y: Tensor = …` the name has been seen already.
  return /:\s*$/.test(text.slice(Math.max(0, target.start - 8), target.start)) ? undefined : name;
}

function afterStatement(text: string, offset: number, lexis: Lexis): number {
  let p = offset;
  for (;;) {
    p = skipTrivia(text, p, lexis);
    if (text[p] === ";" || text[p] === ",") p++;
    else return p;
  }
}
