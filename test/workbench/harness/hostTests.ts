import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { format } from "node:util";
import type { Browser } from "playwright-core";
import { reportMark } from "../suite/reportMark";
import { workbenchAddress } from "./address";
import { repository } from "./install";
import type { Server } from "./server";

/** Runs out/suite.js in the extension host of a workbench page, prints its report, and says whether all passed. */
export async function runHostTests(browser: Browser, server: Server, workspace: string): Promise<boolean> {
  const context = await browser.newContext();
  // The clipboard of the extension host is the browser's.
  await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: server.origin });
  const page = await context.newPage();
  try {
    let last = "";
    await page.exposeFunction("codeAutomationLog", (_type: string, args: readonly unknown[]) => {
      const text = format(...args);
      if (!text.startsWith(reportMark)) return;
      last = text.slice(reportMark.length);
      console.log(last);
    });
    let end: (code: number) => void = () => {};
    const ended = new Promise<number>((resolve) => (end = resolve));
    await page.exposeFunction("codeAutomationExit", end);
    await page.goto(
      workbenchAddress(server.origin, workspace, {
        extensionDevelopmentPath: repository,
        extensionTestsPath: join(repository, "out/suite.js"),
      }),
    );
    const code = await Promise.race([ended, page.waitForTimeout(120_000).then(() => undefined)]);
    if (code === undefined) throw new Error("The tests in the extension host did not end within two minutes.");
    const [, passed, failed] = /^(\d+) passed, (\d+) failed$/.exec(last) ?? [];
    if (passed === undefined) throw new Error(`The tests in the extension host ended with ${code}, without a report.`);
    const results = join(repository, "out/results");
    mkdirSync(results, { recursive: true });
    writeFileSync(join(results, "host.json"), JSON.stringify({ passed: Number(passed), failed: Number(failed) }));
    return code === 0;
  } finally {
    await context.close();
  }
}
