import * as l10n from "@vscode/l10n";
import { formatLoss, formatValue } from "../../render/numbers";
import type { Tensor } from "../../tensor/tensor";

/** What a pipeline gives: the loss, or how many losses with their mean. */
export function PipelineValue({ value }: { readonly value: Tensor }) {
  if (value.shape.length === 0) return <span class="pipeline-value">{formatValue(value.data[0])}</span>;
  const mean = value.data.reduce((sum, loss) => sum + loss, 0) / value.data.length;
  return (
    <span class="pipeline-value" title={l10n.t("{0} losses with the mean {1}", value.data.length, formatLoss(mean))}>
      {l10n.t("mean {0}", formatLoss(mean))}
    </span>
  );
}
