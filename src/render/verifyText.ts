import * as l10n from "@vscode/l10n";
import type { Agreement } from "../verify/agreement";
import type { PythonEnd } from "../verify/pythonRun";
import type { RunReport } from "../verify/runReport";
import type { Expected, TooLarge } from "../verify/verifyJob";
import { formatCount, formatValue } from "./numbers";

/** What a run in a person's own PyTorch came to, in a sentence or two. */
export function verifyText(report: RunReport, agreement: Agreement, expected: Expected, interpreter: string): string {
  const torch = report.torch ?? "";
  switch (report.kind) {
    case "missing":
      return report.module === "torch" || report.module === "pytest"
        ? missingText(report.module, interpreter)
        : l10n.t("torch in {0} needs {1}, which is not installed there.", interpreter, report.module);
    case "broken":
      return l10n.t("torch in {0} could not be loaded: {1}", interpreter, oneLine(report.why));
    case "raised":
      return agreement === "equal"
        ? l10n.t("torch {0} raises the same {1}, word for word.", torch, report.type)
        : [l10n.t("torch {0} raises {1}: {2}", torch, report.type, oneLine(report.message)), notSo(expected)].join(" ");
    case "tested":
      if (agreement === "agrees") return l10n.t("The test passed: torch {0}, pytest {1}.", torch, report.pytest);
      return agreement === "differs"
        ? l10n.t("The test failed: torch {0}, pytest {1}. The details have what pytest says.", torch, report.pytest)
        : l10n.t("pytest {0} could not run the test. The details have what it says.", report.pytest);
    case "value":
      return [valueGiven(report), agreementText(agreement, report.dtype, expected)].join(" ");
  }
}

function missingText(module: "torch" | "pytest", interpreter: string): string {
  const install = `${interpreter} -m pip install ${module}`;
  return module === "torch"
    ? l10n.t(
        "{0} has no torch. Choose the interpreter of your project with “Python: Select Interpreter”, or install it: {1}",
        interpreter,
        install,
      )
    : l10n.t("{0} has no pytest. Install it: {1}", interpreter, install);
}

function valueGiven({ torch = "", values, item }: Extract<RunReport, { readonly kind: "value" }>): string {
  const [first] = values;
  if (first === undefined || values.length > 1) return l10n.t("torch {0} gives {1} losses.", torch, values.length);
  return l10n.t("torch {0} gives {1} ({2}).", torch, item ?? formatValue(first.value), first.hex);
}

function agreementText(agreement: Agreement, dtype: string, expected: Expected): string {
  switch (agreement) {
    case "equal":
      return l10n.t("The same as here, to the last bit.");
    case "agrees":
      return l10n.t("The same as here, within the rounding of {0}.", dtype.replace("torch.", ""));
    case "differs":
      return notSo(expected);
    case "unknown":
      return l10n.t("Loss Lens has no number to compare it with.");
  }
}

/** What stands in the editor in its place. */
function notSo(expected: Expected): string {
  switch (expected.kind) {
    case "exception":
      return l10n.t("Loss Lens, which follows torch 2.13, says {0}: {1}", expected.type, oneLine(expected.message));
    case "passes":
      return "";
    case "value": {
      const { data, shape } = expected.value;
      return shape.length === 0
        ? l10n.t("Loss Lens, which follows torch 2.13, says {0}.", formatValue(data[0]))
        : l10n.t("Loss Lens, which follows torch 2.13, says otherwise.");
    }
  }
}

/** Why there is nothing to compare; undefined where the run was cancelled, which needs no words. */
export function noReportText(end: PythonEnd, limitMs: number): string | undefined {
  switch (end.kind) {
    case "cancelled":
      return undefined;
    case "noPython":
      return l10n.t(
        "No Python could be started ({0}). Choose one with “Python: Select Interpreter”, or set lossLens.pythonPath.",
        end.tried.join(", "),
      );
    case "failed":
      return l10n.t("The program could not be run: {0}", oneLine(end.message));
    case "timedOut":
      return l10n.t("{0} did not come to an end within {1} s, and was stopped.", end.interpreter, limitMs / 1000);
    case "printedTooMuch":
      return l10n.t("{0} printed without end, and was stopped.", end.interpreter);
    case "ended":
      return l10n.t("{0} ended without a result. The details have what it printed.", end.interpreter);
  }
}

export function tooLargeText({ elements, most }: TooLarge): string {
  return l10n.t(
    "{0} values are too many for a program to be run: at most {1}.",
    formatCount(elements),
    formatCount(most),
  );
}

function oneLine(text: string): string {
  const line = text.replaceAll(/\s+/g, " ").trim();
  return line.length > 300 ? `${line.slice(0, 300)}…` : line;
}
