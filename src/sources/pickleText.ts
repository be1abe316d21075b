import { damaged } from "./fileProblem";

/** A character a byte: TextDecoder's latin1 is Windows' own. */
export function latin1Text(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 4096) text += String.fromCharCode(...bytes.subarray(at, at + 4096));
  return text;
}

/** A text of protocol 0 as raw-unicode-escape, which is how Python writes it. */
export function unescaped(text: string): string {
  return text.replace(/\\u([0-9a-fA-F]{4})|\\U(0010[0-9a-fA-F]{4}|000[0-9a-fA-F]{5})/g, (_, short, long) => {
    return String.fromCodePoint(Number.parseInt(short ?? long, 16));
  });
}

/** A number written in decimal. */
export function decimal(text: string): number {
  const value = text.trim() === "" ? Number.NaN : Number(text);
  return Number.isNaN(value) && text !== "nan" ? damaged("pickle") : value;
}

/** INT, which also was how booleans were written. */
export function decimalOrBoolean(text: string): number | boolean {
  return text === "00" || text === "01" ? text === "01" : decimal(text);
}
