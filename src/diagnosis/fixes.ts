import type { Interpretation } from "../python/interpretation";
import type { LossCall } from "../python/lossCall";
import type { Tensor } from "../tensor/tensor";
import type { Place, TextUnit } from "../textUnit";
import type { AnswerFix, JudgedEdit, TextEdit } from "./answer";
import { applyEdits } from "./edits";
import { placesOf, together, touches, type Wanted } from "./fixesTogether";
import { withCallsByHand } from "./foreign/byHand";
import type { Judgement } from "./judge";
import type { Finding, FixCandidate } from "./row";
import { judgedWhole } from "./visits";

/** Reads the units again once they are changed. */
export type Interpret = (units: readonly TextUnit[]) => Interpretation;

const MOST_OFFERED = 3;
/** Of fewer calls each fix is read by itself. */
const FEW = 4;
const MOST_TRIED = 6;
/** So many other calls that a change has to do with are judged again. */
const MOST_SHARED = 16;
/** So much text is read again for the fixes of one reading. */
const MOST_CHARACTERS = 600_000;

/** Reads changed texts, each once, until the budget is spent. */
export class Rereader {
  readonly #interpret: Interpret;
  readonly #known = new Map<string, Interpretation>();
  readonly #wanted: Wanted[] = [];
  #together: readonly ReadonlyMap<FixCandidate, readonly TextEdit[]>[] | undefined;
  #left = MOST_CHARACTERS;

  constructor(interpret: Interpret) {
    this.#interpret = interpret;
  }

  /** Before any is carried out: what there is to try, for all calls. */
  register(call: LossCall, judgement: Judgement): void {
    const candidates = candidatesOf(judgement);
    if (candidates.length > 0) this.#wanted.push({ call, candidates });
  }

  /** Edits that are carried out in one reading with a candidate's own, and change nothing for it. */
  with(candidate: FixCandidate): readonly TextEdit[] {
    this.#together ??= this.#wanted.length < FEW ? [] : together(this.#wanted);
    return this.#together.map((batch) => batch.get(candidate)).find((edits) => edits !== undefined) ?? candidate.edits;
  }

  /** The units after edits; undefined where the edits overlap, or nothing more is read. */
  read(units: readonly TextUnit[], edits: readonly TextEdit[]): Interpretation | undefined {
    const key = JSON.stringify(edits);
    const known = this.#known.get(key);
    if (known !== undefined || this.#left <= 0) return known;
    const changed = applyEdits(units, edits);
    if (changed === undefined) return undefined;
    this.#left -= changed.reduce((sum, { role, text }) => sum + (role === "code" ? text.length : 0), 0);
    const interpretation = withCallsByHand(this.#interpret(changed), true);
    this.#known.set(key, interpretation);
    return interpretation;
  }
}

/** The same of a call that raises before it is given its arrays. */
export function mended(
  call: LossCall,
  finding: Finding,
  units: readonly TextUnit[],
  rereader: Rereader,
): readonly AnswerFix[] {
  const before = { findings: [finding], isKnown: false, others: [] };
  return finding.fixes.flatMap((candidate) => tried(call, before, candidate, units, rereader) ?? []);
}

/** The candidates that were applied to the text, read again and judged, and mend the call. */
export function carryOut(
  call: LossCall,
  judgement: Judgement,
  interpretation: Interpretation,
  rereader: Rereader,
): readonly AnswerFix[] {
  const { units } = interpretation;
  const offered: AnswerFix[] = [];
  const before = {
    findings: judgement.findings,
    isKnown: judgement.instance.facts.form !== undefined,
    others: interpretation.calls.filter((each) => each !== call).map((each) => ({ call: each, interpretation })),
  };
  for (const candidate of candidatesOf(judgement)) {
    // Of two that read alike nobody can choose.
    if (offered.some(({ title }) => JSON.stringify(title) === JSON.stringify(candidate.title))) continue;
    const fix = tried(call, before, candidate, units, rereader);
    if (fix !== undefined) offered.push(fix);
    if (offered.length === MOST_OFFERED) break;
  }
  if (offered.length > 0) return offered;
  const both = inTwoSteps(call, before, judgement, units, rereader);
  return both === undefined ? [] : [both];
}

const MOST_FIRST = 2;
const MOST_SECOND = 2;

/** Of two mistakes no single change mends the call: one is carried out, and what is found then is mended, too. */
function inTwoSteps(
  call: LossCall,
  before: Before,
  judgement: Judgement,
  units: readonly TextUnit[],
  rereader: Rereader,
): AnswerFix | undefined {
  for (const first of candidatesOf(judgement).slice(0, MOST_FIRST)) {
    const between = rereader.read(units, first.edits);
    const again = between && sameCall(call, first.edits, between);
    const left = again && judgementOf(again, between);
    if (between === undefined || again === undefined || left === undefined) continue;
    const isOther = left.findings[0] !== undefined && left.findings[0].claim.cause !== before.findings[0]?.claim.cause;
    if (!isOther || (left.verdict !== "wrong" && left.verdict !== "raises")) continue;
    for (const second of candidatesOf(left).slice(0, MOST_SECOND)) {
      const changed = applyEdits(between.units, second.edits);
      const edits = changed && changes(units, changed);
      if (edits === undefined || before.others.some((other) => touches(edits, [other.call.place]))) continue;
      const after = rereader.read(units, edits);
      const last = after && sameCall(again, second.edits, after);
      const mended = last && judgementOf(last, after);
      if (after === undefined || mended === undefined || !isMended(before, mended)) continue;
      if (
        mended.findings.length > 0 ||
        before.others.slice(0, MOST_SHARED).some((other) => spoils(other, edits, after))
      )
        continue;
      const title = { kind: "both", of: [first.title, second.title] } as const;
      return offered(title, edits, last, mended);
    }
  }
  return undefined;
}

/** One edit a unit that makes the second of the first. */
function changes(from: readonly TextUnit[], to: readonly TextUnit[]): readonly TextEdit[] {
  return from.flatMap(({ text: old }, unit): readonly TextEdit[] => {
    const { text } = to[unit];
    if (text === old) return [];
    const most = Math.min(old.length, text.length);
    let [start, end] = [0, 0];
    while (start < most && old[start] === text[start]) start++;
    while (end < most - start && old[old.length - 1 - end] === text[text.length - 1 - end]) end++;
    return [{ place: { unit, start, end: old.length - end }, text: text.slice(start, text.length - end) }];
  });
}

const known = new WeakMap<Judgement, readonly FixCandidate[]>();

function candidatesOf(judgement: Judgement): readonly FixCandidate[] {
  const found = known.get(judgement);
  if (found !== undefined) return found;
  const candidates = distinctEdits(judgement.findings.flatMap(({ fixes }) => fixes)).slice(0, MOST_TRIED);
  known.set(judgement, candidates);
  return candidates;
}

function distinctEdits(candidates: readonly FixCandidate[]): readonly FixCandidate[] {
  const keys = candidates.map(({ edits }) => JSON.stringify(edits));
  return candidates.filter(({ edits }, i) => edits.length > 0 && keys.indexOf(keys[i]) === i);
}

/** What was found, whether all values are known, and the other calls of the text. */
interface Before {
  readonly findings: readonly Finding[];
  readonly isKnown: boolean;
  readonly others: readonly ReadCall[];
}

interface ReadCall {
  readonly call: LossCall;
  readonly interpretation: Interpretation;
}

function tried(
  call: LossCall,
  before: Before,
  candidate: FixCandidate,
  units: readonly TextUnit[],
  rereader: Rereader,
): AnswerFix | undefined {
  const shared = before.others.filter((other) => touches(candidate.edits, placesOf(other.call))).slice(0, MOST_SHARED);
  const edits = shared.length > 0 ? candidate.edits : rereader.with(candidate);
  const interpretation = rereader.read(units, edits);
  const again = interpretation && sameCall(call, edits, interpretation);
  const after = again && judgementOf(again, interpretation);
  if (after === undefined || !isMended(before, after)) return undefined;
  if (interpretation !== undefined && shared.some((other) => spoils(other, edits, interpretation))) return undefined;
  return offered(candidate.title, candidate.edits, again, after);
}

/** A fix with what the call gives after it: no one value where the program comes by several times. */
function offered(
  title: AnswerFix["title"],
  edits: readonly TextEdit[],
  call: LossCall | undefined,
  { value, verdict }: Judgement,
): AnswerFix {
  return { title, edits: edits.map(judgedEdit), value: call?.visits === undefined ? value : undefined, verdict };
}

/** The only way to an edit that is offered: what it writes was just read, in its place, as the Python that it is meant to be. */
function judgedEdit({ place, text }: TextEdit): JudgedEdit {
  return { place, text: text as JudgedEdit["text"] };
}

/** The changed call raises nothing and is not mistaken any more; where values are known before, they are known after. */
function isMended(before: Before, after: Judgement): boolean {
  if (after.verdict === "raises" || after.verdict === "wrong") return false;
  if (before.isKnown && after.value === undefined) return false;
  return after.findings[0]?.claim.cause !== before.findings[0]?.claim.cause;
}

/** Whether what mends one call makes another one worse, or another number of one that has nothing to do with it. */
function spoils({ call, interpretation }: ReadCall, edits: readonly TextEdit[], changed: Interpretation): boolean {
  const again = sameCall(call, edits, changed);
  const [before, after] = [judgementOf(call, interpretation), again && judgementOf(again, changed)];
  if (before === undefined || after === undefined) return false;
  if (before.verdict === "right") {
    return after.verdict !== "right" || !isSameValue(before.value, after.value);
  }
  if (before.findings.length === 0 && before.instance.meaning.kind !== after.instance.meaning.kind) return true;
  const isWorse = after.verdict === "wrong" || after.verdict === "raises";
  return isWorse && after.findings[0]?.claim.cause !== before.findings[0]?.claim.cause;
}

function isSameValue(a: Tensor | undefined, b: Tensor | undefined): boolean {
  if (a === undefined || b === undefined || a.data.length !== b.data.length) return a === b;
  return a.data.every((value, i) => Math.abs(value - b.data[i]) <= 1e-6 * Math.max(1, Math.abs(value)));
}

const judged = new WeakMap<LossCall, Judgement>();

function judgementOf(call: LossCall, interpretation: Interpretation): Judgement | undefined {
  const judgement = judged.get(call) ?? judgedWhole(call, interpretation)?.judgement;
  if (judgement !== undefined) judged.set(call, judgement);
  return judgement;
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
