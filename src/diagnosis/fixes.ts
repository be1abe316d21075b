import type { Interpretation } from "../python/interpretation";
import type { LossCall } from "../python/lossCall";
import type { Place, TextUnit } from "../textUnit";
import type { AnswerFix, TextEdit } from "./answer";
import { callFacts } from "./callFacts";
import { applyEdits } from "./edits";
import { type Judgement, judge } from "./judge";
import type { FixCandidate } from "./row";

/** Reads the units again once they are changed. */
export type Interpret = (units: readonly TextUnit[]) => Interpretation;

const MOST_OFFERED = 3;
const MOST_TRIED = 6;
/** So much text is read again for the fixes of one reading. */
const MOST_CHARACTERS = 600_000;

/** Reads changed texts, each once, until the budget is spent. */
export class Rereader {
  readonly #interpret: Interpret;
  readonly #known = new Map<string, Interpretation>();
  #left = MOST_CHARACTERS;

  constructor(interpret: Interpret) {
    this.#interpret = interpret;
  }

  /** The units after edits; undefined where the edits overlap, or nothing more is read. */
  read(units: readonly TextUnit[], edits: readonly TextEdit[]): Interpretation | undefined {
    const key = JSON.stringify(edits);
    const known = this.#known.get(key);
    if (known !== undefined || this.#left <= 0) return known;
    const changed = applyEdits(units, edits);
    if (changed === undefined) return undefined;
    this.#left -= changed.reduce((sum, { role, text }) => sum + (role === "code" ? text.length : 0), 0);
    const interpretation = this.#interpret(changed);
    this.#known.set(key, interpretation);
    return interpretation;
  }
}

/** The candidates that were applied to the text, read again and judged, and mend the call. */
export function carryOut(
  call: LossCall,
  judgement: Judgement,
  units: readonly TextUnit[],
  rereader: Rereader,
): readonly AnswerFix[] {
  const candidates = judgement.findings.flatMap(({ fixes }) => fixes);
  const offered: AnswerFix[] = [];
  for (const candidate of distinctEdits(candidates).slice(0, MOST_TRIED)) {
    // Of two that read alike nobody can choose.
    if (offered.some(({ title }) => JSON.stringify(title) === JSON.stringify(candidate.title))) continue;
    const fix = tried(call, judgement, candidate, units, rereader);
    if (fix !== undefined) offered.push(fix);
    if (offered.length === MOST_OFFERED) break;
  }
  return offered;
}

function distinctEdits(candidates: readonly FixCandidate[]): readonly FixCandidate[] {
  const keys = candidates.map(({ edits }) => JSON.stringify(edits));
  return candidates.filter(({ edits }, i) => edits.length > 0 && keys.indexOf(keys[i]) === i);
}

function tried(
  call: LossCall,
  before: Judgement,
  candidate: FixCandidate,
  units: readonly TextUnit[],
  rereader: Rereader,
): AnswerFix | undefined {
  const interpretation = rereader.read(units, candidate.edits);
  const again = interpretation && sameCall(call, candidate.edits, interpretation);
  const facts = again && callFacts(again, interpretation);
  if (facts === undefined) return undefined;
  const after = judge(facts);
  if (!isMended(before, after)) return undefined;
  return { title: candidate.title, edits: candidate.edits, value: after.value, verdict: after.verdict };
}

/** The changed call raises nothing and is not mistaken any more; where values are known before, they are known after. */
function isMended(before: Judgement, after: Judgement): boolean {
  if (after.verdict === "raises" || after.verdict === "wrong") return false;
  if (before.instance.facts.form !== undefined && after.value === undefined) return false;
  return after.findings[0]?.claim.cause !== before.findings[0]?.claim.cause;
}

function sameCall(call: LossCall, edits: readonly TextEdit[], { calls }: Interpretation): LossCall | undefined {
  const start = movedStart(call.place, edits);
  const matches = ({ place }: { readonly place: Place }) => place.unit === call.place.unit && place.start === start;
  return (
    calls.find((other) => matches(other) && other.raises === undefined) ??
    calls.find(matches) ??
    calls.find(({ construction }) => construction !== undefined && matches({ place: construction }))
  );
}

/** Where an offset is after edits in front of it. */
function movedStart({ unit, start }: Place, edits: readonly TextEdit[]): number {
  return edits
    .filter(({ place }) => place.unit === unit && place.end <= start && place.start < start)
    .reduce((moved, { place, text }) => moved + text.length - (place.end - place.start), start);
}
