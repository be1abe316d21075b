import type { Answer, Verdict } from "../diagnosis/answer";
import type { LossExplanations } from "../engine/explainLoss";
import type { Range } from "../python/syntax";
import type { Evaluation } from "../report";
import type { CodeFacts } from "./codeAnswers";
import type { PasteCause } from "./exceptions/exception";
import type { Understood } from "./exceptions/understand";
import type { LogFacts } from "./logFacts";
import type { Metric, Series } from "./series";
import type { PrintedException, TracebackFrame } from "./traceback";

/** What is said about a part of a paste that is no call: an exception, the numbers of a log, printed arrays. The words are in render. */
export interface PasteAnswer {
  readonly about: "traceback" | "warning" | "log" | "number" | "arrays" | "code" | "text";
  /** Where it stands in the text; undefined where nothing was found. */
  readonly place: Range | undefined;
  readonly verdict: Verdict;
  readonly cause: PasteCause | undefined;
  readonly says: Says;
}

export type Says = ExceptionSays | UnknownSays | LogSays | ArraysSays | CodeSays | NothingSays;

export interface ExceptionSays {
  readonly kind: "exception";
  readonly exception: PrintedException;
  readonly understood: Understood;
  readonly names: ExceptionNames;
  /** How many axes the target has, where its text or an array of its name tells. */
  readonly targetAxes: number | undefined;
  /** The labels that were printed beside it, or that the code has. */
  readonly labels: { readonly min: number; readonly max: number } | undefined;
  /** One-hot rows among the arrays, which were flattened to as many labels as the exception counts; their columns. */
  readonly oneHot: number | undefined;
  /** How many classes the printed scores, or the code's last layer, have. */
  readonly classes: number | undefined;
  readonly frame: TracebackFrame | undefined;
}

/** How the person calls what the exception is about. */
export interface ExceptionNames {
  readonly input: string | undefined;
  readonly target: string | undefined;
  /** `criterion(out, labels)`, as the failing line has it. */
  readonly call: { readonly callee: string; readonly args: readonly string[] } | undefined;
  /** torch's class of the loss, where the frames tell. */
  readonly loss: string | undefined;
}

/** An exception whose words are not known here. */
export interface UnknownSays {
  readonly kind: "unknownException";
  readonly exception: PrintedException;
  readonly frame: TracebackFrame | undefined;
}

export interface LogSays {
  readonly kind: "log";
  readonly facts: LogFacts;
  /** The losses, for a small picture; undefined where there are less than three. */
  readonly series: Series | undefined;
  /** The other losses of the same lines, to be drawn with it. */
  readonly beside: readonly Series[];
  /** The epochs of its numbers, where every line says its own. */
  readonly epochs: readonly number[] | undefined;
}

/** Printed arrays that no call is about, read as a pair. */
export interface ArraysSays {
  readonly kind: "arrays";
  readonly report: Evaluation;
  readonly input: string | undefined;
  readonly target: string | undefined;
  /** A loss that was printed with them, and what gives it. */
  readonly seen: { readonly metric: Metric; readonly explained: LossExplanations } | undefined;
}

/** The form of code whose values are not there. */
export interface CodeSays {
  readonly kind: "code";
  readonly facts: CodeFacts;
}

export interface NothingSays {
  readonly kind: "nothing";
  /** Whether there was any text. */
  readonly empty: boolean;
}

/** What of a long paste was not looked at: characters at its end, calls behind the first ones, arrays where a pair was not looked for. */
export interface PasteLeftOut {
  readonly characters: number;
  readonly calls: number;
  readonly arrays: number;
}

/** A call or a part of a paste, in the order in which a person wants to hear of them. */
export type PasteSaid =
  | { readonly kind: "call"; readonly call: Answer }
  | { readonly kind: "answer"; readonly answer: PasteAnswer };
