import { javascriptDialect } from "../expression/dialect";
import { named } from "../expression/functions/arguments";
import { around, itemsOf, numbers, sizedArray, tensorflowJs, within } from "../expression/functions/collections";
import { list, typed } from "../expression/functions/constructors";
import { parsed } from "../expression/functions/textual";
import { tensorMethods } from "../expression/interpreted/tensorMethods";
import { language } from "../expression/language";
import { unchanged } from "../expression/methods";
import { comments } from "../text/lexis";
import { json } from "./json";

export const javascript = language({
  ids: {
    ...{ javascript: "js mjs cjs", javascriptreact: "jsx", typescript: "ts mts cts", typescriptreact: "tsx" },
    ...{ coffeescript: "", dart: "dart", groovy: "groovy", vue: "vue", svelte: "svelte" },
  },
  ...comments.slashes,
  backQuotes: true,
  brackets: "[",
  octal: true,
  printedBy: "javascript",
  sign: /\bnew (?:Float|Int|Uint|BigInt)\d+Array\(|\b(?:const|let|var)\s+\w+\s*(?::[^=\n]*)?=/,
  dialect: { ...javascriptDialect, spreads: true },
  functions: new Map([
    ["Float64Array", typed("float64", undefined)],
    ["Float32Array", typed("float32", undefined)],
    ["Float16Array", typed("float16", undefined)],
    ["Int32Array", typed("int32", undefined)],
    ["Int16Array", typed("int16", undefined)],
    ["Int8Array", typed("int8", undefined)],
    ["Uint8Array", typed("uint8", undefined)],
    ["BigInt64Array", typed("int64", undefined)],
    ["Array", sizedArray],
    ["JSON.parse", parsed(json)],
    ["Object.freeze", around(undefined)],
    ["Array.of", itemsOf(undefined)],
    ["Array.from", list],
    ["Float32Array.of", itemsOf("float32")],
    ["Float64Array.of", itemsOf("float64")],
    ["Float32Array.from", typed("float32", undefined)],
    ["Float64Array.from", typed("float64", undefined)],
    ["Int32Array.from", typed("int32", undefined)],
    ...named(
      "tf.tensor tf.tensor1d tf.tensor2d tf.tensor3d tf.tensor4d tf.tensor5d tf.tensor6d tf.scalar",
      tensorflowJs,
    ),
    ...named("torch.tensor nj.array math.matrix np.array", around(undefined)),
    ...within("Math", numbers),
  ]),
  methods: new Map([...tensorMethods("reshape flatten squeeze log exp sqrt abs neg"), ...unchanged("clone")]),
});
