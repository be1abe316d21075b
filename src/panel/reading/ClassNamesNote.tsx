import * as l10n from "@vscode/l10n";
import type { RequestOptions } from "../../report";
import type { Actions } from "../actions";
import type { FoundNames } from "./classNames";

interface ClassNamesNoteProps {
  readonly found: FoundNames;
  readonly options: RequestOptions;
  readonly actions: Actions;
}

/** Where the names of the classes come from, unless they were typed, and the way to do without them. */
export function ClassNamesNote({ found, options, actions }: ClassNamesNoteProps) {
  if (options.classNames !== undefined && options.classNames !== "") return null;
  const off = options.classNames === "";
  const { classNames: _, ...others } = options;
  return (
    <p class="class-names-note">
      {off ? l10n.t("Classes by number.") : l10n.t("Class names from {0}.", sourceWords(found))}{" "}
      <button
        type="button"
        class="link"
        onClick={() => actions.setOptions(off ? others : { ...options, classNames: "" })}
      >
        {off ? l10n.t("Use the names from {0}", sourceWords(found)) : l10n.t("Use numbers")}
      </button>
    </p>
  );
}

function sourceWords({ from }: FoundNames): string {
  switch (from.kind) {
    case "input":
      return l10n.t("the input's header");
    case "target":
      return l10n.t("the targets' header");
    case "list":
      return l10n.t("{0} ({1})", from.name, from.place);
  }
}
