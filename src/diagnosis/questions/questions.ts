import type { Question, Unchecked } from "../answer";
import type { Ask } from "../around";
import type { CallFacts } from "../callFacts";
import { meanBesideSum, missingExponential, negativeDivergence, squaredVariance } from "./divergences";
import { fitsBetter } from "./fits";
import { maskedClasses, maskedScores, maskOfOtherSteps, maskOfPadding, meanOfMasked } from "./masks";
import {
  generatorOfFakes,
  nextWhereDone,
  otherForm,
  otherName,
  preferenceOrder,
  rankingOrder,
  tripletOrder,
  weightBelowZero,
  weightForPosWeight,
  weightOfSamples,
} from "./names";
import { otherRows, sameForAll, viewedOneHot } from "./orders";
import {
  argmaxAxis,
  bestOfColumn,
  chosenClass,
  cutTwice,
  firstAxisShifted,
  largestAsLabels,
  largestOfOne,
  negatedScores,
  negativesFirst,
  ownDistribution,
  ownLabels,
  ownSimilarity,
  rolledForward,
  sameArray,
  samePositive,
  softenedLabels,
  temperatureTimes,
} from "./places";
import { focalSign, growingProbability } from "./powers";
import { logsAsRates, noVariance, ratesAsLogs, varianceAsTarget } from "./quantities";
import {
  boundedScores,
  clampedLabels,
  normalisedColumns,
  notNormalised,
  truncatedTargets,
  unreachableTargets,
} from "./ranges";
import {
  dividedTwice,
  fakesAreReal,
  mixtureAsTarget,
  realsAreFake,
  sameTwice,
  scoresCounted,
  sharesNotOne,
  smoothedSum,
} from "./sums";
import {
  meanOfCurves,
  meansCounted,
  namedOver,
  positionalLegacy,
  rewardedLess,
  sumsByBatch,
  sumTimesSize,
  weightedTwice,
} from "./tallies";

/**
 * Code that runs, computes another thing than is mostly meant by it, and that may be meant all the same: no mistake is claimed of it, and it
 * is not called right.
 */
const questions = {
  maskOfPadding,
  maskedScores,
  maskOfOtherSteps,
  firstAxisShifted,
  rolledForward,
  negatedScores,
  tripletOrder,
  rankingOrder,
  sameForAll,
  weightForPosWeight,
  weightOfSamples,
  negativeDivergence,
  squaredVariance,
  meanBesideSum,
  sameTwice,
  sharesNotOne,
  focalSign,
  growingProbability,
  dividedTwice,
  fakesAreReal,
  realsAreFake,
  ownDistribution,
  argmaxAxis,
  ownSimilarity,
  chosenClass,
  missingExponential,
  samePositive,
  mixtureAsTarget,
  smoothedSum,
  scoresCounted,
  temperatureTimes,
  weightBelowZero,
  preferenceOrder,
  meanOfMasked,
  viewedOneHot,
  fitsBetter,
  otherRows,
  otherName,
  otherForm,
  cutTwice,
  generatorOfFakes,
  nextWhereDone,
  bestOfColumn,
  largestAsLabels,
  largestOfOne,
  softenedLabels,
  ownLabels,
  sameArray,
  maskedClasses,
  negativesFirst,
  truncatedTargets,
  ratesAsLogs,
  logsAsRates,
  noVariance,
  varianceAsTarget,
  clampedLabels,
  boundedScores,
  unreachableTargets,
  notNormalised,
  normalisedColumns,
  meansCounted,
  sumsByBatch,
  sumTimesSize,
  meanOfCurves,
  weightedTwice,
  rewardedLess,
  namedOver,
  positionalLegacy,
} as const satisfies Readonly<Record<Question, Ask>>;

/** The first question that the code around a call raises. */
export function questionsOf(facts: CallFacts): readonly Unchecked[] {
  for (const [about, ask] of Object.entries(questions) as readonly (readonly [Question, Ask])[]) {
    const name = ask(facts);
    if (name !== undefined) return [{ kind: "question", about, name }];
  }
  return [];
}
