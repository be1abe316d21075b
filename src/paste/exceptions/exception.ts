import type { Cause } from "../../diagnosis/claim";
import type { LossName } from "../../engine/loss";
import type { TracebackFrame } from "../traceback";
import type { ExceptionFactsOf } from "./facts";

/** The causes of calls, and those that only show in what was printed. */
export type PasteCause = Cause | "device" | "not-normalised" | "overfitting";

export type ExceptionKind = keyof ExceptionFactsOf;

/** An exception understood: which, and what its words hold. */
export type ExceptionFacts = {
  readonly [K in ExceptionKind]: { readonly kind: K; readonly facts: ExceptionFactsOf[K] };
}[ExceptionKind];

/** What a row may ask beside the message. */
export interface ExceptionContext {
  /** The whole text of the frames' code. */
  readonly code: string;
  /** `RuntimeError`, `UserWarning`; empty where it is not known. */
  readonly type: string;
  /** torch's class of the loss, where frames or words tell. */
  readonly loss: LossName | undefined;
  /** Where it was raised. */
  readonly innermost: TracebackFrame | undefined;
}

/** One wording of one kind of exception. */
export interface ExceptionRow<K extends ExceptionKind = ExceptionKind> {
  readonly kind: K;
  /** Undefined where it is no mistake. */
  readonly cause: PasteCause | undefined;
  readonly pattern: RegExp;
  /** Undefined where it is another after all. */
  readonly facts: (match: RegExpExecArray, context: ExceptionContext) => ExceptionFactsOf[K] | undefined;
  /** Undefined where today's torch uses these words. */
  readonly until: OldWords | undefined;
}

/** Words that torch has given up. */
export interface OldWords {
  /** The last version that is known to use them. */
  readonly version: string;
  /** The losses that have given them up, where others still say so; undefined where none does. */
  readonly losses: readonly string[] | undefined;
}

type Facts<K extends ExceptionKind> = ExceptionRow<K>["facts"];

/** A row that is kept with others of different kinds. */
export function row<K extends ExceptionKind>(
  kind: K,
  cause: PasteCause | undefined,
  pattern: RegExp,
  facts: Facts<K>,
  version?: string,
  losses?: readonly string[],
): ExceptionRow {
  const until = version === undefined ? undefined : { version, losses };
  // The compiler cannot see that a row is only ever asked for its own kind.
  return { kind, cause, pattern, facts, until } as unknown as ExceptionRow;
}

/** The line of code that raised, as much of it as is searched. */
export function lineOf({ innermost }: ExceptionContext): string {
  return (innermost?.code ?? "").slice(0, 400);
}

export const nothing = (): Record<never, never> => ({});

/** `[2, 3, 4]`, `(4, 2)`, `torch.Size([4])`, `4, 3`. */
export function shapeIn(text: string): readonly number[] {
  return Array.from(text.matchAll(/\d+/g), ([digits]) => Number(digits));
}

const names: Readonly<Record<string, string>> = {
  ...{ long: "int64", int: "int32", short: "int16", char: "int8", byte: "uint8", bool: "bool", float: "float32" },
  ...{ double: "float64", half: "float16", bfloat16: "bfloat16", complexfloat: "complex64" },
  ...{ "unsigned char": "uint8", "signed char": "int8", "long int": "int64", "short int": "int16" },
};

/** `Long`, `torch.LongTensor`, `torch.cuda.FloatTensor`, and C++'s `long int`, as dtypes. */
export function dtypeName(word: string): string {
  const bare = word
    .replace(/^torch\./, "")
    .replace(/^cuda\./, "")
    .replace(/Tensor$/, "");
  return names[bare.toLowerCase()] ?? bare.toLowerCase();
}
