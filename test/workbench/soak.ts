/**
 * npm run test:soak: ten thousand evaluations in one session of the workbench, by hover, panel, its worker, check, status bar and write back, on arrays that are
 * edited; EVALUATIONS makes it another number, BUILT=1 takes what is built. Neither the extension host nor the window may grow, and the log may hold no error. Takes some minutes: by hand and at night.
 */
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import type { Page } from "playwright-core";
import { launchBrowser } from "./harness/browser";
import { runInHost } from "./harness/hostTests";
import { install, repository } from "./harness/install";
import { startServer } from "./harness/server";

const MOST_GROWTH = 50_000_000;
const PATIENCE_MS = 30 * 60_000;

async function main(): Promise<void> {
  await install(console.log);
  if (!process.env.BUILT)
    execFileSync(process.execPath, ["esbuild.js", "--production"], { cwd: repository, stdio: "inherit" });
  await build({
    entryPoints: [join(__dirname, "soak/session.ts")],
    outfile: join(repository, "out/soak.js"),
    bundle: true,
    platform: "node",
    format: "cjs",
    external: ["vscode"],
    define: { SOAK_EVALUATIONS: String(Number(process.env.EVALUATIONS ?? 10_000)) },
  });
  const server = await startServer({ testDriver: true, endWhenIdle: true });
  const browser = await launchBrowser();
  const host: number[] = [];
  const window: number[] = [];
  let missed = Number.NaN;
  try {
    const code = await runInHost(
      browser,
      server,
      join(repository, "samples"),
      "out/soak.js",
      PATIENCE_MS,
      async (line, page) => {
        console.log(line);
        const [what, number] = line.split(" ");
        if (what === "missed") missed = Number(number);
        if (what !== "memory") return;
        host.push(Number(number));
        window.push(await windowMemory(page));
      },
    );
    const errors = logLines(server.userDataDirectory).filter(
      (line) => /\[error\]/.test(line) && /loss-?lens/i.test(line),
    );
    const growth = { "extension host": grown(host), window: grown(window) };
    for (const [process, bytes] of Object.entries(growth)) console.log(`${process}: grown by ${megabytes(bytes)}`);
    console.log(`${missed} evaluations without an answer; ${errors.length} errors in the log`);
    for (const error of errors) console.log(error);
    const fits = Object.values(growth).every((bytes) => bytes < MOST_GROWTH);
    process.exitCode = code === 0 && fits && missed === 0 && errors.length === 0 ? 0 : 1;
  } finally {
    await browser.close();
    await server.stop();
  }
}

/** Bytes alive in the window's process, the panel's among them. */
async function windowMemory(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send("HeapProfiler.enable");
  await session.send("HeapProfiler.collectGarbage");
  const {
    usedSize,
    embedderHeapUsedSize = 0,
    backingStorageSize = 0,
  } = (await session.send("Runtime.getHeapUsage")) as {
    readonly usedSize: number;
    readonly embedderHeapUsedSize?: number;
    readonly backingStorageSize?: number;
  };
  await session.detach();
  return usedSize + embedderHeapUsedSize + backingStorageSize;
}

function grown([before = Number.NaN, after = Number.NaN]: readonly number[]): number {
  return after - before;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

function logLines(userData: string): readonly string[] {
  const files = readdirSync(join(userData, "logs"), { recursive: true, encoding: "utf8" });
  const logs = files.filter((file) => file.endsWith(".log"));
  return logs.flatMap((file) => readFileSync(join(userData, "logs", file), "utf8").split("\n"));
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
