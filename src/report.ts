import type { InputDescription } from "./engine/describeInput";
import type { LossOptions, Reduction } from "./engine/loss";
import type { PairReport } from "./engine/pairReport";
import type { RankedReading, ReadingChoice } from "./engine/reading";
import type { Diagnostic, Literal } from "./literal/literal";
import type { Source } from "./source";

/** The loss's options as a person gives them: numbers, and array literals as text. All of it survives JSON. */
export interface RequestOptions {
  readonly reduction: Reduction;
  readonly ignoreIndex?: number;
  readonly labelSmoothing?: number;
  /** One weight a class, e.g. `[1, 2, 0.5]`. */
  readonly weight?: string;
  readonly posWeight?: string;
  /** Names to show for the classes, apart by commas; no loss depends on them. */
  readonly classNames?: string;
}

export interface Request {
  readonly input: Source;
  readonly target: Source | undefined;
  readonly choice: ReadingChoice;
  readonly options: RequestOptions;
}

/** Both arrays were read and at least one reading fits them. */
export interface Evaluation extends PairReport {
  readonly kind: "evaluation";
  readonly inputLiteral: Literal;
  readonly targetLiteral: Literal;
}

/** The input alone: no target is known yet. */
export interface InputOnly {
  readonly kind: "inputOnly";
  readonly inputLiteral: Literal;
  readonly description: InputDescription;
}

/** One of the texts is not an array; offsets of the diagnostics are into that text. */
export interface UnreadableArgument {
  readonly kind: "unreadable";
  readonly argument: "input" | "target" | "weight" | "posWeight";
  readonly diagnostics: readonly Diagnostic[];
  readonly inputLiteral: Literal | undefined;
}

/** Both are arrays, but no reading fits the two shapes and values. */
export interface Misfit {
  readonly kind: "misfit";
  readonly inputLiteral: Literal;
  readonly targetLiteral: Literal;
  readonly description: InputDescription;
  /** Those that nothing speaks for, and that a person may choose. */
  readonly readings: readonly RankedReading[];
  /** As the pipelines took them. */
  readonly options: LossOptions;
  /** What torch says to each pipeline all the same. */
  readonly pipelines: PairReport["pipelines"];
}

export type Report = Evaluation | InputOnly | UnreadableArgument | Misfit;

/** What an evaluation is doing: the parts of it that take long on large arrays, in their order. */
export type Progress =
  | { readonly kind: "reading"; readonly argument: "input" | "target" }
  /** What the input may hold, and the loss by definition. */
  | { readonly kind: "understanding" }
  | { readonly kind: "pipelines"; readonly done: number; readonly of: number }
  /** What the pipelines that raise give once they are mended. */
  | { readonly kind: "fixes"; readonly done: number; readonly of: number };
