import * as l10n from "@vscode/l10n";
import { useId } from "preact/hooks";
import type { CodeUse } from "../../protocol";
import { answerSigns } from "../../render/answerText";

/** What there is to say about the loss calls of the person's own code on these arrays. */
export function CodeUses({ uses }: { readonly uses: readonly CodeUse[] }) {
  const id = useId();
  if (uses.length === 0) return null;
  return (
    <section class="code-uses" aria-labelledby={id}>
      <h2 id={id}>{l10n.t("In your code")}</h2>
      <ul>
        {uses.map(({ place, text, verdict }) => (
          <li key={`${place} ${text}`}>
            <span class={`sign ${styles[verdict]}`} aria-hidden="true">
              {answerSigns[verdict]}
            </span>
            <span class="visually-hidden">{wordOf(verdict)}</span>
            <span class="code-place">{place}</span>
            <span>{text}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

const styles: Readonly<Record<CodeUse["verdict"], string>> = {
  right: "matches",
  wrong: "differs",
  raises: "raises",
  unsure: "unjudged",
};

function wordOf(verdict: CodeUse["verdict"]): string {
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
