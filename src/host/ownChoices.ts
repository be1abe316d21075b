import type { ReadingChoice } from "../engine/reading";
import type { StoredSnapshot } from "../protocol";
import type { RequestOptions } from "../report";
import type { OpenPair } from "./evaluator";

/** What a person decided in a panel. */
export interface OwnChoices {
  readonly choice: ReadingChoice;
  readonly options: RequestOptions;
}

export function withChoices(pair: OpenPair, { choice, options }: OwnChoices): OpenPair {
  return { ...pair, request: { ...pair.request, choice, options }, optionsFrom: undefined };
}

export function sameChoices(a: OwnChoices, b: OwnChoices): boolean {
  return JSON.stringify([a.choice, a.options]) === JSON.stringify([b.choice, b.options]);
}

/** What a panel kept over a reload of the window. */
interface SavedPanel extends OwnChoices {
  readonly snapshot: StoredSnapshot;
  readonly locked?: boolean;
}

export function isSaved(saved: unknown): saved is SavedPanel {
  return typeof saved === "object" && saved !== null && "snapshot" in saved && "choice" in saved && "options" in saved;
}
