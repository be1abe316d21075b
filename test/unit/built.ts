import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { withLock } from "../workbench/harness/lock";

const repository = resolve(__dirname, "../..");
const stamp = join(repository, "out/built-by-tests");
/** The process of the whole run: where files are tested at the same time, each is in a worker of it. */
const run = String(process.env.MOCHA_WORKER_ID === undefined ? process.pid : process.ppid);

/** npm, however this was started. */
export function npm(directory: string, ...args: readonly string[]): string {
  const script = process.env.npm_execpath;
  const options = { cwd: directory, encoding: "utf8" } as const;
  if (script?.endsWith(".js")) return execFileSync(process.execPath, [script, ...args], options);
  return execFileSync("npm", args, { ...options, shell: process.platform === "win32" });
}

/** Builds what npm gets, once for a run of tests: a second build would write anew what a test has just started. */
export async function build(): Promise<void> {
  mkdirSync(join(repository, "out"), { recursive: true });
  await withLock(
    join(repository, "out/build-by-tests.lock"),
    async () => {
      if (existsSync(stamp) && readFileSync(stamp, "utf8") === run) return;
      npm(repository, "run", "prepack");
      writeFileSync(stamp, run);
    },
    () => {},
  );
}
