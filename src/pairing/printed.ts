import { languageOf } from "../literal/languages/languages";
import type { Span } from "../literal/literal";
import { literalsIn } from "../literal/literalsIn";
import { nameBefore } from "../literal/text/names";
import { lineStart } from "../literal/text/trivia";
import { blocksOf, isNumericTable } from "./tableText";

/** An array that a program printed, with the name or label in front of it. */
export interface PrintedArray {
  readonly span: Span;
  readonly name: string | undefined;
}

const PLAIN = "plaintext";
const MOST_FORMS = 1000;

/**
 * The arrays of what was printed, in order: those in brackets, those that torch printed before 0.4, TensorFlow's `<tf.Tensor: … numpy=…>`,
 * tables. Shapes and dtypes that are printed with an array are no arrays of their own.
 */
export function printedArrays(text: string): readonly PrintedArray[] {
  const found: PrintedArray[] = [...oldTorch(text), ...tensorFlow(text)];
  const rest = blanked(
    text,
    found.map(({ span }) => span),
  );
  const bracketed = /[[({]/.test(rest) ? literalsIn(rest, PLAIN) : [];
  const whole = bracketed.length === 1 && bracketed[0].span.length === text.length;
  if (!whole) {
    for (const { span, name } of bracketed) {
      if (!isShape(text, span)) found.push({ span, name: namedNumpy(name) });
    }
  }
  const tables = blanked(rest, whole ? [] : bracketed.map(({ span }) => span));
  for (const block of blocksOf(tables))
    if (isNumericTable(block.text)) found.push({ span: block.span, name: undefined });
  if (found.length > 0) return found.sort((a, b) => a.span.offset - b.span.offset);
  return bracketed.every(({ span }) => isShape(text, span)) && bracketed.length > 0 ? [] : literalsIn(text, PLAIN);
}

/** `Variable containing:`, rows of numbers, `[torch.FloatTensor of size 2x3]`. */
function oldTorch(text: string): readonly PrintedArray[] {
  const found: PrintedArray[] = [];
  for (const { 0: tail, index } of text.matchAll(/^\[torch\.[\w.]*Tensor of size [\dx][^\]\r\n]*\]/gm)) {
    if (found.length === MOST_FORMS) break;
    const previous = found.at(-1)?.span;
    const from = previous === undefined ? 0 : previous.offset + previous.length;
    // The rows above, up to an empty line in front of which there are no pages `(0 ,.,.) =`, or to words.
    let start = index;
    while (start > from) {
      const above = lineStart(text, start - 1);
      const line = text.slice(Math.max(above, from), start).trim();
      if (!/^(?:[-+\d.einfa\s*]+|\(.*\) =|Columns .*)?$/i.test(line)) break;
      start = Math.max(above, from);
    }
    const rows = text.slice(start, index);
    const skipped = rows.length - rows.trimStart().length;
    const offset = start + skipped - (/[ \t]*$/.exec(rows.slice(0, skipped))?.[0].length ?? 0);
    found.push({ span: { offset, length: index + tail.length - offset }, name: labelAbove(text, start) });
  }
  return found;
}

/** `logits:` or `logits` on the line above, `Variable containing:` left out. */
function labelAbove(text: string, start: number): string | undefined {
  const lines = text
    .slice(Math.max(0, start - 200), start)
    .trimEnd()
    .split("\n");
  const isHeaded = /^Variable containing:?$/.test(lines.at(-1)?.trim() ?? "");
  if (isHeaded) lines.pop();
  // A cell of a notebook shows what its last line names.
  const last = (lines.at(-1) ?? "").trim();
  return (isHeaded ? /^([A-Za-z_]\w*)(?:\s*[:=])?$/ : /^([A-Za-z_]\w*)\s*[:=]$/).exec(last)?.[1];
}

/** The values of `<tf.Tensor: shape=(2,), dtype=int32, numpy=array([0, 2], dtype=int32)>`. */
function tensorFlow(text: string): readonly PrintedArray[] {
  const lexis = languageOf(PLAIN, text);
  const found: PrintedArray[] = [];
  for (const { 0: head, index } of text.matchAll(/<tf\.\w+[: ][^<>]{0,200}?\bnumpy=/g)) {
    if (found.length === MOST_FORMS) break;
    const offset = index + head.length;
    const end = text.indexOf(">", offset);
    if (end === -1) break;
    found.push({ span: { offset, length: end - offset }, name: nameBefore(text, index, lexis)?.name });
  }
  // The rest of the print is no array.
  return found;
}

function blanked(text: string, spans: readonly Span[]): string {
  let result = "";
  let from = 0;
  for (const { offset, length } of [...spans].sort((a, b) => a.offset - b.offset)) {
    if (offset < from) continue;
    const head = text.slice(from, offset).replace(/<tf\.\w+[: ][^<>]*$/, (part) => part.replace(/[^\n]/g, " "));
    result += head + text.slice(offset, offset + length).replace(/[^\n]/g, " ");
    from = offset + length;
  }
  return result + text.slice(from);
}

/** `shape=(2, 3)`, `torch.Size([2, 3])`, `size=(2, 3)`. */
function isShape(text: string, { offset, length }: Span): boolean {
  const before = text.slice(Math.max(0, offset - 40), offset);
  return (
    /(?:\bshape|\bsize)\s*[=:]\s*(?:\w+\()?$|\bSize\(?$/i.test(before) ||
    /^torch\.Size/.test(text.slice(offset, offset + length))
  );
}

/** `numpy=` in front of a printed array is no name of a variable. */
function namedNumpy(name: string | undefined): string | undefined {
  return name === "numpy" || name === "dtype" || name?.startsWith("tf.") === true ? undefined : name;
}
