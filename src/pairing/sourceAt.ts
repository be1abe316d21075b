import { definitionsAbove } from "../literal/definitionsAbove";
import type { Span } from "../literal/literal";
import type { TextSource } from "../source";

/** The literal at a place of a text. */
export function sourceAt(text: string, span: Span, languageId: string, name: string | undefined): TextSource {
  const { offset, length } = span;
  const above = definitionsAbove(text, span, languageId);
  return { kind: "text", text: text.slice(offset, offset + length), languageId, name, ...(above !== "" && { above }) };
}
