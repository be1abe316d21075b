import type { LossName } from "../engine/loss";
import type { TensorOp } from "../engine/ops";
import type { Span } from "../literal/literal";

/** A span of one of several texts: the cells of a notebook, or the one document. */
export interface TextSpan extends Span {
  readonly text: number;
}

/** An op of the code, where its whole call stands, and where what it is applied to. */
export interface TracedOp {
  readonly op: TensorOp;
  readonly call: TextSpan;
  readonly operand: TextSpan;
}

/** An argument of a loss, followed back to the array literal that it comes from. */
export interface TracedArray {
  readonly literal: TextSpan;
  readonly name: string | undefined;
  /** From the literal to the loss, in the order of their application. */
  readonly ops: readonly TracedOp[];
}

/** The options of a loss call, as far as their values can be followed; `others` says that there are some that cannot. */
export interface WrittenOptions {
  readonly reduction?: "none" | "mean" | "sum" | "batchmean";
  readonly ignoreIndex?: number;
  readonly labelSmoothing?: number;
  readonly weight?: TracedArray;
  readonly posWeight?: TracedArray;
  readonly others?: true;
}

/** One call of a loss in the code. */
export interface LossUse {
  readonly loss: LossName;
  readonly options: WrittenOptions;
  readonly call: TextSpan;
  /** Where the loss is named: the module's constructor or the function, to be replaced by another. */
  readonly named: TextSpan;
  /** Whether the name is a function of torch.nn.functional. */
  readonly functional: boolean;
  readonly inputArgument: TextSpan;
  readonly targetArgument: TextSpan;
  readonly input: TracedArray;
  readonly target: TracedArray;
}
