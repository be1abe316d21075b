export type Style = "bold" | "dim" | "good" | "warning" | "bad";

/** A piece of a line; a plain text has no style. */
export type StyledText = string | { readonly text: string; readonly style: Style };
export type TerminalLine = readonly StyledText[];

const codes: Readonly<Record<Style, readonly [on: number, off: number]>> = {
  bold: [1, 22],
  dim: [2, 22],
  good: [32, 39],
  warning: [33, 39],
  bad: [31, 39],
};

/** Lines as the terminal takes them. Control characters of the document never reach it: they could move its cursor or worse. */
export function renderLines(lines: readonly TerminalLine[], colours: boolean): string {
  return lines
    .map(
      (line) =>
        `${line
          .map((segment) => rendered(segment, colours))
          .join("")
          .trimEnd()}\n`,
    )
    .join("");
}

function rendered(segment: StyledText, colours: boolean): string {
  if (typeof segment === "string") return printable(segment);
  const text = printable(segment.text);
  if (!colours || text === "") return text;
  const [on, off] = codes[segment.style];
  return `${ESCAPE}[${on}m${text}${ESCAPE}[${off}m`;
}

const ESCAPE = String.fromCharCode(27);

export function printable(text: string): string {
  return text.replaceAll(/\s+/g, (space) => (/^ +$/.test(space) ? space : " ")).replaceAll(/\p{Cc}|\p{Cf}/gu, "\ufffd");
}

/** Rows of texts as columns, each as wide as its widest text; numbers stand at the right. */
export function columns(rows: readonly (readonly string[])[], right: readonly boolean[] = []): readonly string[][] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => printable(row[column]).length)));
  return rows.map((row) =>
    row.map((text, column) =>
      right[column] ? printable(text).padStart(widths[column]) : printable(text).padEnd(widths[column]),
    ),
  );
}
