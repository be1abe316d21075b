import * as l10n from "@vscode/l10n";
import { useId, useState } from "preact/hooks";
import { firstGiving } from "../../engine/verdict";
import { fixCode, pipelineName } from "../../render/pipelineText";
import type { Actions } from "../actions";
import { snippetOf } from "../pipelines/snippet";
import type { Evaluated } from "../state";

interface UsualProps {
  readonly evaluated: Evaluated;
  readonly actions: Actions;
}

/** What computes the loss in PyTorch, where the code around has no call on these arrays yet. */
export function Usual({ evaluated, actions }: UsualProps) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const right = firstGiving(evaluated.report.pipelines);
  if (right === undefined) return null;
  const name = pipelineName(right.pipeline);
  const fix = right.kind === "raised" ? right.repaired?.fix : undefined;
  return (
    <div class="usual">
      <p>
        <span class="sign matches" aria-hidden="true">
          ✓
        </span>
        {fix === undefined ? l10n.t("{0} computes it.", name) : l10n.t("{0} computes it with {1}.", name, fixCode(fix))}{" "}
        <button
          type="button"
          class="link"
          aria-expanded={open}
          aria-controls={open ? id : undefined}
          onClick={() => setOpen(!open)}
        >
          {open ? l10n.t("Hide the code") : l10n.t("Show the code")}
        </button>{" "}
        <button
          type="button"
          class="link"
          onClick={() => actions.copy(snippetOf(evaluated, right), l10n.t("PyTorch code: {0}", name))}
        >
          {l10n.t("Copy code")}
        </button>
      </p>
      {open && (
        <pre id={id} class="code">
          {snippetOf(evaluated, right)}
        </pre>
      )}
    </div>
  );
}
