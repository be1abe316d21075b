import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { setTimeout as delay } from "node:timers/promises";

const live = new Set<ChildProcess>();
const windows = process.platform === "win32";

function signal(child: ChildProcess, name: NodeJS.Signals): void {
  try {
    // A negative id names the whole group: the server and every host it forked.
    if (child.pid !== undefined && !windows) process.kill(-child.pid, name);
    else child.kill(name);
  } catch {
    // The group is already gone.
  }
}

/** Starts a process as the leader of a group that never outlives this one, however this one ends (SIGKILL apart). */
export function startGroup(command: string, args: readonly string[], options: SpawnOptions): ChildProcess {
  endGroupsWithThisProcess();
  const child = spawn(command, args, { ...options, detached: !windows });
  live.add(child);
  for (const end of ["error", "close"]) child.once(end, () => live.delete(child));
  return child;
}

/** Ends a group started by `startGroup`: politely first, for good after five seconds. */
export async function stopGroup(child: ChildProcess): Promise<void> {
  if (!live.delete(child)) return;
  const ended = child.exitCode === null && child.signalCode === null ? once(child, "exit") : Promise.resolve();
  signal(child, "SIGTERM");
  await Promise.race([ended, delay(5000, undefined, { ref: false })]);
  signal(child, "SIGKILL");
}

/** Runs a command to its end, telling of every line that it prints; rejects with its output where it fails. */
export async function run(
  command: string,
  args: readonly string[],
  options: SpawnOptions = {},
  onLine: (line: string) => void = () => {},
): Promise<void> {
  const child = startGroup(command, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    if (stream === null) continue;
    createInterface(stream).on("line", (line) => {
      output += `${line}\n`;
      onLine(line);
    });
  }
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  if (code !== 0) throw new Error(`${command} ${args.join(" ")} ended with ${code}:\n${output}`);
}

let ending = false;

function endGroupsWithThisProcess(): void {
  if (ending) return;
  ending = true;
  process.on("exit", () => {
    for (const child of live) signal(child, "SIGKILL");
  });
  for (const [name, code] of [
    ["SIGINT", 130],
    ["SIGTERM", 143],
    ["SIGHUP", 129],
  ] as const) {
    process.once(name, () => process.exit(code));
  }
}
