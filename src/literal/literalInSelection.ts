import { type Extent, effortFor, extend } from "./extend";
import { isTable } from "./forms/forms";
import { languageOf } from "./languages/languages";
import type { Span } from "./literal";
import { scanStart } from "./literalAt";
import { parseLiteral } from "./parseLiteral";
import { closingOf, isClosing, isOpening, isSpace } from "./text/chars";
import { codeEnd } from "./text/code";
import { scanGroups } from "./text/groups";
import type { Lexis } from "./text/lexis";

/** Of so many brackets one must be the array. */
const maxLooked = 1000;

interface Range {
  readonly start: number;
  readonly end: number;
}

/**
 * The literal that a selection means. A selection may be a little too wide (a name, an assignment, words, a bracket too many) or too
 * narrow (a bracket missing on either side, the rows without the brackets around them). A row or another complete part of a literal
 * means that part.
 */
export function literalInSelection(text: string, span: Span, languageId: string): Span | undefined {
  const language = languageOf(languageId, text);
  const selection = trimmed(text, span.offset, Math.min(text.length, span.offset + span.length));
  if (selection.start >= selection.end) return undefined;
  const own = asSpan(selection);
  const selected = text.slice(selection.start, selection.end);
  const reads = (): boolean => parseLiteral(selected, languageId).kind === "literal";
  if (isTable(selected, language) && reads()) return own;
  const effort = effortFor(text);
  let looked = 0;
  let wide: Extent | undefined;
  let isSeveral = false;
  let around: (Range & { readonly open: number }) | undefined;
  const from = scanStart(text, selection.start, language);
  if (from === undefined) return reads() ? own : undefined;
  scanGroups(
    text,
    language,
    (group) => {
      if (group.end + 400 < selection.start) return false;
      if (group.start > selection.end || ++looked > maxLooked) return true;
      const extent = extend(text, group, language, effort);
      if (extent.end <= selection.start || extent.start >= selection.end) return false;
      if (selection.start <= extent.start && extent.end <= selection.end) {
        isSeveral = wide !== undefined && !isTiny(text, wide) && extent.start >= wide.end && !isTiny(text, extent);
        if (!wide || isTiny(text, wide)) wide = extent;
        return isSeveral;
      } else if (!around || (extent.start <= selection.start && extent.end >= selection.end)) {
        around = { start: extent.start, end: extent.end, open: group.open };
      }
      return false;
    },
    from,
  );
  // Part of an expression that was selected as a whole: what is wrong with it is said, not passed over.
  // Of several arrays the first is read, and a warning says so.
  if (wide) return wide.partial || (isSeveral && reads()) ? own : asSpan(wide);
  if (around && isCall(selected) && reads()) return own;
  if (around) return asSpan(withConstructor(text, around, partOf(text, around, selection, language)));
  return reads() ? own : undefined;
}

/** A call from its name to its last parenthesis: a part by itself, whatever is around it. */
function isCall(text: string): boolean {
  return /^[A-Za-z_][\w.]*\(/.test(text) && text.endsWith(")");
}

/** `[3]` is more likely a label than the array that is meant. */
function isTiny(text: string, { start, end }: Range): boolean {
  return end - start < 12 && /^\W?[^\s,;]*\W?$/.test(text.slice(start, end));
}

/** `[0.1, 0.9]` selected in `np.array([0.1, 0.9])` means the array: the constructor, the casts and a declared type decide the dtype. */
function withConstructor(text: string, whole: Range & { readonly open: number }, part: Range): Range {
  if (part.start === whole.open) return whole;
  return /^[A-Za-z_][\w.:]*\(\s*$/.test(text.slice(whole.start, part.start)) ? whole : part;
}

/** The part of a literal that a selection within it means: a bracket pair, the pair whose inside it is, else the whole. */
function partOf(text: string, whole: Range, selection: Range, lexis: Lexis): Range {
  if (selection.start < whole.start || selection.end > whole.end) return whole;
  const opens: number[] = [];
  let best: Range = whole;
  codeEnd(text, lexis, whole.start, whole.end, (p, c) => {
    if (isOpening(c)) opens.push(p);
    else if (isClosing(c)) {
      const open = opens.pop();
      if (
        open === undefined ||
        closingOf(text.charCodeAt(open)) !== c ||
        open > selection.start ||
        p + 1 < selection.end
      )
        return false;
      const pair = { start: open, end: p + 1 };
      const inside = trimmed(text, open + 1, p);
      const exact = pair.start === selection.start && pair.end === selection.end;
      const missing =
        (inside.start === selection.start && inside.end === selection.end) ||
        (pair.start === selection.start && inside.end === selection.end) ||
        (inside.start === selection.start && pair.end === selection.end);
      const isList = c === 93 || open === 0 || !/[\w)\]]/.test(text[open - 1]);
      if ((exact || missing) && isList) {
        best = pair;
        return true;
      }
    }
    return false;
  });
  return best;
}

/** Without the white space, commas and semicolons around. */
function trimmed(text: string, from: number, to: number): Range {
  let start = from;
  let end = to;
  const idle = (c: number): boolean => isSpace(c) || c === 44 || c === 59;
  while (start < end && idle(text.charCodeAt(start))) start++;
  while (end > start && idle(text.charCodeAt(end - 1))) end--;
  return { start, end };
}

function asSpan({ start, end }: Range): Span {
  return { offset: start, length: end - start };
}
