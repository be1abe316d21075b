import * as l10n from "@vscode/l10n";
import { useId } from "preact/hooks";
import type { CodeUse } from "../../protocol";

/** What the person's own code does with this input. */
export function CodeUses({ uses }: { readonly uses: readonly CodeUse[] }) {
  const id = useId();
  if (uses.length === 0) return null;
  return (
    <section class="code-uses" aria-labelledby={id}>
      <h2 id={id}>{l10n.t("In your code")}</h2>
      <ul>
        {uses.map(({ place, text, fits }) => (
          <li key={`${place} ${text}`}>
            <span class={fits ? "sign matches" : "sign differs"} aria-hidden="true">
              {fits ? "✓" : "≠"}
            </span>
            <span class="visually-hidden">{fits ? l10n.t("fits") : l10n.t("does not fit")}</span>
            <span class="code-place">{place}</span>
            <span>{text}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
