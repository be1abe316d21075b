import type * as vscode from "vscode";
import { rankReadings } from "../engine/rankReadings";
import { DEFAULT_IGNORE_INDEX } from "../engine/reference";
import type { Literal } from "../literal/literal";
import { literalAt } from "../literal/literalAt";
import { literalInSelection } from "../literal/literalInSelection";
import { pairAt } from "../literal/pairAt";
import { parseLiteral } from "../literal/parseLiteral";
import type { NamedArrays } from "./namedArrays";
import { type ChangedName, resolveNameAt } from "./nameResolution";
import type { PinnedTarget } from "./pinnedTarget";
import { type LocatedSource, locate, type PlacedSource, spanOf } from "./textUnits";

/** How targets came to an input; the hover and the panel name it. */
export type TargetOrigin = "selection" | "call" | "pinned" | "likeliest" | "chosen";

export interface FoundTarget {
  readonly target: PlacedSource;
  readonly origin: TargetOrigin;
}

/** An input, and the array that goes with it because of where it stands. */
export interface Candidate {
  readonly input: PlacedSource;
  readonly partner: FoundTarget | undefined;
}

/** An array in the editor. */
export interface Found extends Candidate {
  readonly kind: "found";
  readonly input: LocatedSource;
}

/** What stands at the selections of an editor: an array, a name whose array cannot be told, or nothing. */
export type Finding = Found | ChangedName | { readonly kind: "nothing" };

const nothing: Finding = { kind: "nothing" };

/** The selected array, the literal around the cursor, or the one that the name at the cursor was last assigned. */
export function findArrays(
  document: vscode.TextDocument,
  selections: readonly vscode.Selection[],
  names: NamedArrays,
): Finding {
  const [first, second] = selections;
  if (first === undefined) return nothing;
  const input = findArray(document, first, names);
  if (input.kind !== "found") return input;
  if (second !== undefined && selections.length === 2) {
    const target = findArray(document, second, names);
    return target.kind === "found" ? { ...input, partner: { target: target.input, origin: "selection" } } : target;
  }
  return (first.isEmpty && findCall(document, first)) || input;
}

function findArray(document: vscode.TextDocument, selection: vscode.Selection, names: NamedArrays): Finding {
  const text = document.getText();
  const selected = spanOf(document, selection);
  const span = selection.isEmpty
    ? literalAt(text, selected.offset, document.languageId)
    : literalInSelection(text, selected, document.languageId);
  if (span !== undefined) {
    const input = locate(document, span, names.nameOf(document, span.offset));
    return { kind: "found", input, partner: undefined };
  }
  const resolved = resolveNameAt(document, selected);
  return resolved?.kind === "resolved"
    ? { kind: "found", input: resolved.source, partner: undefined }
    : (resolved ?? nothing);
}

/** The two arguments of a call around the cursor. */
function findCall(document: vscode.TextDocument, selection: vscode.Selection): Found | undefined {
  const call = pairAt(document.getText(), document.offsetAt(selection.active), document.languageId);
  if (call === undefined) return undefined;
  const target = locate(document, call.target, undefined);
  return { kind: "found", input: locate(document, call.input, undefined), partner: { target, origin: "call" } };
}

/**
 * The targets an input is evaluated against without asking: its partner, the pinned ones, or the likeliest named array where its name
 * or its place speaks for it. A pinned or likely one counts only where some reading takes it.
 */
export function findTarget(
  { input, partner }: Candidate,
  literal: Literal,
  pinned: PinnedTarget,
  names: NamedArrays,
): FoundTarget | undefined {
  if (partner !== undefined) return partner;
  const { current } = pinned;
  if (current !== undefined && !samePlace(current, input) && fits(literal, current, input)) {
    return { target: current, origin: "pinned" };
  }
  const [best] = names.rank(input, literal);
  return best?.fits && best.score > CLEAR_SCORE ? { target: best.candidate.located, origin: "likeliest" } : undefined;
}

/** A shape that fits and a name that says so; a shape alone is no more than a coincidence. */
const CLEAR_SCORE = 10;

function fits(input: Literal, target: PlacedSource, { source }: PlacedSource): boolean {
  const parsed = parseLiteral(target.source.text, target.source.languageId);
  return (
    parsed.kind === "literal" && rankReadings(input.tensor, parsed.tensor, source.name, DEFAULT_IGNORE_INDEX).length > 0
  );
}

function samePlace({ place: a }: PlacedSource, { place: b }: PlacedSource): boolean {
  return a !== undefined && b !== undefined && a.document === b.document && a.span.offset === b.span.offset;
}
