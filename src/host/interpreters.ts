import type { PythonExtension } from "@vscode/python-extension";
import * as vscode from "vscode";
import { pythonPath } from "./settings";

/** Interpreters to be tried, the first that can be started is meant: the Python extension's, else the setting's, else what the system has. */
export async function interpretersFor(resource: vscode.Uri | undefined): Promise<readonly string[]> {
  const chosen = await chosenInterpreter(resource);
  if (chosen !== undefined) return [chosen];
  const set = pythonPath();
  return set === "" ? ["python3", "python"] : [set];
}

/** What is chosen in the Python extension; undefined where it is not there, or nothing is chosen. */
async function chosenInterpreter(resource: vscode.Uri | undefined): Promise<string | undefined> {
  const extension = vscode.extensions.getExtension<PythonExtension>("ms-python.python");
  if (extension === undefined) return undefined;
  try {
    const { environments } = await extension.activate();
    const path = environments.getActiveEnvironmentPath(resource);
    const environment = await environments.resolveEnvironment(path);
    return environment?.executable.uri?.fsPath;
  } catch {
    // Another version of it, or one that fails: as if it were not there.
    return undefined;
  }
}
