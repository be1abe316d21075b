import type { Tensor } from "../tensor/tensor";
import { findFindings, type PairFinding } from "./findings";
import type { LossOptions, Unreduced } from "./loss";
import type { MeaningContext } from "./meaning";
import { pipelinesFor } from "./pipelines";
import { atTemperature, chooseReading, rankReadings, readingsByChoice } from "./rankReadings";
import type { RankedReading, Reading, ReadingChoice } from "./reading";
import { reduce } from "./reduce";
import { DEFAULT_IGNORE_INDEX, type OptionMisfit, referenceLoss, type TargetOutOfRange } from "./reference";
import { type Arguments, runPipeline } from "./runPipeline";
import { describeSamples, type Samples, type Summary } from "./samples";
import { shareEvaluation } from "./sharedEvaluation";
import { findShift } from "./shiftedByOne";
import { withTeacherProbabilities } from "./teacher";
import { describeTokens, isTokens, type TokenLoss } from "./tokens";
import type { PipelineResult } from "./verdict";

/** The loss of the reading by definition, whatever the pipelines give. */
export interface ReferenceLoss {
  readonly kind: "reference";
  readonly unreduced: Unreduced;
  /** Under the chosen reduction. */
  readonly value: Tensor;
  /** Both reductions to a number, to be shown side by side, in nats. */
  readonly mean: number;
  readonly sum: number;
  readonly samples: Samples;
  /** Where the samples are tokens of a vocabulary. */
  readonly tokens: TokenLoss | undefined;
  readonly summary: Summary;
}

/** Everything the engine knows of a pair of arrays. */
export interface PairReport {
  readonly input: Tensor;
  readonly target: Tensor;
  readonly options: LossOptions;
  /** Likeliest first, never empty. */
  readonly readings: readonly RankedReading[];
  /** The one that is evaluated: the likeliest that agrees with what the person chose. */
  readonly reading: Reading;
  readonly reference: ReferenceLoss | TargetOutOfRange | OptionMisfit;
  /** What is remarkable about the pair itself. */
  readonly findings: readonly PairFinding[];
  /** Matching ones first, then those that coincide, differ, raise; within each group in the order of the table. */
  readonly pipelines: readonly PipelineResult[];
}

/** Undefined where no reading fits the pair's shapes. `ranPipelines` hears how many of the candidates have been tried. */
export function reportPair(
  { input, target, targetName }: Arguments & { readonly targetName?: string | undefined },
  inputName: string | undefined,
  choice: ReadingChoice,
  options: LossOptions,
  ranPipelines?: (done: number, of: number) => void,
): PairReport | undefined {
  const ignoreIndex = options.ignoreIndex ?? DEFAULT_IGNORE_INDEX;
  const guessed = rankReadings(input, target, inputName, ignoreIndex);
  const isGuessed = guessed.length > 0;
  const all = [...guessed, ...readingsByChoice(input, target, inputName, isGuessed ? undefined : targetName)];
  const isChosen = all.some(({ reading: { task, targetKind }, confidence }) => {
    return confidence > 0 || task === choice.task || targetKind === choice.targetKind;
  });
  const found = isGuessed || isChosen ? chooseReading(all, choice) : undefined;
  if (found === undefined) return undefined;
  const reading = atTemperature(found.reading, choice);
  const readings = all.map((ranked) => (ranked === found ? { ...ranked, reading } : ranked));
  const unreduced = referenceLoss(input, target, reading, options);
  const reference =
    unreduced.kind === "unreduced" ? describeReference({ input, target }, reading, unreduced, options) : unreduced;
  const expected = reference.kind === "reference" ? reference.value : undefined;
  const shift =
    reference.kind === "reference" ? findShift(input, target, reading, options, reference.samples) : undefined;
  const findings = findFindings(input, target, reading, options);
  return {
    input,
    target,
    options,
    findings: shift === undefined ? findings : [...findings, shift],
    readings,
    reading,
    reference,
    pipelines: runAll({ input, target }, reading, options, expected, ranPipelines),
  };
}

/** What torch says to every candidate, whether or not there is a reading to compare with. */
export function runAll(
  args: Arguments,
  reading: Reading,
  options: LossOptions,
  expected: Tensor | undefined,
  ranPipelines?: (done: number, of: number) => void,
): readonly PipelineResult[] {
  const { shape } = args.input;
  const weighted = options.weight !== undefined || options.posWeight !== undefined;
  const context: MeaningContext = { reading, shape, reduction: options.reduction ?? "mean", weighted };
  const own = optionsOf(reading, options);
  const evaluate = shareEvaluation(args.input, args.target, own);
  const results = pipelinesFor(reading, shape.length, hasBackground(args, reading)).map(
    (pipeline, done, { length }) => {
      ranPipelines?.(done, length);
      return runPipeline(pipeline, args, own, context, expected, evaluate);
    },
  );
  return results.sort((a, b) => group(a) - group(b));
}

/** Detectors name the background by the number of classes. */
function hasBackground({ input, target }: Arguments, { targetKind, classDim }: Reading): boolean {
  return targetKind === "classIndices" && classDim !== undefined && target.data.includes(input.shape[classDim]);
}

/** Log-probabilities of a teacher have to be said to KLDivLoss. */
function optionsOf({ targetKind }: Reading, options: LossOptions): LossOptions {
  return targetKind === "logProbabilities" ? { logTarget: true, ...options } : options;
}

function group(result: PipelineResult): number {
  if (result.kind === "raised") return 3;
  return result.verdict === undefined ? 2 : { matches: 0, coincides: 1, differs: 2 }[result.verdict.kind];
}

function describeReference(
  { input, target }: Arguments,
  reading: Reading,
  unreduced: Unreduced,
  options: LossOptions,
): ReferenceLoss {
  const { reduction = "mean", ignoreIndex = DEFAULT_IGNORE_INDEX } = options;
  const mean = reduce(unreduced, "mean").data[0];
  const { times, ...pair } = withTeacherProbabilities({ input, target, reading });
  const { samples, summary } = describeSamples(pair.input, pair.target, pair.reading, unreduced, ignoreIndex);
  return {
    kind: "reference",
    unreduced,
    value: reduce(unreduced, reduction),
    mean,
    tokens: isTokens(reading, input.shape) ? describeTokens(unreduced.denominator, mean, options) : undefined,
    sum: reduce(unreduced, "sum").data[0],
    samples,
    summary: { ...summary, chance: summary.chance * times },
  };
}
