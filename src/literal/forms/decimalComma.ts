const number = "[-+]?(?:\\d+(?:,\\d+)?|,\\d+)(?:[eE][-+]?\\d+)?";

/** A line of such numbers with a separator between them. */
function rowOf(separator: string): RegExp {
  const cell = `[ ]*"?${number}"?[ ]*`;
  return new RegExp(`^(?:${cell}${separator})+${cell}${separator}?$`);
}

const rows = [rowOf(";"), rowOf("\\t")];
/** `1,234` between tabs may be a thousand and some: only a number of other digits tells that the comma is decimal. */
const isTold = /;|(?:^|[-+\s"])0?,\d|,(?:\d{1,2}|\d{4,})(?!\d)/m;

/**
 * `0,5;0,25`: the text with points for commas where its numbers have decimal commas and stand between semicolons or, as spreadsheets copy
 * their ranges, tabs. Every offset stays.
 */
export function withDecimalPoints(text: string): string {
  const sample = text
    .slice(0, 4000)
    .split(/\r?\n/, 8)
    .filter((line) => line.trim() !== "");
  for (const row of rows) {
    const body = sample.length > 1 && !row.test(sample[0]) ? sample.slice(1) : sample;
    const isDecimal =
      body.length > 0 && body.every((line) => row.test(line)) && body.some((line) => line.includes(","));
    if (isDecimal && !text.includes(".") && isTold.test(body.join("\n")))
      return text.replace(/(?<=\d|[-+;\s]),(?=\d)/g, ".");
  }
  return text;
}
