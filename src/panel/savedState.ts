import type { ReadingChoice } from "../engine/reading";
import { unchanged, type WhatIf } from "../engine/whatIf/whatIf";
import { type Fits, fieldsOf, isFlag, isIndex, isReal, isWhole, listOf, maybe, namedBy, oneOf } from "../fits";
import { restoredSnapshot, type Snapshot, type StoredSnapshot, storedSnapshot } from "../protocol";
import { isChoice, isOptions, isShownType, isStoredSnapshot } from "../protocolFits";
import type { RequestOptions } from "../report";
import type { SampleColumn, SampleSort } from "./samples/sampleTable";
import { initialState, textLength, type ViewState } from "./state";

/** Arrays and how they are read: what an evaluation answers. */
export interface KeptQuestion {
  readonly snapshot: Snapshot;
  readonly choice: ReadingChoice;
  readonly options: RequestOptions;
}

/** What survives a reload of the window: questions, not answers, since nan and infinities do not survive JSON. */
export interface SavedState
  extends SavedQuestion,
    Pick<ViewState, "sort" | "slice" | "selected" | "unfolded" | "call" | "type" | "locked"> {
  readonly baseline: SavedQuestion | undefined;
  readonly whatIf: SavedWhatIf;
}

interface SavedQuestion extends Omit<KeptQuestion, "snapshot"> {
  readonly snapshot: StoredSnapshot;
}

interface SavedWhatIf extends Omit<WhatIf, "values"> {
  readonly values: readonly (readonly [element: number, value: number])[];
}

/** VS Code copies a saved state on every change and keeps it on disk, so longer texts are left out. */
const SAVED_CHARACTERS = 1_000_000;

export function toSaved(state: ViewState): SavedState | undefined {
  const { snapshot, choice, options, sort, slice, selected, unfolded, call, type, locked, whatIf, baseline } = state;
  if (snapshot === undefined || textLength(snapshot) > SAVED_CHARACTERS) return undefined;
  const both = textLength(snapshot) + (baseline === undefined ? 0 : textLength(baseline.snapshot));
  return {
    ...{ ...questionOf({ snapshot, choice, options }), sort, slice, selected, unfolded, call, type, locked },
    baseline: both <= SAVED_CHARACTERS ? baseline && questionOf(baseline) : undefined,
    whatIf: { ...whatIf, values: [...whatIf.values] },
  };
}

function questionOf({ snapshot, choice, options }: KeptQuestion): SavedQuestion {
  return { snapshot: storedSnapshot(snapshot), choice, options };
}

export interface Restored {
  readonly state: ViewState;
  /** To be evaluated and made the baseline again. */
  readonly baseline: KeptQuestion | undefined;
}

/** Back from what `toSaved` gave; anything else, undefined among it, starts afresh. */
export function fromSaved(saved: unknown): Restored {
  if (!isSaved(saved)) return { state: initialState, baseline: undefined };
  const { baseline, whatIf, slice, snapshot, choice, options, sort, selected, unfolded, call, type, locked } = saved;
  return {
    state: {
      ...initialState,
      ...{ choice, options, sort, selected, unfolded, call, type, locked },
      snapshot: restoredSnapshot(snapshot),
      // What is held along no axis is null in JSON.
      slice: slice.map((index) => index ?? undefined),
      whatIf: { ...unchanged, ...whatIf, values: new Map(whatIf.values) },
    },
    baseline: baseline && { ...baseline, snapshot: restoredSnapshot(baseline.snapshot) },
  };
}

const question = { snapshot: isStoredSnapshot, choice: isChoice, options: isOptions };
const isElement = (value: unknown): value is readonly [number, number] =>
  Array.isArray(value) && value.length === 2 && isIndex(value[0]) && isReal(value[1]);

/** Written by this version: a state that an older one kept has other fields. */
const isSaved: Fits<SavedState> = fieldsOf<SavedState>({
  ...question,
  sort: fieldsOf<SampleSort>({
    column: oneOf<SampleColumn>({
      ...{ sample: true, expected: true, predicted: true, probability: true, loss: true },
      ...{ value: true, labelLoss: true, gradient: true },
    }),
    classColumn: maybe(isIndex),
    descending: isFlag,
  }),
  slice: listOf((value): value is number | undefined => value === null || value === undefined || isIndex(value)),
  selected: maybe(isIndex),
  unfolded: namedBy(isFlag),
  call: isIndex,
  type: maybe(isShownType),
  locked: isFlag,
  baseline: maybe(fieldsOf<SavedQuestion>(question)),
  whatIf: fieldsOf<SavedWhatIf>({
    temperature: (value): value is number => isReal(value) && value > 0,
    labelSmoothing: maybe(isReal),
    weight: maybe(listOf(isReal)),
    ignoreIndex: maybe(isWhole),
    values: listOf(isElement),
  }),
});
