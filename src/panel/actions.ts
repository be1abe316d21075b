import type { ReadingChoice } from "../engine/reading";
import type { WhatIf } from "../engine/whatIf/whatIf";
import type { Span } from "../literal/literal";
import type { ArgumentName, FileText, PngAddress, Snapshot } from "../protocol";
import type { ShownType } from "../render/numbers";
import type { NumberEdit } from "../render/writeBack";
import type { WrittenText } from "../render/writtenText";
import type { RequestOptions } from "../report";
import type { Slice } from "./samples/sampleAxes";
import type { SampleSort } from "./samples/sampleTable";
import type { Evaluated } from "./state";

/** What a person can do in the panel. */
export interface Actions {
  choose(choice: ReadingChoice): void;
  setOptions(options: RequestOptions): void;
  sort(sort: SampleSort): void;
  slice(slice: Slice): void;
  select(sample: number): void;
  /** Shows a range of an argument's text in the editor. */
  reveal(snapshot: Snapshot, argument: ArgumentName, span: Span): void;
  /** Remembers what is tried out, without a new drawing: who tries it has drawn it. */
  tryOut(whatIf: WhatIf): void;
  unfold(section: string, open: boolean): void;
  /** A locked panel keeps its arrays. */
  lock(locked: boolean): void;
  /** What later evaluations are compared with; undefined clears it. */
  setBaseline(baseline: Evaluated | undefined): void;
  copy(text: WrittenText, what: string): void;
  /** Copies a picture, given as a `data:` address. */
  copyPicture(data: PngAddress, what: string): void;
  /** Asks where to, and writes a file: a text, or what a `data:` address of an image holds. */
  save(name: string, data: FileText): void;
  /** Writes changed values into the document that the input stands in. */
  writeBack(snapshot: Snapshot, edits: readonly NumberEdit[]): void;
  /** Runs the program of a pipeline, or its pytest, in the person's own PyTorch. */
  verify(snapshot: Snapshot, pipeline: string, what: "program" | "pytest"): void;
  chooseTarget(): void;
  /** Takes the targets for the input, and the input for the targets. */
  swap(snapshot: Snapshot): void;
  /** The type in which the loss is shown first. */
  showType(type: ShownType): void;
  /** Which of the code's calls is in view. */
  showCall(use: number): void;
  /** Goes to a call of the code in the editor. */
  revealCall(snapshot: Snapshot, use: number): void;
  /** Makes the edits of a call's fix. */
  fix(snapshot: Snapshot, use: number, fix: number): void;
  dismissUnread(): void;
  dismissProblem(): void;
  /** Ends the evaluation that runs; what was shown before stays. */
  cancel(): void;
  evaluateAgain(): void;
}
