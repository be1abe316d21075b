import type { TextUnit } from "../textUnit";
import type { Answer } from "./answer";

/** `# loss-lens: ignore` or `# loss-lens: ignore[double-softmax, shape]` on one of the call's lines, or alone on the line in front. */
const comment = /#\s*loss-lens:\s*ignore(?:\[([\w\s,-]*)\])?/;

/** Whether the person has said that they know. */
export function isIgnored({ place, claim, exception }: Answer, units: readonly TextUnit[]): boolean {
  const text = units[place.unit]?.text ?? "";
  const start = text.lastIndexOf("\n", place.start - 1) + 1;
  const newline = text.indexOf("\n", place.end);
  const own = text.slice(start, newline === -1 ? text.length : newline).split("\n");
  const before = text.slice(text.lastIndexOf("\n", start - 2) + 1, Math.max(start - 1, 0));
  const lines = /^\s*#/.test(before) ? [before, ...own] : own;
  return lines.some((line) => {
    const match = comment.exec(line);
    if (match === null) return false;
    const causes = match[1]?.split(",").map((cause) => cause.trim());
    return causes === undefined || causes.some((cause) => cause === (claim?.cause ?? (exception && "raises")));
  });
}
