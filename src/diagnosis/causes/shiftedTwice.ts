import type { Place } from "../../textUnit";
import { type ArgumentFacts, textAt } from "../callFacts";
import { unknownChange } from "../claim";
import type { CallCase, CauseRow, Finding, FixCandidate } from "../row";

/** Labels that were moved by one step by hand, for a loss that moves them by itself. */
export const shiftedTwiceRows: readonly CauseRow[] = [{ cause: "shifted-by-one", find: shiftedTwice }];

function shiftedTwice({ facts }: CallCase): Finding | undefined {
  if (facts.call.shifts !== true) return undefined;
  const [front, back] = [cutOf(facts.units, facts.input), cutOf(facts.units, facts.target)];
  if (back?.kept !== "1:" || front?.kept === "1:") return undefined;
  // `x[1:]` may as well leave a sample out.
  if (front === undefined && !textAt(facts.units, back.place).includes(",")) return undefined;
  const change = unknownChange;
  return {
    claim: { cause: "shifted-by-one", facts: { by: 1, twice: true, change } },
    // Labels alone may be those of an array that holds one more at the front.
    weight: front?.kept === ":-1" ? 0.95 : 0.6,
    fixes: front?.kept === ":-1" ? whole(facts.units, front, back) : [],
  };
}

/** An array without its last or its first step. */
interface Cut {
  readonly kept: ":-1" | "1:";
  readonly place: Place;
  readonly of: Place;
}

/** `ids[:, :-1]`, `logits[..., :-1, :]`, with whatever copies it. */
function cutOf(units: Parameters<typeof textAt>[0], { chain }: ArgumentFacts): Cut | undefined {
  const copies = /^(?:contiguous|to|clone|long|cuda|linear|getitem)$/;
  for (const { operation, place, operand } of chain.steps) {
    if (!copies.test(operation)) return undefined;
    const text = textAt(units, place);
    const kept = /\[(?:\s*(?::|\.\.\.)\s*,)?\s*(:\s*-\s*1|1\s*:)\s*(?:,\s*:\s*)?\]$/
      .exec(text)?.[1]
      .replaceAll(" ", "");
    if (operation !== "getitem" || (kept !== ":-1" && kept !== "1:")) continue;
    const of = operand.place ?? { ...place, end: place.start + text.lastIndexOf("[") };
    return { kept, place, of };
  }
  return undefined;
}

/** Both arrays as they are. */
function whole(units: Parameters<typeof textAt>[0], front: Cut, back: Cut): readonly FixCandidate[] {
  const edits = [front, back].map(({ place, of }) => ({ place, text: textAt(units, of) }));
  return [{ title: { kind: "use", code: edits.map(({ text }) => text).join(", ") }, edits }];
}
