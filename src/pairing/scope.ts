import { lineStart } from "../literal/text/trivia";

/** The functions and classes around a place of a Python text, dotted. */
export function scopeOf(text: string, offset: number): string {
  const names: string[] = [];
  const first = lineStart(text, offset);
  let indent = /^[ \t]*/.exec(text.slice(first, offset))?.[0].length ?? 0;
  for (let end = first; end > 0 && indent > 0; ) {
    const start = lineStart(text, end - 1);
    const line = text.slice(start, end);
    const own = /^[ \t]*/.exec(line)?.[0].length ?? 0;
    if (own < indent && /^[ \t]*[^\s#)\]}]/.test(line)) {
      const block = /^[ \t]*(?:async\s+)?(?:def|class)\s+(\w+)/.exec(line);
      if (block !== null) names.unshift(block[1]);
      indent = own;
    }
    end = start;
  }
  return names.join(".");
}
