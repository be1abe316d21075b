import { dialect, operators } from "../expression/dialect";
import { named } from "../expression/functions/arguments";
import { around, itemsOf, numbers, torchTensor, within } from "../expression/functions/collections";
import { language } from "../expression/language";
import { unchanged } from "../expression/methods";

export const ruby = language({
  ids: { ruby: "rb" },
  lineComments: ["#"],
  blockComments: [["=begin", "=end"]],
  brackets: "[",
  octal: true,
  dialect: dialect({ ...operators.c, "**": 14 }, { meanings: { "%": "%%" }, division: "floored", wideFloats: true }),
  functions: new Map([
    ...named("Vector[] Matrix[] Numo.NArray[]", itemsOf(undefined)),
    ["Numo.DFloat[]", itemsOf("float64")],
    ["Numo.SFloat[]", itemsOf("float32")],
    ["Numo.Int64[]", itemsOf("int64")],
    ["Numo.Int32[]", itemsOf("int32")],
    ["Torch.tensor", torchTensor],
    ["Numo.NArray.cast", around(undefined)],
    ...within("Math", numbers),
  ]),
  methods: new Map(unchanged("freeze to_a dup")),
});
