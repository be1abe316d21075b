import * as vscode from "vscode";
import type { Evaluator, PlacedAnswer } from "./evaluator";
import { isLarge } from "./largeInput";
import { readPlaced } from "./placedSource";
import { textPlace } from "./sheets";
import { rangeOf } from "./textUnits";

/** Why arrays that go into these calls are not read, as far as their own text tells. */
export function whyUnread(
  evaluator: Evaluator,
  document: vscode.TextDocument,
  answers: readonly PlacedAnswer[],
): readonly string[] {
  const open = evaluator.sheets.of(document);
  const reasons = answers.flatMap(({ answer }) =>
    [answer.input, answer.target].flatMap(({ text, place }) => {
      const isUnread = answer.unchecked.some((each) => each.kind === "argument" && each.text === text);
      const at = isUnread && place !== undefined ? textPlace(open, place) : undefined;
      if (at === undefined) return [];
      const { start } = rangeOf(at);
      const found = evaluator.find(at.document, [new vscode.Range(start, start)]);
      const read = found.kind === "pair" && !isLarge(found.input.source) ? readPlaced(found.input) : undefined;
      return read?.kind === "unreadable" ? [read.diagnostics[0].message] : [];
    }),
  );
  return [...new Set(reasons)];
}
