import type { LossCall } from "../python/lossCall";
import type { Origin, Value } from "../python/value";
import type { Place } from "../textUnit";
import type { TextEdit } from "./answer";
import type { FixCandidate } from "./row";

/** A call with the changes that may mend it, likeliest first. */
export interface Wanted {
  readonly call: LossCall;
  readonly candidates: readonly FixCandidate[];
}

const MOST_CALLS = 200;
const MOST_PLACES = 300;

/**
 * Changes of different calls that are read in one go, where none touches what another call is made of: the likeliest of every call
 * first, then the next ones. A candidate that is in no batch is read by itself.
 */
export function together(wanted: readonly Wanted[]): readonly ReadonlyMap<FixCandidate, readonly TextEdit[]>[] {
  const calls = wanted.slice(0, MOST_CALLS).map((each) => ({ ...each, places: placesOf(each.call) }));
  const most = calls.reduce((longest, { candidates }) => Math.max(longest, candidates.length), 0);
  return Array.from({ length: most }, (_, rank) => {
    const batch: { readonly candidate: FixCandidate; readonly places: readonly Place[] }[] = [];
    for (const { candidates, places } of calls) {
      const candidate = candidates.at(rank);
      if (candidate === undefined) continue;
      const others = calls.filter((other) => other.places !== places);
      const isApart = others.every((other) => !touches(candidate.edits, other.places));
      if (isApart && batch.every((each) => !touches(each.candidate.edits, places))) batch.push({ candidate, places });
    }
    const edits = batch.flatMap(({ candidate }) => candidate.edits);
    return new Map(batch.map(({ candidate }) => [candidate, edits]));
  });
}

export function touches(edits: readonly TextEdit[], places: readonly Place[]): boolean {
  return edits.some(({ place }) =>
    places.some(({ unit, start, end }) => unit === place.unit && start <= place.end && place.start <= end),
  );
}

/** Everything in the text that a call is made of: itself, its constructor, and what its arrays and options were computed by. */
export function placesOf({ place, construction, named, arguments: given, options }: LossCall): readonly Place[] {
  const places: Place[] = construction === undefined ? [place, named] : [place, construction, named];
  const open: Origin[] = [...given, ...options.values()].map(({ value }) => value.origin);
  const seen = new Set<Origin>();
  for (let origin = open.pop(); origin !== undefined && seen.size < MOST_PLACES; origin = open.pop()) {
    if (seen.has(origin)) continue;
    seen.add(origin);
    if (origin.kind === "join") open.push(...origin.of);
    else if (origin.place !== undefined) places.push(origin.place);
    if (origin.kind === "operation") for (const { value } of origin.operands) open.push(...originsOf(value));
  }
  return places;
}

function originsOf(value: Value): readonly Origin[] {
  return value.kind === "list"
    ? [value.origin, ...(value.list.items?.slice(0, 16) ?? []).map(({ origin }) => origin)]
    : [value.origin];
}
