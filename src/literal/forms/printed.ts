import type { PrintedForm } from "./printedForm";
import { julia, juliaFrame } from "./printedJulia";
import { libtorch, matlab } from "./printedMatrices";
import { polars } from "./printedPolars";
import { r } from "./printedR";

/** The first that fits reads. */
export const printedForms: readonly PrintedForm[] = [libtorch, julia, juliaFrame, r, matlab, polars];
