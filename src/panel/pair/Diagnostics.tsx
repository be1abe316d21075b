import * as l10n from "@vscode/l10n";
import type { Diagnostic } from "../../literal/literal";
import type { ArgumentName, Snapshot } from "../../protocol";
import type { Actions } from "../actions";
import { excerpt } from "./excerpt";

interface DiagnosticsProps {
  readonly snapshot: Snapshot;
  readonly argument: ArgumentName;
  readonly diagnostics: readonly Diagnostic[];
  readonly actions: Actions;
}

/** Why a text is no array, each reason at its place. */
export function Diagnostics({ snapshot, argument, diagnostics, actions }: DiagnosticsProps) {
  const { request, inputPlace, targetPlace } = snapshot;
  const source = argument === "input" ? request.input : request.target;
  const place = argument === "input" ? inputPlace : targetPlace;
  return (
    <section class="diagnostics" role="alert">
      <h2 class="plain">
        {argument === "input" ? l10n.t("The input cannot be read") : l10n.t("The targets cannot be read")}
      </h2>
      <ul>
        {diagnostics.map((diagnostic) => (
          <li key={`${diagnostic.offset} ${diagnostic.code}`} class={`diagnostic ${diagnostic.severity}`}>
            <p>
              <span class={diagnostic.severity === "error" ? "sign raises" : "sign differs"} aria-hidden="true">
                {diagnostic.severity === "error" ? "✕" : "!"}
              </span>
              {diagnostic.message}
              {place?.anchor && (
                <>
                  {" "}
                  <button type="button" class="link" onClick={() => actions.reveal(snapshot, argument, diagnostic)}>
                    {l10n.t("Show in the editor")}
                  </button>
                </>
              )}
            </p>
            {source !== undefined && <Place text={source.text} first={place?.line ?? 1} diagnostic={diagnostic} />}
          </li>
        ))}
      </ul>
    </section>
  );
}

interface PlaceProps {
  readonly text: string;
  /** The line that the text begins in, where it stands. */
  readonly first: number;
  readonly diagnostic: Diagnostic;
}

function Place({ text, first, diagnostic }: PlaceProps) {
  const { line, text: shown, from, to } = excerpt(text, diagnostic);
  const gutter = `${first + line - 1} │ `;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a long line is scrolled, with the keys too
    <pre class="excerpt" tabIndex={0}>
      <span class="gutter">{gutter}</span>
      {shown}
      {"\n"}
      <span class="caret" aria-hidden="true">
        {" ".repeat(gutter.length + from) + "^".repeat(to - from)}
      </span>
    </pre>
  );
}
