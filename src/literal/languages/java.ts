import { plainTypes, typedDialect } from "../expression/dialect";
import { named } from "../expression/functions/arguments";
import { around, itemsOf, numbers, within } from "../expression/functions/collections";
import { language } from "../expression/language";
import { unchanged } from "../expression/methods";
import { comments } from "../text/lexis";

export const java = language({
  ids: { java: "java" },
  ...comments.slashes,
  quotes: '"',
  brackets: "{",
  octal: true,
  sign: /\bnew\s+(?:double|float|int|long)\b|\bList\.of\(|\bArrays\.asList\(/,
  dialect: typedDialect({ braces: "list", types: true, typeRules: { ...plainTypes, signedBytes: true } }),
  functions: new Map([
    ...named("List.of Arrays.asList Set.of Stream.of Vector.of ImmutableList.of DoubleStream.of", itemsOf(undefined)),
    ...named("Nd4j.create Nd4j.createFromArray", around(undefined)),
    ...within("Math", numbers),
  ]),
  methods: new Map(unchanged("clone toList toArray")),
});
