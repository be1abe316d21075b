/** All that the panel and its evaluation worker can say to each other. */
import type { ReadingChoice } from "../engine/reading";
import type { Progress, Report, Request, RequestOptions } from "../report";

export interface ToWorker {
  /** The arrays to read; undefined: those of the order before, which the worker has kept. */
  readonly sources: Pick<Request, "input" | "target"> | undefined;
  readonly choice: ReadingChoice;
  readonly options: RequestOptions;
  /** The texts of the window's language, as `@vscode/l10n` takes them. */
  readonly texts: string | undefined;
}

/** Progress as it is made, then one report or the reason why there is none. */
export type FromWorker =
  | { readonly type: "progress"; readonly progress: Progress }
  | { readonly type: "report"; readonly report: Report }
  | { readonly type: "failed"; readonly message: string };
