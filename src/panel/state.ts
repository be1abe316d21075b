import type { ReadingChoice } from "../engine/reading";
import { unchanged, type WhatIf } from "../engine/whatIf/whatIf";
import type { Snapshot } from "../protocol";
import type { ShownType } from "../render/numbers";
import type { Evaluation, Progress, Report, RequestOptions } from "../report";
import { sameSource, sourceLength } from "../source";
import type { Slice } from "./samples/sampleAxes";
import type { SampleSort } from "./samples/sampleTable";

/** A result with the snapshot that it belongs to. */
export interface Evaluated {
  readonly snapshot: Snapshot;
  readonly report: Evaluation;
}

/** The last result, with the call that was in view and the options that were asked for. */
export interface LastEvaluated extends Evaluated {
  readonly call: number;
  readonly options: RequestOptions;
}

/** What later evaluations are compared with, and the question that it answered. */
export interface Baseline extends Evaluated {
  readonly choice: ReadingChoice;
  readonly options: RequestOptions;
}
/** What becomes of an evaluation before there is a report. */
export type Pending =
  | { readonly kind: "waiting" }
  | { readonly kind: "running"; readonly progress: Progress | undefined }
  /** Without a reason: a person cancelled it. */
  | { readonly kind: "stopped"; readonly reason: string | undefined };

/** Everything that decides what the panel shows. */
export interface ViewState {
  readonly snapshot: Snapshot | undefined;
  readonly choice: ReadingChoice;
  readonly options: RequestOptions;
  /** Of exactly this snapshot, choice and options; undefined while it is still to be evaluated. */
  readonly report: Report | undefined;
  /** Of no account once there is a report. */
  readonly pending: Pending;
  /** The last evaluation; it stays in view while something newer cannot be read. */
  readonly lastEvaluated: LastEvaluated | undefined;
  /** What the host has to say about something that could not be shown. */
  readonly problem: string | undefined;
  /** Why there is nothing to show of what a person asked for last: the result in view is another one's. */
  readonly unread: string | undefined;
  readonly sort: SampleSort;
  /** What is held fast of the axes along which the samples stand. */
  readonly slice: Slice;
  readonly selected: number | undefined;
  readonly baseline: Baseline | undefined;
  readonly whatIf: WhatIf;
  /** Which sections a person has opened or closed. */
  readonly unfolded: Readonly<Record<string, boolean>>;
  /** Which of the code's calls is in view. */
  readonly call: number;
  /** What has just been copied. */
  readonly copied: string | undefined;
  /** The type in which the loss is shown first, where that was chosen here. */
  readonly type: ShownType | undefined;
  /** The panel keeps its arrays: the next evaluation opens another. */
  readonly locked: boolean;
}

export type Action =
  | { readonly type: "opened"; readonly snapshot: Snapshot }
  | { readonly type: "problem"; readonly message: string | undefined }
  | { readonly type: "unread"; readonly message: string | undefined }
  | { readonly type: "chose"; readonly choice: ReadingChoice }
  | { readonly type: "options"; readonly options: RequestOptions }
  | { readonly type: "progressed"; readonly progress: Progress | undefined }
  | { readonly type: "stopped"; readonly reason: string | undefined }
  | { readonly type: "retried" }
  | { readonly type: "evaluated"; readonly report: Report }
  | { readonly type: "sorted"; readonly sort: SampleSort }
  | { readonly type: "sliced"; readonly slice: Slice }
  | { readonly type: "selected"; readonly sample: number }
  | { readonly type: "baseline"; readonly baseline: Baseline | undefined }
  | { readonly type: "triedOut"; readonly whatIf: WhatIf }
  | { readonly type: "unfolded"; readonly section: string; readonly open: boolean }
  | { readonly type: "showedCall"; readonly call: number }
  | { readonly type: "showedType"; readonly as: ShownType }
  | { readonly type: "copied"; readonly what: string | undefined }
  | { readonly type: "locked"; readonly locked: boolean };

/** To be evaluated, and nothing begun yet. */
const unanswered = { report: undefined, pending: { kind: "waiting" } } as const;

export const initialState: ViewState = {
  snapshot: undefined,
  choice: {},
  options: { reduction: "mean" },
  ...unanswered,
  lastEvaluated: undefined,
  problem: undefined,
  unread: undefined,
  sort: { column: "loss", descending: true },
  slice: [],
  selected: undefined,
  baseline: undefined,
  whatIf: unchanged,
  unfolded: {},
  call: 0,
  copied: undefined,
  type: undefined,
  locked: false,
};

export function reduce(state: ViewState, action: Action): ViewState {
  switch (action.type) {
    case "opened": {
      const { snapshot } = action;
      const { choice, options } = snapshot.request;
      // While its text is edited the array stays the same, and so does what is looked at of it.
      const isSame = sameArray(state.snapshot, snapshot);
      const kept = isSame ? {} : { slice: [], selected: undefined };
      const call = isSame && state.snapshot?.asked === snapshot.asked ? state.call : 0;
      const whatIf = sameTexts(state.snapshot, snapshot) ? state.whatIf : unchanged;
      const opened = {
        ...state,
        snapshot,
        choice,
        options,
        whatIf,
        ...unanswered,
        problem: undefined,
        unread: undefined,
        ...kept,
        call,
      };
      // Where nobody has chosen others, the options are those of the call in view.
      return opened.call > 0 && snapshot.optionsFrom !== undefined ? withCall(opened, opened.call) : opened;
    }
    case "problem":
      return { ...state, problem: action.message };
    case "unread":
      return { ...state, unread: action.message };
    case "chose":
      return { ...state, choice: action.choice, ...unanswered, problem: undefined, slice: [], whatIf: unchanged };
    case "options":
      return { ...state, options: action.options, ...unanswered, problem: undefined };
    case "progressed":
      return { ...state, pending: { kind: "running", progress: action.progress } };
    case "stopped":
      return { ...state, pending: { kind: "stopped", reason: action.reason } };
    case "retried":
      return { ...state, ...unanswered };
    case "evaluated":
      return {
        ...state,
        report: action.report,
        lastEvaluated: evaluatedOf(state, action.report) ?? state.lastEvaluated,
      };
    case "sorted":
      return { ...state, sort: action.sort };
    case "sliced":
      return { ...state, slice: action.slice };
    case "selected":
      return { ...state, selected: action.sample };
    case "baseline":
      return { ...state, baseline: action.baseline };
    case "triedOut":
      return { ...state, whatIf: action.whatIf };
    case "unfolded":
      return { ...state, unfolded: { ...state.unfolded, [action.section]: action.open } };
    case "showedCall":
      return withCall(state, action.call);
    case "showedType":
      return { ...state, type: action.as };
    case "copied":
      return { ...state, copied: action.what };
    case "locked":
      return { ...state, locked: action.locked };
  }
}

/** All that is shown is then as this call has it: its loss, its options, how it reads the arrays. */
function withCall(state: ViewState, call: number): ViewState {
  const written = state.snapshot?.codeUses[call]?.written;
  if (written === undefined) return { ...state, call };
  return { ...state, call, ...written, ...unanswered, problem: undefined };
}

/** Whether a snapshot is of the array that was in view before: as it is after an edit, or with other targets. */
export function sameArray(before: Snapshot | undefined, after: Snapshot): boolean {
  const anchor = before?.inputPlace.anchor;
  return (
    anchor !== undefined &&
    anchor.uri === after.inputPlace.anchor?.uri &&
    before?.request.input.name === after.request.input.name &&
    (before?.request.input.name !== undefined || anchor.offset === after.inputPlace.anchor?.offset)
  );
}

function sameTexts(before: Snapshot | undefined, { request: { input, target } }: Snapshot): boolean {
  return sameSource(before?.request.input, input) && sameSource(before?.request.target, target);
}

function evaluatedOf({ snapshot, call, options }: ViewState, report: Report): LastEvaluated | undefined {
  return snapshot !== undefined && report.kind === "evaluation" ? { snapshot, report, call, options } : undefined;
}

/** Characters to be read for a snapshot: the measure of the work ahead. */
export function textLength({ request: { input, target } }: Snapshot): number {
  return sourceLength(input) + (target === undefined ? 0 : sourceLength(target));
}
