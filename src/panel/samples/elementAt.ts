import type { Literal } from "../../literal/literal";
import type { ToPanel } from "../../protocol";
import { sameShape } from "../../tensor/shape";
import type { Evaluated } from "../state";
import { sampleOfElement } from "./sampleAxes";

const ROW_END = /[\n\])}]/;

/** The element of a literal that a cursor touches at an offset into its text, else the next to it in the same row; undefined between rows. */
export function elementAt(
  { elementOffsets, elementLengths }: Literal,
  text: string,
  offset: number,
): number | undefined {
  let [before, after] = [-1, -1];
  for (let element = 0; element < elementOffsets.length; element++) {
    const start = elementOffsets[element];
    if (start <= offset) {
      if (before === -1 || start >= elementOffsets[before]) before = element;
    } else if (after === -1 || start < elementOffsets[after]) after = element;
  }
  const end = before === -1 ? 0 : elementOffsets[before] + elementLengths[before];
  if (before !== -1 && !ROW_END.test(text.slice(end, offset))) return before;
  return after !== -1 && !ROW_END.test(text.slice(offset, elementOffsets[after])) ? after : undefined;
}

/** The sample that the editor's cursor stands in. */
export function sampleAtCursor(
  { report, snapshot: { request } }: Evaluated,
  { argument, offset }: Extract<ToPanel, { readonly type: "cursor" }>,
): number | undefined {
  if (report.reference.kind !== "reference") return undefined;
  const { layout } = report.reference.samples;
  const literal = argument === "input" ? report.inputLiteral : report.targetLiteral;
  const element = elementAt(literal, request[argument]?.text ?? "", offset);
  if (element === undefined) return undefined;
  // A target of the input's shape stands where the input does; one of class indices has an element a sample.
  return argument === "input" || sameShape(report.input.shape, report.target.shape)
    ? sampleOfElement(layout, element)
    : element < layout.count
      ? element
      : undefined;
}
