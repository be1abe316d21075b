const exponent = "(?:[eE][-+]?\\d+|[ \u00a0\u202f]?%)?";
const commas = `[-+]?(?:\\d{1,3}(?:\\.\\d{3}){1,8}|\\d+|(?=,\\d))(?:,\\d+)?${exponent}`;
const points = `[-+]?(?:\\d{1,3}(?:,\\d{3}){1,8}|\\d+|(?=\\.\\d))(?:\\.\\d+)?${exponent}`;

/** A line of such numbers with a separator between them; the first cell may be empty or a label. */
function rowOf(number: string, separator: string): RegExp {
  const cell = `[ ]*"?${number}"?[ ]*`;
  return new RegExp(`^[^\\t;\\n]{0,200}${separator}(?:${cell}${separator})*(?:${cell})?$`);
}

const decimalRows = [rowOf(commas, ";"), rowOf(commas, "\\t")];
const groupedRow = rowOf(points, "\\t");
/**
 * `1,234` between tabs may be a thousand and some, `1.234` a small number: only a number of other digits, or of both signs, tells which
 * sign is which.
 */
const isDecimal = /;|(?:^|[-+\s"])0?,\d|,(?:\d{1,2}|\d{4,})(?!\d)|\.\d{3},\d/m;
const isGrouped = /\d,\d{3}\.\d|\d,\d{3},\d{3}/;

/**
 * `0,5;0,25`: the text with points for commas where its numbers have decimal commas and stand between semicolons or, as spreadsheets copy
 * their ranges, tabs; where they group thousands, as in `1.234,5` and `1,234.5`, with underscores for these signs. Every offset stays.
 */
export function withDecimalPoints(text: string): string {
  const sample = text
    .slice(0, 4000)
    .split(/\r?\n/, 8)
    .filter((line) => line.trim() !== "");
  const bodyOf = (row: RegExp): readonly string[] | undefined => {
    const body = sample.length > 1 && !row.test(sample[0]) ? sample.slice(1) : sample;
    return body.length > 0 && body.every((line) => row.test(line)) && body.some((line) => line.includes(","))
      ? body
      : undefined;
  };
  for (const row of decimalRows) {
    const body = bodyOf(row)?.join("\n");
    const hasPoints = body?.includes(".");
    if (body === undefined || !isDecimal.test(body) || (hasPoints ? !/\.\d{3},\d/.test(body) : text.includes(".")))
      continue;
    const grouped = hasPoints ? text.replace(/(?<=\d)\.(?=\d{3})/g, "_") : text;
    return grouped.replace(/(?<=\d|[-+;\s]),(?=\d)/g, ".");
  }
  const body = bodyOf(groupedRow)?.join("\n");
  return body !== undefined && isGrouped.test(body) ? text.replace(/(?<=\d),(?=\d{3})/g, "_") : text;
}
