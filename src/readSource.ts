import type { Literal, Unreadable } from "./literal/literal";
import { parseLiteral } from "./literal/parseLiteral";
import type { Source } from "./source";
import { numel } from "./tensor/tensor";

/** The array of a source: read from its text, or as it is. */
export function readSource(source: Source): Literal | Unreadable {
  if (source.kind === "text") return parseLiteral(source.text, source.languageId, source.above);
  const { text, tensor, cells, name, columnNames, library, diagnostics = [] } = source;
  // Shared where it is all zeros: the array may be large.
  const whole = cells === undefined ? new Uint32Array(numel(tensor.shape)) : undefined;
  return {
    kind: "literal",
    tensor,
    span: { offset: 0, length: text.length },
    name,
    library,
    elementOffsets: cells?.offsets ?? whole ?? new Uint32Array(0),
    elementLengths: cells?.lengths ?? (text === "" ? whole : whole?.slice().fill(text.length)) ?? new Uint32Array(0),
    columnNames,
    diagnostics,
  };
}
