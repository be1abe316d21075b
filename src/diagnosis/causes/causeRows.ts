import type { CauseRow } from "../row";
import { activationRows } from "./activations";
import { axisRows } from "./axes";
import { classTargetRows } from "./classTargets";
import { columnRows } from "./columns";
import { elementTargetRows } from "./elementTargets";
import { exceptionRows } from "./exceptions";
import { foldedRows } from "./folded";
import { graphRows } from "./graph";
import { indexTargetRows } from "./indexTargets";
import { numberRows } from "./numbers";
import { shapeRows } from "./shapes";
import { shiftedTwiceRows } from "./shiftedTwice";
import { surroundingRows } from "./surroundings";
import { weightsOfCountsRows } from "./weightsOfCounts";

/** Every mistake that is looked for. Of equal weight the earlier row speaks first. */
export const causeRows: readonly CauseRow[] = [
  ...classTargetRows,
  ...elementTargetRows,
  ...indexTargetRows,
  ...weightsOfCountsRows,
  ...axisRows,
  ...foldedRows,
  ...shiftedTwiceRows,
  ...columnRows,
  ...activationRows,
  ...shapeRows,
  ...surroundingRows,
  ...numberRows,
  ...graphRows,
  ...exceptionRows,
];
