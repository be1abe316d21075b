import * as l10n from "@vscode/l10n";
import type { FunctionComponent } from "preact";
import { useEffect, useState } from "preact/hooks";

/** A part of the panel whose script is loaded when it is first shown: most people never open it. */
export function lazy<Props extends object>(load: () => Promise<FunctionComponent<Props>>): FunctionComponent<Props> {
  let loaded: FunctionComponent<Props> | undefined;
  return function Later(props: Props) {
    const [state, setState] = useState<"loading" | "loaded" | "failed">(loaded === undefined ? "loading" : "loaded");
    useEffect(() => {
      if (loaded !== undefined) return;
      load().then(
        (component) => {
          loaded = component;
          setState("loaded");
        },
        // An update of the extension takes the scripts of an open panel away.
        () => setState("failed"),
      );
    }, []);
    if (state === "failed") {
      return <p class="notice">{l10n.t("This part could not be loaded. Close the panel and evaluate again.")}</p>;
    }
    const Component = loaded;
    return Component === undefined ? null : <Component {...props} />;
  };
}
