/**
 * Texts that a program reads: a Python, a browser, a spreadsheet. Each has a type of its own, which the functions here make and no others,
 * so that a text of a document or a setting comes in through an encoder, or the compiler refuses it.
 */
import type { Written } from "../written";

export type PythonSource = Written<"python">;
export type MarkdownText = Written<"markdown">;
export type CsvText = Written<"csv">;
export type HtmlText = Written<"html">;
export type SvgText = Written<"svg">;
export type JsonText = Written<"json">;
/** Read by people alone: nothing in it means anything to a program. */
export type PlainText = Written<"plain">;

export type WrittenText = PythonSource | MarkdownText | CsvText | HtmlText | SvgText | JsonText | PlainText;

/** What may stand between parts of any language. */
type Separator = "" | "\n" | "\n\n" | "  \n" | " " | ", " | "," | " | " | " · " | " ≡ " | "; ";

/** A template of a language: its own words are those of this program, and what is put in is of the language already, or a number. */
type Template<Text extends WrittenText, Part = Text> = (
  words: TemplateStringsArray,
  ...parts: readonly (Part | number)[]
) => Text;

function templateOf<Text extends WrittenText, Part extends WrittenText = Text>(
  numberText: (value: number) => string,
): Template<Text, Part> {
  return (words, ...parts) =>
    words.reduce((text, word, index) => {
      const part = parts[index - 1];
      return `${text}${typeof part === "number" ? numberText(part) : part}${word}`;
    }) as Text;
}

export const python = templateOf<PythonSource>((value) => {
  if (Number.isFinite(value)) return String(value);
  return `float("${Number.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf"}")`;
});
export const markdown = templateOf<MarkdownText>(String);
export const html = templateOf<HtmlText, HtmlText | SvgText>(String);
export const svg = templateOf<SvgText>(String);

/** Parts of one language one after the other. */
export function joined<Text extends WrittenText>(
  parts: readonly (Text | number)[],
  separator: Text | Separator = "",
): Text {
  return parts.join(separator) as Text;
}

/** `3, 4`. */
export function pythonNumbers(values: readonly number[]): PythonSource {
  return joined(
    values.map((value) => python`${value}`),
    ", ",
  );
}

/** A part of a text that nothing is cut through of. */
export function sliced<Text extends WrittenText>(text: Text, start: number, end?: number): Text {
  return text.slice(start, end) as Text;
}

/** A name, with dots in it too; what is none is a string, which harms nothing. */
export function pythonName(text: string): PythonSource {
  return /^[\p{L}_][\p{L}\p{N}_.]*$/u.test(text) ? (text as PythonSource) : pythonString(text);
}

/** What is written behind a tensor in a call: `1`, `dim=-1`, `torch.float64`. */
export function pythonArgument(text: string): PythonSource {
  return /^(?:\w+=)?-?[\w.]+$/.test(text) ? (text as PythonSource) : pythonString(text);
}

/** An expression of a person's own code, in one line beside which it is read; no program is made of it. */
export function ownExpression(text: string): PythonSource {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, " ") as PythonSource;
}

/** A text as a string literal: JSON's escapes are Python's, too. */
export function pythonString(text: string): PythonSource {
  return JSON.stringify(text) as PythonSource;
}

/** `# …`, in one line whatever the text holds. */
export function pythonComment(text: string): PythonSource {
  return `# ${text.replace(/[\p{Cc}\p{Cs}\u2028\u2029]+/gu, " ")}` as PythonSource;
}

export function pythonSpaces(count: number): PythonSource {
  return " ".repeat(count) as PythonSource;
}

/** Document text is hostile to Markdown too: nothing of it may become a link, an image or HTML. */
export function escapeMarkdown(text: string): MarkdownText {
  return text.replace(/[\\`*_{}[\]()#+\-!|<>~$&]/g, "\\$&").replace(/\s+/g, " ") as MarkdownText;
}

/** Numbers, shapes and types, which mean nothing in Markdown; whatever else is escaped. */
export function markdownNumbers(text: string): MarkdownText {
  return /^[\p{L}\d.,+\-−∞%…×[\] \u202f]*$/u.test(text) ? (text as MarkdownText) : escapeMarkdown(text);
}

/** As code, whatever it holds. */
export function markdownCode(text: string): MarkdownText {
  const line = text.replaceAll(/\s+/g, " ");
  if (!line.includes("`")) return `\`${line}\`` as MarkdownText;
  const ticks = "`".repeat(1 + Math.max(...Array.from(line.matchAll(/`+/g), ([run]) => run.length)));
  return `${ticks} ${line} ${ticks}` as MarkdownText;
}

/** A sentence with parts at its `{0}`, `{1}`. */
export function markdownSentence(sentence: string, ...parts: readonly MarkdownText[]): MarkdownText {
  return sentence
    .split(/(\{\d\})/)
    .map((piece, index) => (index % 2 === 0 ? escapeMarkdown(piece) : (parts[Number(piece[1])] ?? "")))
    .join("") as MarkdownText;
}

/** An address that leads out of nothing: what would end it is written in its own escapes. */
export function markdownLink(title: MarkdownText, uri: string): MarkdownText {
  const address = uri.replace(
    /[\s()<>\\]/g,
    (character) => `%${character.charCodeAt(0).toString(16).padStart(2, "0")}`,
  );
  return `[${title}](${address})` as MarkdownText;
}

/** A picture within the text, with what it shows for those who do not see it. */
export function markdownPicture(picture: SvgText, alternative: string): MarkdownText {
  return `![${escapeMarkdown(alternative)}](${svgAddress(picture)})` as MarkdownText;
}

/** A cell of a table. */
export function markdownCell(text: string): MarkdownText {
  return text.replace(/\s+/g, " ").replace(/[\\`*_[\]<>|&$~#]/g, "\\$&") as MarkdownText;
}

/** A picture as an address that holds it. */
export function svgAddress(picture: SvgText): `data:image/svg+xml;base64,${string}` {
  const bytes = new TextEncoder().encode(picture);
  return `data:image/svg+xml;base64,${btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""))}`;
}

/**
 * Quoted as RFC 4180 has it. A text that a spreadsheet would take for a formula (a class called `=cmd|…`, with wide signs too) gets an apostrophe in front,
 * which spreadsheets do not show; numbers stay as they are.
 */
export function csvCell(text: string): CsvText {
  const isFormula =
    /^[=+\-@\t\r\n\uff0b\uff0d\uff1d\uff20]/.test(text) && text !== "-inf" && Number.isNaN(Number(text));
  const inert = isFormula ? `'${text}` : text;
  return (/[",\r\n]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert) as CsvText;
}

export function escapeHtml(text: string): HtmlText {
  return escapedMarkup(text) as HtmlText;
}

export function escapeXml(text: string): SvgText {
  return escapedMarkup(text) as SvgText;
}

/** What XML has no place for, controls and halves of characters, would make a picture none. */
function escapedMarkup(text: string): string {
  return text
    .replaceAll(/[^\P{Cc}\t\n\r]|[\p{Cs}\ufffe\uffff]/gu, "\ufffd")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}

/** A picture that stands in a page, as a browser's own serializer writes it. */
export function serializedSvg<Element>(
  serializer: { serializeToString(element: Element): string },
  element: Element,
): SvgText {
  return serializer.serializeToString(element) as SvgText;
}

export function jsonText(value: unknown, replacer?: (key: string, value: unknown) => unknown): JsonText {
  return (JSON.stringify(value, replacer) ?? "null") as JsonText;
}

export const json = templateOf<JsonText>((value) => (Number.isFinite(value) ? String(value) : `"${value}"`));

export function plainText(text: string): PlainText {
  return text as PlainText;
}
