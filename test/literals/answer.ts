/** What is read of the literals of harvest.py: of each text by itself, of cursors in its file, and of the names that the file assigns. */
import { createInterface } from "node:readline";
import type { Literal, Unreadable } from "../../src/literal/literal";
import { literalAt } from "../../src/literal/literalAt";
import { namedLiterals } from "../../src/literal/namedLiterals";
import { parseLiteral } from "../../src/literal/parseLiteral";

interface Harvested {
  readonly file: string;
  readonly text: string;
  readonly spans: readonly (readonly [start: number, end: number])[];
  readonly quoted: readonly string[];
  readonly assignments: { readonly [nameOffset: string]: readonly [start: number, end: number] };
}

function tell(
  file: string,
  how: "text" | "printed" | "cursor" | "name",
  source: string,
  read: Literal | Unreadable,
): void {
  const answer =
    read.kind === "literal"
      ? {
          shape: read.tensor.shape,
          dtype: read.tensor.dtype,
          library: read.library ?? null,
          values: Array.from(read.tensor.data, String),
          offset: read.span.offset,
          length: read.span.length,
          warnings: read.diagnostics.map(({ message }) => message),
        }
      : { refused: read.diagnostics[0].message };
  process.stdout.write(`${JSON.stringify({ file, how, source, ...answer })}\n`);
}

async function answer(): Promise<void> {
  for await (const line of createInterface({ input: process.stdin })) {
    const { file, text, spans, quoted, assignments } = JSON.parse(line) as Harvested;
    for (const [start, end] of spans) {
      const source = text.slice(start, end);
      tell(file, "text", source, parseLiteral(source, "python"));
      // Cursors at both ends and in the middle.
      for (const offset of [start + 1, Math.floor((start + end) / 2), end - 1]) {
        const span = literalAt(text, offset, "python");
        if (span === undefined) {
          tell(file, "cursor", source, {
            kind: "unreadable",
            diagnostics: [{ code: "not-an-array", severity: "error", offset, length: 0, message: "nothing was found" }],
          });
          continue;
        }
        const found = text.slice(span.offset, span.offset + span.length);
        tell(file, "cursor", found, parseLiteral(found, "python"));
      }
    }
    for (const source of quoted) tell(file, "printed", source, parseLiteral(source, "python"));
    for (const { nameSpan, span } of namedLiterals(text, "python")) {
      const found = text.slice(span.offset, span.offset + span.length);
      // The whole of what the name is assigned: a part of it is no value of the name.
      const assigned = assignments[nameSpan.offset];
      tell(file, "name", assigned ? text.slice(...assigned) : found, parseLiteral(found, "python"));
    }
  }
}

void answer();
