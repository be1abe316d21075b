import type { Diagnostic, DiagnosticCode } from "../literal";
import type { Budget } from "./budget";
import type { Language } from "./language";
import type { Node } from "./syntax";
import type { Place, Value } from "./value";

/** What turns the syntax tree of an expression into a value, in one language or another. Refuses what it cannot evaluate. */
export interface Reader {
  readonly text: string;
  readonly language: Language;
  readonly budget: Budget;
  readonly warnings: readonly Diagnostic[];
  columnNames: readonly string[] | undefined;
  readonly evaluate: (node: Node) => Value;
  /** A reader of a text within this one, paid from the same budget. */
  readonly inside: (text: string, language: Language) => Reader;
  readonly warn: (code: DiagnosticCode, place: Place, message: string) => void;
}
