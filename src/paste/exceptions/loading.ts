import { type ExceptionRow, lineOf, nothing, row } from "./exception";

const batchKey = /^'(labels?|targets?|y|input_ids|attention_mask|pixel_values|images?|masks?)'$/;

/** What loaders, transforms and tokenizers say, before there is a batch. */
export const loadingRows: readonly ExceptionRow[] = [
  row("worker", "option-invalid", /DataLoader worker \(pid(?:\(s\))? [\d, ]{1,80}\) exited unexpectedly/, () => ({
    end: "exited" as const,
  })),
  row("worker", "option-invalid", /DataLoader worker \(pid \d{1,9}\) is killed by signal: (\w{1,20})/, (m) => ({
    end: m[1] === "Bus" ? ("shared" as const) : ("killed" as const),
  })),
  row("worker", "option-invalid", /insufficient shared memory \(shm\)/, () => ({ end: "shared" as const })),
  row("rowKey", "not-a-tensor", /^(\d{1,9})$/, (m, context) =>
    context.type === "KeyError" && /\[\s?(?:self\.\w{1,40}\[)?\w{1,40}\]|get_loc|_get_value/.test(lineOf(context))
      ? { key: Number(m[1]) }
      : undefined,
  ),
  row("noLabels", "not-a-tensor", /^'loss'$/, (_, context) =>
    context.type === "KeyError" && /inner_dict\[|out\w{0,20}\[/.test(lineOf(context)) ? {} : undefined,
  ),
  row("batchKey", "not-a-tensor", batchKey, (m, context) => {
    const held = new RegExp(`\\b(\\w{1,40})\\[["']${m[1]}["']\\]`).exec(lineOf(context))?.[1];
    return context.type === "KeyError" && held !== undefined ? { batch: held, key: m[1] } : undefined;
  }),
  row("transformInput", "not-a-tensor", /pic should be PIL Image or ndarray\. Got <class 'torch\.Tensor'>/, () => ({
    isTensor: true,
  })),
  row(
    "transformInput",
    "not-a-tensor",
    /(?:should be a torch tensor|img should be Tensor Image|tensor is not a torch image)\.(?: Got <class 'PIL\.)?/,
    () => ({ isTensor: false }),
  ),
  row("tokenPadding", "shape", /should probably activate truncation and\/or padding/, nothing),
  row("noPadToken", "option-invalid", /does not have a padding token|no padding token is defined/, nothing),
];
