import { dialect, operators } from "../expression/dialect";
import { named } from "../expression/functions/arguments";
import { around, numbers, within } from "../expression/functions/collections";
import { language } from "../expression/language";
import { codeEnd } from "../text/code";
import { words } from "../text/words";

export const lua = language({
  ids: { lua: "lua" },
  lineComments: ["--"],
  blockComments: [["--[[", "]]"]],
  brackets: "{",
  semicolons: true,
  // `f{1, 2}` calls f.
  applied: /\b(?!(?:return|in|and|or|not|then|else|do)\b)[A-Za-z_]\w{0,60}[ \t]{0,20}$/,
  rewritten: (text) => withCommas(text),
  constants: new Map([["math.huge", words.infinity]]),
  labelsFrom: 1,
  dialect: dialect(
    { ...operators.comparisons, "~=": 5, "+": 10, "-": 10, "*": 11, "/": 11, "//": 11, "%": 11, "^": 14 },
    { meanings: { "^": "**", "%": "%%", "~=": "!=" }, braces: "list", wideFloats: true },
  ),
  functions: new Map([
    // Torch 7's tensors are doubles unless they say otherwise.
    ...named("torch.Tensor torch.DoubleTensor", around("float64")),
    ["torch.FloatTensor", around("float32")],
    ["torch.LongTensor", around("int64")],
    ["torch.IntTensor", around("int32")],
    ["torch.ByteTensor", around("uint8")],
    ...within("math", numbers),
  ]),
});

/** Semicolons within braces separate elements as commas do. */
function withCommas(text: string): string {
  const opens: number[] = [];
  const signs = text.includes(";") ? [...text] : [];
  if (signs.length !== text.length) return text;
  codeEnd(text, lua, 0, text.length, (p, c) => {
    if (c === 40 || c === 91 || c === 123) opens.push(c);
    else if (c === 41 || c === 93 || c === 125) opens.pop();
    else if (c === 59 && opens.at(-1) === 123) signs[p] = ",";
    return false;
  });
  return signs.join("");
}
