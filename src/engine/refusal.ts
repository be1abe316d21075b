import type { TensorOp } from "./ops/tensorOp";

/** A change to one argument after which the call goes through, e.g. `target.long()`. */
export interface Fix {
  readonly argument: "input" | "target";
  readonly ops: readonly TensorOp[];
}

/** What torch raises instead of computing: the exception's type and its text, word for word. */
export interface Refusal {
  readonly kind: "refusal";
  readonly exception:
    | "RuntimeError"
    | "ValueError"
    | "TypeError"
    | "IndexError"
    | "NotImplementedError"
    | "UnicodeDecodeError";
  readonly message: string;
  /** Likeliest first; empty where no conversion of the arguments can help. */
  readonly fixes: readonly Fix[];
}

export function refusal(exception: Refusal["exception"], message: string, fixes: readonly Fix[] = []): Refusal {
  return { kind: "refusal", exception, message, fixes };
}

/** Whether a loss, an operation or a pipeline was refused, as torch refuses it. */
export function isRefusal<T extends object>(result: T | Refusal): result is Refusal {
  return "kind" in result && result.kind === "refusal";
}
