import { dtypeName, type ExceptionRow, nothing, row, shapeIn } from "./exception";

/** What layers say of inputs, states and masks that do not fit. */
export const moduleRows: readonly ExceptionRow[] = [
  row(
    "layerAxes",
    "shape",
    /Expected \dD \(unbatched\) or (\d)D \(batched\) input to (\w{1,40}), but got input of size: (\[[\d, ]{0,80}\])/,
    (m) => ({ layer: m[2], wanted: Number(m[1]), shape: shapeIn(m[3]) }),
  ),
  row(
    "layerAxes",
    "shape",
    /Expected (\d)-dimensional input for \d-dimensional weight \[[\d, ]{1,80}\], but got \d-dimensional input of size (\[[\d, ]{0,80}\])/,
    (m) => ({ layer: `conv${Number(m[1]) - 2}d`, wanted: Number(m[1]), shape: shapeIn(m[2]) }),
    "1.10",
  ),
  row("layerAxes", "shape", /non-empty \dD or (\d)D \(batch mode\) tensor expected for input/, (m) => ({
    layer: `MaxPool${Number(m[1]) - 2}d`,
    wanted: Number(m[1]),
    shape: undefined,
  })),
  row(
    "kernelSize",
    "shape",
    /Calculated padded input size per channel: \(([\d x]{1,40})\)\. Kernel size: \(([\d x]{1,40})\)/,
    (m) => ({ input: shapeIn(m[1]), kernel: shapeIn(m[2]) }),
  ),
  row(
    "poolSize",
    "shape",
    /Given input size: \(([\dx]{1,40})\)\. Calculated output size: \([-\dx]{1,40}\)\. Output size is too small/,
    (m) => ({ input: shapeIn(m[1]) }),
  ),
  row("normAxes", "shape", /expected \dD(?: or \dD)?(?: \(or \dD\))? input \(got (\d)D input\)/, (m) => ({
    given: Number(m[1]),
  })),
  row(
    "divisible",
    "option-invalid",
    /(num_channels|embed_dim|in_channels|out_channels)\b.{0,12} must be divisible by (num_groups|num_heads|groups)/,
    (m) => ({
      whole: m[1],
      parts: m[2],
    }),
  ),
  row(
    "normFeatures",
    "shape",
    /Expected weight to be a vector of size equal to the number of channels in input, but got weight of shape \[(\d{1,9})\] and input of shape \[\d{1,9}, (\d{1,9})/,
    (m) => ({ wanted: Number(m[1]), given: Number(m[2]), option: "num_channels" as const }),
  ),
  row(
    "recurrentAxes",
    "shape",
    /(RNN|LSTM|GRU): Expected input to be 2-?D or 3-?D,? (?:got|but received) (\d)-?D/,
    (m) => ({
      layer: m[1],
      given: Number(m[2]),
    }),
  ),
  row(
    "recurrentAxes",
    "shape",
    /input must have 3 dimensions, got (\d)/,
    (m) => ({ layer: "LSTM", given: Number(m[1]) }),
    "1.10",
  ),
  row(
    "hiddenSize",
    "shape",
    /Expected hidden(?:\[[01]\])? size (\([\d, ]{1,40}\)), got (?:\[|\()([\d, ]{1,40})[\])]/,
    (m) => ({
      wanted: shapeIn(m[1]),
      given: shapeIn(m[2]),
    }),
  ),
  row("hiddenAxes", "shape", /For batched 3-D input, hx(?: and cx)? should also be 3-D but got/, nothing),
  row(
    "attentionMask",
    "shape",
    /The (?:shape|size) of the \dD attn_mask is (?:torch\.Size\()?(\[[\d, ]{1,40}\])\)?, but should be (\([\d, ]{1,40}\))/,
    (m) => ({ given: shapeIn(m[1]), wanted: shapeIn(m[2]) }),
  ),
  row(
    "paddingMask",
    "shape",
    /Expected key_padded_mask\.shape\[\d\] to be \d{1,9}, but got \d{1,9}|Expected `?key_padding_mask`?(?: shape|\.shape)/,
    nothing,
  ),
  row("embedDim", "shape", /was expecting embedding dimension of (\d{1,9}), but got (\d{1,9})/, (m) => ({
    wanted: Number(m[1]),
    given: Number(m[2]),
  })),
  row("noForward", "not-a-tensor", /Module \[(\w{1,80})\] is missing the required "forward" function/, (m) => ({
    model: m[1],
  })),
  row("superInit", "not-a-tensor", /cannot assign (?:module|parameters?) before Module\.__init__\(\) call/, nothing),
  row("schedulerMetric", "option-invalid", /step\(\) missing 1 required positional argument: 'metrics'/, nothing),
  row(
    "callArgument",
    "not-a-tensor",
    /\.forward\(\) missing \d{1,9} required positional arguments?: '(\w{1,80})'/,
    (m) => ({ model: nameBefore(m), name: m[1] }),
  ),
  row("spatialAxes", "shape", /Input and output must have the same number of spatial dimensions/, nothing),
  row("packLengths", "option-invalid", /`lengths` array must be sorted in decreasing order/, () => ({ isZero: false })),
  row("packLengths", "out-of-range", /Length of all samples has to be greater than 0/, () => ({ isZero: true })),
  row(
    "maskDType",
    "dtype",
    /Expected attn_mask dtype to be bool or (?:float or )?to match query dtype, but got attn_mask\.dtype: ([\w: ]{1,40}?) and/,
    (m) => ({ found: dtypeName(m[1]) }),
  ),
];

/** A layer that is given what a model with several outputs returns; what a loss is given has rows of its own. */
export const layerInputRows: readonly ExceptionRow[] = [
  row(
    "layerInput",
    "not-a-tensor",
    /^(?:conv\dd|linear|layer_norm|batch_norm)\(\) received an invalid combination of arguments - got \((tuple|list|dict|NoneType|numpy\.ndarray|str),/,
    (m) => ({ type: m[1] }),
  ),
  row(
    "layerInput",
    "not-a-tensor",
    /^(?:linear|conv\dd|conv_transpose\dd|embedding|layer_norm|batch_norm|group_norm|relu|gelu|dropout|flatten|max_pool\dd|avg_pool\dd)\(\): argument 'input' \(position 1\) must be Tensor, not ([\w.]{1,80})/,
    (m, { loss }) => (loss === undefined ? { type: m[1] } : undefined),
  ),
];

/** The word that a match stands behind. */
function nameBefore({ input, index }: RegExpExecArray): string {
  return (
    input
      .slice(Math.max(0, index - 80), index)
      .split(/\W/)
      .at(-1) ?? ""
  );
}
