import * as l10n from "@vscode/l10n";
import type { CodeExpectation, Exception, Question } from "../diagnosis/answer";

/** That the code itself says so. */
export function expectedText(what: CodeExpectation, exception: Exception | undefined): string {
  const raised = exception === undefined ? "" : `${exception.type}: ${exception.message}`;
  switch (what) {
    case "raised":
      return l10n.t("the code expects the exception here: {0}", raised);
    case "caught":
      return l10n.t("the code catches the exception here: {0}", raised);
    case "notFinite":
      return l10n.t("the code asserts that the loss is nan or infinite here.");
    case "shownAsWrong":
      return l10n.t("the code itself shows this loss as the wrong one.");
  }
}

/** What the code around a call may mean, and mostly does not. */
export function questionText(about: Question, name: string): string {
  switch (about) {
    case "maskOfPadding":
      return l10n.t(
        "the mask keeps the targets that are {0}, and drops the others: is it meant the other way round?",
        name,
      );
    case "maskedScores":
      return l10n.t(
        "scores of 0 are not left out: {0} makes every class there equally likely. Is the loss to be masked?",
        name,
      );
    case "maskOfOtherSteps":
      return l10n.t("{0} is not the mask of these targets: is it cut at another step?", name);
    case "firstAxisShifted":
      return l10n.t("{0} shifts along the first axis: are those the steps, not the samples?", name);
    case "rolledForward":
      return l10n.t("{0} puts the token before in each place: is the next one to be predicted?", name);
    case "negatedScores":
      return l10n.t(
        "{0} turns the scores round, and more targets are predicted right without the minus: are they distances?",
        name,
      );
    case "tripletOrder":
      return l10n.t("{0} is given as the positive: the order is anchor, positive, negative.", name);
    case "rankingOrder":
      return l10n.t("the labels say that {0} is to be the larger one: is the sign the other one?", name);
    case "realsAreFake":
      return l10n.t("the targets of {0} are all 0, and those of the fakes 1: are they in each other's place?", name);
    case "sameForAll":
      return l10n.t("{0} gives all outputs of a sample the same label: is one_hot meant?", name);
    case "weightForPosWeight":
      return l10n.t("{0} is given as weight, which scales every element: is pos_weight meant?", name);
    case "weightOfSamples":
      return l10n.t("weight is one number a class: does {0} hold one a sample?", name);
    case "negativeDivergence":
      return l10n.t("{0} makes the divergence negative, which it never is: is a minus missing?", name);
    case "squaredVariance":
      return l10n.t(
        "in {0} the square of exp is a variance only of the logarithm of a standard deviation: is it one?",
        name,
      );
    case "meanBesideSum":
      return l10n.t("{0} is a mean, and the loss beside it a sum: are both to be sums?", name);
    case "sameTwice":
      return l10n.t("both parts of the sum have the targets {0}: are there others for one of them?", name);
    case "sharesNotOne":
      return l10n.t("both parts of the sum are multiplied by {0}: is one of them to have the rest up to 1?", name);
    case "focalSign":
      return l10n.t("{0} makes the samples count most that are predicted best: a focal loss has 1 - pt there.", name);
    case "growingProbability":
      return l10n.t("in {0} exp is of the loss itself: the probability is exp of minus the loss.", name);
    case "dividedTwice":
      return l10n.t("the loss is divided by {0} twice: is it meant?", name);
    case "fakesAreReal":
      return l10n.t("the targets of {0} are all 1, like those of the real ones: are they to be 0?", name);
    case "ownDistribution":
      return l10n.t(
        "both sides are the same distribution, and the divergence is 0: is {0} to be made of the other one?",
        name,
      );
    case "argmaxAxis":
      return l10n.t(
        "{0} looks for the largest of each column, and the rows are the distributions: is dim=1 meant?",
        name,
      );
    case "ownSimilarity":
      return l10n.t(
        "in {0} every sample is most like itself, and that counts, too: is the diagonal to be left out?",
        name,
      );
    case "chosenClass":
      return l10n.t("no gradient goes back through {0}: is this a measure, and no loss?", name);
    case "missingExponential":
      return l10n.t(
        "{0} adds the logarithm of the variance and takes it away again: is its exp to be taken away?",
        name,
      );
    case "samePositive":
      return l10n.t("{0} makes the first row the positive of every sample: is it torch.arange(n)?", name);
    case "mixtureAsTarget":
      return l10n.t(
        "both divergences have the mixture {0} as target: for Jensen and Shannon its logarithm is the input, and the parts are the targets.",
        name,
      );
    case "smoothedSum":
      return l10n.t("{0} is a sum over the classes, and the share goes to their mean: is .mean(-1) meant?", name);
    case "scoresCounted":
      return l10n.t("{0} counts all scores, several a sample: is the number of targets meant?", name);
    case "temperatureTimes":
      return l10n.t("the similarities are multiplied by {0}, which makes all alike: a temperature divides.", name);
    case "meansCounted":
      return l10n.t("{0} does not divide by how many losses were added: are they means of batches?", name);
    case "sumsByBatch":
      return l10n.t(
        "{0} divides sums over the samples by how many batches there are: is the number of samples meant?",
        name,
      );
    case "sumTimesSize":
      return l10n.t('{0} multiplies a sum over the batch by its size once more: is reduction="mean" meant?', name);
    case "meanOfCurves":
      return l10n.t(
        "{0} is a mean over batches, not what all samples together give: is the mean of the losses to be taken first?",
        name,
      );
    case "weightedTwice":
      return l10n.t("{0} weighs losses that weight= has weighed already: is one of them meant?", name);
    case "rewardedLess":
      return l10n.t(
        "with its minus, what {0} rewards becomes less likely: the loss is minus the logarithm already.",
        name,
      );
    case "namedOver":
      return l10n.t(
        "{0} holds the loss after the first pass, and cannot be called in the next: is another name meant?",
        name,
      );
    case "positionalLegacy":
      return l10n.t("{0} is taken as size_average or reduce here, by its position: is another parameter meant?", name);
    case "weightBelowZero":
      return l10n.t("{0} is below 0, as a class's weight never is: is it a number for each sample?", name);
    case "preferenceOrder":
      return l10n.t("{0} grows as the worse one is preferred: is the difference the other way round?", name);
    case "meanOfMasked":
      return l10n.t(
        "{0} makes what it leaves out 0, and the mean still divides by all: is the sum to be divided by that of the mask?",
        name,
      );
    case "viewedOneHot":
      return l10n.t(
        "{0} cuts the one-hot rows anew in their old order: is permute meant, which moves the classes to dim 1?",
        name,
      );
    case "fitsBetter":
      return l10n.t("with {0}, the two sides agree far better than as they are: is that meant?", name);
    case "otherRows":
      return l10n.t("{0} keeps other rows than the predictions have: do they belong together?", name);
    case "otherName":
      return l10n.t("by their names, these predictions belong to {0}: is that the target?", name);
    case "otherForm":
      return l10n.t("by its name, {0} is given in another form than the predictions: is it to be converted?", name);
    case "cutTwice":
      return l10n.t("{0} cuts the first step off a second time: are the labels two steps ahead?", name);
    case "generatorOfFakes":
      return l10n.t("{0} is low where fakes are taken for fakes: are the generator's targets to be 1?", name);
    case "nextWhereDone":
      return l10n.t("{0} keeps the value of the next state only behind the end: is 1 - {0} meant?", name);
    case "bestOfColumn":
      return l10n.t("{0} takes the largest over the samples, not over the actions: is dim=1 meant?", name);
    case "largestAsLabels":
      return l10n.t("{0} gives the largest values, not where they are: is argmax meant?", name);
    case "largestOfOne":
      return l10n.t("{0} looks for the largest of one column, which is always 0: is squeeze meant?", name);
    case "softenedLabels":
      return l10n.t("{0} takes labels of 0 and 1 for scores and softens them: are the labels themselves meant?", name);
    case "ownLabels":
      return l10n.t("{0} makes the predictions their own targets, so that all of them are right: is that meant?", name);
    case "sameArray":
      return l10n.t("{0} is compared with itself, and the loss is 0: is another array meant?", name);
    case "maskedClasses":
      return l10n.t("{0} gives what it masks the score 0, with which it is still likely: is −inf meant?", name);
    case "negativesFirst":
      return l10n.t("{0} has the negatives in front, and the labels say that class 0 is the right one: is it?", name);
    case "truncatedTargets":
      return l10n.t("{0} cuts the fractions of the targets off: is that meant?", name);
    case "ratesAsLogs":
      return l10n.t("{0} holds rates, and PoissonNLLLoss takes exp of them once more: is log_input=False meant?", name);
    case "logsAsRates":
      return l10n.t(
        "{0} holds logarithms of rates, and log_input=False takes them for rates: is it to be left out?",
        name,
      );
    case "noVariance":
      return l10n.t("GaussianNLLLoss wants variances, and {0} does not look like them: is it to be converted?", name);
    case "varianceAsTarget":
      return l10n.t("{0} is given as the target: the order is input, target, var.", name);
    case "clampedLabels":
      return l10n.t("{0} makes the labels below 0 count as class 0: are they to be ignored?", name);
    case "boundedScores":
      return l10n.t(
        "{0} keeps all scores between −1 and 1, so that nothing can become certain: are they to be scaled, or taken in front of it?",
        name,
      );
    case "unreachableTargets":
      return l10n.t(
        "the targets lie where {0} never gets: are they to be scaled, or is the activation one too many?",
        name,
      );
    case "notNormalised":
      return l10n.t(
        "the probabilities that {0} holds the logarithms of do not sum to 1: are they log-probabilities?",
        name,
      );
    case "normalisedColumns":
      return l10n.t("{0} makes the columns unit vectors, and the rows are the samples: is dim=1 meant?", name);
  }
}
