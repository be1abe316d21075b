import type { ForeignCall, Framework } from "../frameworks/framework";
import type { Place } from "../textUnit";
import type { Context } from "./operation";
import type { Value } from "./value";

/**
 * A call of a loss in someone's code, with both arguments as values that know where they come from. Where it is met several times with
 * other arguments, the values here are joined, and those of each visit stand beside them.
 */
export interface LossCall {
  readonly framework: Framework;
  /** The module's name, whichever way it is called: `CrossEntropyLoss` for `F.cross_entropy`. */
  readonly loss: string;
  readonly functional: boolean;
  /** The call on the arrays. */
  readonly place: Place;
  /** Where the loss is named: the function, or the class in its constructor call. */
  readonly named: Place;
  /** The constructor's whole call; undefined for a function. */
  readonly construction: Place | undefined;
  /** The arrays by the parameters' names of their framework, the predictions first: torch's `input` and `target`, and what else the loss takes (`var`, `y`). */
  readonly arguments: readonly LossArgument[];
  /** Options by torch's names, as values; those not given are absent. `size_average` and `reduce` are resolved into `reduction`. */
  readonly options: ReadonlyMap<string, LossOption>;
  readonly context: Context;
  readonly value: Value;
  /** The framework's exception, where it surely raises. */
  readonly raises: { readonly type: string; readonly message: string } | undefined;
  /** The call as data, where another framework than torch carries it out and all of it is known. */
  readonly foreign?: ForeignCall | undefined;
  /** Its loss is named, and it was not met yet with arrays: Keras's `compile` in front of `fit`. */
  readonly isPending?: boolean;
  /** It sets each step against the next label by itself, as the models of languages of Hugging Face do. */
  readonly shifts?: boolean;
  readonly visits?: Visits | undefined;
}

/** The different calls that are made at one place, in the order in which the program comes by. */
export interface Visits {
  /** Those whose outcome is known, up to the first that is not. */
  readonly each: readonly LossCall[];
  /** There are no others. */
  readonly areAll: boolean;
}

export interface LossArgument {
  readonly name: string;
  readonly value: Value;
  /** Where its expression stands; undefined for what was spread. */
  readonly place: Place | undefined;
}

export interface LossOption {
  readonly value: Value;
  readonly place: Place | undefined;
}
