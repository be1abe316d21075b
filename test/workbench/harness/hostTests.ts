import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { format } from "node:util";
import type { Browser, Page } from "playwright-core";
import { reportMark } from "../suite/reportMark";
import { workbenchAddress } from "./address";
import { repository } from "./install";
import type { Server } from "./server";

/** Runs out/suite.js in the extension host of a workbench page, prints its report, and says whether all passed. */
export async function runHostTests(browser: Browser, server: Server, workspace: string): Promise<boolean> {
  let last = "";
  const code = await runInHost(browser, server, workspace, "out/suite.js", 120_000, async (line) => {
    last = line;
    console.log(line);
  });
  const [, passed, failed] = /^(\d+) passed, (\d+) failed$/.exec(last) ?? [];
  if (passed === undefined) throw new Error(`The tests in the extension host ended with ${code}, without a report.`);
  const results = join(repository, "out/results");
  mkdirSync(results, { recursive: true });
  writeFileSync(join(results, "host.json"), JSON.stringify({ passed: Number(passed), failed: Number(failed) }));
  return code === 0;
}

/** Runs the `run` of a bundle in the extension host of a workbench page; `hear` gets each line of its report. The code it ended with. */
export async function runInHost(
  browser: Browser,
  server: Server,
  workspace: string,
  tests: string,
  patience: number,
  hear: (line: string, page: Page) => Promise<void>,
): Promise<number> {
  const context = await browser.newContext();
  // The clipboard of the extension host is the browser's.
  await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: server.origin });
  const page = await context.newPage();
  try {
    await page.exposeFunction("codeAutomationLog", async (_type: string, args: readonly unknown[]) => {
      const text = format(...args);
      if (text.startsWith(reportMark)) await hear(text.slice(reportMark.length), page);
    });
    let end: (code: number) => void = () => {};
    const ended = new Promise<number>((resolve) => (end = resolve));
    await page.exposeFunction("codeAutomationExit", end);
    await page.goto(
      workbenchAddress(server.origin, workspace, {
        extensionDevelopmentPath: repository,
        extensionTestsPath: join(repository, tests),
      }),
    );
    const code = await Promise.race([ended, page.waitForTimeout(patience).then(() => undefined)]);
    if (code === undefined) throw new Error(`The tests in the extension host did not end within ${patience / 1000} s.`);
    return code;
  } finally {
    await context.close();
  }
}
