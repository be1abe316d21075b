import type * as vscode from "vscode";
import type { OpenPair } from "./evaluator";
import { followed, followedPlace } from "./follow";
import { type PlacedSource, reread } from "./textUnits";

interface FollowedPair {
  readonly moved: OpenPair;
  /** What the code says of it may be another now, too. */
  readonly isOfCode: boolean;
}

/** A pair as it is after an edit; undefined where that has nothing to do with it. */
export function followedPair(pair: OpenPair, edit: vscode.TextDocumentChangeEvent): FollowedPair | undefined {
  const input = followed(pair.input, edit);
  const target = pair.target && followed(pair.target, edit);
  const ofCode = isOfCode(pair) && [input, target].some((each) => each?.place?.document === edit.document);
  if (input === pair.input && target === pair.target && !ofCode) return undefined;
  const isBack = pair.input.place?.span.length === 0 && input.place !== undefined && input.place.span.length > 0;
  const at = isBack ? input.place : pair.at && followedPlace(pair.at, edit);
  return { moved: { ...withSources(pair, input, target), at }, isOfCode: ofCode };
}

/** What the code says of the pair goes with the code: the call, its options, values that expressions give. */
function isOfCode({ reason, input, target, answers }: OpenPair): boolean {
  if (answers.length > 0) return true;
  return reason === "call" || reason === "table" || input.source.kind === "array" || target?.source.kind === "array";
}

export function withSources(pair: OpenPair, input: PlacedSource, target: PlacedSource | undefined): OpenPair {
  return { ...pair, input, target, request: { ...pair.request, input: input.source, target: target?.source } };
}

/** With the texts that stand in the documents by now: those of large literals are not taken while they are edited. */
export function upToDate(pair: OpenPair): OpenPair {
  return withSources(pair, reread(pair.input), pair.target && reread(pair.target));
}
