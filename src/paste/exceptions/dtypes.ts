import { dtypeName, type ExceptionContext, type ExceptionRow, nothing, row } from "./exception";

/** A RuntimeError up to torch 2.6, a NotImplementedError since. */
const notImplemented =
  /"(?:log_softmax|softmax|host_softmax|nll_loss|log_sigmoid|sigmoid|binary_cross_entropy|cross_entropy)\w*" not implemented for '(\w+)'/;

/** Arrays of a type that the loss does not take. */
export const dtypeRows: readonly ExceptionRow[] = [
  row("indexDType", "dtype", /expected target dtype to be Long or Byte, but got (\w+)/, (m) => ({
    found: dtypeName(m[1]),
  })),
  row(
    "indexDType",
    "dtype",
    /(?:expected|Expected) (?:object of )?(?:scalar )?type (?:torch\.)?(?:cuda\.)?Long(?:Tensor)? but (?:found|got)(?: scalar)?(?: type)? ((?:torch\.)?(?:cuda\.)?\w+) for argument #2 '?target/,
    (m) => ({ found: dtypeName(m[1]) }),
    "1.7",
  ),
  // The first kernels list what they were given: the state, the input, the target.
  row(
    "indexDType",
    "dtype",
    /_updateOutput received an invalid combination of arguments - got \(int, [\w.]{1,40}, torch\.(?:cuda\.)?(\w{1,20})Tensor\b.{0,400}torch\.(?:cuda\.)?LongTensor target/,
    (m) => (m[1] === "Long" ? undefined : { found: dtypeName(m[1]) }),
    "0.3",
  ),
  row(
    "indexDType",
    "dtype",
    /expected scalar type Long but found (\w+)/,
    (m, { loss, innermost }) =>
      loss === undefined && /\b(?:linear|conv\w{0,20}|matmul|mm|bmm|addmm|einsum)\(|@/.test(innermost?.code ?? "")
        ? undefined
        : { found: dtypeName(m[1]) },
    "2.10",
    ["CrossEntropyLoss", "NLLLoss"],
  ),
  // The kernels dispatch on the type of the input first, and on that of the target under a name of its own.
  row("indexDType", "dtype", /"nll_loss\w*_index" not implemented for '(\w+)'/, (m) => ({ found: dtypeName(m[1]) })),
  row(
    "probabilityDType",
    "dtype",
    /Expected floating point type for target with class probabilities, got (\w+)/,
    (m) => ({
      found: dtypeName(m[1]),
    }),
  ),
  row("elementDType", "dtype", /Found dtype (\w+) but expected (\w+)/, (m) => ({
    found: dtypeName(m[1]),
    expected: dtypeName(m[2]),
  })),
  row(
    "elementDType",
    "dtype",
    /(?:expected|Expected) object of (?:scalar )?type (?:torch\.)?(?:cuda\.)?(\w+?)(?:Tensor)? but (?:found|got)(?: scalar)?(?: type)? (?:torch\.)?(?:cuda\.)?(\w+?)(?:Tensor)? for argument #2 '?target/,
    (m) => ({ found: dtypeName(m[2]), expected: dtypeName(m[1]) }),
    "1.7",
  ),
  row(
    "inPlaceDType",
    "dtype",
    /result type (\w+) can't be cast to the desired output type (\w+)/,
    (m, { code, loss }) =>
      loss !== undefined || code === "" || /loss|criterion|entropy/i.test(code)
        ? undefined
        : { result: dtypeName(m[1]), found: dtypeName(m[2]) },
  ),
  row("targetNotFloat", "dtype", /result type \w+ can't be cast to the desired output type (\w+)/, (m) => ({
    found: dtypeName(m[1]),
  })),
  row(
    "boolTarget",
    "dtype",
    /Subtraction, the `-` operator, with (?:two bool|a bool) tensors? is not supported/,
    nothing,
  ),
  row(
    "mixedDTypes",
    "dtype",
    /(?:expected scalar type|expected m(?:at)?1 and m(?:at)?2 to have the same dtype, but got:) (?:c10::)?(\w+(?: (?:int|char))?)(?: but found| !=) (?:c10::)?(\w+(?: (?:int|char))?)/,
    (m) => mixed(m[2], m[1]),
  ),
  row("mixedDTypes", "dtype", /mat1 and mat2 must have the same dtype(?:, but got (\w+) and (\w+))?/, (m) =>
    m[1] === undefined ? { found: "float64", expected: "float32" } : mixed(m[1], m[2]),
  ),
  row(
    "mixedDTypes",
    "dtype",
    /Input type \((?:torch\.|c10::)?(?:cuda\.)?(\w+(?: \w+)?)\) and (?:weight|bias) type \((?:torch\.|c10::)?(?:cuda\.)?(\w+(?: \w+)?)\) should be the same/,
    (m) => (dtypeName(m[1]) === dtypeName(m[2]) ? undefined : { found: dtypeName(m[1]), expected: dtypeName(m[2]) }),
  ),
  row(
    "mixedDTypes",
    "dtype",
    /[Ee]xpected object of (?:scalar )?type (?:torch\.)?(?:cuda\.)?(\w+) but (?:found|got)(?: scalar)?(?: type)? ((?:torch\.)?(?:cuda\.)?\w+)/,
    (m) => mixed(m[2], m[1]),
    "1.7",
  ),
  row(
    "integerPair",
    "dtype",
    /"?(?:mse|smooth_l1|huber)_\w{1,20}"? not implemented for '(Long|Int|Short|Char|Byte|Bool)'/,
    (m) => ({
      found: dtypeName(m[1]),
    }),
  ),
  row(
    "integerMean",
    "dtype",
    /(mean)\(\): could not infer output dtype\. Input dtype must be either a floating point or complex dtype\. Got: (\w+)/,
    (m) => ({ operation: m[1], found: dtypeName(m[2]) }),
  ),
  row("maskDType", "dtype", /masked_fill_? only supports boolean masks, but got mask with dtype (\w+)/, (m) => ({
    found: dtypeName(m[1]),
  })),
  row(
    "maskDType",
    "dtype",
    /where expected condition to be a boolean tensor, but got a tensor with dtype (\w+)/,
    (m) => ({
      found: dtypeName(m[1]),
    }),
  ),
  row("halfOnCpu", "dtype", /not implemented for 'Half'/, nothing),
  row(
    "integerInput",
    "dtype",
    notImplemented,
    (m, context) => (context.type === "RuntimeError" ? integers(m, context) : undefined),
    "2.6",
  ),
  row("integerInput", "dtype", notImplemented, integers),
  row("integerDivergence", "dtype", /kl_div: Integral inputs not supported/, nothing),
  row("oneHotDType", "dtype", /one_hot is only applicable to index tensor of type/, nothing),
  row("oneHotDType", "dtype", /one_hot is only applicable to index tensor/, nothing, "2.4"),
  row("indexKind", "dtype", /gather\(\): Expected dtype int32\/int64 for index/, () => ({ what: "gather" as const })),
  row("indexKind", "dtype", /scatter\(\): Expected dtype int32\/int64 for index/, () => ({ what: "scatter" as const })),
  row("indexKind", "dtype", /gather\(\): Expected dtype int64 for index/, () => ({ what: "gather" as const }), "2.6"),
  row("indexKind", "dtype", /tensors used as indices must be long|arrays used as indices must be of integer/, () => ({
    what: "index" as const,
  })),
  row(
    "indexKind",
    "dtype",
    /Expected tensor for argument #1 'indices' to have (?:one of the following )?scalar types?:? Long/,
    () => ({
      what: "embedding" as const,
    }),
  ),
];

function integers(m: RegExpExecArray, { code, loss }: ExceptionContext) {
  const operation = ["log_softmax", "softmax", "log_sigmoid", "sigmoid"].find((each) => m[0].includes(each));
  // Of the words alone it may be a loss that took the logarithm.
  const isLoss = code === "" || loss !== undefined || /loss|criterion|entropy/i.test(code);
  return { found: dtypeName(m[1]), operation: isLoss ? undefined : operation };
}

/** A product is of floats: an array of integers is the one to be changed, whichever of the two the words call found. */
function mixed(found: string, expected: string) {
  const [own, other] = [dtypeName(found), dtypeName(expected)];
  const isSwapped = /^u?int|^bool/.test(other) && /float/.test(own);
  return isSwapped ? { found: other, expected: own } : { found: own, expected: other };
}
