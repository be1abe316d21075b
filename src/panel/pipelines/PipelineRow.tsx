import * as l10n from "@vscode/l10n";
import type { ComponentChildren } from "preact";
import type { PipelineResult } from "../../engine/verdict";
import { pipelineName } from "../../render/pipelineText";
import type { Actions } from "../actions";
import { usePipelineCode } from "./PipelineCode";
import type { ShownPair } from "./snippet";

interface PipelineRowProps {
  readonly result: PipelineResult;
  readonly shown: ShownPair;
  readonly actions: Actions;
  /** What it gives and what it does: the cells between its name and its code. */
  readonly children: ComponentChildren;
}

/** A pipeline with what it gives: its name opens its PyTorch program, which is copied with one click. */
export function PipelineRow({ children, ...about }: PipelineRowProps) {
  const { button, code, copyCode } = usePipelineCode(about);
  return (
    <li class="pipeline">
      {button}
      {children}
      <button
        type="button"
        class="quiet"
        aria-label={l10n.t("Copy code: {0}", pipelineName(about.result.pipeline))}
        onClick={copyCode}
      >
        {l10n.t("Copy code")}
      </button>
      {code}
    </li>
  );
}
