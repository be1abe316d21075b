import type { ClassList } from "../../protocol";
import type { Evaluation } from "../../report";

/** Typed names of classes, apart by commas; quotes and brackets around them, as in a list of a program, are left out. */
export function parseClassNames(text: string): readonly string[] {
  const inner = text.trim().replace(/^[[({]|[\])}]$/g, "");
  if (inner.trim() === "") return [];
  const names = inner.split(/[,;]/).map((name) => name.trim().replace(/^(["'])(.*)\1$/, "$2"));
  return names.at(-1) === "" ? names.slice(0, -1) : names;
}

/** Names that nobody typed, and where they come from. */
export interface FoundNames {
  readonly names: readonly string[];
  readonly from:
    | { readonly kind: "input" | "target" }
    | ({ readonly kind: "list" } & Pick<ClassList, "name" | "place">);
}

/** The header of the input, that of the target, or the nearest list of the file that has a name for each class. */
export function foundNames(
  { inputLiteral, targetLiteral }: Pick<Evaluation, "inputLiteral" | "targetLiteral">,
  lists: readonly ClassList[],
  classes: number,
): FoundNames | undefined {
  for (const kind of ["input", "target"] as const) {
    const names = { input: inputLiteral, target: targetLiteral }[kind].columnNames;
    if (names?.length === classes) return { names, from: { kind } };
  }
  const list = classes > 1 ? lists.find(({ names }) => names.length === classes) : undefined;
  return list && { names: list.names, from: { kind: "list", name: list.name, place: list.place } };
}

/** What a class is called: as typed, else as found, else by its index. Nothing typed at all, the empty text, switches names off. */
export function classNaming(typed: string | undefined, found: FoundNames | undefined) {
  if (typed === "") return String;
  const names = typed === undefined ? [] : parseClassNames(typed);
  return (column: number): string => names[column] || found?.names[column] || String(column);
}
