import type { Tensor } from "../tensor/tensor";

/** A range of a text in UTF-16 code units. */
export interface Span {
  readonly offset: number;
  readonly length: number;
}

export type DiagnosticCode =
  | "elided"
  | "ragged"
  | "non-numeric"
  | "unbalanced"
  | "empty-selection"
  | "not-an-array"
  | "unsupported-expression"
  | "too-large";

/** A problem in a text, at its exact place. `message` says what was found, what was expected and what to do. */
export interface Diagnostic extends Span {
  readonly code: DiagnosticCode;
  readonly message: string;
  readonly severity: "error" | "warning";
}

/** An array literal read from a text: its values, and where each of them stands. All offsets are into the text given to the parser. */
export interface Literal {
  readonly kind: "literal";
  readonly tensor: Tensor;
  /** The whole literal, constructor and trailing casts included, an assignment's left side not. */
  readonly span: Span;
  /** The name it is assigned to: `y_true` of `y_true = np.array(…)`. */
  readonly name: string | undefined;
  /** Who makes the array, which decides its dtype: `np.array(…)` is numpy's, a bare list or JSON nobody's. */
  readonly library: "numpy" | "torch" | "tensorflow" | "jax" | undefined;
  /** Offset and length of element i in the text, row-major; elements that an expression made share the span of the expression. */
  readonly elementOffsets: Uint32Array;
  readonly elementLengths: Uint32Array;
  /** Names of the columns where the text has them (a CSV header). */
  readonly columnNames: readonly string[] | undefined;
  /** A factor printed in front of the elements (`1.0e+03 *`): the values have it in them, the text at an element's offset does not. */
  readonly scale?: number;
  /** Warnings; an error makes the result `Unreadable`. */
  readonly diagnostics: readonly Diagnostic[];
}

export interface Unreadable {
  readonly kind: "unreadable";
  /** At least one error, the most telling first. */
  readonly diagnostics: readonly Diagnostic[];
}
