import * as l10n from "@vscode/l10n";
import * as vscode from "vscode";
import type { Answer } from "../diagnosis/answer";
import { firstGiving, type PipelineResult } from "../engine/verdict";
import { callName } from "../render/callName";
import { pipelineName } from "../render/pipelineText";
import type { SnippetContext } from "../render/pytorchCode";
import { noReportText, tooLargeText, verifyText } from "../render/verifyText";
import type { Evaluation, Misfit } from "../report";
import { agreementOf } from "../verify/agreement";
import type { PythonEnd } from "../verify/pythonRun";
import { readRunReport } from "../verify/runReport";
import { callJob, pipelineJob, type TooLarge, testJob, type VerifyJob } from "../verify/verifyJob";
import type { Evaluator, OpenPair } from "./evaluator";
import { interpretersFor } from "./interpreters";
import { isLarge } from "./largeInput";
import { mayRunPython } from "./mayRunPython";

/** Loading torch alone takes some seconds, and a minute on a slow disk. */
const LIMIT_MS = 120_000;

/** What others ask of it, whether it is loaded yet or not. */
export type Verification = Pick<PythonVerification, "verify">;

/** Runs a pipeline, the person's own call or a pytest in the person's own PyTorch: on request, once they have agreed to it in this session. */
export class PythonVerification implements vscode.Disposable {
  readonly #evaluator: Evaluator;
  #consented = false;
  #channel: vscode.OutputChannel | undefined;
  #running: AbortController | undefined;

  constructor(evaluator: Evaluator) {
    this.#evaluator = evaluator;
  }

  dispose(): void {
    this.#running?.abort();
    this.#channel?.dispose();
  }

  /** Of a pair: `pipeline` by its name, else the code's own call, else the first pipeline that matches. What it came to, in words. */
  async verify(pair: OpenPair, what: "program" | "pytest", pipeline?: string): Promise<string | undefined> {
    if (!mayRunPython()) return refuse(l10n.t("Nothing is run here: this workspace is not trusted, or has no Python."));
    if (isLarge(pair.input.source)) return refuse(l10n.t("This array is large: a program with its values is not run."));
    const report = this.#evaluator.evaluate(pair);
    if (report.kind !== "evaluation" && report.kind !== "misfit") {
      return refuse(l10n.t("There is nothing to run yet: choose the targets of this array first."));
    }
    const job = jobOf(pair, report, what, pipeline);
    if (job === undefined) return refuse(l10n.t("There is no PyTorch program for these arrays."));
    if (isTooLarge(job)) return refuse(tooLargeText(job));
    return this.#run(job, pair.input.place?.document.uri);
  }

  async #run(job: VerifyJob, resource: vscode.Uri | undefined): Promise<string | undefined> {
    const interpreters = await interpretersFor(resource);
    if (!(await this.#agreed(interpreters[0]))) return undefined;
    const end = await vscode.window.withProgress(
      {
        location: vscode.ProgressLocation.Notification,
        title: l10n.t("Running {0} in PyTorch…", job.name),
        cancellable: true,
      },
      (_, token) => this.#ended(job, interpreters, token),
    );
    const report = end.kind === "ended" && end.report !== undefined ? readRunReport(end.report) : undefined;
    if (report === undefined || end.kind !== "ended") {
      const message = noReportText(end, LIMIT_MS);
      if (message !== undefined) this.#tell(message, "differs", job, end);
      return message;
    }
    const agreement = agreementOf(report, job.expected);
    const message = `${job.name}: ${verifyText(report, agreement, job.expected, end.interpreter)}`;
    this.#tell(message, agreement, job, end);
    return message;
  }

  async #ended(job: VerifyJob, interpreters: readonly string[], token: vscode.CancellationToken): Promise<PythonEnd> {
    this.#running?.abort();
    const running = new AbortController();
    this.#running = running;
    token.onCancellationRequested(() => running.abort());
    const { runPython } = await import("loss-lens/runPython");
    return runPython({ interpreters, files: job.files, limitMs: LIMIT_MS }, running.signal);
  }

  async #agreed(interpreter: string): Promise<boolean> {
    if (this.#consented) return true;
    const run = l10n.t("Run");
    const detail = l10n.t(
      "Loss Lens writes a program with these arrays and this loss, and runs it with {0}: isolated, in an empty folder, for at most {1} s. Nothing of your own code is run. You are asked once a session.",
      interpreter,
      LIMIT_MS / 1000,
    );
    const title = l10n.t("Run a program in your PyTorch?");
    this.#consented = (await vscode.window.showWarningMessage(title, { modal: true, detail }, run)) === run;
    return this.#consented;
  }

  #tell(message: string, agreement: ReturnType<typeof agreementOf>, job: VerifyJob, end: PythonEnd): void {
    this.#channel ??= vscode.window.createOutputChannel("Loss Lens: PyTorch", "python");
    const output = "output" in end && end.output !== "" ? `\n${end.output}` : "";
    const commented = (text: string) => text.trimEnd().replaceAll(/^/gm, "# ");
    this.#channel.append(`${commented(message)}\n${job.program}${output === "" ? "" : `${commented(output)}\n`}\n`);
    const details = l10n.t("Show Details");
    const show =
      agreement === "differs" || agreement === "unknown"
        ? vscode.window.showWarningMessage(message, details)
        : vscode.window.showInformationMessage(message, details);
    void show.then((pressed) => pressed === details && this.#channel?.show(true));
  }
}

function refuse(message: string): undefined {
  vscode.window.showWarningMessage(message);
  return undefined;
}

function isTooLarge(job: VerifyJob | TooLarge): job is TooLarge {
  return "kind" in job;
}

function jobOf(
  { input, target, answers }: OpenPair,
  report: Evaluation | Misfit,
  what: "program" | "pytest",
  pipeline: string | undefined,
): VerifyJob | TooLarge | undefined {
  const { inputLiteral, targetLiteral, options, pipelines } = report;
  const context: SnippetContext = {
    input: inputLiteral.tensor,
    target: targetLiteral.tensor,
    inputName: input.source.name,
    targetName: target?.source.name,
    options,
  };
  const make = what === "pytest" ? testJob : pipelineJob;
  if (pipeline !== undefined) {
    const named = pipelines.find((result) => pipelineName(result.pipeline) === pipeline);
    return named && make(context, named);
  }
  const [own] = answers.flatMap(({ answer }) => {
    const result = pipelines.find((each) => isCall(answer, each));
    return result === undefined ? [] : [{ answer, result }];
  });
  if (own !== undefined) {
    return what === "pytest"
      ? testJob(context, own.result)
      : callJob(context, own.result, callName(own.answer), own.answer.item);
  }
  const result = firstGiving(pipelines) ?? pipelines[0];
  return result && make(context, result);
}

/** Whether a pipeline on the arrays of the pair is what the code's call computes: by its names and by what it gives. */
function isCall({ framework, pipeline, value, exception }: Answer, result: PipelineResult): boolean {
  if (framework !== "torch" || pipelineName(result.pipeline) !== pipeline.join(" → ")) return false;
  if (result.kind === "raised") return exception?.message === result.refusal.message;
  return (
    value !== undefined &&
    value.data.length === result.value.data.length &&
    value.data.every((each, i) => Object.is(each, result.value.data[i]) || Math.abs(each - result.value.data[i]) < 1e-9)
  );
}
