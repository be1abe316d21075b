/**
 * npm run test:workbench: installs the workbench where it is not yet, builds, and runs the tests in it: suite/ inside Node's extension
 * host and inside the browser's, person/ from outside. Options: --host, --web or --person alone, or --long for what takes longer than a run
 * of all checks may: files, kernels, debuggers, faults, every state in every theme; whatever follows -- goes to mocha (person/ and long/).
 */

import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { launchBrowser } from "./harness/browser";
import { type HostKind, runHostTests } from "./harness/hostTests";
import { install, repository } from "./harness/install";
import { TEST_MS } from "./harness/patience";
import { removeFailurePictures } from "./harness/pictures";
import { startServer } from "./harness/server";

/** The suite inside one kind of extension host, with a browser of its own: the clipboard is the browser's. */
async function hostLayer(kind: HostKind): Promise<boolean> {
  const workspace = mkdtempSync(join(tmpdir(), "lens-host-"));
  cpSync(join(repository, "samples"), workspace, { recursive: true });
  const [server, browser] = await Promise.all([startServer({ testDriver: true, endWhenIdle: true }), launchBrowser()]);
  try {
    return await runHostTests(browser, server, workspace, kind);
  } finally {
    await browser.close();
    await server.stop();
    rmSync(workspace, { recursive: true, force: true });
  }
}

async function personLayer(folder: "person" | "long", mochaArguments: readonly string[]): Promise<boolean> {
  removeFailurePictures();
  const args = [
    join(repository, "node_modules/mocha/bin/mocha.js"),
    // The workbench waits more than it works: two at a time, each with a server of its own.
    ...["--import=tsx", "--parallel", "--jobs", "2", "--exit", "--timeout", String(TEST_MS), "--slow", "5000"],
    ...["--reporter=./scripts/reporter.cjs", `--reporter-option=name=${folder}`],
    ...[`test/workbench/${folder}/**/*.test.ts`, ...mochaArguments],
  ];
  const mocha = spawn(process.execPath, args, { cwd: repository, stdio: "inherit" });
  const [code] = (await once(mocha, "exit")) as [number | null];
  return code === 0;
}

async function main(): Promise<void> {
  const own = process.argv.slice(2);
  const separator = own.includes("--") ? own.indexOf("--") : own.length;
  const only = own.slice(0, separator);
  const runs = (layer: string) => only.length === 0 || only.includes(`--${layer}`);
  // Where nothing is built, or the run is ended, the counts of an earlier one would be taken for its own.
  for (const layer of [...["host", "web", "person"].filter(runs), ...(only.includes("--long") ? ["long"] : [])])
    rmSync(join(repository, "out/results", `${layer}.json`), { force: true });
  await install(console.log);
  execFileSync(process.execPath, ["esbuild.js", "--production", "--suite"], { cwd: repository, stdio: "inherit" });
  const hosts = await Promise.all((["host", "web"] as const).filter(runs).map(hostLayer));
  const rest = own.slice(separator + 1);
  const person = !runs("person") || (await personLayer("person", rest));
  const long = !only.includes("--long") || (await personLayer("long", rest));
  process.exitCode = person && long && hosts.every((passed) => passed) ? 0 : 1;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
