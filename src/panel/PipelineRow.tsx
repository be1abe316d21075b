import * as l10n from "@vscode/l10n";
import { useId, useState } from "preact/hooks";
import type { PipelineResult, Ran } from "../engine/verdict";
import type { Evaluation, Misfit } from "../evaluate";
import { formatValue } from "../render/numbers";
import { pipelineName } from "../render/pipelineText";
import { pipelineSnippet } from "../render/pytorchCode";
import { mistakeText } from "../render/verdictText";
import type { Actions } from "./actions";
import { PipelineChips } from "./PipelineChips";
import { pipelineRemark } from "./pipelineRemark";
import { snippetContext } from "./snippetContext";

interface PipelineRowProps {
  readonly result: Ran;
  readonly report: Evaluation | Misfit;
  readonly actions: Actions;
}

/** A pipeline that runs: what it gives, and what it does here. */
export function PipelineRow({ result, report, actions }: PipelineRowProps) {
  const { pipeline, value, verdict } = result;
  const remark =
    verdict === undefined || verdict.kind === "matches" ? pipelineRemark(pipeline) : mistakeText(verdict.mistake);
  return (
    <li class="pipeline">
      <PipelineChips pipeline={pipeline} />
      <span class="pipeline-value">
        {value.shape.length === 0 ? formatValue(value.data[0]) : l10n.t("{0} losses", value.data.length)}
      </span>
      <span class="pipeline-remark">{remark}</span>
      <PipelineCode {...{ result, report, actions }} />
    </li>
  );
}

interface PipelineCodeProps {
  readonly result: PipelineResult;
  readonly report: Evaluation | Misfit;
  readonly actions: Actions;
}

/** The pipeline's PyTorch program: copied with one click, read with another. */
export function PipelineCode({ result, report, actions }: PipelineCodeProps) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const name = pipelineName(result.pipeline);
  const code = () => pipelineSnippet(snippetContext(report), result);
  return (
    <>
      <span class="pipeline-actions">
        <button
          type="button"
          class="quiet"
          aria-label={open ? l10n.t("Hide the code of {0}", name) : l10n.t("Show the code of {0}", name)}
          aria-expanded={open}
          aria-controls={open ? id : undefined}
          onClick={() => setOpen(!open)}
        >
          {l10n.t("Code")}
          <svg class="chevron" viewBox="0 0 16 16" aria-hidden="true">
            <path d="M4 6l4 4 4-4" />
          </svg>
        </button>
        <button
          type="button"
          class="quiet"
          aria-label={l10n.t("Copy code of {0}", name)}
          onClick={() => actions.copy(code(), l10n.t("PyTorch code: {0}", name))}
        >
          {l10n.t("Copy code")}
        </button>
      </span>
      {open && (
        <pre id={id} class="code pipeline-code">
          {code()}
        </pre>
      )}
    </>
  );
}
