import { extend } from "./extend";
import type { Span } from "./literal";
import { scanGroups } from "./text/groups";
import { lexisOf } from "./text/lexis";

/**
 * The outermost array literal around `offset`: its constructor call, casts and constant arithmetic included. Brackets in strings and
 * comments, subscripts and the arguments of other calls are none. One pass over the text up to the literal's end.
 */
export function literalAt(text: string, offset: number, languageId: string): Span | undefined {
  const lexis = lexisOf(languageId);
  let result: Span | undefined;
  scanGroups(text, lexis, (group) => {
    if (group.end + 400 < offset) return false;
    if (group.start > offset + 400) return true;
    const extent = extend(text, group, lexis);
    if (extent.start <= offset && offset <= extent.end)
      result = { offset: extent.start, length: extent.end - extent.start };
    return result !== undefined && extent.end > offset;
  });
  return result;
}
