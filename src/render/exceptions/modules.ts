import * as l10n from "@vscode/l10n";
import type { ExceptionSays } from "../../paste/pasteAnswer";
import { inNumber } from "../plural";
import { typeText } from "./calls";
import { type ExceptionSentences, shapeText } from "./words";

/** What is said of layers that are called on what does not fit. */
export const moduleSentences = {
  layerAxes: ({ layer, wanted, shape }) =>
    shape === undefined
      ? l10n.t(
          "{0} wants {1}, and its input has fewer axes: add those that are missing with .unsqueeze, or leave out what flattens in front of it",
          layer,
          axesOf(wanted),
        )
      : shape.length < wanted
        ? l10n.t(
            "{0} wants {1}, and its input has the shape {2}: bring back the axes that are missing, with .view(…) where it was flattened, .unsqueeze(1) for one channel, .unsqueeze(0) for one sample",
            layer,
            axesOf(wanted),
            shapeText(shape),
          )
        : l10n.t(
            "{0} wants {1}, and its input has the shape {2}, which are too many axes: use the layer for as many, or fold axes together",
            layer,
            axesOf(wanted),
            shapeText(shape),
          ),
  kernelSize: ({ input, kernel }) =>
    l10n.t(
      "the kernel {0} is larger than its input {1}, padding included: give larger inputs, a smaller kernel_size, more padding, or fewer layers that shrink it before",
      shapeText(kernel),
      shapeText(input),
    ),
  poolSize: ({ input }) =>
    l10n.t(
      "pooling leaves nothing of {0}: the input is too small for so many layers that shrink it, give larger inputs or pool less",
      shapeText(input),
    ),
  normAxes: ({ given }) =>
    inNumber(
      l10n.t(
        "the normalization does not take an input of {0|one axis|# axes}: BatchNorm1d takes [N, C] and [N, C, L], BatchNorm2d [N, C, H, W], BatchNorm3d [N, C, D, H, W]",
        given,
      ),
      given,
    ),
  divisible: ({ whole, parts }) => l10n.t("{0} has to be a multiple of {1}: choose a divisor of it", whole, parts),
  recurrentAxes: ({ layer, given }) =>
    inNumber(
      l10n.t(
        "{0} wants [L, N, features], or [N, L, features] with batch_first=True, and gets {1|one axis|# axes}: bring the input to three",
        layer,
        given,
      ),
      0,
      given,
    ),
  hiddenSize: ({ wanted, given }) =>
    l10n.t(
      "the hidden state is {0} and has to be {1}, [layers × directions, batch, hidden_size] with batch_first=True, too: make it anew for each batch, whose last may be smaller",
      shapeText(given),
      shapeText(wanted),
    ),
  hiddenAxes: () =>
    l10n.t("the hidden state needs three axes where the input is a batch: [layers × directions, N, hidden_size]"),
  attentionMask: ({ wanted, given }) =>
    wanted.length === 3
      ? l10n.t(
          "attn_mask is {0} and has to be {1}, one mask for each sample and head: use mask.repeat_interleave(num_heads, dim=0)",
          shapeText(given),
          shapeText(wanted),
        )
      : given.length === 2 && given[0] === given[1]
        ? l10n.t(
            "attn_mask is {0} and has to be {1}: the layer takes the batch for the sequence, make it with batch_first=True, or give [L, N, E]",
            shapeText(given),
            shapeText(wanted),
          )
        : l10n.t(
            "attn_mask is {0} and has to be {1}, a row for each query and a column for each key: a mask of padding, [N, S], goes into key_padding_mask",
            shapeText(given),
            shapeText(wanted),
          ),
  paddingMask: () =>
    l10n.t(
      "key_padding_mask has to be [N, S], a row for each sample and a column for each token: transpose it, or set batch_first=True where the batch is first",
    ),
  embedDim: ({ wanted, given }) =>
    l10n.t(
      "attention was made for embed_dim={0} and gets {1} features: make it with embed_dim={1}, or project them to {0} with nn.Linear",
      wanted,
      given,
    ),
  noForward: ({ model }) =>
    model === "ModuleList" || model === "ModuleDict"
      ? l10n.t("nn.{0} only holds layers and cannot be called: go through it in a loop, or use nn.Sequential", model)
      : l10n.t(
          "{0} has no forward: check how it is spelled, and that it is indented within the class and not within __init__",
          model,
        ),
  superInit: () => l10n.t("the layers are set before the module is ready: call super().__init__() first in __init__"),
  callArgument: ({ model, name }) =>
    l10n.t(
      "{0} is called without {1}, which its forward wants: give it in the call, or give it a default",
      model,
      name,
    ),
  spatialAxes: () =>
    l10n.t(
      "F.interpolate sizes the axes behind [N, C], and the input has other ones than size names: add the batch axis with .unsqueeze(0), and channels behind it",
    ),
  packLengths: ({ isZero }) =>
    isZero
      ? l10n.t(
          "a sequence of length 0 cannot be packed: leave empty texts out of the dataset, or set their length to 1",
        )
      : l10n.t("the lengths are not in descending order: use enforce_sorted=False"),
  layerInput: ({ type }, { says }) =>
    isOwnInput(says)
      ? typeText("input", type, says)
      : type === "tuple"
        ? l10n.t(
            "a layer gets a tuple, as LSTM, GRU and attention return, and wants a tensor: take the first of it, out, _ = lstm(x)",
          )
        : /ndarray/.test(type)
          ? l10n.t("a layer gets a NumPy array and wants a tensor: use torch.from_numpy(x).float()")
          : type === "NoneType"
            ? l10n.t("a layer gets None and wants a tensor: a forward or a function in front of it returns nothing")
            : l10n.t(
                "a layer gets a {0} and wants a tensor: give the tensor in it, or make it one with torch.tensor(…)",
                type,
              ),
} satisfies Partial<ExceptionSentences>;

/** A layer that is made and called in one: its input is that of the line. */
function isOwnInput({ names: { call, input } }: ExceptionSays): boolean {
  return call?.args.length === 1 && /^(?:\w+\.)*\w+\([^()]*\)$/.test(call.callee) && /^[A-Za-z_]\w*$/.test(input ?? "");
}

/** Of a batch, as torch's documentation has it. */
function axesOf(count: number): string {
  return ["[N, C]", "[N, C, L]", "[N, C, H, W]", "[N, C, D, H, W]"][count - 2] ?? "";
}
