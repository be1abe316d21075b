import type { CauseRow } from "../row";
import { activationRows } from "./activations";
import { afterwardsRows } from "./afterwards";
import { axisRows } from "./axes";
import { broadcastRows } from "./broadcast";
import { classTargetRows } from "./classTargets";
import { columnRows } from "./columns";
import { cutScoreRows } from "./cutScores";
import { elementTargetRows, maskRows } from "./elementTargets";
import { exceptionRows } from "./exceptions";
import { focalRows } from "./focal";
import { foldedRows } from "./folded";
import { graphRows } from "./graph";
import { indexTargetRows, oneBasedRows } from "./indexTargets";
import { invertedWeightRows } from "./invertedWeights";
import { labelListRows } from "./labelLists";
import { meanRows } from "./means";
import { numberRows } from "./numbers";
import { paddingRows } from "./padding";
import { precisionRows } from "./precision";
import { shapeRows } from "./shapes";
import { shiftRows } from "./shift";
import { shiftedTwiceRows } from "./shiftedTwice";
import { smoothingRows } from "./smoothing";
import { softmaxAxisRows } from "./softmaxAxis";
import { swappedOutputRows } from "./swappedOutput";
import { thresholdedRows } from "./thresholded";
import { weightsAfterRows } from "./weightsAfter";
import { weightsOfCountsRows } from "./weightsOfCounts";

/** What two arrays show by themselves: asked of every loss call, whosever it is. */
export const arrayRows: readonly CauseRow[] = [
  ...maskRows,
  ...thresholdedRows,
  ...oneBasedRows,
  ...paddingRows,
  ...shiftRows,
  ...columnRows,
  ...meanRows,
  ...afterwardsRows,
];

/** Every mistake that is looked for. Of equal weight the earlier row speaks first. */
export const causeRows: readonly CauseRow[] = [
  ...classTargetRows,
  ...swappedOutputRows,
  ...labelListRows,
  ...elementTargetRows,
  ...thresholdedRows,
  ...indexTargetRows,
  ...paddingRows,
  ...invertedWeightRows,
  ...weightsOfCountsRows,
  ...smoothingRows,
  ...softmaxAxisRows,
  ...axisRows,
  ...shiftRows,
  ...foldedRows,
  ...shiftedTwiceRows,
  ...columnRows,
  ...activationRows,
  ...cutScoreRows,
  ...broadcastRows,
  ...shapeRows,
  ...focalRows,
  ...weightsAfterRows,
  ...meanRows,
  ...afterwardsRows,
  ...precisionRows,
  ...numberRows,
  ...graphRows,
  ...exceptionRows,
];
