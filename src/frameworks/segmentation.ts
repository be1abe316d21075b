import { sameShape } from "../tensor/shape";
import { isFloatingPoint, type Tensor } from "../tensor/tensor";
import { alongAxis, isGiven, isSingleOrDouble, logSumExp, numberOr, raises, sigmoidCrossEntropy } from "./arithmetic";
import { activated, monaiDice, monaiExpects, overlaps } from "./dice";
import type { Expectation, ForeignCall, Options, Outcome } from "./framework";
import { areIndices, areSupported, outsideIndex, reduced, reductionOf, rowsOfLabels } from "./labels";

/**
 * Losses for maps of classes that stand beside the Dice losses. Formulas: segmentation_models_pytorch/losses/soft_ce.py, soft_bce.py,
 * monai/losses/dice.py (DiceCELoss), kornia/losses/dice.py.
 */

/** With smoothing s: (1 − s)·nll + s·(the mean of −log p); its mean counts what is ignored, too. */
export function softCrossEntropy(call: ForeignCall): Outcome {
  const { prediction, truth, options } = call;
  const { shape, data, dtype } = prediction;
  const reduction = reductionOf(options, "reduction", "mean");
  const ignored = options.has("ignore_index") ? options.get("ignore_index") : -100;
  if (reduction === undefined || reduction === "none" || numberOr(options, "dim", 1) !== 1) return undefined;
  if (shape.length < 2 || truth.dtype !== "int64" || !areSupported(call)) return undefined;
  if (!sameShape(truth.shape, shape.toSpliced(1, 1)) || (ignored !== null && typeof ignored !== "number"))
    return undefined;
  const outside = outsideIndex(
    truth.data.filter((label) => label !== ignored),
    shape[1],
  );
  if (outside !== undefined) return outside;
  if (!isGiven(options, "smooth_factor"))
    return raises("TypeError", "unsupported operand type(s) for /: 'NoneType' and 'int'");
  const smoothing = numberOr(options, "smooth_factor", 0);
  if (smoothing === undefined) return undefined;
  const values = alongAxis(prediction, 1, (at, size, lane) => {
    if (truth.data[lane] === ignored) return 0;
    const normaliser = logSumExp(at, size, data);
    let whole = 0;
    for (let place = 0; place < size; place++) whole += data[at(place)];
    return (1 - smoothing) * (normaliser - data[at(truth.data[lane])]) + smoothing * (normaliser - whole / size);
  });
  return reduced({ ...values, dtype }, reduction);
}

/** With smoothing s the targets are s and 1 − s; a mean counts what is ignored, too. */
export function softBinary(call: ForeignCall): Outcome {
  const { prediction, truth, options } = call;
  const { shape, dtype } = prediction;
  const reduction = reductionOf(options, "reduction", "mean");
  const smoothing = isGiven(options, "smooth_factor") ? numberOr(options, "smooth_factor", 0) : 0;
  const ignored = options.has("ignore_index") ? options.get("ignore_index") : -100;
  if (reduction === undefined || smoothing === undefined || !sameShape(shape, truth.shape)) return undefined;
  if (isGiven(options, "weight") || isGiven(options, "pos_weight") || !areSupported(call)) return undefined;
  if (!isFloatingPoint(truth.dtype) || !truth.data.every((t) => t === ignored || (t >= 0 && t <= 1))) return undefined;
  const data = prediction.data.map((x, i) => {
    const t = truth.data[i];
    return t === ignored ? 0 : sigmoidCrossEntropy(x, (1 - t) * smoothing + t * (1 - smoothing));
  });
  return reduced({ data, shape, dtype }, reduction);
}

/** The Dice loss and the cross-entropy of the same logits, whatever activation the Dice loss takes. */
export function monaiDiceCe(call: ForeignCall): Outcome {
  const { prediction, truth, options } = call;
  if (prediction.shape.length !== truth.shape.length) {
    const [own, theirs] = [prediction, truth].map(
      ({ shape }) => `torch.Size([${shape.join(", ")}]) (nb dims: ${shape.length})`,
    );
    return raises(
      "ValueError",
      `the number of dimensions for input and target should be the same, got shape ${own} and ${theirs}. if target is not one-hot encoded, please provide a tensor with shape B1H[WD].`,
    );
  }
  const [ofDice, ofEntropy] = [numberOr(options, "lambda_dice", 1), numberOr(options, "lambda_ce", 1)];
  const dice = monaiDice(call);
  if (dice?.kind !== "value" || ofDice === undefined || ofEntropy === undefined) return dice;
  const reduction = reductionOf(options, "reduction", "mean");
  const isPlain = reduction === "mean" && numberOr(options, "label_smoothing", 0) === 0;
  const entropy = isPlain ? entropyOf(prediction, truth) : undefined;
  if (entropy === undefined || dice.values.data.length !== 1) return undefined;
  const data = Float64Array.of(ofDice * dice.values.data[0] + ofEntropy * entropy);
  return { ...dice, values: { ...dice.values, data } };
}

/** torch's cross-entropy of (N, C, …) against one channel of indices or as many of shares; of one channel the binary one. */
function entropyOf(prediction: Tensor, truth: Tensor): number | undefined {
  const { shape, data } = prediction;
  if (shape[1] === 1) {
    const sum = data.reduce((all, x, i) => all + sigmoidCrossEntropy(x, truth.data[i]), 0);
    return sameShape(shape, truth.shape) ? sum / data.length : undefined;
  }
  const isOfIndices = truth.shape[1] === 1;
  if (!isOfIndices && !sameShape(shape, truth.shape)) return undefined;
  const { data: values } = alongAxis(prediction, 1, (at, size, lane) => {
    const normaliser = logSumExp(at, size, data);
    if (isOfIndices) return normaliser - data[at(truth.data[lane])];
    let sum = 0;
    for (let place = 0; place < size; place++) sum += truth.data[at(place)] * (normaliser - data[at(place)]);
    return sum;
  });
  return values.reduce((all, each) => all + each, 0) / values.length;
}

export function monaiDiceCeExpects(options: Options, shape?: readonly (number | undefined)[]): Expectation | undefined {
  const ofDice = monaiExpects(options, shape);
  // Without an activation the Dice part takes what the cross-entropy does not.
  if (ofDice === undefined || ofDice.takes === "probabilities") return ofDice;
  return { ...ofDice, kin: shape?.[1] === 1 ? "BCEWithLogitsLoss" : "CrossEntropyLoss" };
}

/** 1 − 2Σpt / (Σp + Σt) of each sample's map, all classes together. */
export function korniaDice(call: ForeignCall): Outcome {
  const { prediction, truth, options } = call;
  const { shape, dtype } = prediction;
  const eps = numberOr(options, "eps", 1e-8);
  const isMicro = !options.has("average") || options.get("average") === "micro";
  if (!isMicro || eps === undefined || isGiven(options, "weight") || shape.length !== 4) return undefined;
  if (!isSingleOrDouble(prediction) || !sameShape(truth.shape, shape.toSpliced(1, 1))) return undefined;
  if (!areIndices(truth, shape[1]) || truth.data.includes(Number(options.get("ignore_index")))) return undefined;
  const labels = rowsOfLabels(truth, shape, 1);
  const [samples, classes] = shape;
  let sum = 0;
  const regions = overlaps(activated(prediction, "softmax"), labels, false, false);
  for (let sample = 0; sample < samples; sample++) {
    const own = regions.slice(sample * classes, (sample + 1) * classes);
    const [hit, whole] = [own.reduce((all, each) => all + each.hit, 0), own.reduce((all, { x, t }) => all + x + t, 0)];
    sum += 1 - (2 * hit) / (whole + eps);
  }
  return { kind: "value", values: { data: Float64Array.of(sum / samples), shape: [], dtype }, clipped: 0 };
}
