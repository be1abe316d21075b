import { plainTypes, typedDialect } from "../expression/dialect";
import { named } from "../expression/functions/arguments";
import { distinctItems, itemsOf, numbers, sizesBehind, within } from "../expression/functions/collections";
import { language } from "../expression/language";
import { unchanged } from "../expression/methods";
import { comments } from "../text/lexis";

export const kotlin = language({
  ids: { kotlin: "kt kts" },
  ...comments.slashes,
  quotes: '"',
  // Any function of two arguments may stand between them.
  infix: /(?!(?:else|then|do|yield|with|catch|finally|as)\b)[A-Za-z_]\w{0,40}/y,
  brackets: "([",
  tuples: false,
  sign: /\b(?:arrayOf|listOf|floatArrayOf|doubleArrayOf|intArrayOf)\(/,
  dialect: typedDialect({ typeRules: { ...plainTypes, signedBytes: true, tellsRank: false } }),
  functions: new Map([
    ...named("arrayOf listOf mutableListOf arrayListOf sequenceOf vectorOf mk.ndarrayOf mk[]", itemsOf(undefined)),
    ...named("setOf mutableSetOf", distinctItems),
    ["mk.ndarray", sizesBehind],
    ["doubleArrayOf", itemsOf("float64")],
    ["floatArrayOf", itemsOf("float32")],
    ["intArrayOf", itemsOf("int32")],
    ["longArrayOf", itemsOf("int64")],
    ["shortArrayOf", itemsOf("int16")],
    ["byteArrayOf", itemsOf("int8")],
    ["booleanArrayOf", itemsOf("bool")],
    ...numbers,
    ...within("Math", numbers),
  ]),
  methods: new Map(
    unchanged("toNDArray toList toMutableList toTypedArray toDoubleArray toFloatArray toIntArray copyOf"),
  ),
});
