import { dialect, operators } from "../expression/dialect";
import { numbers } from "../expression/functions/collections";
import { language } from "../expression/language";
import { comments } from "../text/lexis";

export const perl = language({
  ids: { perl: "pl pm", perl6: "" },
  ...comments.hash,
  brackets: "[(",
  octal: true,
  infix: /(?:x|xx|lt|gt|le|ge|eq|ne|cmp|and|or|xor|isa)\b/y,
  applied: /(?:\}|(?:^|[^\w$@%&])(?!(?:return|and|or|not|if|unless|in|x|qw)\b)[a-z_]\w{0,40})\s{0,20}$/,
  dialect: dialect({ ...operators.c, "**": 14 }, { wideFloats: true }),
  functions: new Map(numbers),
});
