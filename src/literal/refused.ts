import type { Diagnostic, DiagnosticCode, Unreadable } from "./literal";

/**
 * How a reader deep inside the parser gives up; caught at the border, never seen outside. Not an `Error`: a document can hold millions of
 * unreadable brackets, and a stack trace for each would cost more than reading them.
 */
export class Refused {
  readonly diagnostic: Diagnostic;

  constructor(code: DiagnosticCode, start: number, end: number, message: string) {
    this.diagnostic = { code, offset: start, length: Math.max(0, end - start), message, severity: "error" };
  }
}

export function unreadable(code: DiagnosticCode, start: number, end: number, message: string): Unreadable {
  return { kind: "unreadable", diagnostics: [new Refused(code, start, end, message).diagnostic] };
}
