import { Refused } from "../refused";
import { unbalanced } from "../text/errors";
import { countingKey, parseComprehension } from "./lists";
import type { ExpressionParser } from "./parser";
import type { CallArgument, Node } from "./syntax";

const keyword = /([\p{ID_Start}_.][\p{ID_Continue}.]*)\s*=(?![=>])/uy;
/** Up to the next comma or parenthesis, one pair of brackets passed over. */
const opaqueValue = /[^()[\],]*(?:[([][^()[\]]*[)\]])?[^()[\],]*/y;

/** The arguments in the parentheses at the position. */
export function parseArguments(parser: ExpressionParser): CallArgument[] {
  const { text, pos: open } = parser;
  return parser.within("free", () => {
    parser.pos++;
    const args: CallArgument[] = [];
    parser.skip();
    while (parser.peek() !== ")") {
      if (parser.peek() === "") throw unbalanced(text, open);
      const start = parser.pos;
      countingKey(parser, args.length);
      const match = parser.take(keyword);
      let value: Node;
      if (match) value = keywordValue(parser);
      else {
        value = parser.expression();
        parser.skip();
        if (args.length === 0 && parser.atWord("for")) {
          value = parseComprehension(parser, start, value, ")");
          parser.pos--;
        }
      }
      args.push({ name: match?.[1], value, start, end: value.end });
      parser.skip();
      // Julia separates keywords with a semicolon.
      if (parser.peek() === "," || (parser.peek() === ";" && parser.dialect.matrix)) {
        parser.pos++;
        parser.skip();
      } else if (parser.peek() !== ")") throw parser.unexpected(open);
    }
    parser.pos++;
    return args;
  });
}

/** The value of a keyword argument; printed ones (`place=Place(gpu:0)`, `grad_fn=<…>`) need not be expressions. */
function keywordValue(parser: ExpressionParser): Node {
  const start = parser.pos;
  const value = parser.attempt(() => {
    const read = parser.expression();
    parser.skip();
    if (parser.peek() !== "" && !",);".includes(parser.peek()))
      throw new Refused("unsupported-expression", start, parser.pos, "");
    return read;
  });
  if (value) return value;
  parser.take(opaqueValue);
  return { kind: "opaque", start, end: parser.pos };
}

/** The indices in the brackets at the position. */
export function parseSubscript(parser: ExpressionParser): Node[] {
  const { text, pos: open } = parser;
  return parser.within("free", () => {
    parser.pos++;
    const items: Node[] = [];
    parser.skip();
    while (parser.peek() !== "]") {
      if (parser.peek() === "") throw unbalanced(text, open);
      items.push(sliceOrExpression(parser));
      parser.skip();
      if (parser.peek() === ",") {
        parser.pos++;
        parser.skip();
      } else if (parser.peek() !== "]") throw parser.unexpected(open);
    }
    parser.pos++;
    return items;
  });
}

function sliceOrExpression(parser: ExpressionParser): Node {
  const start = parser.pos;
  if (parser.text.startsWith("...", start)) {
    parser.pos += 3;
    return { kind: "name", name: "...", start, end: parser.pos };
  }
  const parts: (Node | undefined)[] = [];
  let colons = 0;
  let part: Node | undefined;
  for (;;) {
    parser.skip();
    const c = parser.peek();
    if (c === ":") {
      parser.pos++;
      colons++;
      parts.push(part);
      part = undefined;
    } else if (c === "," || c === "]" || c === "" || part) break;
    else part = parser.expression();
  }
  if (colons === 0 && part) return part;
  if (colons === 0) throw parser.unexpected();
  return { kind: "slice", parts: [...parts, part], start, end: parser.pos };
}
