import type { CauseRow } from "../row";
import { activationRows } from "./activations";
import { afterwardsRows } from "./afterwards";
import { axisRows } from "./axes";
import { classTargetRows } from "./classTargets";
import { columnRows } from "./columns";
import { cutScoreRows } from "./cutScores";
import { elementTargetRows } from "./elementTargets";
import { exceptionRows } from "./exceptions";
import { focalRows } from "./focal";
import { foldedRows } from "./folded";
import { graphRows } from "./graph";
import { indexTargetRows } from "./indexTargets";
import { meanRows } from "./means";
import { numberRows } from "./numbers";
import { shapeRows } from "./shapes";
import { shiftRows } from "./shift";
import { shiftedTwiceRows } from "./shiftedTwice";
import { smoothingRows } from "./smoothing";
import { softmaxAxisRows } from "./softmaxAxis";
import { weightsOfCountsRows } from "./weightsOfCounts";

/** Every mistake that is looked for. Of equal weight the earlier row speaks first. */
export const causeRows: readonly CauseRow[] = [
  ...classTargetRows,
  ...elementTargetRows,
  ...indexTargetRows,
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
  ...shapeRows,
  ...focalRows,
  ...meanRows,
  ...afterwardsRows,
  ...numberRows,
  ...graphRows,
  ...exceptionRows,
];
