import type { TokenLoss } from "../engine/tokens";
import type { Framework } from "../frameworks/framework";
import type { UnmodelledLoss } from "../python/library/nn/losses/row";
import type { UnreadReason } from "../python/value";
import type { DType, Tensor } from "../tensor/tensor";
import type { Place } from "../textUnit";
import type { Written } from "../written";
import type { Claim } from "./claim";

/**
 * Everything that is said about one loss call in someone's code: one immutable value that hover, panel, hints, quick fixes and the
 * command line show alike. Data only; the words are in `render/answerText.ts`.
 */
export interface Answer {
  /** The call on the arrays, and its text. */
  readonly place: Place;
  readonly text: string;
  readonly framework: Framework;
  /** The module's name, `CrossEntropyLoss` for `F.cross_entropy`. */
  readonly loss: string;
  /** What surely happens to the input on its way, then the loss: `["Softmax", "CrossEntropyLoss"]`. */
  readonly pipeline: readonly string[];
  readonly input: ArgumentDescription;
  readonly target: ArgumentDescription;
  /** By torch's names in camelCase, as far as they are known; arrays as nested lists. */
  readonly options: Readonly<Record<string, AnswerOption>>;
  /** float64 on the digits as written: a scalar, or the unreduced values; undefined where it raises or is not known. */
  readonly value: Tensor | undefined;
  /** What `print(loss)` shows between `tensor(` and `)` in the dtype of the arguments. */
  readonly printed: string | undefined;
  /** What `.item()` shows. */
  readonly item: string | undefined;
  /** What it gives each time, where the program comes by with different arrays or options; the three above are undefined then. */
  readonly visits: AnswerVisits | undefined;
  /** The loss of a language model in the numbers that it is compared by; undefined for others, and where the call is not right. */
  readonly tokens: TokenLoss | undefined;
  readonly verdict: Verdict;
  readonly severity: Severity;
  /** What is wrong, or suspected where the verdict is `unsure`; undefined where all is well or nothing is known. */
  readonly claim: Claim | undefined;
  /** Further ones, less likely or less weighty. */
  readonly others: readonly Claim[];
  /** What could not be checked; empty where the verdict is not `unsure`. */
  readonly unchecked: readonly Unchecked[];
  readonly exception: Exception | undefined;
  /** Likeliest first, at most three; each was carried out and judged. */
  readonly fixes: readonly AnswerFix[];
  readonly seen: readonly SeenNumber[];
  readonly evidence: readonly AnswerEvidence[];
}

/** The different visits of a call, in the order in which the program comes by. */
export interface AnswerVisits {
  readonly each: readonly AnswerVisit[];
  /** There are no others; else those behind them are not known. */
  readonly areAll: boolean;
  /** The one that the answer is about, where it does not hold for all. */
  readonly leading: number | undefined;
}

export interface AnswerVisit extends Pick<Answer, "loss" | "value" | "printed" | "item" | "verdict" | "exception"> {}

export type Verdict = "right" | "wrong" | "raises" | "unsure";

export type Severity = "error" | "warning" | "information" | "none";

export type AnswerOption = number | string | boolean | AnswerOptionList;
export interface AnswerOptionList extends ReadonlyArray<AnswerOption> {}

export interface ArgumentDescription {
  /** torch's name of the parameter. */
  readonly parameter: string;
  /** The expression as it is written; undefined where it was spread. */
  readonly text: string | undefined;
  readonly place: Place | undefined;
  /** The name of the array that it comes from, where there is one, and where that is written. */
  readonly name: string | undefined;
  readonly written: Place | undefined;
  /** Undefined where it is not known. */
  readonly shape: readonly number[] | undefined;
  readonly dtype: DType | undefined;
}

/** torch's exception, word for word. */
export interface Exception {
  readonly type: string;
  readonly message: string;
}

/** Something that had to be known for a tick. */
export type Unchecked =
  /** An argument or option that is not read, and why; `name` is what is not read, as it is written. */
  | {
      readonly kind: "argument" | "option";
      readonly parameter: string;
      readonly text: string | undefined;
      readonly reason: UnreadReason;
      readonly name: string | undefined;
    }
  /** The loss takes more than an input and a target, which is why it is not computed here. */
  | { readonly kind: "moreArrays"; readonly loss: UnmodelledLoss }
  /** The loss is not computed here. */
  | { readonly kind: "loss" }
  /** It compares the samples of a batch with one another. */
  | { readonly kind: "pairs" }
  /** The loss is computed, and is nan or infinite. */
  | { readonly kind: "notFinite"; readonly value: number }
  /** What the program's own rounding makes of the loss, the digits in the code do not tell. */
  | { readonly kind: "rounding" }
  /** Distances below 0. */
  | { readonly kind: "distances" }
  /** Arrays that belong together element by element have different shapes. */
  | { readonly kind: "shapes" }
  /** What the input holds could be one or the other. */
  | { readonly kind: "reading"; readonly either: InputMeaning; readonly or: InputMeaning }
  /** Two axes are of one size, and either could hold the classes. */
  | { readonly kind: "classAxis"; readonly size: number; readonly of: string | undefined }
  /** A divergence over the middle one of three axes: channels in front of positions, or steps in front of classes. */
  | { readonly kind: "softmaxAxis"; readonly dim: number }
  /** A divergence that is divided by all elements, which is none any more. */
  | { readonly kind: "elementMean" }
  /** What is written out is neither the mean nor the sum of the loss that it looks like. */
  | { readonly kind: "formula" }
  /** Whether the input holds rates or their logarithms, whether the third array holds variances. */
  | { readonly kind: "rates" | "variances" }
  /** What the targets are meant as is not clear. */
  | { readonly kind: "target" }
  /** The code itself says that the call goes wrong: it expects the exception, asserts nan, or compares it as the wrong one. */
  | { readonly kind: "expected"; readonly what: CodeExpectation; readonly exception: Exception | undefined }
  /** The code around the call may be meant, and more often is a slip. `name`: what it is about, as it is written. */
  | { readonly kind: "question"; readonly about: Question; readonly name: string };

/** What the code itself says of a call: that it raises, that it is not finite, or that it is the wrong one of two. */
export type CodeExpectation = "raised" | "caught" | "notFinite" | "shownAsWrong";

/** What is asked about the code around a call. */
export type Question =
  | "maskOfPadding"
  | "maskedScores"
  | "maskOfOtherSteps"
  | "firstAxisShifted"
  | "rolledForward"
  | "negatedScores"
  | "tripletOrder"
  | "rankingOrder"
  | "realsAreFake"
  | "sameForAll"
  | "weightForPosWeight"
  | "weightOfSamples"
  | "negativeDivergence"
  | "squaredVariance"
  | "meanBesideSum"
  | "sameTwice"
  | "sharesNotOne"
  | "focalSign"
  | "growingProbability"
  | "dividedTwice"
  | "fakesAreReal"
  | "ownDistribution"
  | "argmaxAxis"
  | "ownSimilarity"
  | "chosenClass"
  | "missingExponential"
  | "samePositive"
  | "mixtureAsTarget"
  | "smoothedSum"
  | "scoresCounted"
  | "temperatureTimes"
  | "meansCounted"
  | "sumsByBatch"
  | "sumTimesSize"
  | "meanOfCurves"
  | "weightedTwice"
  | "rewardedLess"
  | "namedOver"
  | "positionalLegacy"
  | "weightBelowZero"
  | "preferenceOrder"
  | "meanOfMasked"
  | "viewedOneHot"
  | "fitsBetter"
  | "otherRows"
  | "otherName"
  | "otherForm"
  | "cutTwice"
  | "generatorOfFakes"
  | "nextWhereDone"
  | "bestOfColumn"
  | "clampedLabels"
  | "largestAsLabels"
  | "largestOfOne"
  | "softenedLabels"
  | "ownLabels"
  | "sameArray"
  | "maskedClasses"
  | "negativesFirst"
  | "truncatedTargets"
  | "ratesAsLogs"
  | "logsAsRates"
  | "noVariance"
  | "varianceAsTarget"
  | "boundedScores"
  | "unreachableTargets"
  | "notNormalised"
  | "normalisedColumns";

export type InputMeaning = "logits" | "probabilities" | "logProbabilities" | "values";

export interface TextEdit {
  readonly place: Place;
  readonly text: string;
}

/** One that was carried out: the program with it was read again, and its call judged. */
export interface JudgedEdit extends TextEdit {
  readonly text: Written<"python">;
}

/** Edits of the person's own text that mend the call, and what it gives and is then. */
export interface AnswerFix {
  readonly title: FixTitle;
  readonly edits: readonly JudgedEdit[];
  /** Undefined where the values are not known. */
  readonly value: Tensor | undefined;
  readonly verdict: Verdict;
}

/** Another line than the call's, and the function that it stands in. */
export interface Elsewhere {
  readonly line: number;
  readonly scope: string | undefined;
}

export type FixTitle =
  /** `Remove the softmax`; `in forward (line 31)` where it is elsewhere. */
  | { readonly kind: "remove"; readonly what: string; readonly at?: Elsewhere }
  /** `Use F.nll_loss`: another name in the same place. */
  | { readonly kind: "use"; readonly code: string }
  /** `Swap the arguments`. */
  | { readonly kind: "swap"; readonly what: "arguments" | "columns" }
  /** `Add ignore_index=255`. */
  | { readonly kind: "add"; readonly code: string }
  /** `Take the logarithm first: torch.log(probs)`. */
  | { readonly kind: "logarithm"; readonly code: string }
  /** Two changes that mend the call together. */
  | { readonly kind: "both"; readonly of: readonly [FixTitle, FixTitle] };

/** A number in a comment, an output or an assert near the call, and what gives it. */
export interface SeenNumber {
  /** As it is written: `0.9048`. */
  readonly text: string;
  readonly place: Place;
  /** What gives it; undefined where nothing does. */
  readonly by: SeenExplanation | undefined;
}

export interface SeenExplanation {
  /** The loss after the change, as code: `CrossEntropyLoss(label_smoothing=0.1)`, `reduction="none", then .mean()`. */
  readonly code: string;
  readonly kind: "same" | "earlier" | "float32" | "form" | "bits" | "perplexity" | "percent" | "otherLoss" | "chance";
  readonly value: number;
}

/** What speaks for the claim or the reading. */
export type AnswerEvidence =
  | { readonly kind: "rowsSumToOne"; readonly rows: number; readonly dim: number }
  | { readonly kind: "rowsDoNotSumToOne" }
  | { readonly kind: "outsideUnitInterval"; readonly min: number; readonly max: number }
  | { readonly kind: "operation"; readonly operation: string; readonly place: Place }
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "accuracy"; readonly correct: number; readonly of: number; readonly correctAfter: number }
  | { readonly kind: "floor"; readonly value: number };
