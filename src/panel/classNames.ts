import type { Evaluation } from "../report";

/** Typed names of classes, apart by commas; quotes and brackets around them, as in a list of a program, are left out. */
export function parseClassNames(text: string): readonly string[] {
  const inner = text.trim().replace(/^[[({]|[\])}]$/g, "");
  if (inner.trim() === "") return [];
  const names = inner.split(/[,;]/).map((name) => name.trim().replace(/^(["'])(.*)\1$/, "$2"));
  return names.at(-1) === "" ? names.slice(0, -1) : names;
}

/** The name of a class: as typed, else as the text of the input has it, else its index. */
export function classNaming(report: Pick<Evaluation, "inputLiteral">, typed: string | undefined) {
  const names = typed === undefined ? [] : parseClassNames(typed);
  return (column: number): string => names[column] || report.inputLiteral.columnNames?.[column] || String(column);
}
