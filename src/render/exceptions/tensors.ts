import * as l10n from "@vscode/l10n";
import { inNumber } from "../plural";
import { type ExceptionSentences, shapeText } from "./words";

/** What is said of tensors that are joined, spread, turned and indexed. */
export const tensorSentences = {
  catAxes: ({ a, b }) =>
    l10n.t(
      "torch.cat joins tensors of as many axes, and these have {0} and {1}: use .unsqueeze(…) on the one with fewer, or torch.stack for a new axis",
      a,
      b,
    ),
  catSizes: ({ dim, wanted, given }) =>
    l10n.t(
      "joined along dim {0}, all other sizes have to agree, and here {1} meets {2}: crop, pad or interpolate one of them, or join along another dim",
      dim,
      wanted,
      given,
    ),
  emptyList: () =>
    l10n.t("the list of tensors is empty: nothing was appended to it before, as with a loop that did not run"),
  listWanted: ({ operation }) => l10n.t("torch.{0} takes the tensors in a list: torch.{0}([a, b], dim=…)", operation),
  listElement: ({ type }) =>
    l10n.t(
      "the list holds a {0} where tensors are wanted: keep the tensors, without .item(), or make one of the numbers with torch.tensor(values)",
      type,
    ),
  expandSize: ({ target, own }) =>
    own.length === 2 && /^(?:512|514|1024|2048)$/.test(String(own[1])) && target[1] > own[1]
      ? l10n.t(
          "the text has {0} tokens, and the model has {1} positions: use truncation=True, max_length={1} in the tokenizer",
          target[1],
          own[1],
        )
      : l10n.t(
          "a tensor of {0} does not spread to {1}: only an axis of size 1 does, and the others have to agree",
          shapeText(own),
          shapeText(target),
        ),
  expandAxes: () =>
    l10n.t("Tensor.expand and repeat want a size for each axis of the tensor, new ones in front: name them all"),
  permuteAxes: ({ axes, given }) =>
    inNumber(
      l10n.t(
        "torch.permute names {1|one axis|# axes}, and the tensor has {0|one|#}: name each of its axes once; where the batch or the channels are missing, add them with .unsqueeze",
        axes,
        given,
      ),
      axes,
      given,
    ),
  batchProduct: ({ wanted, given }) =>
    wanted === undefined
      ? l10n.t(
          "torch.bmm takes two arrays of three axes, [B, n, m] and [B, m, p]: use .unsqueeze(0), or torch.matmul, which takes others",
        )
      : l10n.t(
          "the second array of torch.bmm begins with {1} and has to begin with {0}: transpose it with .transpose(1, 2) where its last axes are swapped",
          shapeText(wanted),
          shapeText(given),
        ),
  vectorLengths: ({ a, b }) => l10n.t("the vectors have {0} and {1} values, and have to have as many", a, b),
  tooManyIndices: ({ axes }) =>
    inNumber(
      l10n.t(
        "the array has {0|one axis|# axes} and is indexed along more: print its shape, as argmax, squeeze and a scalar loss have lost some",
        axes,
      ),
      axes,
    ),
  maskShape: ({ mask, shape }) =>
    l10n.t(
      "the mask {0} does not fit the tensor {1}: the axes of a mask are the first of the tensor's; use x[:, mask] for a later one",
      shapeText(mask),
      shapeText(shape),
    ),
  topK: () =>
    l10n.t(
      "torch.topk asks for more values than the axis has: use a k of at most the number of classes, and check dim",
    ),
  inPlaceShape: ({ own, spread }) =>
    own[0] === 1 && spread[0] === 3 && own.length === 3
      ? l10n.t(
          "an image of one channel, {0}, meets a mean and std of three: use transforms.Normalize((0.5,), (0.5,)), or make it RGB",
          shapeText(own),
        )
      : l10n.t(
          "an operation in place would turn {0} into {1}, and cannot: write x = x + y in place of x += y",
          shapeText(own),
          shapeText(spread),
        ),
  noMethod: ({ type, name, instead }) =>
    l10n.t(
      "a {0} has no {1}: use {2}",
      type === "Tensor" ? l10n.t("tensor") : type === "numpy.ndarray" ? l10n.t("NumPy array") : type,
      name,
      instead,
    ),
  valueFormat: ({ type }) =>
    l10n.t("a {0} cannot be formatted as a number: use .item() of one value, or .mean().item() of several", type),
  fromNumpy: ({ found }) => l10n.t("torch.from_numpy takes a NumPy array and gets a {0}: use torch.tensor(x)", found),
  negativeStride: () =>
    l10n.t("the NumPy array is reversed, as [::-1] and flips make it, and torch cannot share it: use x.copy()"),
  scatterDType: () =>
    l10n.t("values of one type are put into a tensor of another: cast them to its dtype, src.to(x.dtype)"),
  inPlaceDType: ({ result, found }) =>
    l10n.t(
      "an operation in place would put {0} into a tensor of {1}: make it float first, x = x.float(), or write x = x + y",
      result,
      found,
    ),
} satisfies Partial<ExceptionSentences>;
