import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MOST_OUTPUT, type PythonEnd, REPORT_FILE, type RunPython } from "./pythonRun";

const LARGEST_REPORT = 2_000_000;

const LEFT_OPEN_MS = 2000;

/** Isolated (`-I`): no environment variables of Python, no packages of the user's folder, nothing of the current one. */
const isolated = ["-I", "-B", "run.py"];

export const runPython: RunPython = async ({ interpreters, files, limitMs }, signal) => {
  let folder: string | undefined;
  try {
    folder = mkdtempSync(join(tmpdir(), "loss-lens-"));
    for (const { name, text } of files) writeFileSync(join(folder, name), text);
    for (const interpreter of interpreters) {
      if (signal.aborted) return { kind: "cancelled", interpreter, output: "" };
      const end = await runIn(folder, interpreter, limitMs, signal);
      if (end !== undefined) return end;
    }
    return { kind: "noPython", tried: interpreters };
  } catch (error) {
    return { kind: "failed", message: error instanceof Error ? error.message : String(error) };
  } finally {
    if (folder !== undefined) remove(folder);
  }
};

/** Undefined where the interpreter cannot be started. */
function runIn(
  folder: string,
  interpreter: string,
  limitMs: number,
  signal: AbortSignal,
): Promise<PythonEnd | undefined> {
  return new Promise((resolve) => {
    const child = spawn(interpreter, isolated, {
      cwd: folder,
      env: environment(),
      stdio: ["ignore", "pipe", "pipe"],
      shell: false,
      windowsHide: true,
      // A group of its own, to be ended with all that it starts.
      detached: process.platform !== "win32",
    });
    let output = "";
    let why: "timedOut" | "printedTooMuch" | "cancelled" | undefined;
    const end = (reason: typeof why) => {
      why ??= reason;
      kill(child);
    };
    const hear = (chunk: string) => {
      if (output.length < MOST_OUTPUT) output = (output + chunk).slice(0, MOST_OUTPUT);
      if (output.length >= MOST_OUTPUT) end("printedTooMuch");
    };
    const cancel = () => end("cancelled");
    const timer = setTimeout(() => end("timedOut"), limitMs);
    const settle = (result: PythonEnd | undefined) => {
      clearTimeout(timer);
      signal.removeEventListener("abort", cancel);
      resolve(result);
    };
    signal.addEventListener("abort", cancel);
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8");
      stream.on("data", hear);
    }
    child.on("error", () => {
      if (child.pid === undefined) settle(undefined);
    });
    const over = () => {
      if (why !== undefined) settle({ kind: why, interpreter, output });
      else settle({ kind: "ended", interpreter, report: readReport(folder), output });
    };
    child.on("close", over);
    // What the program has started and left behind may hold its outputs open for ever.
    child.on("exit", () =>
      setTimeout(() => {
        for (const stream of [child.stdout, child.stderr]) stream.destroy();
        over();
      }, LEFT_OPEN_MS),
    );
  });
}

/** What a program needs to find its libraries, without what steers Python, pytest or the editor's own Node. */
function environment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(?:PYTHON|PYTEST|ELECTRON_|VSCODE_|NODE_)/i.test(name),
  );
  return { ...Object.fromEntries(kept), PYTEST_DISABLE_PLUGIN_AUTOLOAD: "1" };
}

function kill(child: ChildProcess): void {
  if (child.pid === undefined || child.exitCode !== null) return;
  try {
    if (process.platform === "win32")
      spawnSync("taskkill", ["/pid", String(child.pid), "/t", "/f"], { windowsHide: true });
    else process.kill(-child.pid, "SIGKILL");
  } catch {
    child.kill("SIGKILL");
  }
}

function readReport(folder: string): string | undefined {
  try {
    const path = join(folder, REPORT_FILE);
    return statSync(path).size > LARGEST_REPORT ? undefined : readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}

function remove(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  } catch {
    // A virus scanner may hold a file for a while: the system clears its own folder.
  }
}
