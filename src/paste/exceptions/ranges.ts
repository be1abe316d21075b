import { type ExceptionRow, nothing, row } from "./exception";

/** Values outside what the loss takes. */
export const rangeRows: readonly ExceptionRow[] = [
  row("outOfBounds", "out-of-range", /Target (-?\d+) is out of bounds/, (m) => ({ target: Number(m[1]) })),
  row(
    "deviceLabel",
    "out-of-range",
    /Assertion [`'](?:cur_target|t) >= 0 && (?:cur_target|t) < n_classes['`] failed/,
    () => ({ classes: undefined }),
  ),
  row("inputOutsideUnit", "logits-in-bce", /all elements of input should be between 0 and 1/, nothing),
  row(
    "inputOutsideUnit",
    "logits-in-bce",
    /Assertion [`']\(?(?:input_val|input) >= (?:zero|0\.?) && (?:input_val|input) <= (?:one|1\.?)\)?/,
    nothing,
  ),
  row("targetOutsideUnit", "out-of-range", /all elements of target should be between 0 and 1/, nothing),
  row("targetOutsideUnit", "out-of-range", /Assertion [`']\(?target_val >= zero && target_val <= one\)?/, nothing),
  row("oneHotRange", "out-of-range", /Class values must be (smaller than num_classes|non-negative)/, (m) => ({
    negative: m[1] === "non-negative",
  })),
  row("listRange", "out-of-range", /argument #2 'target' is out of range|target out of range/, nothing),
  row(
    "embeddingRange",
    "out-of-range",
    /index out of range in self|Assertion [`']srcIndex < srcSelectDimSize/,
    nothing,
  ),
  row(
    "labelRange",
    "out-of-range",
    /Received a label value of (-?\d+) which is outside the valid range of \[0, (\d+)\)/,
    (m) => ({ label: Number(m[1]), classes: Number(m[2]) }),
  ),
  row("labelRange", "out-of-range", /[Ll]abel must be in \[0, (\d+|num_class)\)(?:, but found (-?\d+))?/, (m) => ({
    label: m[2] === undefined ? undefined : Number(m[2]),
    classes: m[1] === "num_class" ? undefined : Number(m[1]),
  })),
  row(
    "labelsFromOne",
    "one-based-labels",
    /Invalid classes inferred from unique values of `y`\.\s+Expected: (\[[^\]]*\]), got (\[[^\]]*\])/,
    (m) => ({
      expected: m[1],
      got: m[2],
    }),
  ),
  row(
    "indexRange",
    "out-of-range",
    /index (-?\d{1,9}) is out of bounds for (?:dimension|axis) \d{1,2} with size (\d{1,9})/,
    (m, { code, loss, type }) =>
      loss !== undefined || /loss|entropy|softmax|nll|log_?p|prob|logits|label|one_?hot|scores/i.test(code)
        ? { index: Number(m[1]), size: Number(m[2]), isLabel: true }
        : // Indexing raises an IndexError; this is what gather and scatter say.
          type === "RuntimeError" || /\.(?:gather|scatter_?)\(|\[(?:range|torch\.arange|np\.arange)\(/.test(code)
          ? { index: Number(m[1]), size: Number(m[2]), isLabel: false }
          : undefined,
  ),
  row("deviceIndex", "out-of-range", /Assertion [`'].{0,100}"index out of bounds"/, nothing),
  row("variance", "out-of-range", /var has negative entry/, () => ({ negative: true })),
  row("variance", "shape", /var is of incorrect size/, () => ({ negative: false })),
  row("ctcLengths", "shape", /(input|target)_lengths must be of size batch_size/, (m) => ({
    which: m[1] === "input" ? ("input" as const) : ("target" as const),
  })),
  row(
    "ctcInputLength",
    "out-of-range",
    /Expected input_lengths to have value at most (\d+), but got value (\d+)/,
    (m) => ({
      most: Number(m[1]),
      found: Number(m[2]),
    }),
  ),
  row(
    "ctcTargets",
    "shape",
    /Expected tensor to have size (?:at least )?(\d+) at dimension (\d+), but got size (\d+) for argument #2 'targets'/,
    (m) => ({ wanted: Number(m[1]), found: Number(m[3]), dim: Number(m[2]) }),
  ),
  row("ctcIntegers", "dtype", /((?:input|target)_lengths) must be integral/, (m) => ({ which: m[1] })),
  row("ctcNegative", "out-of-range", /Expected (\w+_lengths) to have value at least 0, but got value (-\d+)/, (m) => ({
    which: m[1],
    found: Number(m[2]),
  })),
  row(
    "ctcNumbers",
    "shape",
    /ctc_loss\(\) received an invalid combination of arguments - got \(Tensor, Tensor, int, int/,
    nothing,
  ),
  row(
    "targetRange",
    "out-of-range",
    /Target values should be in \[0, (\d+)\], but values in range \[(-?\d+), (-?\d+)\] were found/,
    (m) => ({ classes: Number(m[1]) + 1, least: Number(m[2]), most: Number(m[3]) }),
  ),
  row("ctcBlank", "option-invalid", /blank must be in label range/, nothing),
  row("deviceAssert", "out-of-range", /device-side assert triggered|CUBLAS_STATUS_ALLOC_FAILED/, nothing),
];
