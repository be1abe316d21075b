import { unreadBehind } from "./expression/unread";
import { effortFor, extend } from "./extend";
import { isTable } from "./forms/forms";
import { languageOf } from "./languages/languages";
import type { Span } from "./literal";
import { parseLiteral } from "./parseLiteral";
import { scanGroups } from "./text/groups";
import { nameBefore } from "./text/names";

/** An array literal of a text, with the name or label in front of it: `logits: tensor([…])`. */
export interface FoundLiteral {
  readonly span: Span;
  readonly name: string | undefined;
}

/** So many are found in one text; the rest is left out. */
export const MOST_LITERALS = 1000;

/** All outermost array literals of a text, in order, named or not: what a log or the output of a cell holds. */
export function literalsIn(text: string, languageId: string): readonly FoundLiteral[] {
  const language = languageOf(languageId, text);
  if (isTable(text, language)) return wholeText(text, languageId);
  const found: FoundLiteral[] = [];
  const effort = effortFor(text);
  let past = 0;
  scanGroups(text, language, (group) => {
    if (group.start < past) return false;
    const { start, end, name } = extend(text, group, language, effort);
    past = end;
    if (unreadBehind(text, end, language)) return false;
    found.push({
      span: { offset: start, length: end - start },
      name: (name ?? nameBefore(text, start, language))?.name,
    });
    return found.length >= MOST_LITERALS;
  });
  return found.length > 0 ? found : wholeText(text, languageId);
}

/** A table or printed matrix is the text as a whole: its header and labels belong to it. */
function wholeText(text: string, languageId: string): readonly FoundLiteral[] {
  const literal = parseLiteral(text, languageId);
  return literal.kind === "literal" ? [{ span: { offset: 0, length: text.length }, name: literal.name }] : [];
}
