import { dialect, operators } from "../expression/dialect";
import { numbers } from "../expression/functions/collections";
import { language } from "../expression/language";
import { codeEnd } from "../text/code";
import { comments } from "../text/lexis";

export const perl = language({
  ids: { perl: "pl pm", perl6: "" },
  ...comments.hash,
  brackets: "[(",
  octal: true,
  infix: /(?:x|xx|lt|gt|le|ge|eq|ne|cmp|and|or|xor|isa)\b/y,
  applied: /(?:\}|(?:^|[^\w$@%&])(?!(?:return|and|or|not|if|unless|in|x|qw)\b)[a-z_]\w{0,40})\s{0,20}$/,
  dialect: dialect({ ...operators.c, "**": 14 }, { meanings: { "%": "%%" }, wholeRemainders: true, wideFloats: true }),
  functions: new Map(numbers),
  rewritten: flattened,
});

interface Opened {
  readonly offset: number;
  /** Nothing but elements can be in it: it stands where an element of another list does. */
  readonly isElement: boolean;
  hasComma: boolean;
}

/** `[(1, 2), 3]` is [1, 2, 3]: the parentheses of a list within another are blanks. */
function flattened(text: string): string {
  if (!/[[(,]\s{0,40}\(/.test(text)) return text;
  const opened: Opened[] = [];
  const parentheses: number[] = [];
  let last = "";
  codeEnd(text, perl, 0, text.length, (offset) => {
    const c = text[offset];
    const inner = opened.at(-1);
    if (c === "(" || c === "[")
      opened.push({ offset, isElement: c === "(" && inner !== undefined && "[(,".includes(last), hasComma: false });
    else if (c === "," && inner) inner.hasComma = true;
    else if (c === ")" || c === "]") {
      opened.pop();
      if (c === ")" && inner?.isElement && inner.hasComma) parentheses.push(inner.offset, offset);
    }
    if (c.trim() !== "") last = c;
    return false;
  });
  if (parentheses.length === 0) return text;
  const parts: string[] = [];
  let from = 0;
  for (const offset of parentheses.sort((a, b) => a - b)) {
    parts.push(text.slice(from, offset));
    from = offset + 1;
  }
  parts.push(text.slice(from));
  return parts.join(" ");
}
