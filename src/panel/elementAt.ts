import { sameShape } from "../engine/shape";
import type { Literal } from "../literal/literal";
import type { ToPanel } from "../protocol";
import { sampleOfElement } from "./sampleAxes";
import type { Good } from "./state";

/** The element of a literal that the cursor touches at an offset into its text; undefined between elements. */
export function elementAt({ elementOffsets, elementLengths }: Literal, offset: number): number | undefined {
  const at = elementOffsets.findIndex((start, index) => start <= offset && offset <= start + elementLengths[index]);
  return at === -1 ? undefined : at;
}

/** The sample that the editor's cursor stands in. */
export function sampleAtCursor(
  { report }: Good,
  { argument, offset }: Extract<ToPanel, { readonly type: "cursor" }>,
): number | undefined {
  if (report.reference.kind !== "reference") return undefined;
  const { layout } = report.reference.samples;
  const element = elementAt(argument === "input" ? report.inputLiteral : report.targetLiteral, offset);
  if (element === undefined) return undefined;
  // A target of the input's shape stands where the input does; one of class indices has an element a sample.
  return argument === "input" || sameShape(report.input.shape, report.target.shape)
    ? sampleOfElement(layout, element)
    : element < layout.count
      ? element
      : undefined;
}
