import * as l10n from "@vscode/l10n";
import { halfUnitUnder } from "../engine/interval/halfUnit";
import { lossInterval } from "../engine/interval/lossInterval";
import { type LostElements, type PipelineIn, pipelineIn } from "../engine/precision/pipelineIn";
import type { FloatType } from "../engine/precision/rounding";
import type { Refusal } from "../engine/refusal";
import type { Pipeline, Ran } from "../engine/verdict";
import type { Evaluation } from "../report";
import { formatValue } from "./numbers";
import { lossName, opName, pipelineName } from "./pipelineText";
import { clauses } from "./sentences";

/** The loss in one floating type, and what the type lost of it. */
export interface PrecisionRow {
  readonly type: FloatType;
  readonly value: string;
  readonly remark: string;
}

const types: readonly FloatType[] = ["float64", "float32", "float16", "bfloat16"];

/** What torch gives for a pipeline in each of its floating types. */
export function precisionRows({ input, target, options }: Evaluation, { pipeline }: Ran): readonly PrecisionRow[] {
  return types.map((type) => {
    const result = pipelineIn(type, input, pipeline, target, options);
    if (isRefused(result)) return { type, value: "–", remark: `${result.exception}: ${result.message}` };
    const remark =
      type === "float64" ? pipelineName(pipeline) : clauses(result.lost.map((lost) => lostText(lost, pipeline)));
    return { type, value: formatValue(result.reduced), remark };
  });
}

/** The losses that the true values behind the printed digits may have. Undefined where the input is not rounded. */
export function lossRounding(report: Evaluation, text: string, { pipeline }: Ran): string | undefined {
  const { input, target, inputLiteral } = report;
  const { elementOffsets, elementLengths, scale = 1 } = inputLiteral;
  const halfUnits = Float64Array.from(input.data, (value, element) => {
    const offset = elementOffsets[element];
    return halfUnitUnder(scale, text.slice(offset, offset + elementLengths[element]), value);
  });
  const reduction = report.options.reduction === "sum" ? "sum" : "mean";
  const interval = lossInterval(input, halfUnits, pipeline, target, {
    ...report.options,
    reduction,
  });
  if (interval === undefined || "exception" in interval || Number.isNaN(interval.low.data[0])) return undefined;
  const [low, high] = [formatValue(interval.low.data[0]), formatValue(interval.high.data[0])];
  return interval.exact
    ? l10n.t("If the input was rounded to the digits it has here, the loss lies between {0} and {1}.", low, high)
    : l10n.t(
        "If the input was rounded to the digits it has here, the loss lies within {0} and {1} at the most.",
        low,
        high,
      );
}

function isRefused(result: PipelineIn | Refusal): result is Refusal {
  return "exception" in result;
}

function lostText({ stage, kind, elements }: LostElements, { ops, loss }: Pipeline): string {
  const where = stage === 0 ? l10n.t("the input") : stage > ops.length ? lossName(loss) : opName(ops[stage - 1]);
  const count = elements.length;
  switch (kind) {
    case "underflow":
      return l10n.t("{0} of {1} become 0", count, where);
    case "overflow":
      return l10n.t("{0} of {1} become infinite", count, where);
    case "saturation":
      return l10n.t("{0} of {1} become exactly 1", count, where);
    case "nan":
      return l10n.t("{0} of {1} become nan", count, where);
  }
}
