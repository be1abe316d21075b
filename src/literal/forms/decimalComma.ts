/** `0,5;0,25`: cells of numbers with a decimal comma between semicolons. */
const number = "[-+]?(?:\\d+(?:,\\d+)?|,\\d+)(?:[eE][-+]?\\d+)?";
const row = new RegExp(`^\\s*(?:"?${number}"?\\s*;\\s*)+"?${number}"?;?\\s*$`);

/** The text with points for commas where its numbers have decimal commas: every offset stays. */
export function withDecimalPoints(text: string): string {
  const sample = text
    .slice(0, 4000)
    .split(/\r?\n/, 8)
    .filter((line) => line.trim() !== "");
  const body = sample.length > 1 && !row.test(sample[0]) ? sample.slice(1) : sample;
  const isDecimal = body.length > 0 && body.every((line) => row.test(line)) && body.some((line) => line.includes(","));
  return isDecimal && !text.includes(".") ? text.replace(/(?<=\d|[-+;\s]),(?=\d)/g, ".") : text;
}
