/** npm run test:desktop: the tests of suite/ in a desktop VS Code, the one of this machine or else a downloaded one; VSCODE_VERSION names another. */
import { execFileSync } from "node:child_process";
import { join, resolve } from "node:path";
import { runTests } from "@vscode/test-electron";
import { findVsCode } from "../../scripts/findVsCode";

const repository = resolve(__dirname, "../..");

async function main(): Promise<void> {
  execFileSync(process.execPath, ["esbuild.js", "--production", "--suite"], { cwd: repository, stdio: "inherit" });
  const version = process.env.VSCODE_VERSION;
  const executable = version === undefined ? findVsCode() : undefined;
  await runTests({
    ...(executable !== undefined && { vscodeExecutablePath: executable }),
    ...(version !== undefined && { version }),
    extensionDevelopmentPath: repository,
    extensionTestsPath: join(repository, "out/suite.js"),
    launchArgs: [join(repository, "samples"), "--disable-extensions"],
  });
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
