import * as l10n from "@vscode/l10n";
import type { Report } from "../evaluate";
import type { Snapshot } from "../protocol";
import { formatValue } from "../render/numbers";
import { inputKindName } from "../render/readingText";
import { denominatorText } from "../render/verdictText";
import type { Actions } from "./actions";
import { Diagnostics } from "./Diagnostics";
import { EvaluationView } from "./EvaluationView";
import { InputOnlyView } from "./InputOnlyView";
import { MisfitView } from "./MisfitView";
import { OptionsForm } from "./OptionsForm";
import { PairHeader } from "./PairHeader";
import { textLength, type ViewState } from "./state";
import { Welcome } from "./Welcome";

interface AppProps {
  readonly state: ViewState;
  readonly actions: Actions;
}

export function App({ state, actions }: AppProps) {
  const { snapshot, report, problem } = state;
  const busy = snapshot !== undefined && report === undefined;
  return (
    <main class="panel" aria-busy={busy}>
      <div role="status" class="visually-hidden">
        {announcement(report)}
      </div>
      {problem !== undefined && (
        <p class="notice" role="alert">
          <span class="sign raises" aria-hidden="true">
            ✕
          </span>
          {problem}
        </p>
      )}
      {snapshot === undefined ? <Welcome /> : <Body {...{ snapshot, state, actions }} />}
    </main>
  );
}

function Body({ snapshot, state, actions }: AppProps & { readonly snapshot: Snapshot }) {
  const { report } = state;
  if (report?.kind === "evaluation") return <EvaluationView good={{ snapshot, report }} {...{ state, actions }} />;
  const inputLiteral = report?.inputLiteral;
  const targetLiteral = report?.kind === "misfit" ? report.targetLiteral : undefined;
  const header = <PairHeader {...{ snapshot, inputLiteral, targetLiteral, actions }} />;
  switch (report?.kind) {
    case undefined:
      return (
        <>
          <p class="busy">{busyText(snapshot)}</p>
          <LastGood {...{ state, actions, words: undefined }} />
        </>
      );
    case "inputOnly":
      return (
        <>
          {header}
          <InputOnlyView {...{ report, actions }} />
        </>
      );
    case "misfit":
      return (
        <>
          {header}
          <MisfitView {...{ snapshot, report, actions }} />
        </>
      );
    case "unreadable": {
      const { argument, diagnostics } = report;
      if (argument === "input" || argument === "target") {
        return (
          <>
            {header}
            <Diagnostics {...{ snapshot, argument, diagnostics, actions }} />
            <LastGood {...{ state, actions, words: l10n.t("The last result, from before this") }} />
          </>
        );
      }
      // A weight is mended in the form of the last result; without one, in a form of its own.
      if (state.lastGood !== undefined) {
        return <LastGood {...{ state, actions, words: l10n.t("The numbers are from before this option") }} />;
      }
      const problems = { [argument]: diagnostics[0]?.message };
      return (
        <>
          {header}
          <OptionsForm {...{ reading: undefined, classes: undefined, options: state.options, problems, actions }} />
        </>
      );
    }
  }
}

interface LastGoodProps extends AppProps {
  readonly words: string | undefined;
}

function LastGood({ state, actions, words }: LastGoodProps) {
  if (state.lastGood === undefined) return null;
  return (
    <div class="older">
      {words !== undefined && <p class="older-words">{words}</p>}
      <EvaluationView good={state.lastGood} {...{ state, actions }} />
    </div>
  );
}

function busyText(snapshot: Snapshot): string {
  const { input } = snapshot.request;
  let commas = 0;
  for (let at = input.text.indexOf(","); at !== -1; at = input.text.indexOf(",", at + 1)) commas++;
  return commas === 0
    ? l10n.t("Evaluating {0} characters …", textLength(snapshot).toLocaleString())
    : l10n.t("Evaluating about {0} values …", (commas + 1).toLocaleString());
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
