import * as l10n from "@vscode/l10n";
import { useId, useState } from "preact/hooks";
import type { PairReport } from "../../engine/pairReport";
import { lazy } from "../shared/lazy";

const SeenLossAnswer = lazy(async () => (await import("./SeenLossAnswer")).SeenLossAnswer);

/** Up to so many elements the answer follows every key; beyond that it waits for Enter. */
const INSTANT_ELEMENTS = 20_000;

/** A loss as someone printed it, and what gives it on these arrays. */
export function SeenLoss({ report }: { readonly report: PairReport }) {
  const [text, setText] = useState("");
  const id = useId();
  const instant = report.input.data.length <= INSTANT_ELEMENTS;
  return (
    <div class="seen">
      <div class="seen-question">
        <label for={id}>{l10n.t("I saw this loss")}</label>
        <input
          id={id}
          class="text-field"
          type="text"
          inputMode="decimal"
          autocomplete="off"
          placeholder="0.6628"
          onInput={(event) => instant && setText(event.currentTarget.value)}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      </div>
      <div aria-live="polite">{text.trim() !== "" && <SeenLossAnswer {...{ report, text }} />}</div>
    </div>
  );
}
