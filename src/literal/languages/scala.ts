import { plainTypes, typedDialect } from "../expression/dialect";
import { named } from "../expression/functions/arguments";
import { itemsOf, numbers, within } from "../expression/functions/collections";
import { language } from "../expression/language";
import { unchanged } from "../expression/methods";
import { comments } from "../text/lexis";

export const scala = language({
  ids: { scala: "scala sc" },
  ...comments.slashes,
  quotes: '"',
  // Any function of two arguments may stand between them.
  infix: /(?!(?:else|then|do|yield|with|catch|finally|as)\b)[A-Za-z_]\w{0,40}/y,
  brackets: "(",
  dialect: typedDialect({ typeRules: { ...plainTypes, signedBytes: true, tellsRank: false } }),
  functions: new Map([
    ...named("Array List Seq Vector IndexedSeq DenseVector DenseMatrix SparseVector", itemsOf(undefined)),
    ...numbers,
    ...within("math", numbers),
  ]),
  methods: new Map(unchanged("toList toArray toSeq toVector toIndexedSeq")),
});
