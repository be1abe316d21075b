import type { CauseRow } from "../row";
import { activationRows } from "./activations";
import { axisRows } from "./axes";
import { classTargetRows } from "./classTargets";
import { elementTargetRows } from "./elementTargets";
import { exceptionRows } from "./exceptions";
import { indexTargetRows } from "./indexTargets";
import { numberRows } from "./numbers";
import { shapeRows } from "./shapes";
import { surroundingRows } from "./surroundings";

/** Every mistake that is looked for. Of equal weight the earlier row speaks first. */
export const causeRows: readonly CauseRow[] = [
  ...classTargetRows,
  ...elementTargetRows,
  ...indexTargetRows,
  ...axisRows,
  ...activationRows,
  ...shapeRows,
  ...surroundingRows,
  ...numberRows,
  ...exceptionRows,
];
