import * as l10n from "@vscode/l10n";
import type { ComponentChildren } from "preact";
import { useId, useState } from "preact/hooks";
import type { PipelineResult } from "../engine/verdict";
import { pipelineName } from "../render/pipelineText";
import type { Actions } from "./actions";
import { Chevron } from "./Chevron";
import { PipelineChips } from "./PipelineChips";
import { type Shown, snippetOf } from "./snippet";

interface PipelineRowProps {
  readonly result: PipelineResult;
  readonly shown: Shown;
  readonly actions: Actions;
  /** What it gives and what it does: the cells between its name and its code. */
  readonly children: ComponentChildren;
}

/** A pipeline: its name opens its PyTorch program, which is copied with one click. */
export function PipelineRow({ result, shown, actions, children }: PipelineRowProps) {
  const [open, setOpen] = useState(false);
  const id = useId();
  const name = pipelineName(result.pipeline);
  return (
    <li class="pipeline">
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
      {children}
      <button
        type="button"
        class="quiet"
        aria-label={l10n.t("Copy code: {0}", name)}
        onClick={() => actions.copy(snippetOf(shown, result), l10n.t("PyTorch code: {0}", name))}
      >
        {l10n.t("Copy code")}
      </button>
      {open && (
        <pre id={id} class="code">
          {snippetOf(shown, result)}
        </pre>
      )}
    </li>
  );
}
