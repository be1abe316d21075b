import { effortFor, extend } from "./extend";
import { tableAt } from "./forms/tableAt";
import type { Span } from "./literal";
import { surroundings } from "./text/brackets";
import { scanGroups } from "./text/groups";
import { type Lexis, lexisOf } from "./text/lexis";

/** How far a cursor may stand from the brackets: on the constructor's name, on a cast behind them. */
const reach = 400;

/**
 * The outermost array literal around `offset`: its constructor call, casts and constant arithmetic included. Brackets in strings and
 * comments, subscripts and the arguments of other calls are none. One pass over the text up to the literal's end.
 */
export function literalAt(text: string, offset: number, languageId: string): Span | undefined {
  const lexis = lexisOf(languageId, text);
  if (lexis.family === "csv") return tableAt(text, offset, "csv");
  const from = scanStart(text, offset, lexis);
  if (from === undefined) return undefined;
  const effort = effortFor(text);
  let result: Span | undefined;
  scanGroups(
    text,
    lexis,
    (group) => {
      if (group.end + reach < offset) return false;
      if (group.start > offset + reach) return true;
      const { start, end } = extend(text, group, lexis, effort);
      if (start <= offset && offset <= end) result = { offset: start, length: end - start };
      return result !== undefined && end > offset;
    },
    from,
  );
  return result ?? tableAt(text, offset, lexis.family);
}

/**
 * Where the search for the literals around an offset may begin: no literal reaches across the braces of a block or object, so that nothing
 * in front of the innermost one matters. Undefined inside strings and comments.
 */
export function scanStart(text: string, offset: number, lexis: Lexis): number | undefined {
  const { opens, closed, inCode } = surroundings(text, offset, lexis);
  if (!inCode) return undefined;
  const braces = lexis.brackets.includes("{") ? -1 : opens.findLastIndex((open) => text[open] === "{");
  const outermost = opens[braces + 1] ?? offset;
  const before = closed && closed.end + reach > outermost ? Math.min(closed.open, outermost) : outermost;
  const lineStart = text.lastIndexOf("\n", before - 1) + 1;
  return Math.max(lineStart, before - reach, braces < 0 ? 0 : opens[braces] + 1);
}
