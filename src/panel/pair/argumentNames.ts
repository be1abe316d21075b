import * as l10n from "@vscode/l10n";
import type { Literal } from "../../literal/literal";
import type { Snapshot } from "../../protocol";

/** The name the input goes by in the person's code, where it has one. */
export function inputName({ request }: Snapshot, literal: Literal | undefined): string | undefined {
  return request.input.name ?? literal?.name;
}

export function targetName({ request }: Snapshot, literal: Literal | undefined): string | undefined {
  return request.target?.name ?? literal?.name;
}

/** For headings, where there must be some word. */
export function inputTitle(snapshot: Snapshot, literal: Literal | undefined): string {
  return inputName(snapshot, literal) ?? l10n.t("input");
}

export function targetTitle(snapshot: Snapshot, literal: Literal | undefined): string {
  return targetName(snapshot, literal) ?? l10n.t("targets");
}
