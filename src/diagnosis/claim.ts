import type { Place } from "../textUnit";

/** How much better the call would do after the change that a claim proposes. */
export interface Change {
  readonly before: number | undefined;
  readonly after: number | undefined;
  /** Samples whose prediction is the target, before and after, where the loss has classes. */
  readonly accuracy: { readonly before: number; readonly after: number; readonly of: number } | undefined;
}

/** Where nothing of it is known. */
export const unknownChange: Change = { before: undefined, after: undefined, accuracy: undefined };

/**
 * What a claim has to say, by its cause: the facts that its sentence needs. A name is never used for another kind of mistake. `at` is where
 * it happens, if that is another place than the call.
 */
export interface FactsOf {
  /** `inCode`: both stand in the code, the loss applies none. `of`: whose they are, where not the input's. */
  "double-softmax": {
    readonly at: Place | undefined;
    readonly floor: number | undefined;
    readonly inCode: boolean;
    readonly of?: "target";
  };
  "double-sigmoid": { readonly at: Place | undefined; readonly inCode: boolean };
  /** `single`: over one output, whose softmax is always 1. */
  "softmax-for-labels": { readonly at: Place | undefined; readonly single?: boolean };
  "sigmoid-for-classes": { readonly at: Place | undefined };
  /** A relu or tanh behind the last layer. */
  "cut-scores": { readonly operation: string; readonly at: Place | undefined };
  /** `logged`: a logarithm was taken, but not of probabilities. */
  "no-logarithm": {
    readonly of: "probabilities" | "logits";
    readonly at: Place | undefined;
    readonly logged: boolean;
  };
  "logits-in-bce": { readonly min: number | undefined; readonly max: number | undefined };
  /** `mixed`: the view that reads its rows along another axis than the classes'. */
  "wrong-class-axis": {
    readonly used: number;
    readonly meant: number;
    readonly change: Change | undefined;
    readonly mixed?: string;
    /** A reshape that has the sizes of a moved axis, and what moves it. */
    readonly relaid?: { readonly by: string; readonly code: string };
  };
  /** Rows of predictions and of targets that were laid out in unlike orders. */
  "mixed-samples": {
    readonly input: readonly number[];
    readonly target: readonly number[];
    readonly change: Change | undefined;
  };
  /** `of`: whose softmax, where it is not the input's alone. */
  "softmax-axis": {
    readonly used: number;
    readonly meant: number;
    readonly at: Place | undefined;
    readonly of?: "target" | "both" | "all";
  };
  /** `twice`: by hand, and once more by the loss. `where`: against the step before, with the first token behind the last, against the step's own token. */
  "shifted-by-one": {
    readonly by: 1 | -1;
    readonly twice?: boolean;
    readonly where?: "back" | "wrapped" | "own";
    readonly change: Change;
  };
  "swapped-arguments": { readonly first: string | undefined; readonly second: string | undefined };
  /** `ordered` is false where no order of labels was given. */
  "swapped-columns": { readonly a: number; readonly b: number; readonly change: Change; readonly ordered?: boolean };
  "padding-not-ignored": {
    readonly value: number;
    readonly count: number;
    readonly of: number;
    readonly change: Change;
    /** In the label lists of MultiLabelMarginLoss. */
    readonly inLists: boolean;
  };
  "void-label": {
    readonly value: number;
    readonly count: number;
    readonly of: number;
    /** Undefined where each element is a yes or no. */
    readonly classes: number | undefined;
    readonly change: Change;
  };
  /** What leaves nothing to take the mean of. */
  "all-ignored": { readonly ignoreIndex: number; readonly why: "ignored" | "empty" | "weightless" };
  "one-based-labels": { readonly classes: number; readonly change: Change };
  /** `zeros`: there are 0, too, so that −1 is a third answer. */
  "signs-as-labels": {
    readonly change: Change;
    readonly zeros: boolean;
    /** As numbers of classes. */
    readonly classes: boolean;
  };
  "labels-as-signs": { readonly change: Change };
  /** `of`: what goes up to that, where it is not the argument itself. */
  percent: { readonly argument: "input" | "target"; readonly max: number; readonly of?: string };
  "mask-255": { readonly max: number; readonly change: Change };
  /** `classes`: the outputs that there are already, one a class. */
  "class-index-column": { readonly max: number; readonly classes: number | undefined };
  "inverted-weights": {
    readonly rare: number;
    readonly weight: number;
    readonly frequent: number;
    readonly other: number;
  };
  "inverted-pos-weight": { readonly given: number; readonly balanced: number };
  /** `labels`: several labels a sample, as 0 and 1. */
  "target-not-normalised": {
    readonly sum: number;
    readonly rows: number;
    readonly of: number;
    readonly labels: boolean;
    /** What a sigmoid gives. */
    readonly sigmoid?: boolean;
  };
  "target-is-logits": { readonly min: number | undefined; readonly max: number | undefined };
  /** `isLog`: log-probabilities taken for probabilities; else the other way round. */
  "target-is-log": { readonly change: Change; readonly isLog: boolean };
  "multi-hot-as-list": { readonly listed: string | undefined };
  thresholded: { readonly values: string };
  underflow: { readonly count: number; readonly dtype: string };
  /** `isNan`: what the loss becomes where a logit is infinite; else infinite. */
  saturated: { readonly count: number; readonly dtype: string; readonly isNan: boolean };
  /** Finite in exact arithmetic, and larger than the dtype holds. */
  /** `isRate`: exp of what are rates already. */
  overflow: { readonly exact: number; readonly dtype: string; readonly isRate?: boolean };
  "one-class": { readonly outputs: number };
  /** `undefined` is the size of a batch that is not known. */
  broadcast: {
    readonly input: readonly (number | undefined)[];
    readonly target: readonly (number | undefined)[];
    readonly common: readonly (number | undefined)[];
    /** What the losses are multiplied by, where it is they that are spread. */
    readonly by?: string;
  };
  /** `sum`: rows that do not sum to 1. `twice`: by hand, and by the loss. `binary`: of a yes and no only the no was moved. */
  "smoothing-differs":
    | { readonly how: "spread"; readonly written: number; readonly torch: number }
    | { readonly how: "sum"; readonly sum: number; readonly smoothing: number }
    | { readonly how: "twice" }
    | { readonly how: "binary"; readonly smoothing: number };
  /** `ignored`: it is what is ignored that counts, not weights. */
  "weighted-mean": { readonly seen: string; readonly torch: number; readonly ignored: boolean };
  /** `seen` is undefined where a mean is added to a divergence that is summed. */
  "sum-per-sample": { readonly seen: string | undefined };
  "mean-of-means": { readonly mean: number; readonly weighted: number };
  /** `by`: what multiplies the mean or the sum of all losses, as it is written. */
  "mean-before-weights": { readonly by: string; readonly reduction: "mean" | "sum" };
  /** A mean that is divided by the number of its samples once more; `sum`: that of the batches' means, as it is written. */
  "averaged-twice": { readonly count: number } | { readonly sum: string };
  /** `after`: divided behind the softmax, not in front of it. */
  temperature: {
    readonly student: number | undefined;
    readonly teacher: number | undefined;
    readonly after?: boolean;
  };
  /** `value`: what the loss itself is then; undefined where it is a number. */
  "nan-gradient": {
    readonly elements: number;
    readonly value: number | undefined;
    readonly by: "log" | "sqrt";
    /** The weights that are infinite or nan, where it is they. */
    readonly option?: "weight" | "pos_weight";
    /** Scores of −inf that label_smoothing gives a part of the target. */
    readonly smoothed?: boolean;
    /** nan stands in front of the logarithm already. */
    readonly before?: boolean;
    /** The logarithm is the loss's own, of what is to be a rate. */
    readonly ofRates?: boolean;
  };
  /** `weighted`: pt is made of a loss with that option. `sided`: 1 − p of every answer, whatever its label. */
  "focal-form": { readonly how: "mean" | "sided" } | { readonly how: "weighted"; readonly option: string };
  /** `base`: of the logarithm that was taken of the input, where that is how it came about. */
  "in-bits": { readonly seen: string; readonly base?: 2 | 10; readonly at?: Place };
  /** `two`: a power of 2, where e is the base. `each`: of every token's loss, and the mean of that. */
  perplexity: { readonly seen: string; readonly at?: Place; readonly how?: "two" | "each" | "sum" };
  /** `classes`: of how many one was guessed. */
  "stuck-at-chance": { readonly chance: number; readonly classes: number };
  /** `bound`: of a clip in the code; else BCELoss' own cut. */
  clamped: { readonly count: number; readonly bound?: number };
  negative: { readonly change: Change | undefined };
  /** `clipped`: so many probabilities that count, in a call of that framework. */
  "other-framework": { readonly framework: string; readonly clipped?: number };
  /** A mean over all elements of one row a sample: divided by the classes, too. */
  "mean-over-classes": { readonly classes: number; readonly elements: number };
  /** `isLog`: log-probabilities. */
  "logits-as-probabilities": {
    readonly min: number | undefined;
    readonly max: number | undefined;
    readonly isLog: boolean;
    /** One score a sample. */
    readonly isBinary: boolean;
  };
  /** A loss that is written out with a slip: `p[:, y]`, a gather along the samples, brackets that are missing, the positives alone, their log for the others. */
  formula: {
    readonly what:
      | "columns"
      | "down"
      | "brackets"
      | "positives"
      | "complement"
      // Of losses that torch has no function for.
      | "overlap"
      | "quantile"
      | "percentage"
      | "ratio"
      | "ratioTurned"
      | "reward"
      | "optimist"
      | "policyLog"
      | "triplet"
      | "pairs"
      | "zeroDivisor"
      | "overlapSign";
  };
  /** `earlier`: what versions give that divide the rows by their sums. */
  "rows-not-normalised": { readonly sum: number; readonly rows: number; readonly earlier: number | undefined };
  /** The third array of GaussianNLLLoss. */
  "variance-is-log": { readonly of: string | undefined };
  dtype: Record<never, never>;
  /** `folded`: a view that makes several rows of a sample, where there are so many in all. */
  shape: {
    readonly folded?: { readonly by: string; readonly rows: number; readonly targets: number };
    /** What is cut off the targets alone, as it has to be cut off the scores: `[:, :-1]`. */
    readonly cut?: string;
    /** Outputs of a sample, where each has one label, or labels in the form that another loss takes. */
    readonly outputs?: number;
    readonly labels?: "indices" | "rows";
  };
  /** `classes` is undefined where the targets are probabilities. */
  "out-of-range": { readonly value: number; readonly classes: number | undefined };
  /** Where it is known that so many values stand against so many classes. */
  "weight-shape": { readonly given: number | undefined; readonly classes: number | undefined };
  /** `ignored`: torch takes it without a word and does nothing with it. */
  "option-invalid": { readonly option: string; readonly ignored: boolean; readonly isUnknown?: boolean };
  /** `constructed`: the arrays were given to the constructor. */
  "not-a-tensor": { readonly constructed?: boolean };
  autocast: Record<never, never>;
  /** Why no gradient comes of it, and through which operation. `uncalled`: the method. `inPlace`: what changes a leaf. `changedLater`: what changes in front of backward(). */
  graph: {
    readonly what:
      | "number"
      | "several"
      | "none"
      | "alone"
      | "cut"
      | "lossCut"
      | "noGrad"
      | "twice"
      | "shared"
      | "uncalled"
      | "inPlace"
      | "changedLater"
      | "maybeChangedLater";
    readonly by: string | undefined;
  };
}

export type Cause = keyof FactsOf;

/** A mistake by its name, with what its sentence needs. */
export type Claim = { readonly [C in Cause]: { readonly cause: C; readonly facts: FactsOf[C] } }[Cause];
