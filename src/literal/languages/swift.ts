import type { DType } from "../../tensor/tensor";
import { plainTypes, typedDialect } from "../expression/dialect";
import { numbers, within } from "../expression/functions/collections";
import { language } from "../expression/language";
import { comments } from "../text/lexis";

/** C's types by Swift's names. */
const typesOfC: readonly (readonly [RegExp, DType])[] = [
  [/\bCDouble\b/, "float64"],
  [/\bCFloat\b/, "float32"],
  [/\bCBool\b/, "bool"],
  [/\bCUnsignedChar\b/, "uint8"],
  [/\bCSignedChar\b/, "int8"],
  [/\bCShort\b/, "int16"],
  [/\bCInt\b/, "int32"],
  [/\bC(?:Long|LongLong|PtrDiff)\b/, "int64"],
];

export const swift = language({
  ids: { swift: "swift" },
  ...comments.slashes,
  quotes: '"',
  tripleQuotes: true,
  dottedWords: true,
  dialect: typedDialect({
    // `1 / 3` is a Double where one is asked for, else 0.
    division: "unknown",
    typeRules: { ...plainTypes, own: typesOfC, wideInts: true, wholesForFloats: true, tellsRank: false },
  }),
  functions: new Map([...numbers, ...within("Foundation", numbers)]),
});
