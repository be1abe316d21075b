import type { PrintedForm } from "./printedForm";
import { juliaFrame, juliaPrinted } from "./printedJulia";
import { libtorch, matlabPrinted } from "./printedMatrices";
import { phpPrinted } from "./printedPhp";
import { polars } from "./printedPolars";
import { rPrinted } from "./printedR";
import { spssPrinted } from "./printedSpss";

/** The first that fits reads. */
export const printedForms: readonly PrintedForm[] = [
  libtorch,
  juliaPrinted,
  juliaFrame,
  rPrinted,
  matlabPrinted,
  polars,
  phpPrinted,
  spssPrinted,
];
