import { dialect, operators } from "../expression/dialect";
import { named } from "../expression/functions/arguments";
import { around, numbers, within } from "../expression/functions/collections";
import { language } from "../expression/language";
import { words } from "../text/words";

export const lua = language({
  ids: { lua: "lua" },
  lineComments: ["--"],
  blockComments: [["--[[", "]]"]],
  brackets: "{",
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
