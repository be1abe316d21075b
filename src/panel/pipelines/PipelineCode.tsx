import * as l10n from "@vscode/l10n";
import { useId, useState } from "preact/hooks";
import type { PipelineResult } from "../../engine/verdict";
import { pipelineName } from "../../render/pipelineText";
import type { Actions } from "../actions";
import { Chevron } from "../shared/Chevron";
import { PipelineChips } from "./PipelineChips";
import { type ShownPair, snippetOf, testOf } from "./snippet";

interface PipelineCodeProps {
  readonly result: PipelineResult;
  readonly shown: ShownPair;
  readonly actions: Actions;
}

/** The name of a pipeline, which opens its code, and the code once it is open: two parts for their own places in a row. */
export function usePipelineCode({ result, shown, actions }: PipelineCodeProps) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const button = (
    <button
      type="button"
      class="disclosure"
      aria-expanded={open}
      aria-controls={open ? id : undefined}
      title={open ? l10n.t("Hide the code") : l10n.t("Show the code")}
      onClick={() => setOpen(!open)}
    >
      <Chevron />
      <PipelineChips pipeline={result.pipeline} />
    </button>
  );
  const name = pipelineName(result.pipeline);
  const copyCode = () => actions.copy(snippetOf(shown, result), l10n.t("PyTorch code: {0}", name));
  const copyTest = () => actions.copy(testOf(shown, result), l10n.t("pytest: {0}", name));
  const code = open && (
    <div id={id} class="pipeline-code">
      <pre class="code">{snippetOf(shown, result)}</pre>
      <button type="button" class="quiet" onClick={copyCode}>
        {l10n.t("Copy code")}
      </button>
      <button type="button" class="quiet" onClick={copyTest}>
        {l10n.t("Copy as pytest")}
      </button>
      {shown.snapshot.runsPython && (
        <>
          <button type="button" class="quiet" onClick={() => actions.verify(shown.snapshot, name, "program")}>
            {l10n.t("Verify in my PyTorch")}
          </button>
          <button type="button" class="quiet" onClick={() => actions.verify(shown.snapshot, name, "pytest")}>
            {l10n.t("Run pytest")}
          </button>
        </>
      )}
    </div>
  );
  return { button, code, copyCode };
}
