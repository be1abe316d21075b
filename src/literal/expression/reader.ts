import type { Diagnostic, DiagnosticCode } from "../literal";
import type { Family } from "../text/lexis";
import type { Budget } from "./budget";
import type { Dialect } from "./dialect";
import type { Node } from "./syntax";
import type { Place, Value } from "./value";

/** What turns the syntax tree of an expression into a value, in one language or another. Refuses what it cannot evaluate. */
export interface Reader {
  readonly text: string;
  readonly family: Family;
  readonly dialect: Dialect;
  readonly budget: Budget;
  readonly warnings: readonly Diagnostic[];
  columnNames: readonly string[] | undefined;
  readonly evaluate: (node: Node) => Value;
  /** A reader of a text within this one, paid from the same budget. */
  readonly inside: (text: string, family: Family) => Reader;
  readonly warn: (code: DiagnosticCode, place: Place, message: string) => void;
}
