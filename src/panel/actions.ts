import type { ReadingChoice } from "../engine/reading";
import type { Span } from "../literal/literal";
import type { Argument, Snapshot } from "../protocol";
import type { RequestOptions } from "../report";
import type { Slice } from "./sampleAxes";
import type { SampleSort } from "./sampleTable";

/** What a person can do in the panel. */
export interface Actions {
  choose(choice: ReadingChoice): void;
  setOptions(options: RequestOptions): void;
  sort(sort: SampleSort): void;
  slice(slice: Slice): void;
  select(sample: number): void;
  /** Shows a range of an argument's text in the editor. */
  reveal(snapshot: Snapshot, argument: Argument, span: Span): void;
  copy(text: string, what: string): void;
  /** Asks where to, and writes a file: a text, or what a `data:` address of an image holds. */
  save(name: string, data: string): void;
  chooseTarget(): void;
  dismissProblem(): void;
}
