import * as l10n from "@vscode/l10n";
import { answerSigns } from "../../render/answerSigns";
import { formatLoss, formatShape, formatValue } from "../../render/numbers";
import { pipelineName } from "../../render/pipelineText";
import { readingName, referenceName } from "../../render/readingText";
import { listed } from "../../render/sentences";
import { denominatorText } from "../../render/verdictText";
import type { Tensor } from "../../tensor/tensor";
import { inputTitle, targetTitle } from "../pair/argumentNames";
import { type SampleTable, sortedSamples } from "../samples/sampleTable";
import type { Evaluated } from "../state";

/** What is told of an evaluation to somebody who has no panel: the answer, how it was read, and the samples that cost most. */
export interface SharedReport {
  readonly title: string;
  readonly arrays: readonly string[];
  /** Leads back to where the arrays are. */
  readonly link: string | undefined;
  readonly calls: readonly SharedCall[];
  /** The loss, what it is, and how the pair is read. */
  readonly loss: readonly string[];
  readonly pipelines: readonly { readonly code: string; readonly value: string }[];
  readonly samples: { readonly title: string; readonly head: readonly string[]; readonly rows: readonly string[][] };
}

interface SharedCall {
  readonly place: string;
  /** With its sign and its value. */
  readonly code: string;
  readonly message: string;
  /** What to write instead, and what that gives. */
  readonly fixes: readonly string[];
}

const MOST_SAMPLES = 20;

export function sharedReport({ snapshot, report }: Evaluated, table: SampleTable): SharedReport {
  const { reference, reading, input, inputLiteral, targetLiteral, options } = report;
  const [inputs, targets] = [inputTitle(snapshot, inputLiteral), targetTitle(snapshot, targetLiteral)];
  const array = (name: string, place: string | undefined, { dtype, shape }: Pick<Tensor, "dtype" | "shape">) =>
    [name, place, dtype, formatShape(shape)].filter(Boolean).join(" · ");
  const worst = [...sortedSamples(table, { column: "loss", descending: true }).subarray(0, MOST_SAMPLES)];
  const { expected, predicted, probability } = table;
  const classOf = (column: number) => (column < 0 ? l10n.t("ignored") : table.className(column));
  return {
    title: l10n.t("Loss of {0} against {1}", inputs, targets),
    arrays: [
      array(inputs, snapshot.inputPlace.label, inputLiteral.tensor),
      array(targets, snapshot.targetPlace?.label, targetLiteral.tensor),
    ],
    link: snapshot.link,
    calls: snapshot.codeUses.map(({ place, verdict, call, value, message, fixes }) => ({
      place,
      code: [answerSigns[verdict], call, value === undefined ? "" : `= ${value}`].filter(Boolean).join(" "),
      message,
      fixes: fixes.map((fix) => (fix.value === undefined ? fix.title : `${fix.title}: ${fix.value}`)),
    })),
    loss:
      reference.kind !== "reference"
        ? []
        : [
            listed([
              reference.value.shape.length === 0 ? formatValue(reference.value.data[0]) : formatValue(reference.mean),
              referenceName(reading.task),
              denominatorText(reference.unreduced.denominator, options.reduction ?? "mean"),
            ]),
            l10n.t("Read as {0}", readingName(reading, input.shape.length)),
          ],
    pipelines: report.pipelines.flatMap((result) =>
      result.kind === "ran" && result.verdict?.kind === "matches" && result.value.shape.length === 0
        ? [{ code: pipelineName(result.pipeline), value: formatValue(result.value.data[0]) }]
        : [],
    ),
    samples: {
      title:
        worst.length < table.layout.count
          ? l10n.t("The {0} samples that cost most, of {1}", worst.length, table.layout.count)
          : l10n.t("Samples"),
      head: [
        l10n.t("sample"),
        l10n.t("loss"),
        ...(expected === undefined ? [] : ["p", l10n.t("target"), l10n.t("predicted")]),
      ],
      rows: worst.map((sample) => [
        table.nameOf(sample),
        formatLoss(table.loss[sample]),
        ...(expected === undefined || predicted === undefined
          ? []
          : [formatLoss(probability?.[sample] ?? Number.NaN), classOf(expected[sample]), classOf(predicted[sample])]),
      ]),
    },
  };
}
