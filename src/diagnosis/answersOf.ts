import { finished, type InParts } from "../inParts";
import type { Interpretation } from "../python/interpretation";
import type { LossCall } from "../python/lossCall";
import type { Place } from "../textUnit";
import type { Answer, AnswerEvidence, AnswerFix, AnswerVisits, ArgumentDescription, FixTitle } from "./answer";
import { optionsOf } from "./answerOptions";
import { type ArgumentFacts, type CallFacts, type PrintedArrays, textAt } from "./callFacts";
import { constructionFinding } from "./construction";
import { carryOut, type Interpret, mended, Rereader } from "./fixes";
import { withCallsByHand } from "./foreign/byHand";
import { foreignCaseOf } from "./foreign/foreignCase";
import { earlierValue, foreignPossibilities } from "./foreign/possibilities";
import type { Judgement } from "./judge";
import { noteOf } from "./notes";
import { isTransparent } from "./originChain";
import { printedOf } from "./printed";
import { type ExplainedNumbers, explainNumbers } from "./seen/explainNumbers";
import { type NumberNear, numbersNear, type PrintedText } from "./seen/numbersNear";
import { tokensOf } from "./tokens";
import { type JudgedCall, judgedCall, judgedVisits, worstOf } from "./visits";

/** Whether the program holds the digits as they are written, rounded, and computed nothing with them. */
function isAsWritten({ input, target }: CallFacts): boolean {
  return [input, target].every(({ value }) => value.kind === "tensor" && value.storage.error === undefined);
}

/** Where a place of the interpreter's units stands in the units that the person has. */
type Home = (place: Place) => Place;

/** What the answers need beside the interpretation. */
export interface Surroundings {
  /** Reads the units again with a fix applied; without it no fixes are offered. */
  readonly interpret?: Interpret;
  /** Places are passed through it. */
  readonly home?: Home;
  /** What sessions and cells printed, by the interpreter's units. */
  readonly printed?: readonly PrintedText[];
  /** What was printed under the names that a call is given. */
  readonly printedArrays?: (call: LossCall) => PrintedArrays | undefined;
  /** So many calls are judged, the first of the text; without it all are. */
  readonly mostCalls?: number;
}

/** What there is to say about every loss call of the units, in the order of the text. Never throws. */
export function answersOf(read: Interpretation, surroundings: Surroundings = {}): readonly Answer[] {
  return finished(answersInParts(read, surroundings));
}

/** The same in parts: a call is one. */
export function* answersInParts(read: Interpretation, surroundings: Surroundings): InParts<readonly Answer[]> {
  const interpretation = withCallsByHand(read);
  const { interpret, home = (place) => place, printed = [], printedArrays, mostCalls } = surroundings;
  yield;
  const near = numbersNear(interpretation, printed);
  const rereader = interpret && new Rereader(interpret);
  const answers: Answer[] = [];
  for (const call of interpretation.calls.slice(0, mostCalls)) {
    yield;
    const answer = answerOf(call, interpretation, rereader, home, near.get(call) ?? [], printedArrays);
    if (answer !== undefined) answers.push(answer);
  }
  return answers;
}

function answerOf(
  call: LossCall,
  interpretation: Interpretation,
  rereader: Rereader | undefined,
  home: Home,
  near: readonly NumberNear[],
  printedArrays: Surroundings["printedArrays"],
): Answer | undefined {
  const joined = judgedCall(call, interpretation, call.visits === undefined ? printedArrays : undefined);
  if (joined === undefined) return constructionAnswer(call, interpretation, rereader, home);
  const visits = judgedVisits(call, interpretation);
  const leading = worstOf(joined, visits);
  const { facts, judgement } = leading;
  rereader?.register(leading.call, judgement);
  const { value, verdict, findings, unchecked } = judgement;
  const foreign = foreignCaseOf(facts);
  const numbers = numbersOf(near, visits.length > 0 ? visits : [leading]);
  const claims = findings.map(({ claim }) => claim);
  const beside = numbers.claim ?? (claims.length === 0 && visits.length === 0 ? noteOf(facts) : undefined);
  const [first, ...others] = beside === undefined ? claims : [...claims, beside];
  const severity = judgement.severity === "none" && first !== undefined ? "information" : judgement.severity;
  let fixes: readonly AnswerFix[] | undefined;
  return {
    ...head(call, interpretation, home),
    pipeline: pipelineOf(facts),
    input: describe(joined.facts.input, home),
    target: describe(joined.facts.target, home),
    options: optionsOf(call),
    ...(visits.length > 0
      ? { value: undefined, printed: undefined, item: undefined }
      : {
          value: foreign && numbers.seen.some(({ by }) => by?.kind === "earlier") ? earlierValue(foreign) : value,
          ...printedValue(leading),
        }),
    visits: visits.length > 0 ? visitsOf(joined, visits, leading) : undefined,
    tokens: verdict === "right" && visits.length === 0 ? tokensOf(facts) : undefined,
    verdict,
    severity,
    claim: first,
    others,
    unchecked,
    exception: exceptionOf(leading),
    // A fix is read and judged when somebody asks for it.
    get fixes() {
      fixes ??= rereader === undefined ? [] : carriedOut(leading, rereader, home);
      return fixes;
    },
    seen: numbers.seen.map((each) => ({ ...each, place: home(each.place) })),
    evidence: evidenceOf(judgement),
  };
}

function visitsOf({ call }: JudgedCall, visits: readonly JudgedCall[], leading: JudgedCall): AnswerVisits {
  const at = visits.indexOf(leading);
  return {
    each: visits.map((visit) => {
      const { value, verdict } = visit.judgement;
      return { loss: visit.call.loss, value, verdict, exception: exceptionOf(visit), ...printedValue(visit) };
    }),
    areAll: call.visits?.areAll === true,
    leading:
      at === -1 || visits.every(({ judgement }) => judgement.verdict === visits[at].judgement.verdict) ? undefined : at,
  };
}

function exceptionOf({ call, judgement: { verdict, findings } }: JudgedCall): Answer["exception"] {
  return verdict === "raises" ? (call.raises ?? findings[0]?.exception) : undefined;
}

function printedValue({ facts, judgement }: JudgedCall): Pick<Answer, "printed" | "item"> {
  return printedOf(facts.form, judgement.value, facts.input.tensor?.dtype, isAsWritten(facts));
}

/** The numbers near a call with the first of its visits that gives them. */
function numbersOf(near: readonly NumberNear[], visits: readonly JudgedCall[]): ExplainedNumbers {
  const explained = visits.map(({ facts, judgement: { value } }) => {
    const foreign = foreignCaseOf(facts);
    return explainNumbers(near, facts, value, foreign && foreignPossibilities(foreign));
  });
  const [first, ...others] = explained;
  if (first === undefined || others.length === 0) return first ?? { seen: [], claim: undefined };
  const all = explained.flatMap(({ seen }) => seen);
  const of = new Map(all.map((number) => [number.place, number]));
  for (const number of all)
    if (number.by !== undefined && of.get(number.place)?.by === undefined) of.set(number.place, number);
  return { seen: [...of.values()], claim: undefined };
}

function carriedOut(
  { call, judgement, interpretation }: JudgedCall,
  rereader: Rereader,
  home: Home,
): readonly AnswerFix[] {
  const { units } = interpretation;
  return carryOut(call, judgement, interpretation, rereader).map((fix) => ({
    ...fix,
    title: placedTitle(fix, call, units, home),
    edits: fix.edits.map((edit) => ({ ...edit, place: home(edit.place) })),
  }));
}

/** A title that says where the edit is, if that is some other line of the person's own text. */
function placedTitle(
  { title, edits }: AnswerFix,
  call: LossCall,
  units: Interpretation["units"],
  home: Home,
): FixTitle {
  const [edit] = edits;
  if (title.kind !== "remove" || edits.length !== 1 || edit.place.unit !== call.place.unit) return title;
  const { unit, start } = edit.place;
  const own = home(edit.place);
  // Of a session in a docstring the lines are counted elsewhere.
  if (own.start !== start || own.unit !== unit) return title;
  const { text } = units[unit];
  const lineOf = (offset: number) => text.slice(0, offset).split("\n").length;
  const line = lineOf(start);
  if (line >= lineOf(call.place.start) && line <= lineOf(call.place.end)) return title;
  return { ...title, at: { line, scope: functionAround(text, start) } };
}

/** The name of the function whose indented lines a place is among. */
function functionAround(text: string, offset: number): string | undefined {
  const lines = text.slice(0, offset).split("\n");
  let indent = /^\s*/.exec(lines[lines.length - 1])?.[0].length ?? 0;
  for (let i = lines.length - 2; i >= 0 && indent > 0; i--) {
    const [, inFront, name] = /^(\s*)(?:async\s+)?(?:def\s+(\w+)|\S)/.exec(lines[i]) ?? [];
    if (inFront === undefined || inFront.length >= indent) continue;
    if (name !== undefined) return name;
    indent = inFront.length;
  }
  return undefined;
}

function head(call: LossCall, { units }: Interpretation, home: Home) {
  const { place, framework, loss } = call;
  return { place: home(place), text: textAt(units, place), framework, loss };
}

/** A loss whose constructor raises, or that is called with too few arrays. */
function constructionAnswer(
  call: LossCall,
  interpretation: Interpretation,
  rereader: Rereader | undefined,
  home: Home,
): Answer | undefined {
  const finding = constructionFinding(call, interpretation);
  if (finding === undefined) return undefined;
  const missing = (parameter: string): ArgumentDescription => ({
    parameter,
    text: undefined,
    place: undefined,
    name: undefined,
    written: undefined,
    shape: undefined,
    dtype: undefined,
  });
  let fixes: readonly AnswerFix[] | undefined;
  return {
    ...head(call, interpretation, home),
    pipeline: [call.loss],
    input: missing("input"),
    target: missing("target"),
    options: optionsOf(call),
    value: undefined,
    printed: undefined,
    item: undefined,
    visits: undefined,
    tokens: undefined,
    verdict: "raises",
    severity: "error",
    claim: finding.claim,
    others: [],
    unchecked: [],
    exception: call.raises,
    get fixes() {
      fixes ??= rereader === undefined ? [] : atHome(mended(call, finding, interpretation.units, rereader), home);
      return fixes;
    },
    seen: [],
    evidence: [],
  };
}

function atHome(fixes: readonly AnswerFix[], home: Home): readonly AnswerFix[] {
  return fixes.map((fix) => ({ ...fix, edits: fix.edits.map((edit) => ({ ...edit, place: home(edit.place) })) }));
}

const modules: Readonly<Record<string, string>> = {
  softmax: "Softmax",
  softmin: "Softmin",
  log_softmax: "LogSoftmax",
  sigmoid: "Sigmoid",
  logsigmoid: "LogSigmoid",
  log: "Log",
  exp: "Exp",
};

/** The activations that surely stand in front of the loss. */
function pipelineOf({ input, call }: CallFacts): readonly string[] {
  const ops: string[] = [];
  for (const { operation } of input.chain.steps) {
    if (isTransparent(operation)) continue;
    if (!Object.hasOwn(modules, operation)) break;
    ops.unshift(modules[operation]);
  }
  return [...ops, call.loss];
}

function describe(
  { parameter, text, place, name, written, value, tensor }: ArgumentFacts,
  home: Home,
): ArgumentDescription {
  const facts = value.kind === "unknown" ? value.facts : undefined;
  const sizes = facts?.shape;
  return {
    parameter,
    text,
    place: place && home(place),
    name,
    written: written && home(written),
    shape:
      value.kind === "tensor"
        ? value.shape
        : sizes?.every((size) => size !== undefined)
          ? (sizes as readonly number[])
          : undefined,
    dtype: tensor?.dtype ?? (value.kind === "tensor" ? value.dtype : facts?.dtype),
  };
}

function evidenceOf({ instance: { meaning, facts } }: Judgement): readonly AnswerEvidence[] {
  const { by, suggestedByName } = meaning;
  const evidence: AnswerEvidence[] = [];
  if (by !== undefined) evidence.push({ kind: "operation", operation: by.operation, place: by.place });
  if (suggestedByName !== undefined && facts.input.name !== undefined)
    evidence.push({ kind: "name", name: facts.input.name });
  return evidence;
}
