import * as l10n from "@vscode/l10n";
import type { Raised, Repaired } from "../../engine/verdict";
import { fixCode, pipelineName } from "../../render/pipelineText";
import { mistakeText, verdictSigns } from "../../render/verdictText";
import type { Actions } from "../actions";
import { usePipelineCode } from "./PipelineCode";
import { PipelineRow } from "./PipelineRow";
import { PipelineValue } from "./PipelineValue";
import type { RefusalGroup } from "./pipelineGroups";
import type { ShownPair } from "./snippet";

interface RefusalProps {
  readonly group: RefusalGroup;
  readonly shown: ShownPair;
  readonly actions: Actions;
}

/** What torch says, word for word, the pipelines it says it to, and what each gives once its arguments are mended. */
export function Refusal({ group: { refusal, results }, shown, actions }: RefusalProps) {
  const hopeless = results.filter(({ repaired }) => repaired === undefined);
  const mended = results.flatMap((result) =>
    result.repaired === undefined ? [] : [{ result, repaired: result.repaired }],
  );
  return (
    <li class="refusal">
      <p class="torch-text">
        <span class="exception">{refusal.exception}</span>: {refusal.message}
      </p>
      {hopeless.length > 0 && (
        <ul class="refused">
          {hopeless.map((result) => (
            <Hopeless key={pipelineName(result.pipeline)} {...{ result, shown, actions }} />
          ))}
        </ul>
      )}
      {mended.length > 0 && (
        <ul>
          {mended.map(({ result, repaired }, index) => (
            <PipelineRow key={pipelineName(result.pipeline)} {...{ result, shown, actions }}>
              <PipelineValue value={repaired.value} />
              {index > 0 && sameRepair(repaired, mended[index - 1].repaired) ? (
                <span class="pipeline-remark">{l10n.t("likewise")}</span>
              ) : (
                <Repair repaired={repaired} />
              )}
            </PipelineRow>
          ))}
        </ul>
      )}
    </li>
  );
}

interface HopelessProps {
  readonly result: Raised;
  readonly shown: ShownPair;
  readonly actions: Actions;
}

/** A pipeline that no conversion of the arguments mends: its code shows the exception. */
function Hopeless(about: HopelessProps) {
  const { button, code } = usePipelineCode(about);
  return (
    <li class={code ? "open" : undefined}>
      {button}
      {code}
    </li>
  );
}

function sameRepair(a: Repaired, b: Repaired): boolean {
  return fixCode(a.fix) === fixCode(b.fix) && JSON.stringify(a.verdict) === JSON.stringify(b.verdict);
}

function Repair({ repaired: { fix, verdict } }: { readonly repaired: Repaired }) {
  return (
    <span class="pipeline-remark">
      {l10n.t("works with")} <code>{fixCode(fix)}</code>
      {verdict !== undefined && (
        <>
          {": "}
          <span class={`sign ${verdict.kind}`} aria-hidden="true">
            {verdictSigns[verdict.kind]}
          </span>
          {verdict.kind === "matches" ? l10n.t("matches") : mistakeText(verdict.mistake)}
        </>
      )}
    </span>
  );
}
