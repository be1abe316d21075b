import { type CheckedUnits, checkSheet } from "./check";
import type { Answer, Verdict } from "./diagnosis/answer";
import { arraysAnswer, tooManyArrays } from "./paste/arraysAnswer";
import { askedAnswer, codeAnswer } from "./paste/codeAnswers";
import { exceptionAnswers } from "./paste/exceptionAnswers";
import { logAnswers } from "./paste/logAnswers";
import { isGuessed } from "./paste/logFacts";
import type { PasteAnswer, PasteLeftOut, PasteSaid } from "./paste/pasteAnswer";
import { readPaste } from "./paste/readPaste";
import { inText } from "./paste/units";
import { type CheckJson, checkJson, locator } from "./render/answerJson";
import { pasteJson } from "./render/pasteJson";
import type { Place, TextUnit } from "./textUnit";

/** What there is to say about anything a person would paste into a forum. Places are of the pasted text, unit 0. */
export interface Asked {
  readonly unit: TextUnit;
  readonly calls: readonly Answer[];
  readonly definitions: CheckedUnits["interpretation"]["definitions"];
  /** What is no call; the likeliest to be meant first. There is at least one where there is no call. */
  readonly answers: readonly PasteAnswer[];
  /** Calls and answers in the order in which a person wants to hear them. */
  readonly order: readonly PasteSaid[];
  readonly leftOut: PasteLeftOut;
}

/** Judging a call costs what reading a thousand lines costs. */
const MOST_CALLS = 50;

/** Reads a pasted text and says what it asks. Total, pure and synchronous. */
export function askText(text: string, file = "text"): Asked {
  const { clean, units, sheet } = readPaste(text);
  const original = (place: Place): Place => ({ unit: 0, ...clean.original(inText(units, place)) });
  const checked = checkSheet(sheet, MOST_CALLS);
  const calls = (checked?.answers ?? []).map((answer) => movedAnswer(answer, original));
  const exceptions = exceptionAnswers(clean.text, units.lines, sheet);
  const logs = logAnswers(clean.text, units.lines);
  const known = calls.some(({ value, verdict }) => value !== undefined || verdict === "raises");
  const about = exceptions.some(({ says }) => says.kind === "exception");
  const isPair = !known && !about;
  const arrays = !isPair ? undefined : arraysAnswer(sheet, units.lines, (place) => inText(units, place));
  // What the form of code says is for where its calls say nothing.
  const isClaimed = calls.some(({ claim, verdict }) => claim !== undefined || verdict === "right");
  const code = isClaimed ? undefined : codeAnswer(sheet, units.lines, (place) => inText(units, place));
  const others = [...exceptions, ...[code, arrays].filter((each) => each !== undefined)];
  // A number that means nothing by itself is nothing to speak of beside what does.
  const explained = calls.some(({ verdict, claim }) => verdict === "wrong" && claim !== undefined);
  const numbers = logs.filter(
    ({ says }) =>
      says.kind !== "log" ||
      (explained ? !isGuessed(says.facts) : (others.length === 0 && !known) || says.facts.kind !== "plain"),
  );
  const isSaid = others.length + numbers.length + calls.length > 0;
  const asked = isSaid ? undefined : askedAnswer(clean.text, units.lines);
  const found = [...others, ...numbers, ...(asked === undefined ? [] : [asked])];
  const nothing: PasteAnswer = {
    ...{ about: "text", place: undefined, verdict: "unsure", cause: undefined },
    says: { kind: "nothing", empty: text.trim() === "" },
  };
  const inOriginal = found.map((answer) => ({ ...answer, place: answer.place && clean.original(answer.place) }));
  const said: PasteSaid[] = [
    ...calls.map((call): PasteSaid => ({ kind: "call", call })),
    ...inOriginal.map((answer): PasteSaid => ({ kind: "answer", answer })),
  ];
  const ranked = said
    .map((each, index) => ({ each, index, rank: rankOf(each) }))
    .sort((a, b) => a.rank - b.rank || a.index - b.index);
  const order: readonly PasteSaid[] =
    said.length === 0 ? [{ kind: "answer", answer: nothing }] : ranked.map(({ each }) => each);
  return {
    unit: { id: file, version: 1, languageId: "plaintext", text, role: "code" },
    calls,
    definitions: (checked?.interpretation.definitions ?? []).map((each) => ({
      ...each,
      place: original(checked?.home(each.place) ?? each.place),
    })),
    answers: order.flatMap((each) => (each.kind === "answer" ? [each.answer] : [])),
    order,
    leftOut: {
      characters: clean.leftOut,
      calls: Math.max(0, (checked?.interpretation.calls.length ?? 0) - MOST_CALLS),
      arrays: isPair ? tooManyArrays(sheet) : 0,
    },
  };
}

/** What answers the question best comes first: an exception, a call that is wrong, a number that gives a mistake away, what is right. */
function rankOf(said: PasteSaid): number {
  if (said.kind === "call") {
    const { verdict, claim } = said.call;
    const ranks: Readonly<Record<Verdict, number>> = {
      raises: 2,
      wrong: 2,
      right: 5,
      unsure: claim === undefined ? 9 : 4,
    };
    return ranks[verdict];
  }
  const { says, cause, about, verdict } = said.answer;
  switch (says.kind) {
    case "exception":
      return cause === undefined ? 8 : about === "warning" ? 3 : 1;
    case "unknownException":
      return about === "warning" ? 11 : 6;
    case "log":
      return says.facts.kind === "plain" ? 10 : cause !== undefined || verdict === "right" ? 3.5 : 7.5;
    case "code":
      return 2.5;
    case "arrays":
      return 3.2;
    case "nothing":
      return 12;
  }
}

/** The same answer with its places in another text. */
function movedAnswer(answer: Answer, move: (place: Place) => Place): Answer {
  const argument = (own: Answer["input"]) => ({
    ...own,
    place: own.place && move(own.place),
    written: own.written && move(own.written),
  });
  return {
    ...answer,
    place: move(answer.place),
    input: argument(answer.input),
    target: argument(answer.target),
    fixes: answer.fixes.map((fix) => ({
      ...fix,
      edits: fix.edits.map((edit) => ({ ...edit, place: move(edit.place) })),
    })),
    seen: answer.seen.map((each) => ({ ...each, place: move(each.place) })),
  };
}

/** What is said of a text that a person would paste into a forum: docs/library.md. */
export function ask(text: string): CheckJson {
  return askJson(askText(text));
}

export function askJson({ unit, calls, answers, definitions, leftOut }: Asked): CheckJson {
  const locate = locator([unit], [undefined]);
  return {
    ...checkJson(unit.id, calls, definitions, locate),
    answers: answers.map((answer) => pasteJson(answer, locate)),
    ...(leftOut.characters + leftOut.calls + leftOut.arrays > 0 && { leftOut }),
  };
}
