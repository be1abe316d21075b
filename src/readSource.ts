import type { Literal, Unreadable } from "./literal/literal";
import { parseLiteral } from "./literal/parseLiteral";
import type { Source } from "./source";
import { numel } from "./tensor/tensor";

/** The array of a source: read from its text, or as it is. */
export function readSource(source: Source): Literal | Unreadable {
  if (source.kind === "text") return parseLiteral(source.text, source.languageId);
  const { text, tensor, cells, name, columnNames, library } = source;
  const count = numel(tensor.shape);
  return {
    kind: "literal",
    tensor,
    span: { offset: 0, length: text.length },
    name,
    library,
    elementOffsets: cells?.offsets ?? new Uint32Array(count),
    elementLengths: cells?.lengths ?? new Uint32Array(count).fill(text.length),
    columnNames,
    diagnostics: [],
  };
}
