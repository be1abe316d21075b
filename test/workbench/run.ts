/**
 * npm run test:workbench: installs the workbench where it is not yet, builds, and runs both layers of tests in it: suite/ inside the
 * extension host and person/ from outside. Options: --host or --person alone; whatever follows -- goes to mocha (person layer).
 */
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { launchBrowser } from "./harness/browser";
import { runHostTests } from "./harness/hostTests";
import { install, repository } from "./harness/install";
import { removeFailurePictures } from "./harness/pictures";
import { startServer } from "./harness/server";

async function hostLayer(): Promise<boolean> {
  const server = await startServer({ testDriver: true, endWhenIdle: true });
  const browser = await launchBrowser();
  try {
    return await runHostTests(browser, server, join(repository, "samples"));
  } finally {
    await browser.close();
    await server.stop();
  }
}

async function personLayer(mochaArguments: readonly string[]): Promise<boolean> {
  removeFailurePictures();
  const args = [
    join(repository, "node_modules/mocha/bin/mocha.js"),
    // The workbench waits more than it works: two at a time, each with a server of its own.
    ...["--import=tsx", "--parallel", "--jobs", "2", "--exit", "--timeout", "30000", "--slow", "5000"],
    ...["--reporter=./scripts/reporter.cjs", "--reporter-option=name=person"],
    ...["test/workbench/person/**/*.test.ts", ...mochaArguments],
  ];
  const mocha = spawn(process.execPath, args, { cwd: repository, stdio: "inherit" });
  const [code] = (await once(mocha, "exit")) as [number | null];
  return code === 0;
}

async function main(): Promise<void> {
  const own = process.argv.slice(2);
  const separator = own.includes("--") ? own.indexOf("--") : own.length;
  const only = own.slice(0, separator);
  await install(console.log);
  execFileSync(process.execPath, ["esbuild.js", "--production", "--suite"], { cwd: repository, stdio: "inherit" });
  const host = only.includes("--person") || (await hostLayer());
  const person = only.includes("--host") || (await personLayer(own.slice(separator + 1)));
  process.exitCode = host && person ? 0 : 1;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
