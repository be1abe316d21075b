import * as l10n from "@vscode/l10n";
import type { LogFacts } from "../paste/logFacts";
import type { ClampedBy } from "../paste/meanings";
import { negativeText, signedText } from "./belowZeroText";
import { formatLoss, formatPrinted } from "./numbers";

/** What the numbers of a log say, in one or two sentences without the last full stop. */
export function logText(facts: LogFacts): string {
  switch (facts.kind) {
    case "nan":
      if (facts.hidden)
        return l10n.t(
          "the loss is nan, as the norm of the gradient is: a trainer leaves nan out of its mean and writes 0; look for labels that are all −100, float16 that overflows, and a learning rate that is too high",
        );
      if (facts.after === undefined && !facts.always)
        return l10n.t(
          "the loss is nan: it diverges, takes a logarithm of 0, gets nan or infinity in its input, or every target is ignored; give logits to the loss, and look for the first nan",
        );
      return facts.after === undefined
        ? l10n.t(
            "the loss is nan from the start: nan or infinity in the input, a logarithm of 0 (use logits with CrossEntropyLoss), or every target ignored",
          )
        : l10n.t(
            "the loss turns nan after {0}: it diverges or takes a logarithm of 0; lower the learning rate, clip gradients, and give logits to the loss",
            formatPrinted(facts.after.text),
          );
    case "infinite":
      if (facts.negative)
        return l10n.t(
          "the loss is −inf: what stands under a logarithm goes to 0, a variance, or a probability in front of which the minus is missing",
        );
      return l10n.t(
        "the loss is inf: the logarithm of a probability that is exactly 0, which a softmax or sigmoid in float32 or float16 has rounded there: give the logits to CrossEntropyLoss or BCEWithLogitsLoss",
      );
    case "negative":
      if (facts.of !== "crossEntropy") return negativeText(facts.of, formatPrinted(facts.at.text));
      return facts.bounded
        ? l10n.t(
            "a cross-entropy cannot be negative, and {0} is: NLLLoss that gets probabilities gives minus their mean: use log_softmax in front, or CrossEntropyLoss on logits",
            formatPrinted(facts.at.text),
          )
        : l10n.t(
            "a cross-entropy cannot be negative, and {0} is: targets outside 0 and 1 (255, −1, class numbers) in BCELoss, or NLLLoss on logits without log_softmax",
            formatPrinted(facts.at.text),
          );
    case "signed":
      return signedText(facts.of, formatPrinted(facts.at.text));
    case "elbo":
      return facts.rises
        ? l10n.t(
            "an ELBO that rises, as from {0} to {1}, is as it should be; minus the ELBO, which is the loss, has to fall",
            formatPrinted(facts.first.text),
            formatPrinted(facts.last.text),
          )
        : l10n.t(
            "an ELBO has to rise, and this one falls from {0} to {1}: that is right only where minus the ELBO is printed, which is the loss",
            formatPrinted(facts.first.text),
            formatPrinted(facts.last.text),
          );
    case "squares":
      return l10n.t(
        "{0} is a mean squared error, in the targets' units squared: its root {1} is the size of a usual error; the mean as a guess gives the variance of the targets",
        formatPrinted(facts.at.text),
        formatLoss(Math.sqrt(facts.at.value)),
      );
    case "chanceAndAccuracy":
      return l10n.t(
        "{0} is ln {1}, the loss of a guess, and the accuracy {2} is above a guess's: it may be so by accident, the scores may be right and all near 0, or both numbers are not of the same samples",
        formatPrinted(facts.at.text),
        facts.classes,
        facts.accuracy.text,
      );
    case "zero":
      if (facts.of === "ctc")
        return l10n.t(
          "a CTC loss of exactly 0 means no sample counts: targets that are longer than their inputs are left out with zero_infinity=True, or the target lengths are 0",
        );
      if (facts.clipped !== undefined)
        return l10n.t(
          "{0} is 0 but for the clip of Keras: a softmax over one output is always 1, whatever the label: use a sigmoid with binary_crossentropy, or one output a class",
          formatPrinted(facts.clipped.text),
        );
      return l10n.t(
        "the loss is exactly 0: CrossEntropyLoss on one output is always 0, since its softmax is 1: use BCEWithLogitsLoss, or two outputs; where every sample is right and sure, it rounds to 0, too",
      );
    case "meanOfMeans":
      return l10n.t(
        "{0} is the mean of the batch means, and the batches differ in size: the mean over samples is {1}: weigh each batch by its size",
        formatPrinted(facts.seen.text),
        formatLoss(facts.weighted),
      );
    case "weightedMean":
      return l10n.t("{0} is the mean over samples, each batch weighed by its size: that is right", facts.seen.text);
    case "chance":
      return chanceText(facts);
    case "floor":
      return l10n.t(
        "{0} is the lowest loss that a softmax applied twice can reach with {1} classes, log(e + {2}) - 1 = {3}: CrossEntropyLoss applies its own, so remove the model's softmax",
        formatPrinted(facts.at.text),
        facts.classes,
        facts.classes - 1,
        formatLoss(facts.floor),
      );
    case "sigmoidFloor":
      return facts.balanced
        ? l10n.t(
            "{0} is the lowest loss that a sigmoid applied twice can reach where half of the targets are 1: BCEWithLogitsLoss applies its own, so remove the model's sigmoid",
            formatPrinted(facts.at.text),
          )
        : l10n.t(
            "{0} is the lowest loss that a sigmoid applied twice can reach on a target of 1: BCEWithLogitsLoss applies its own, so remove the model's sigmoid",
            formatPrinted(facts.at.text),
          );
    case "clamp":
      return clampText(facts.by, facts.at.text);
    case "clampShare":
      return l10n.t(
        "{0} is {1} × {2}, where the logarithm is cut off: that share of the outputs is exactly 0 or 1, and wrong: give logits to the loss (from_logits=True in Keras), and look whether all outputs are one class",
        formatPrinted(facts.at.text),
        formatLoss(1 - facts.accuracy.value),
        formatLoss(facts.clamp),
      );
    case "pixels":
      return facts.twice
        ? l10n.t(
            "{0} is 1 / 255, the largest pixel of images that were divided by 255 twice: ToTensor() does it by itself, so leave the other division out",
            facts.at.text,
          )
        : l10n.t(
            "{0} is the largest pixel: the images are not scaled, and what they are compared with ends at 1: divide them by 255, as ToTensor() does on images of uint8",
            facts.at.text,
          );
    case "margin":
      return facts.soft
        ? l10n.t(
            "{0} is log(1 + exp(0)), the loss of a soft margin where all embeddings are one point: lower the learning rate, and take semi-hard triplets in place of the hardest",
            formatPrinted(facts.at.text),
          )
        : l10n.t(
            "{0} is the margin, the loss where all embeddings are one point: lower the learning rate, take semi-hard triplets in place of the hardest, and normalise the embeddings",
            formatPrinted(facts.at.text),
          );
    case "accuracyOfErrors":
      return l10n.t(
        "the accuracy {0} means nothing here: it counts outputs that equal their targets, and those of a regression do not; look at the error, as with metrics=['mae']",
        formatPrinted(facts.at.text),
      );
    case "accuracyAtChance":
      return l10n.t(
        "an accuracy of {0} is that of a guess among {1} classes: nothing is learned yet",
        formatPrinted(facts.at.text),
        facts.classes,
      );
    case "perplexity":
      return facts.base === "e"
        ? l10n.t(
            "the perplexity {0} is e to the power of the loss {1}: both are right, and say the same",
            facts.perplexity.text,
            facts.loss.text,
          )
        : l10n.t(
            "the perplexity {0} is 2 to the power of the loss {1}, so that loss would have to be in bits: torch's is in nats, use exp(loss) = {2}",
            facts.perplexity.text,
            facts.loss.text,
            formatLoss(Math.exp(facts.loss.value)),
          );
    case "bits":
      return l10n.t(
        "{0} is the loss {1} in bits, divided by ln 2: both are right, and say the same",
        facts.bits.text,
        facts.loss.text,
      );
    case "overfit":
      return l10n.t(
        "{0} falls to {1} while {2} rises to {3}: the model overfits, and the loss itself shows no mistake",
        facts.train.name,
        facts.train.points.at(-1)?.text ?? "",
        facts.validation.name,
        facts.validation.points.at(-1)?.text ?? "",
      );
    case "falling":
      return l10n.t(
        "the loss falls from {0} to {1}: nothing in these numbers points to a mistake",
        formatPrinted(facts.first.text),
        formatPrinted(facts.last.text),
      );
    case "rising":
      return l10n.t(
        "the loss rises from {0} to {1}: the learning rate is too high, or a sign is wrong; the numbers alone do not tell",
        formatPrinted(facts.first.text),
        formatPrinted(facts.last.text),
      );
    case "plateau":
      return l10n.t(
        "the loss stays near {0}, and that alone points to no known mistake: paste the call and its arrays, too",
        formatPrinted(facts.at.text),
      );
    case "plain":
      if (facts.ofClasses)
        return l10n.t(
          "{0} alone says neither right nor wrong, and a cross-entropy has no upper bound: it means a probability of {1} for the true class, in the geometric mean; a guess among C classes has ln C",
          formatPrinted(facts.at.text),
          formatLoss(Math.exp(-facts.at.value)),
        );
      return l10n.t(
        "{0} alone says neither right nor wrong: paste the call and its arrays, too",
        formatPrinted(facts.at.text),
      );
  }
}

function chanceText({ at, classes, stuck, accuracy }: LogFacts & { readonly kind: "chance" }): string {
  const guess =
    classes === 2
      ? l10n.t("{0} is ln 2, the loss of a guess between two classes, every probability 0.5", at.text)
      : l10n.t("{0} is ln {1}, the loss of a guess among {1} classes", at.text, classes);
  const known = accuracy === undefined ? guess : l10n.t("{0}, and so is the accuracy {1}", guess, accuracy.text);
  return stuck
    ? l10n.t(
        "{0}: nothing is learned; look whether gradients arrive, labels belong to their inputs, and the learning rate is not too high or the softmax applied twice",
        known,
      )
    : l10n.t("{0}: an untrained model starts there, and one that stays there learns nothing", known);
}

function clampText(by: ClampedBy, seen: string): string {
  switch (by) {
    case "BCELoss":
      return l10n.t(
        "{0} is where BCELoss cuts its logarithm off: predictions are exactly 0 or 1, and all wrong: use BCEWithLogitsLoss on the logits, and check the labels",
        seen,
      );
    case "Caffe":
      return l10n.t(
        "{0} is where Caffe cuts its logarithm off, -log of the least float32: the scores are nan or infinite, or a label is out of range",
        seen,
      );
    case "float32":
    case "float64":
    case "1e-6":
    case "1e-7":
    case "1e-7 + 1e-7":
    case "2 ** -23 + 1e-7":
    case "1e-8":
    case "1e-10":
    case "1e-12":
    case "1e-15":
      return l10n.t(
        "{0} is where the logarithm is cut off, -log({1}): predictions are exactly 0 or 1, and wrong: give logits to the loss (from_logits=True in Keras)",
        seen,
        clampNames[by],
      );
  }
}

const clampNames: Readonly<Record<Exclude<ClampedBy, "BCELoss" | "Caffe">, string>> = {
  ...{ "1e-6": "1e-6", "1e-7": "1e-7", "1e-8": "1e-8", "1e-10": "1e-10", "1e-12": "1e-12", "1e-15": "1e-15" },
  ...{ "1e-7 + 1e-7": "1e-7 + 1e-7", "2 ** -23 + 1e-7": "2 ** -23 + 1e-7" },
  ...{ float32: "2 ** -23", float64: "2 ** -52" },
};

const blocks = "▁▂▃▄▅▆▇█";

/** A row of numbers as a small picture; gaps where one is nan. Numbers of equal size are in the middle. */
export function sparkline(values: readonly number[], widest = 40): string {
  const step = Math.max(1, values.length / widest);
  const shown = Array.from({ length: Math.min(values.length, widest) }, (_, index) => values[Math.floor(index * step)]);
  const finite = shown.filter(Number.isFinite);
  const [low, high] = [Math.min(...finite), Math.max(...finite)];
  return shown
    .map((value) =>
      Number.isFinite(value)
        ? blocks[high === low ? 3 : Math.round(((value - low) / (high - low)) * (blocks.length - 1))]
        : " ",
    )
    .join("");
}
