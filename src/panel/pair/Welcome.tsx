import * as l10n from "@vscode/l10n";

/** The panel before anything has been evaluated. */
export function Welcome() {
  return (
    <section class="welcome">
      <h2 class="plain">{l10n.t("Nothing evaluated yet")}</h2>
      <ol>
        <li>{l10n.t("Select an array in the editor, or put the cursor inside it.")}</li>
        <li>{l10n.t("Run “Loss Lens: Evaluate Loss of Selection” from the command palette or the context menu.")}</li>
        <li>{l10n.t("Targets are found beside it, or you choose them; the loss appears here.")}</li>
      </ol>
    </section>
  );
}
