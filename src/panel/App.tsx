import * as l10n from "@vscode/l10n";
import type { ComponentChildren } from "preact";
import type { Snapshot } from "../protocol";
import { formatValue } from "../render/numbers";
import { inputKindName } from "../render/readingText";
import { denominatorText } from "../render/verdictText";
import type { Report, UnreadableArgument } from "../report";
import type { Actions } from "./actions";
import { EvaluationView } from "./EvaluationView";
import { Diagnostics } from "./pair/Diagnostics";
import { InputOnlyView } from "./pair/InputOnlyView";
import { MisfitView } from "./pair/MisfitView";
import { PairHeader } from "./pair/PairHeader";
import { PendingNotice } from "./pair/PendingNotice";
import { pendingText } from "./pair/pendingText";
import { Welcome } from "./pair/Welcome";
import { OptionsForm } from "./reading/OptionsForm";
import { Unfolding } from "./shared/unfolding";
import type { ViewState } from "./state";

interface AppProps {
  readonly state: ViewState;
  readonly actions: Actions;
}

export function App({ state, actions }: AppProps) {
  const { snapshot, report, pending, problem } = state;
  const busy = snapshot !== undefined && report === undefined && pending.kind !== "stopped";
  return (
    <main class="panel" aria-busy={busy}>
      <h1 class="visually-hidden">Loss Lens</h1>
      {problem !== undefined && <Problem of="host" problem={problem} dismiss={actions.dismissProblem} />}
      <Unfolding.Provider value={{ unfolded: state.unfolded, unfold: actions.unfold }}>
        {snapshot === undefined ? <Welcome /> : <Body {...{ snapshot, state, actions }} />}
      </Unfolding.Provider>
      {state.copied !== undefined && (
        <p class="copied" role="status">
          {l10n.t("Copied: {0}", state.copied)}
        </p>
      )}
      <div role="status" class="visually-hidden">
        {report === undefined && snapshot !== undefined ? pendingText(snapshot, pending) : announcement(report)}
      </div>
    </main>
  );
}

interface ProblemProps {
  /** Of the host, which could not do something; or of an array without values, of which nothing is promised. */
  readonly of: "host" | "array";
  readonly problem: string;
  readonly dismiss: () => void;
}

/** What cannot be shown; everything else stays as it is. */
function Problem({ of, problem, dismiss }: ProblemProps) {
  return (
    <div class={`notice problem-notice ${of}`} role="alert">
      <span class={of === "host" ? "sign raises" : "sign"} aria-hidden="true">
        {of === "host" ? "✕" : "?"}
      </span>
      <p>{problem}</p>
      <button type="button" class="quiet" onClick={dismiss}>
        {l10n.t("Dismiss")}
      </button>
    </div>
  );
}

interface BodyProps extends AppProps {
  readonly snapshot: Snapshot;
}

function Body({ snapshot, state, actions }: BodyProps) {
  const { report, pending, lastEvaluated, unread } = state;
  const inView = lastEvaluated?.snapshot === snapshot ? lastEvaluated : undefined;
  const isCurrent = report === undefined || report.kind === "evaluation" || isOption(report);
  const current = isCurrent && unread === undefined ? inView : undefined;
  const evaluated =
    current ??
    (unread === undefined ? undefined : inView) ??
    (report === undefined || report.kind === "unreadable" ? lastEvaluated : undefined);
  // Above an older result stands the call that it is of.
  const shown =
    current === undefined && evaluated ? { ...state, call: evaluated.call, options: evaluated.options } : state;
  const waiting = report === undefined ? <PendingNotice {...{ snapshot, pending, actions }} /> : undefined;
  const older = current && (waiting ?? olderWords(report));
  return (
    <>
      {unread !== undefined && <Problem of="array" problem={unread} dismiss={actions.dismissUnread} />}
      {current === undefined && evaluated?.snapshot !== snapshot && (
        <NotEvaluated {...{ snapshot, waiting, state, actions }} />
      )}
      {/* One place for what was evaluated last, so that its fields and all that is open stay while something newer cannot be read. */}
      {evaluated !== undefined && (
        <div class={current === undefined ? "evaluation last-good" : "evaluation"}>
          {current === undefined && <p class="older-words">{l10n.t("The last result, from before this")}</p>}
          <EvaluationView
            stale={current === undefined || older !== undefined}
            state={shown}
            {...{ evaluated, older, actions }}
          />
        </div>
      )}
    </>
  );
}

interface NotEvaluatedProps extends BodyProps {
  readonly waiting: ComponentChildren;
}

function NotEvaluated({ snapshot, waiting, state, actions }: NotEvaluatedProps) {
  const { report } = state;
  return (
    <>
      <PairHeader
        inputLiteral={report?.inputLiteral}
        targetLiteral={report?.kind === "misfit" ? report.targetLiteral : undefined}
        locked={state.locked}
        {...{ snapshot, actions }}
      />
      {waiting}
      {report?.kind === "inputOnly" && <InputOnlyView {...{ report, actions }} />}
      {report?.kind === "misfit" && <MisfitView {...{ snapshot, report, actions }} />}
      {report?.kind === "unreadable" && <Unreadable {...{ snapshot, report, state, actions }} />}
    </>
  );
}

function Unreadable({ snapshot, report, state, actions }: BodyProps & { readonly report: UnreadableArgument }) {
  const { argument, diagnostics } = report;
  if (argument === "input" || argument === "target") {
    return <Diagnostics {...{ snapshot, argument, diagnostics, actions }} />;
  }
  const problems = { [argument]: diagnostics[0]?.message };
  return <OptionsForm {...{ reading: undefined, classes: undefined, options: state.options, problems, actions }} />;
}

function isOption(report: Report): boolean {
  return report.kind === "unreadable" && (report.argument === "weight" || report.argument === "posWeight");
}

/** Why the numbers in view are not those of the present choices; undefined where they are. */
function olderWords(report: Report | undefined): ComponentChildren {
  if (report === undefined) return undefined;
  return report.kind === "evaluation" ? undefined : l10n.t("The numbers below are from before this option");
}

/** What a screen reader says after each change: the new loss, and how it came about. */
function announcement(report: Report | undefined): string {
  if (report?.kind !== "evaluation" || report.reference.kind !== "reference") return "";
  const { value, unreduced } = report.reference;
  const words = denominatorText(unreduced.denominator, report.options.reduction ?? "mean");
  const kind = inputKindName(report.reading.inputKind);
  return value.shape.length === 0
    ? l10n.t("Loss {0}, {1}, read as {2}", formatValue(value.data[0]), words, kind)
    : l10n.t("{0}, read as {1}", words, kind);
}
