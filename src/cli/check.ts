import { parseArgs } from "node:util";
import { checkedFiles, checkedInput } from "./checkFiles";
import { type CheckFormat, githubLines, isFinding, jsonText, sarifText, textLines } from "./checkFormats";
import { type FileReport, reportFile } from "./checkReport";
import type { Output, Tell } from "./run";
import { renderLines } from "./terminal";

const formats: readonly CheckFormat[] = ["text", "json", "sarif", "github"];

interface CheckCommand {
  readonly paths: readonly string[];
  readonly format: CheckFormat;
  readonly verbose: boolean;
}

/** `loss-lens check PATH…`: what is said of every loss call in files and folders. Total. */
export function runCheck(argv: readonly string[], version: string, colours: boolean, tell: Tell = () => {}): Output {
  const command = readCheckCommand(argv);
  if (typeof command === "string") return wrongUsage(command);
  const { paths, format, verbose } = command;
  const reports: FileReport[] = [];
  const errors: string[] = [];
  let missing = false;
  for (const file of paths.length === 1 && paths[0] === "-" ? [checkedInput()] : checkedFiles(paths)) {
    if (file.kind === "leftOut") {
      errors.push(`${file.name} ${file.message}`);
      missing ||= file.asked;
    } else {
      tell(`${reports.length} files, ${file.name}`);
      const report = reportFile(file);
      reports.push(report);
      errors.push(...leftOutOf(report));
    }
  }
  if (reports.length === 0 && errors.length === 0) errors.push(`${paths.join(", ")}: no Python file or notebook`);
  const found = reports.some(({ lines }) => lines.some(isFinding));
  return {
    out: outputOf(reports, format, verbose, version, colours),
    error: renderLines(
      errors.map((message) => [`loss-lens: ${message}`]),
      false,
    ),
    status: missing ? 2 : found ? 1 : 0,
  };
}

/** What of a file was not looked at. */
function leftOutOf({ file: { name }, unjudged, isCut }: FileReport): readonly string[] {
  return [
    ...(unjudged > 0 ? [`${name} has too many loss calls: the last ${unjudged} were not judged`] : []),
    ...(isCut ? [`${name} takes too many steps to be read whole: loss calls may be missing`] : []),
  ];
}

function outputOf(
  reports: readonly FileReport[],
  format: CheckFormat,
  verbose: boolean,
  version: string,
  colours: boolean,
): string {
  switch (format) {
    case "text":
      // Of what was not read there is nothing to say.
      return reports.length === 0 ? "" : textLines(reports, verbose, colours);
    case "json":
      return jsonText(reports);
    case "sarif":
      return sarifText(reports, version);
    case "github":
      return githubLines(reports);
  }
}

export function wrongUsage(message: string): Output {
  const error = renderLines([[`loss-lens: ${message} (loss-lens --help tells more)`]], false);
  return { out: "", error, status: 2 };
}

function readCheckCommand(argv: readonly string[]): CheckCommand | string {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: { format: { type: "string" }, json: { type: "boolean" }, verbose: { type: "boolean" } },
    });
    if (positionals.length === 0) return "check needs a file or a folder";
    const format = values.json ? "json" : formats.find((each) => each === (values.format ?? "text"));
    if (format === undefined) return `--format is one of ${formats.join(", ")}, not “${values.format}”`;
    if (values.json && values.format !== undefined && values.format !== "json")
      return "--json and --format are one or the other";
    return { paths: positionals, format, verbose: values.verbose ?? false };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
