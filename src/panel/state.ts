import type { ReadingChoice } from "../engine/reading";
import type { Snapshot } from "../protocol";
import type { Evaluation, Report, RequestOptions } from "../report";
import type { Slice } from "./sampleAxes";
import type { SampleSort } from "./sampleTable";

/** A result with the snapshot that it belongs to. */
export interface Good {
  readonly snapshot: Snapshot;
  readonly report: Evaluation;
}

/** Everything that decides what the panel shows. */
export interface ViewState {
  readonly snapshot: Snapshot | undefined;
  readonly choice: ReadingChoice;
  readonly options: RequestOptions;
  /** Of exactly this snapshot, choice and options; undefined while it is still to be evaluated. */
  readonly report: Report | undefined;
  /** The last evaluation; it stays in view while something newer cannot be read. */
  readonly lastGood: Good | undefined;
  /** What the host has to say about something that could not be shown. */
  readonly problem: string | undefined;
  readonly sort: SampleSort;
  /** What is held fast of the axes along which the samples stand. */
  readonly slice: Slice;
  readonly selected: number | undefined;
  /** An evaluation to compare later ones with. */
  readonly pinned: Good | undefined;
}

export type Action =
  | { readonly type: "opened"; readonly snapshot: Snapshot }
  | { readonly type: "problem"; readonly message: string | undefined }
  | { readonly type: "chose"; readonly choice: ReadingChoice }
  | { readonly type: "options"; readonly options: RequestOptions }
  | { readonly type: "evaluated"; readonly report: Report }
  | { readonly type: "sorted"; readonly sort: SampleSort }
  | { readonly type: "sliced"; readonly slice: Slice }
  | { readonly type: "selected"; readonly sample: number }
  | { readonly type: "pinned"; readonly pinned: Good | undefined };

export const initialState: ViewState = {
  snapshot: undefined,
  choice: {},
  options: { reduction: "mean" },
  report: undefined,
  lastGood: undefined,
  problem: undefined,
  sort: { column: "loss", descending: true },
  slice: [],
  selected: undefined,
  pinned: undefined,
};

export function reduce(state: ViewState, action: Action): ViewState {
  switch (action.type) {
    case "opened": {
      const { snapshot } = action;
      const { choice, options } = snapshot.request;
      // While its text is edited the array stays the same, and so does what is looked at of it.
      const kept = sameArray(state.snapshot, snapshot) ? {} : { slice: [], selected: undefined };
      return { ...state, snapshot, choice, options, report: undefined, problem: undefined, ...kept };
    }
    case "problem":
      return { ...state, problem: action.message };
    case "chose":
      return { ...state, choice: action.choice, report: undefined, problem: undefined, slice: [] };
    case "options":
      return { ...state, options: action.options, report: undefined, problem: undefined };
    case "evaluated":
      return { ...state, report: action.report, lastGood: goodOf(state, action.report) ?? state.lastGood };
    case "sorted":
      return { ...state, sort: action.sort };
    case "sliced":
      return { ...state, slice: action.slice };
    case "selected":
      return { ...state, selected: action.sample };
    case "pinned":
      return { ...state, pinned: action.pinned };
  }
}

function sameArray(before: Snapshot | undefined, after: Snapshot): boolean {
  const anchor = before?.inputPlace.anchor;
  return (
    anchor !== undefined &&
    anchor.uri === after.inputPlace.anchor?.uri &&
    before?.request.input.name === after.request.input.name &&
    (before?.request.input.name !== undefined || anchor.offset === after.inputPlace.anchor?.offset)
  );
}

function goodOf({ snapshot }: ViewState, report: Report): Good | undefined {
  return snapshot !== undefined && report.kind === "evaluation" ? { snapshot, report } : undefined;
}

/** What survives a reload of the window: the question, not the answer, since numbers do not survive JSON. */
export interface SavedState {
  readonly snapshot: Snapshot;
  readonly choice: ReadingChoice;
  readonly options: RequestOptions;
}

/** VS Code copies a saved state on every change and keeps it on disk, so a text beyond this is left to the host to send again. */
const SAVED_CHARACTERS = 1_000_000;

export function toSaved({ snapshot, choice, options }: ViewState): SavedState | undefined {
  if (snapshot === undefined) return undefined;
  return textLength(snapshot) <= SAVED_CHARACTERS ? { snapshot, choice, options } : undefined;
}

/** Back from what `toSaved` gave; anything else, undefined among it, starts afresh. */
export function fromSaved(saved: unknown): ViewState {
  if (!isSaved(saved)) return initialState;
  return { ...initialState, snapshot: saved.snapshot, choice: saved.choice, options: saved.options };
}

function isSaved(saved: unknown): saved is SavedState {
  return typeof saved === "object" && saved !== null && "snapshot" in saved && "choice" in saved && "options" in saved;
}

/** Characters to be read for a snapshot: the measure of the work ahead. */
export function textLength({ request: { input, target } }: Snapshot): number {
  return input.text.length + (target?.text.length ?? 0);
}
