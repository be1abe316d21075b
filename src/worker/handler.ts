import * as l10n from "@vscode/l10n";
import { type Arrays, evaluateArrays, readArrays } from "../evaluate";
import type { Progress, Report } from "../report";
import type { FromWorker, ToWorker } from "./protocol";

/** Answers orders through `post`. Arrays are read once, however often a choice changes. */
export function createHandler(post: (message: FromWorker) => void): (order: ToWorker) => void {
  const tell = (progress: Progress) => post({ type: "progress", progress });
  let arrays: Arrays | undefined;
  return ({ sources, choice, options, texts }) => {
    if (texts !== undefined) l10n.config({ contents: texts });
    try {
      if (sources !== undefined) arrays = readArrays(sources, tell);
      if (arrays === undefined) throw new Error("The first order brings the arrays.");
      const report = evaluateArrays(arrays, choice, options, tell);
      makeFixes(report, tell);
      post({ type: "report", report });
    } catch (error) {
      // Arrays beyond the memory that the browser gives: everything else comes back as data.
      post({ type: "failed", message: reasonOf(error) });
    }
  };
}

/** What is made when it is first looked at would be made while the report is copied to the panel, without a word. */
function makeFixes(report: Report, tell: (progress: Progress) => void): void {
  if (report.kind !== "evaluation" && report.kind !== "misfit") return;
  const raised = report.pipelines.filter((result) => result.kind === "raised");
  for (const [done, result] of raised.entries()) {
    tell({ kind: "fixes", done, of: raised.length });
    void result.repaired;
  }
}

const NO_MEMORY = /allocation failed|invalid (?:typed )?array (?:buffer )?length|out of memory/i;

function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return NO_MEMORY.test(message) ? l10n.t("there is not enough memory for arrays of this size") : message;
}
