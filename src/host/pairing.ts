import type * as vscode from "vscode";
import { rankReadings } from "../engine/rankReadings";
import { DEFAULT_IGNORE_INDEX } from "../engine/reference";
import type { Literal, Unreadable } from "../literal/literal";
import { literalAt } from "../literal/literalAt";
import { literalInSelection } from "../literal/literalInSelection";
import { pairAt } from "../literal/pairAt";
import { parseLiteral } from "../literal/parseLiteral";
import type { NamedArrays } from "./namedArrays";
import type { PinnedTarget } from "./pinnedTarget";
import { type LocatedSource, locate, spanOf } from "./textUnits";

/** An array in the editor, and the arrays that go with it because of where they stand. */
export interface Found {
  readonly input: LocatedSource;
  /** A second selection, or the other argument of a call around the cursor. */
  readonly partner: LocatedSource | undefined;
}

/** How targets came to an input; the hover and the panel name it. */
export type TargetOrigin = "selection" | "call" | "pinned" | "likeliest" | "chosen";

/** The array at the selections of an editor: the selected one, or the literal around the cursor. Undefined where there is none. */
export function findArrays(
  document: vscode.TextDocument,
  selections: readonly vscode.Selection[],
  names: NamedArrays,
): Found | undefined {
  const text = document.getText();
  const at = (selection: vscode.Range): LocatedSource | undefined => {
    const selected = spanOf(document, selection);
    const span = selection.isEmpty
      ? literalAt(text, selected.offset, document.languageId)
      : literalInSelection(text, selected, document.languageId);
    return span && locate(document, span, names.nameOf(document, span.offset));
  };
  const [first, second] = selections;
  const input = first && at(first);
  if (input === undefined) return undefined;
  if (second !== undefined && selections.length === 2) return { input, partner: at(second) };
  const call = first.isEmpty ? pairAt(text, input.place.span.offset, document.languageId) : undefined;
  if (call === undefined) return { input, partner: undefined };
  return { input: locate(document, call.input, undefined), partner: locate(document, call.target, undefined) };
}

export interface FoundTarget {
  readonly target: LocatedSource;
  readonly origin: TargetOrigin;
}

/**
 * The targets an input is evaluated against without asking: its partner, the pinned ones, or the likeliest named array where its name
 * or its place speaks for it. A pinned or likely one counts only where some reading takes it.
 */
export function findTarget(
  { input, partner }: Found,
  literal: Literal,
  pinned: PinnedTarget,
  names: NamedArrays,
): FoundTarget | undefined {
  if (partner !== undefined) return { target: partner, origin: "selection" };
  const { current } = pinned;
  if (
    current !== undefined &&
    !samePlace(current, input) &&
    fits(literal, parseLiteral(current.source.text, current.source.languageId), input)
  ) {
    return { target: current, origin: "pinned" };
  }
  const [best] = names.rank(input, literal);
  return best?.fits && best.score > CLEAR_SCORE ? { target: best.candidate.located, origin: "likeliest" } : undefined;
}

/** A shape that fits and a name that says so; a shape alone is no more than a coincidence. */
const CLEAR_SCORE = 10;

function fits(input: Literal, target: Literal | Unreadable, { source }: LocatedSource): boolean {
  return (
    target.kind === "literal" && rankReadings(input.tensor, target.tensor, source.name, DEFAULT_IGNORE_INDEX).length > 0
  );
}

function samePlace(a: LocatedSource, b: LocatedSource): boolean {
  return a.place.document === b.place.document && a.place.span.offset === b.place.span.offset;
}
