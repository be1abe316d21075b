import type { Jupyter, Kernel } from "@vscode/jupyter-extension";
import * as vscode from "vscode";
import { type LiveProblem, type Program, type ProgramState, problem, type Said } from "../../live/askProgram";
import { kernelProgram } from "../../live/pythonProbe";

export type Problem = { readonly kind: "problem"; readonly problem: LiveProblem };

/** More than any answer needs: a kernel that prints without an end is given up. */
const MOST_PRINTED = 16_000_000;

/** What printed text is called, by the extension's documentation and by what it does. */
const printed: ReadonlySet<string> = new Set([
  "application/vnd.code.notebook.stdout",
  "application/x.notebook.stream.stdout",
]);
const RAISED = "application/vnd.code.notebook.error";

/** The kernel of a notebook, through the Jupyter extension; a person has started it, we never do. */
export async function kernelOf(notebook: vscode.Uri, token: vscode.CancellationToken): Promise<Program | Problem> {
  const extension = vscode.extensions.getExtension<Jupyter>("ms-toolsai.jupyter");
  if (extension === undefined) return state("noKernel");
  try {
    const { kernels } = await extension.activate();
    const kernel = await kernels.getKernel(notebook);
    if (kernel === undefined) return state("noKernel");
    if (kernel.language.toLowerCase() !== "python") return state("language");
    const now = stateOf(kernel);
    if (now !== undefined) return state(now);
    return { names: "globals()", ask: (...asked) => told(kernel, kernelProgram(...asked), token) };
  } catch (error) {
    return problemOf(error);
  }
}

/** Why a kernel cannot be asked now. A busy one would answer whenever its cell has ended, which nobody waits for. */
function stateOf({ status }: Kernel): ProgramState | undefined {
  switch (status) {
    case "idle":
    case "unknown":
      return undefined;
    case "busy":
      return "busy";
    case "starting":
    case "restarting":
    case "autorestarting":
      return "starting";
    case "terminating":
    case "dead":
      return "dead";
  }
}

/** Runs code, and gives what it has printed; a kernel that dies meanwhile has said its last. */
async function told(kernel: Kernel, code: string, token: vscode.CancellationToken): Promise<Said> {
  if (token.isCancellationRequested) return problem({ kind: "cancelled" });
  let end: (said: Said) => void = () => {};
  const ended = new Promise<Said>((resolve) => {
    end = resolve;
  });
  const dies = kernel.onDidChangeStatus((status) => {
    if (status === "dead" || status === "terminating") end(state("dead"));
    if (status === "restarting" || status === "autorestarting") end(state("starting"));
  });
  const cancels = token.onCancellationRequested(() => end(problem({ kind: "cancelled" })));
  try {
    return await Promise.race([printedBy(kernel, code, token), ended]);
  } catch (error) {
    return problemOf(error);
  } finally {
    dies.dispose();
    cancels.dispose();
  }
}

async function printedBy(kernel: Kernel, code: string, token: vscode.CancellationToken): Promise<Said> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const { items } of kernel.executeCode(code, token)) {
    for (const { mime, data } of items) {
      if (mime === RAISED) return problem({ kind: "exception", message: messageOf(decoder.decode(data)) });
      if (printed.has(mime)) text += decoder.decode(data);
    }
    if (text.length > MOST_PRINTED) return problem({ kind: "garbage" });
  }
  return token.isCancellationRequested ? problem({ kind: "cancelled" }) : { kind: "said", text };
}

/** `NameError: name 'x' is not defined` */
function messageOf(json: string): string {
  try {
    const { name, message } = JSON.parse(json) as Readonly<Record<string, unknown>>;
    return `${name}: ${message}`;
  } catch {
    return json;
  }
}

/** The extension's own name of a refusal, which it promises to keep. */
const REVOKED = "vscode.jupyter.apiAccessRevoked";

function problemOf(error: unknown): Problem {
  if (error instanceof vscode.CancellationError) return problem({ kind: "cancelled" });
  if (error instanceof Error && error.name === REVOKED) return problem({ kind: "denied" });
  return problem({ kind: "exception", message: error instanceof Error ? error.message : String(error) });
}

function state(which: ProgramState): Problem {
  return problem({ kind: "state", state: which });
}
