import { argumentsOf } from "./argumentOrder";
import { isConstant } from "./expression/constant";
import type { Language } from "./expression/language";
import { ExpressionParser } from "./expression/parser";
import { type CallNode, dottedName, type Node } from "./expression/syntax";
import { languageOf } from "./languages/languages";
import type { Span } from "./literal";
import { Refused } from "./refused";
import { surroundings } from "./text/brackets";
import { isWordPart } from "./text/chars";

export interface LiteralPair {
  readonly input: Span;
  readonly target: Span;
}

const maxCallLength = 20_000_000;
/**
 * The two array literals that a call around `offset` takes as input and target: `criterion(torch.tensor(…), torch.tensor(…))`. Keywords
 * decide first (`labels=`, `y_pred=`), then the order of the library.
 */
export function pairAt(text: string, offset: number, languageId: string): LiteralPair | undefined {
  const language = languageOf(languageId, text);
  const opens = [...surroundings(text, offset, language).opens];
  // On the name of the call, or at its very parenthesis.
  let ahead = offset;
  while (ahead < text.length && (isWordPart(text.charCodeAt(ahead)) || text[ahead] === ".")) ahead++;
  if (text[ahead] === "(") opens.push(ahead);
  for (let i = opens.length - 1, tried = 0; i >= 0 && tried < 64; i--, tried++) {
    if (text[opens[i]] !== "(") continue;
    const start = calleeStart(text, opens[i]);
    if (start === opens[i] || language.isFunction(text.slice(start, opens[i]))) continue;
    const call = callAt(text, start, opens[i], language);
    const pair = call && pairOf(call, language);
    if (pair) return pair;
  }
  return undefined;
}

/** Start of `nn.BCELoss()` or `F.cross_entropy` in front of a parenthesis. */
function calleeStart(text: string, open: number): number {
  let p = open;
  for (;;) {
    if (text[p - 1] === ")") {
      let depth = 0;
      let q = p - 1;
      for (; q >= 0 && p - q < 400; q--) {
        if (text[q] === ")") depth++;
        else if (text[q] === "(" && --depth === 0) break;
      }
      if (depth !== 0) return p;
      p = q;
    } else if (isWordPart(text.charCodeAt(p - 1)) || (text[p - 1] === "." && p < open)) p--;
    else return p;
  }
}

function callAt(text: string, start: number, open: number, language: Language): CallNode | undefined {
  const parser = new ExpressionParser(
    text.length - start > maxCallLength ? text.slice(0, start + maxCallLength) : text,
    language,
  );
  parser.pos = start;
  try {
    let node = parser.expression();
    while (node.kind !== "call" || node.callee.end > open || node.end <= open) {
      if (node.kind === "binary") node = node.left.end > open ? node.left : node.right;
      else if (node.kind === "call") node = node.callee;
      else if (node.kind === "attribute" || node.kind === "subscript") node = node.object;
      else return undefined;
    }
    return node;
  } catch (error) {
    if (error instanceof Refused) return undefined;
    throw error;
  }
}

function pairOf(call: CallNode, language: Language): LiteralPair | undefined {
  const callee = call.callee.kind === "call" ? call.callee.callee : call.callee;
  const order = argumentsOf(dottedName(callee) ?? "", call.args);
  if (order === undefined) return undefined;
  const [input, target] = [order.input.value, order.target.value];
  if (!isArrayLiteral(input, language) || !isArrayLiteral(target, language)) return undefined;
  return { input: spanOf(input), target: spanOf(target) };
}

function isArrayLiteral(node: Node, language: Language): boolean {
  const scalar =
    node.kind === "number" ||
    node.kind === "string" ||
    node.kind === "null" ||
    node.kind === "name" ||
    node.kind === "opaque";
  return !scalar && isConstant(node, language);
}

function spanOf(node: Node): Span {
  return { offset: node.start, length: node.end - node.start };
}
