import type { Expression, Parameter } from "../syntax";
import { expression, nested, starExpression } from "./expressions";
import { isName, Kind } from "./kind";
import { type Parser, syntaxError } from "./parser";

/** The parameters of a lambda, up to its colon. Leaves the height of the highest default in the parser. */
export function lambdaParameters(p: Parser): Parameter[] {
  return parameters(p, Kind.Colon, false);
}

/** The parameters of a function, up to the closing parenthesis. */
export function functionParameters(p: Parser): Parameter[] {
  return parameters(p, Kind.CloseParenthesis, true);
}

function parameters(p: Parser, close: Kind, annotated: boolean): Parameter[] {
  const found: Parameter[] = [];
  let named: Parameter["kind"] = "positional";
  let height = 0;
  while (p.kind() !== close) {
    const { start } = p;
    if (p.take(Kind.Slash)) {
      if (found.length === 0 || found[0].kind !== "positional") throw syntaxError;
      for (let i = 0; i < found.length; i++) found[i] = { ...found[i], kind: "positionalOnly" };
    } else if (p.kind() === Kind.Star && !isName(p.kindAfter)) {
      p.i++;
      named = "keywordOnly";
    } else {
      const isRest = p.take(Kind.Star);
      const isKeywordRest = !isRest && p.take(Kind.DoubleStar);
      const kind = isRest ? "rest" : isKeywordRest ? "keywordRest" : named;
      const name = p.name();
      let annotation: Expression | undefined;
      let fallback: Expression | undefined;
      if (annotated && p.take(Kind.Colon)) {
        annotation = isRest ? starExpression(p) : expression(p);
      }
      if (!isRest && !isKeywordRest && p.take(Kind.Equal)) {
        fallback = nested(p, expression);
        height = Math.max(height, p.height);
      }
      found.push({ start, end: p.lastEnd, name, kind, annotation, fallback });
      if (isRest) named = "keywordOnly";
    }
    if (!p.take(Kind.Comma) && p.kind() !== close) throw syntaxError;
  }
  p.height = height;
  return found;
}
