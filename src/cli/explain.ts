import { parseArgs } from "node:util";
import { answersAt } from "../check";
import type { Answer } from "../diagnosis/answer";
import { callLines } from "../render/saidText";
import { sameInCall } from "../sameInCall";
import { wrongUsage } from "./check";
import { checkedFiles } from "./checkFiles";
import { type FileReport, fileJson, reportFile } from "./checkReport";
import type { Output } from "./run";
import { sameJson, sameLines } from "./sameText";
import { renderLines } from "./terminal";

/** `loss-lens explain FILE:LINE[:COLUMN]`: what is said of the loss calls there. Total. */
export function runExplain(argv: readonly string[], colours: boolean): Output {
  const command = readExplainCommand(argv);
  if (typeof command === "string") return wrongUsage(command);
  const { path, line, column, json, same } = command;
  const [file] = checkedFiles([path]);
  if (file === undefined || file.kind === "leftOut") return wrongUsage(`${path} ${file?.message ?? "holds no Python"}`);
  const report = reportFile(file);
  const answers = answersOn(report, line, column);
  if (answers.length === 0) {
    const error = renderLines([[`loss-lens: there is no loss call at ${path}:${line}`]], false);
    return { out: "", error, status: 1 };
  }
  if (json) {
    const all = fileJson(report);
    const calls = all.calls.flatMap((call, index) => {
      const answer = report.checked.answers[index];
      if (!answers.includes(answer)) return [];
      const found = same ? sameInCall(report.checked, answer) : undefined;
      return [same ? { ...call, same: found ? sameJson(found) : [] } : call];
    });
    return { out: `${JSON.stringify({ ...all, calls }, undefined, 2)}\n`, error: "", status: 0 };
  }
  const lines = answers.flatMap((answer) => {
    const found = same ? sameInCall(report.checked, answer) : undefined;
    const names = { input: shortName(answer.input), target: shortName(answer.target) };
    return [...callLines(answer), ...(found ? sameLines(found, names) : [])].map((text) => [text]);
  });
  return { out: renderLines(lines, colours), error: "", status: 0 };
}

/** Calls that begin on the line or go over it, or else those that what is written there goes into. */
function answersOn({ checked, file, locate }: FileReport, line: number, column: number | undefined): readonly Answer[] {
  const unit = file.cells.length === 1 ? 0 : file.units.findIndex(({ role }) => role === "code");
  const lines = (checked.units[unit]?.text ?? "").split("\n");
  const start = lines.slice(0, line - 1).reduce((offset, text) => offset + text.length + 1, 0);
  if (column !== undefined) return answersAt(checked, { unit, start: start + column - 1, end: start + column - 1 });
  const onLine = checked.answers.filter(({ place }) => {
    const { line: from, endLine } = locate(place);
    return line >= from && line <= endLine;
  });
  if (onLine.length > 0) return onLine;
  const text = lines[line - 1] ?? "";
  const at = start + Math.max(0, text.search(/\S/));
  const named = answersAt(checked, { unit, start: at, end: at });
  const bracket = text.search(/[[(]/);
  return named.length > 0 || bracket === -1
    ? named
    : answersAt(checked, { unit, start: start + bracket + 1, end: start + bracket + 1 });
}

interface ExplainCommand {
  readonly path: string;
  readonly line: number;
  readonly column: number | undefined;
  readonly json: boolean;
  /** The loss in other frameworks, too. */
  readonly same: boolean;
}

/** Longer expressions are called by the parameter. */
const LONGEST_NAME = 30;

function shortName({ text, name, parameter }: Answer["input"]): string {
  if (text === undefined) return name ?? parameter;
  // The array at the source is another one than what is computed of it.
  return /^[\w.]+(?:\([\w., =-]*\))?$/.test(text) && text.length <= LONGEST_NAME ? text : parameter;
}

function readExplainCommand(argv: readonly string[]): ExplainCommand | string {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: { json: { type: "boolean" }, same: { type: "boolean" } },
    });
    const match = /^(.+?):(\d+)(?::(\d+))?$/s.exec(positionals[0] ?? "");
    if (match === null || positionals.length !== 1) return "explain needs a place: FILE:LINE or FILE:LINE:COLUMN";
    const [, path, line, column] = match;
    return {
      path,
      line: Number(line),
      column: column === undefined ? undefined : Number(column),
      json: values.json ?? false,
      same: values.same ?? false,
    };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
