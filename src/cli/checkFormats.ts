import type { PlaceJson } from "../render/answerJson";
import type { CheckLine, FileReport } from "./checkReport";
import { fileJson } from "./checkReport";
import { renderLines, type TerminalLine } from "./terminal";

export type CheckFormat = "text" | "json" | "sarif" | "github";

/** What is wrong; the rest is printed only where it is asked for. */
export function isFinding({ severity }: CheckLine): boolean {
  return severity === "error" || severity === "warning";
}

/** `train.py:6:8: warning: … [double-softmax]`, and a last line that counts. */
export function textLines(reports: readonly FileReport[], verbose: boolean, colours: boolean): string {
  const lines = reports.flatMap(({ lines }) => lines.filter((line) => verbose || isFinding(line)));
  return renderLines([...lines.map(textLine), [summary(reports)]], colours);
}

function textLine(line: CheckLine): TerminalLine {
  const { file, place, severity, code, message, verdict } = line;
  const where = `${file}:${place.cell === null ? "" : `cell ${place.cell}:`}${place.line}:${place.column}: `;
  const word = severity === "none" ? verdict : severity;
  const style =
    severity === "error" ? "bad" : severity === "warning" ? "warning" : verdict === "right" ? "good" : "dim";
  return [where, { text: word, style }, `: ${message}${code === undefined ? "" : ` [${code}]`}`];
}

function summary(reports: readonly FileReport[]): string {
  const lines = reports.flatMap((report) => report.lines);
  const found = lines.filter(isFinding).length;
  const count = (verdict: CheckLine["verdict"]) => lines.filter((line) => line.verdict === verdict).length;
  const files = `${reports.length} ${reports.length === 1 ? "file" : "files"}`;
  const calls = `${lines.length} loss ${lines.length === 1 ? "call" : "calls"} in ${files}`;
  const rest = `${count("right")} right, ${count("unsure")} not known`;
  return found === 0 ? `Nothing wrong found: ${calls}, ${rest}.` : `${found} wrong or raising of ${calls}; ${rest}.`;
}

export function jsonText(reports: readonly FileReport[]): string {
  return `${JSON.stringify({ schema: 2, files: reports.map(fileJson) }, undefined, 2)}\n`;
}

/** Annotations of a GitHub workflow. */
export function githubLines(reports: readonly FileReport[]): string {
  return reports
    .flatMap(({ lines }) => lines.filter(isFinding))
    .map((each) => {
      const { file, place, severity, code } = each;
      const { line, column, endLine, endColumn } = place;
      const title = `loss-lens${code === undefined ? "" : ` ${code}`}`;
      // The workflow takes a column of the end only on the line of the start.
      const end = endLine === line ? `,endColumn=${endColumn}` : "";
      const at = place.cell === null ? `,line=${line},col=${column},endLine=${endLine}${end}` : "";
      return `::${severity} file=${property(file)}${at},title=${property(title)}::${escaped(inCell(each))}\n`;
    })
    .join("");
}

/** A notebook's lines are those of its cells, and none of the file: where they have no place of their own, the words name it. */
function inCell({ place: { cell, line }, message }: CheckLine): string {
  return cell === null ? message : `cell ${cell}, line ${line}: ${message}`;
}

function escaped(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function property(text: string): string {
  return escaped(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}

/** Where a cause is explained; a call that raises without a cause has no such place. The project has no address of its own for a link. */
function helpOf(id: string, version: string): { readonly help?: { readonly text: string } } {
  return id === RAISES
    ? {}
    : { help: { text: `What it means, with an example: docs/causes.md of loss-lens ${version}, under ${id}.` } };
}

const RAISES = "raises";

/** SARIF 2.1.0, for code scanning. */
export function sarifText(reports: readonly FileReport[], version: string): string {
  const lines = reports.flatMap((report) => report.lines.filter(isFinding));
  const rules = [...new Set(lines.map(({ code }) => code ?? RAISES))].sort();
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "loss-lens", version, rules: rules.map((id) => ({ id, ...helpOf(id, version) })) } },
        columnKind: "utf16CodeUnits",
        results: lines.map((line) => ({
          ruleId: line.code ?? RAISES,
          level: line.severity === "error" ? "error" : "warning",
          message: { text: inCell(line) },
          locations: [
            {
              physicalLocation: {
                artifactLocation: { uri: uriOf(line.file) },
                ...(line.place.cell === null && { region: region(line.place) }),
              },
            },
          ],
        })),
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

function region({ line, column, endLine, endColumn }: PlaceJson) {
  return { startLine: line, startColumn: column, endLine, endColumn };
}

function uriOf(file: string): string {
  return file.replaceAll("\\", "/").split("/").map(encodeURIComponent).join("/");
}
