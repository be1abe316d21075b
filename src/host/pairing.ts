import type * as vscode from "vscode";
import { rankReadings } from "../engine/rankReadings";
import { onlyTargetByName } from "../engine/rankTargets";
import { DEFAULT_IGNORE_INDEX } from "../engine/reference";
import type { Diagnostic, Literal, Span } from "../literal/literal";
import { literalAt } from "../literal/literalAt";
import { literalInSelection } from "../literal/literalInSelection";
import { pairAt } from "../literal/pairAt";
import { parseLiteral } from "../literal/parseLiteral";
import { isLarge } from "./largeInput";
import type { NamedArrays } from "./namedArrays";
import { type ChangedName, resolveNameAt } from "./nameResolution";
import type { PinnedTarget } from "./pinnedTarget";
import type { PythonCode } from "./pythonCode";
import { languageOf, locate, type PlacedSource, spanOf, type TextPlace } from "./textUnits";

/** How targets came to an input; the hover and the panel name it. */
export type TargetOrigin = "selection" | "call" | "pinned" | "likeliest" | "chosen" | "here";

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
  /** Where it stands, or the name that it was found by: looking there again finds it again. */
  readonly at: TextPlace;
}

/** What stands at the selections of an editor: an array, a name whose array cannot be told, or nothing. */
export type Finding = Found | ChangedName | { readonly kind: "nothing" };

const nothing: Finding = { kind: "nothing" };

/** The arrays of the call around the cursor, the selected array, the literal around the cursor, or the one its name was last assigned. */
export function findArrays(
  document: vscode.TextDocument,
  selections: readonly vscode.Selection[],
  names: NamedArrays,
  code: PythonCode,
): Finding {
  const [first, second] = selections;
  if (first === undefined) return nothing;
  const call = first.isEmpty ? findCall(document, document.offsetAt(first.active), code) : undefined;
  if (call !== undefined) return call;
  const input = findArray(document, first, names);
  if (input.kind !== "found" || second === undefined || selections.length > 2) return input;
  const target = findArray(document, second, names);
  return target.kind === "found" ? { ...input, partner: { target: target.input, origin: "selection" } } : target;
}

function findArray(document: vscode.TextDocument, selection: vscode.Selection, names: NamedArrays): Finding {
  const text = document.getText();
  const selected = spanOf(document, selection);
  const span = selection.isEmpty
    ? literalAt(text, selected.offset, languageOf(document))
    : literalInSelection(text, selected, languageOf(document));
  if (span !== undefined) {
    const input = locate(document, span, names.nameOf(document, span.offset));
    return { kind: "found", input, at: input.place, partner: undefined };
  }
  const resolved = resolveNameAt(document, selected);
  if (resolved?.kind === "resolved") {
    return { kind: "found", input: resolved.source, at: resolved.at, partner: undefined };
  }
  if (resolved !== undefined) return resolved;
  return selection.isEmpty ? nothing : attempted(document, selected);
}

/** A selection that is meant for an array but cannot be read as one: its errors say what is wrong, and where. */
function attempted(document: vscode.TextDocument, selected: Span): Finding {
  const input = locate(document, selected, undefined);
  if (isLarge(input.source)) return { kind: "found", input, at: input.place, partner: undefined };
  const parsed = parseLiteral(input.source.text, languageOf(document));
  const meant = parsed.kind === "literal" || !notMeant.has(parsed.diagnostics[0].code);
  return meant ? { kind: "found", input, at: input.place, partner: undefined } : nothing;
}

const notMeant: ReadonlySet<Diagnostic["code"]> = new Set<Diagnostic["code"]>(["not-an-array", "empty-selection"]);

/** The two arguments of a call around the cursor: literals in any language, names in Python. */
function findCall(document: vscode.TextDocument, offset: number, code: PythonCode): Found | undefined {
  const literals = pairAt(document.getText(), offset, languageOf(document));
  const call = literals
    ? { input: locate(document, literals.input, undefined), target: locate(document, literals.target, undefined) }
    : code.callAt(document, offset);
  if (call === undefined) return undefined;
  return { kind: "found", input: call.input, at: call.input.place, partner: { target: call.target, origin: "call" } };
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
  const likeliest = names.clearTarget(input, literal);
  return likeliest && { target: likeliest, origin: "likeliest" };
}

/** The same where the input is too large to be read for it: what its place says, else the only array with the name of a target. */
export function findTargetUnread(
  { input, partner }: Candidate,
  pinned: PinnedTarget,
  names: NamedArrays,
): FoundTarget | undefined {
  if (partner !== undefined) return partner;
  const { current } = pinned;
  if (current !== undefined && !samePlace(current, input)) return { target: current, origin: "pinned" };
  const only = onlyTargetByName(names.around(input));
  return only && { target: only.located, origin: "likeliest" };
}

function fits(input: Literal, target: PlacedSource, { source }: PlacedSource): boolean {
  const parsed = parseLiteral(target.source.text, target.source.languageId);
  return (
    parsed.kind === "literal" && rankReadings(input.tensor, parsed.tensor, source.name, DEFAULT_IGNORE_INDEX).length > 0
  );
}

function samePlace({ place: a }: PlacedSource, { place: b }: PlacedSource): boolean {
  return a !== undefined && b !== undefined && a.document === b.document && a.span.offset === b.span.offset;
}
