import * as l10n from "@vscode/l10n";
import { formatCount, formatPercent, formatShape, formatShort } from "../../render/numbers";
import { inputKindName } from "../../render/readingText";
import { clauses } from "../../render/sentences";
import type { InputOnly } from "../../report";
import type { Actions } from "../actions";
import { kindReasons } from "../reading/kindReasons";

interface InputOnlyViewProps {
  readonly report: InputOnly;
  readonly actions: Actions;
}

/** What can be said of the input while there is nothing to hold it against. */
export function InputOnlyView({ report: { inputLiteral, description }, actions }: InputOnlyViewProps) {
  const { kinds, facts, rowSums } = description;
  const { tensor } = inputLiteral;
  const list = [
    { name: l10n.t("shape"), value: formatShape(tensor.shape) },
    { name: l10n.t("values"), value: formatCount(tensor.data.length) },
    { name: l10n.t("range"), value: l10n.t("{0} … {1}", formatShort(facts.min), formatShort(facts.max)) },
    ...(rowSums === undefined ? [] : [{ name: l10n.t("row sums"), value: sumsText(rowSums) }]),
  ];
  return (
    <>
      <section class="invitation">
        <p class="lead">{l10n.t("Choose the targets to get the loss.")}</p>
        <button type="button" class="primary" onClick={actions.chooseTarget}>
          {l10n.t("Choose targets…")}
        </button>
        <p class="hint">
          {l10n.t("Or select the targets in the editor and run “Loss Lens: Use Selection as Targets”.")}
        </p>
      </section>
      <dl class="facts wide">
        {list.map(({ name, value }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <section>
        <h2>{l10n.t("What the values look like")}</h2>
        <ul class="guesses">
          {kinds.map(({ inputKind, confidence, evidence }) => (
            <li key={inputKind}>
              <span class="guess-name">{inputKindName(inputKind)}</span>
              <span class="bar" aria-hidden="true">
                <span class="bar-fill" style={{ width: `${confidence * 100}%` }} />
              </span>
              <span class="number">{formatPercent(confidence)}</span>
              <span class="pipeline-remark">{clauses(kindReasons(inputKind, facts, evidence))}</span>
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}

function sumsText({ min, max }: { readonly min: number; readonly max: number }): string {
  const [least, most] = [formatShort(min), formatShort(max)];
  return least === most ? least : l10n.t("{0} … {1}", least, most);
}
