import type { ReadingChoice } from "../engine/reading";
import { type Fits, fieldsOf, isFlag, maybe } from "../fits";
import type { StoredSnapshot } from "../protocol";
import { isChoice, isOptions, isStoredSnapshot } from "../protocolFits";
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

export const isSaved: Fits<SavedPanel> = fieldsOf<SavedPanel>({
  ...{ snapshot: isStoredSnapshot, choice: isChoice, options: isOptions, locked: maybe(isFlag) },
});

export const isOwnChoices: Fits<OwnChoices> = fieldsOf<OwnChoices>({ choice: isChoice, options: isOptions });
