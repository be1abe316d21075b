import { askJson, askText } from "../ask";
import { answersAt, checkText } from "../check";
import type { CheckJson } from "../render/answerJson";
import { leftOutText } from "../render/pasteText";
import { callLines, saidLines } from "../render/saidText";
import { limits, problem, type ToolAnswer } from "./toolAnswer";

export interface ExplainLossInput {
  /** What a person would paste into a forum, or the Python around a call. */
  readonly text: string;
  /** A place in Python, from 1: what is said is about the call there, or about the calls that the array or name there goes into. */
  readonly line?: number | undefined;
  readonly column?: number | undefined;
}

/** What is said about a paste, as `loss-lens ask` says it, or about one place of a program, as `loss-lens explain` does. Total. */
export function explainLoss({ text, line, column }: ExplainLossInput): ToolAnswer<CheckJson> {
  if (text.length > limits.characters) {
    return problem(`${text.length} characters are too many: at most ${limits.characters}.`);
  }
  if (line !== undefined) return explainPlace(text, line, column);
  if (column !== undefined) return problem("A column is one of a line: give the line, too.");
  const asked = askText(text);
  const lines = [...asked.order.flatMap(saidLines), ...leftOutText(asked.leftOut)];
  return { kind: "answer", data: askJson(asked), text: lines.join("\n") };
}

function explainPlace(text: string, line: number, column: number | undefined): ToolAnswer<CheckJson> {
  const { checked, json } = checkText(text, "python", "code.py");
  const onLine = json.calls.flatMap(({ place }, index) => {
    return line >= place.line && line <= place.endLine ? [checked.answers[index]] : [];
  });
  const at = offsetOf(text, line, column);
  if (at === undefined) return problem(`The text has no line ${line}.`);
  const found =
    column === undefined && onLine.length > 0 ? onLine : answersAt(checked, { unit: 0, start: at, end: at });
  if (found.length === 0) return problem(`There is no loss call at line ${line}.`);
  const calls = checked.answers.flatMap((answer, index) => (found.includes(answer) ? [json.calls[index]] : []));
  return { kind: "answer", data: { ...json, calls }, text: found.flatMap(callLines).join("\n") };
}

/** Where the column is, or the first word of the line. */
function offsetOf(text: string, line: number, column: number | undefined): number | undefined {
  let start = 0;
  for (let i = 1; i < line; i++) {
    const end = text.indexOf("\n", start);
    if (end === -1) return undefined;
    start = end + 1;
  }
  const end = text.indexOf("\n", start);
  const own = text.slice(start, end === -1 ? undefined : end);
  return start + (column === undefined ? Math.max(0, own.search(/\S/)) : Math.min(column - 1, own.length));
}
