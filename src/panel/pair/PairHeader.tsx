import * as l10n from "@vscode/l10n";
import type { ComponentChildren } from "preact";
import type { Literal } from "../../literal/literal";
import type { ArgumentName, Snapshot, SourcePlace } from "../../protocol";
import { formatShape } from "../../render/numbers";
import type { Source } from "../../source";
import type { Actions } from "../actions";
import { inputTitle, targetTitle } from "./argumentNames";

interface PairHeaderProps {
  readonly snapshot: Snapshot;
  readonly inputLiteral: Literal | undefined;
  readonly targetLiteral: Literal | undefined;
  /** Undefined where the panel is asked about another pair by now: what is done with a pair is done with that one. */
  readonly locked: boolean | undefined;
  readonly actions: Actions;
  readonly children?: ComponentChildren;
}

/** Which array goes against which; `children` are further actions on the pair. */
export function PairHeader({ snapshot, inputLiteral, targetLiteral, locked, actions, children }: PairHeaderProps) {
  const { request, inputPlace, targetPlace, canSwap } = snapshot;
  return (
    <header class="pair">
      <ArgumentOf
        argument="input"
        source={request.input}
        place={inputPlace}
        literal={inputLiteral}
        {...{ snapshot, actions }}
      />
      {request.target !== undefined && (
        <>
          <span class="against">{l10n.t("against")}</span>
          <ArgumentOf
            argument="target"
            source={request.target}
            place={targetPlace}
            literal={targetLiteral}
            origin={snapshot.targetOrigin}
            {...{ snapshot, actions }}
          />
        </>
      )}
      <div class="pair-actions">
        {request.target !== undefined && locked !== undefined && (
          <>
            {canSwap && (
              <button
                type="button"
                class="quiet"
                title={l10n.t("Take the targets as the input, and the input as the targets")}
                onClick={() => actions.swap(snapshot)}
              >
                {l10n.t("Swap")}
              </button>
            )}
            <button type="button" class="quiet" onClick={actions.chooseTarget}>
              {l10n.t("Other targets…")}
            </button>
          </>
        )}
        {children}
        {locked !== undefined && (
          <button
            type="button"
            class="quiet"
            aria-pressed={locked}
            title={l10n.t("Keep this panel on these arrays: the next evaluation opens another panel")}
            onClick={() => actions.lock(!locked)}
          >
            {locked ? l10n.t("Locked") : l10n.t("Lock")}
          </button>
        )}
      </div>
    </header>
  );
}

interface ArgumentProps {
  readonly argument: ArgumentName;
  readonly source: Source;
  readonly place: SourcePlace | undefined;
  readonly literal: Literal | undefined;
  /** Why it is this array, where nobody chose it here. */
  readonly origin?: string | undefined;
  readonly snapshot: Snapshot;
  readonly actions: Actions;
}

function ArgumentOf({ argument, source, place, literal, origin, snapshot, actions }: ArgumentProps) {
  const name = argument === "input" ? inputTitle(snapshot, literal) : targetTitle(snapshot, literal);
  const span = literal?.span ?? { offset: 0, length: source.text.length };
  const facts = literal && [literal.tensor.dtype, formatShape(literal.tensor.shape)];
  return (
    <div class="argument">
      {place?.anchor ? (
        <button
          type="button"
          class="argument-name link"
          title={l10n.t("Show in the editor")}
          onClick={() => actions.reveal(snapshot, argument, span)}
        >
          {name}
        </button>
      ) : (
        <span class="argument-name">{name}</span>
      )}
      <span class="argument-facts">{[place?.label, ...(facts ?? []), origin].filter(Boolean).join(" · ")}</span>
    </div>
  );
}
