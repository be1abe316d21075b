import { type ExceptionRow, nothing, row, shapeIn } from "./exception";

/** What layers, optimizers and loaders say before there is a loss. */
export const layerRows: readonly ExceptionRow[] = [
  row("viewSize", "shape", /shape '(\[[-\d, ]{1,80}\])' is invalid for input of size (\d+)/, (m) => ({
    shape: Array.from(m[1].matchAll(/-?\d+/g), ([size]) => Number(size)),
    elements: Number(m[2]),
  })),
  row("viewStride", "shape", /view size is not compatible with input tensor's size and stride/, nothing),
  row(
    "convChannels",
    "shape",
    /expected input(\[[\d, ]{1,80}\]) to have (\d+) channels, but got (\d+) channels instead/,
    (m) => ({ shape: shapeIn(m[1]), wanted: Number(m[2]), given: Number(m[3]) }),
  ),
  row("normOne", "shape", /Expected more than 1 value per channel when training/, nothing),
  row("normFeatures", "shape", /running_mean should contain (\d+) elements not (\d+)/, (m) => ({
    given: Number(m[1]),
    wanted: Number(m[2]),
    option: "num_features" as const,
  })),
  row("recurrentSize", "shape", /input\.size\(-1\) must be equal to input_size\. Expected (\d+), got (\d+)/, (m) => ({
    wanted: Number(m[1]),
    given: Number(m[2]),
  })),
  row("layerNorm", "shape", /Given normalized_shape=(\[[\d, ]{1,80}\]), expected input with shape/, (m) => {
    const [, size] = m.input.slice(m.index).split("but got input of size", 2);
    return size === undefined ? undefined : { wanted: shapeIn(m[1]), shape: shapeIn(size.slice(0, 100)) };
  }),
  row("stateDict", "option-invalid", /Error\(s\) in loading state_dict for (\w+)/, (m) => {
    const [missing, unexpected = ""] = m.input.slice(m.index).split("Unexpected key(s) in state_dict: ", 2);
    const wrapped = ["module.", "_orig_mod.", "model."].find((each) => unexpected.startsWith(`"${each}`));
    return {
      model: m[1],
      prefix: wrapped !== undefined && !missing.includes(`"${wrapped}`) ? wrapped : undefined,
      sizes: m.input.includes("size mismatch for "),
    };
  }),
  row("emptyOptimizer", "option-invalid", /optimizer got an empty parameter list/, nothing),
  row(
    "stackSizes",
    "shape",
    /stack expects each tensor to be equal size, but got (\[[\d, ]{0,80}\]) at entry \d+ and (\[[\d, ]{0,80}\]) at entry \d+/,
    (m, { code }) => ({ a: shapeIn(m[1]), b: shapeIn(m[2]), isBatch: /collate/.test(code) }),
  ),
];
