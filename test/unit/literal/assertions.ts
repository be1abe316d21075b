import assert from "node:assert/strict";
import type { DiagnosticCode, Literal } from "../../../src/literal/literal";
import { parseLiteral } from "../../../src/literal/parseLiteral";
import type { DType } from "../../../src/tensor/tensor";

/** Values as nested lists; NaN and infinities as they are. */
export type Nest = number | readonly Nest[];

export function shapeOf(nest: Nest): number[] {
  return typeof nest === "number" ? [] : [nest.length, ...(nest.length === 0 ? [] : shapeOf(nest[0]))];
}

export function flat(nest: Nest): number[] {
  return typeof nest === "number" ? [nest] : nest.flatMap(flat);
}

export function read(text: string, languageId = "python"): Literal {
  const result = parseLiteral(text, languageId);
  assert.equal(
    result.kind,
    "literal",
    `${text.slice(0, 200)}\n${result.kind === "unreadable" ? result.diagnostics[0].message : ""}`,
  );
  return result as Literal;
}

export function assertReads(text: string, expected: Nest, dtype?: DType, languageId = "python"): Literal {
  const literal = read(text, languageId);
  assert.deepEqual(literal.tensor.shape, shapeOf(expected), text.slice(0, 200));
  assert.deepEqual([...literal.tensor.data], flat(expected), text.slice(0, 200));
  if (dtype) assert.equal(literal.tensor.dtype, dtype, text.slice(0, 200));
  assert.equal(literal.elementOffsets.length, literal.tensor.data.length);
  assert.equal(literal.elementLengths.length, literal.tensor.data.length);
  return literal;
}

/** `text` marks the offending part with « and ». */
export function assertRefuses(marked: string, code: DiagnosticCode, languageId = "python"): string {
  const start = marked.indexOf("«");
  const end = marked.indexOf("»") - 1;
  const text = marked.replace(/[«»]/g, "");
  const result = parseLiteral(text, languageId);
  assert.equal(result.kind, "unreadable", text);
  const [diagnostic] = (result as Exclude<typeof result, Literal>).diagnostics;
  assert.equal(diagnostic.code, code, `${text}: ${diagnostic.message}`);
  assert.equal(diagnostic.severity, "error");
  if (start >= 0) {
    assert.deepEqual(
      [diagnostic.offset, diagnostic.offset + diagnostic.length],
      [start, end],
      `${text}: ${diagnostic.message}`,
    );
  }
  return diagnostic.message;
}
