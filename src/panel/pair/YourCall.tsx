import * as l10n from "@vscode/l10n";
import { useId, useRef } from "preact/hooks";
import type { CodeUse, Snapshot } from "../../protocol";
import { answerSigns } from "../../render/answerSigns";
import type { Actions } from "../actions";

interface YourCallProps {
  readonly snapshot: Snapshot;
  /** The place of the call in view among the snapshot's. */
  readonly at: number;
  /** Of arrays from before: the host no longer knows the calls on them. */
  readonly isOld: boolean;
  readonly actions: Actions;
}

/** The person's own call on these arrays: what it gives, whether that is right, and what to write instead. Several are tabs. */
export function YourCall({ snapshot, at, isOld, actions }: YourCallProps) {
  const id = useId();
  const { codeUses, callTabs } = snapshot;
  const use = codeUses[at];
  if (use === undefined) return null;
  return (
    <section class={`your-call ${use.verdict}`} aria-label={l10n.t("Your call")}>
      {callTabs.length > 1 && <CallTabs {...{ snapshot, at, id, actions }} />}
      <div {...(callTabs.length > 1 && { role: "tabpanel", id: `${id}-call`, "aria-labelledby": `${id}-${at}` })}>
        <p class="call-line">
          <VerdictSign verdict={use.verdict} />
          <span class="call-code">{use.call}</span>
          {use.value !== undefined && <span class="call-value"> = {use.value}</span>}{" "}
          <button
            type="button"
            class="link code-place"
            title={l10n.t("Show in the editor")}
            disabled={isOld}
            onClick={() => actions.revealCall(snapshot, at)}
          >
            {use.place}
          </button>
        </p>
        {use.message !== "" && <p class="call-message">{use.message}</p>}
        {use.fixes.length > 0 && (
          <ul class="call-fixes">
            {use.fixes.map((fix, place) => (
              <li key={fix.title}>
                <button
                  type="button"
                  class={place === 0 ? "primary" : "secondary"}
                  disabled={isOld}
                  onClick={() => actions.fix(snapshot, at, place)}
                >
                  {fix.title}
                </button>
                {fix.value !== undefined && <BeforeAfter before={use.value} after={fix.value} />}
              </li>
            ))}
          </ul>
        )}
      </div>
    </section>
  );
}

function BeforeAfter({ before, after }: { readonly before: string | undefined; readonly after: string }) {
  return (
    <span class="call-after">
      {before !== undefined && (
        <>
          <span class="call-before">{before}</span>
          <span aria-hidden="true"> → </span>
          <span class="visually-hidden"> {l10n.t("becomes")} </span>
        </>
      )}
      <strong>{after}</strong>
    </span>
  );
}

interface CallTabsProps {
  readonly snapshot: Snapshot;
  readonly at: number;
  readonly id: string;
  readonly actions: Actions;
}

/** In the order of the code. One tab stop; the arrow keys go from call to call. */
function CallTabs({ snapshot: { codeUses, callTabs }, at, id, actions }: CallTabsProps) {
  const root = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    const selected = callTabs.findIndex(({ use }) => use === at);
    const next = { ArrowRight: selected + 1, ArrowLeft: selected - 1, Home: 0, End: callTabs.length - 1 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    const to = (next + callTabs.length) % callTabs.length;
    actions.showCall(callTabs[to].use);
    root.current?.querySelectorAll<HTMLElement>("[role=tab]")[to]?.focus();
  };
  return (
    <div class="call-tabs" role="tablist" aria-label={l10n.t("Calls on these arrays")} ref={root} onKeyDown={onKeyDown}>
      {callTabs.map(({ use, label }) => (
        <button
          key={use}
          id={`${id}-${use}`}
          type="button"
          role="tab"
          class="call-tab"
          aria-selected={use === at}
          aria-controls={use === at ? `${id}-call` : undefined}
          tabIndex={use === at ? 0 : -1}
          title={codeUses[use].call}
          onClick={() => actions.showCall(use)}
        >
          <VerdictSign verdict={codeUses[use].verdict} />
          {label}
        </button>
      ))}
    </div>
  );
}

export function VerdictSign({ verdict }: Pick<CodeUse, "verdict">) {
  return (
    <>
      <span class={`sign ${signClasses[verdict]}`} aria-hidden="true">
        {answerSigns[verdict] || "?"}
      </span>
      <span class="visually-hidden">{verdictWord(verdict)} </span>
    </>
  );
}

const signClasses: Readonly<Record<CodeUse["verdict"], string>> = {
  right: "matches",
  wrong: "differs",
  raises: "raises",
  unsure: "unjudged",
};

export function verdictWord(verdict: CodeUse["verdict"]): string {
  switch (verdict) {
    case "right":
      return l10n.t("right");
    case "wrong":
      return l10n.t("wrong");
    case "raises":
      return l10n.t("raises");
    case "unsure":
      return l10n.t("not sure");
  }
}
