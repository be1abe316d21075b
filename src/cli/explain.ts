import { parseArgs } from "node:util";
import type { Answer } from "../diagnosis/answer";
import { wrongUsage } from "./check";
import { checkedFiles } from "./checkFiles";
import { explained, fileJson, reportFile } from "./checkReport";
import type { Output } from "./run";
import { renderLines } from "./terminal";

/** `loss-lens explain FILE:LINE[:COLUMN]`: what is said of the loss calls there. Total. */
export function runExplain(argv: readonly string[], colours: boolean): Output {
  const command = readExplainCommand(argv);
  if (typeof command === "string") return wrongUsage(command);
  const { path, line, column, json } = command;
  const [file] = checkedFiles([path]);
  if (file === undefined || file.kind === "leftOut") return wrongUsage(`${path} ${file?.message ?? "holds no Python"}`);
  const report = reportFile(file);
  const answers = answersAt(report.checked.answers, (answer) => {
    const { line: from, endLine, column: start, endColumn } = report.locate(answer.place);
    if (line < from || line > endLine) return false;
    if (column === undefined) return true;
    return !(line === from && column < start) && !(line === endLine && column > endColumn);
  });
  if (answers.length === 0) {
    const error = renderLines([[`loss-lens: there is no loss call at ${path}:${line}`]], false);
    return { out: "", error, status: 1 };
  }
  if (json) {
    const all = fileJson(report);
    const calls = all.calls.filter((_, index) => answers.includes(report.checked.answers[index]));
    return { out: `${JSON.stringify({ ...all, calls }, undefined, 2)}\n`, error: "", status: 0 };
  }
  const lines = answers.flatMap((answer) => explained(answer).map((text) => [text]));
  return { out: renderLines(lines, colours), error: "", status: 0 };
}

function answersAt(answers: readonly Answer[], isThere: (answer: Answer) => boolean): readonly Answer[] {
  return answers.filter(isThere).sort((a, b) => a.place.end - a.place.start - (b.place.end - b.place.start));
}

interface ExplainCommand {
  readonly path: string;
  readonly line: number;
  readonly column: number | undefined;
  readonly json: boolean;
}

function readExplainCommand(argv: readonly string[]): ExplainCommand | string {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: { json: { type: "boolean" } },
    });
    const match = /^(.+?):(\d+)(?::(\d+))?$/s.exec(positionals[0] ?? "");
    if (match === null || positionals.length !== 1) return "explain needs a place: FILE:LINE or FILE:LINE:COLUMN";
    const [, path, line, column] = match;
    return {
      path,
      line: Number(line),
      column: column === undefined ? undefined : Number(column),
      json: values.json ?? false,
    };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
