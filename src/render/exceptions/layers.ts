import * as l10n from "@vscode/l10n";
import { type ExceptionSentences, shapeText } from "./words";

/** What is said of layers, optimizers and loaders. */
export const layerSentences = {
  viewSize: ({ shape, elements }) => {
    const known = shape.filter((size) => size !== -1).reduce((product, size) => product * size, 1);
    return shape.includes(-1)
      ? l10n.t(
          "{0} elements do not divide into {1}, the product of the sizes in {2}: where only the batch is to be kept, use .flatten(1), and give the next layer as many features as that leaves",
          elements,
          known,
          shapeText(shape),
        )
      : l10n.t(
          "there are {0} elements, and the shape {1} takes {2}: where only the batch is to be kept, use .flatten(1), and give the next layer as many features as that leaves",
          elements,
          shapeText(shape),
          known,
        );
  },
  viewStride: () =>
    l10n.t(
      "view wants axes that lie in order in memory, which they do not after transpose or permute: use .reshape(…) in its place",
    ),
  convChannels: ({ shape, wanted, given }) =>
    shape.length >= 3 && shape[shape.length - 1] === wanted
      ? l10n.t(
          "the convolution wants {0} channels along dim 1 and gets {1}: the channels of {2} seem to stand last, use .movedim(-1, 1)",
          wanted,
          given,
          shapeText(shape),
        )
      : l10n.t(
          "the convolution wants {0} channels and gets {1} in {2}: make the layer with in_channels={1}, or give it inputs of {0} channels",
          wanted,
          given,
          shapeText(shape),
        ),
  normOne: () =>
    l10n.t(
      "batch normalization has one value a channel and no variance to train with: leave out a last batch of one sample with drop_last=True in the DataLoader, or call model.eval() to predict",
    ),
  normFeatures: ({ wanted, given, option }) =>
    l10n.t("the normalization was made for {0} features and gets {1}: make it with {2}={1}", wanted, given, option),
  recurrentSize: ({ wanted, given }) =>
    l10n.t(
      "the recurrent layer wants {0} features along the last axis and gets {1}: make it with input_size={1}, or move the features to the last axis",
      wanted,
      given,
    ),
  layerNorm: ({ wanted, shape }) =>
    l10n.t(
      "LayerNorm was made for the last axes {0}, and the input of {1} ends in {2}: make it with these, or move the features to the end",
      shapeText(wanted),
      shapeText(shape),
      shapeText(shape.slice(-wanted.length)),
    ),
  stateDict: ({ model, prefix, sizes }) => {
    if (prefix !== undefined)
      return l10n.t(
        "the saved names begin with {0}, and those of {1} do not, as a model that was wrapped is saved: take it off the keys, {2}",
        prefix,
        model,
        `{k.removeprefix("${prefix}"): v for k, v in state.items()}`,
      );
    return sizes
      ? l10n.t(
          "layers of the saved {0} have other sizes, as a head for another number of classes has: make the model as it was saved, or leave their keys out and load with strict=False",
          model,
        )
      : l10n.t(
          "the saved names are not those of {0}: load them into the model that was saved, or with strict=False, which leaves layers without a saved name untrained",
          model,
        );
  },
  emptyOptimizer: () =>
    l10n.t(
      "the optimizer was given no parameters: layers in a plain list are not found, use nn.ModuleList; and a generator of parameters is empty once it was gone through",
    ),
  stackSizes: ({ a, b, isBatch }) =>
    isBatch
      ? l10n.t(
          "the samples of a batch have different shapes, {0} and {1}: bring them to one in the dataset, or pad them in a collate_fn",
          shapeText(a),
          shapeText(b),
        )
      : l10n.t("the tensors have different shapes, {0} and {1}: pad or crop them to one", shapeText(a), shapeText(b)),
} satisfies Partial<ExceptionSentences>;
