import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { format } from "node:util";
import type { Browser, Page } from "playwright-core";
import { reportMark } from "../suite/reportMark";
import { workbenchAddress } from "./address";
import { serveExtension } from "./extensionServer";
import { repository } from "./install";
import { PATIENCE_MS, SUITE_MS } from "./patience";
import type { Server } from "./server";

/** The extension host of Node, or the one that is a worker of the browser, as on vscode.dev. */
export type HostKind = "host" | "web";

/** Runs out/suite.js in an extension host of a workbench page, prints its report, and says whether all passed. */
export async function runHostTests(
  browser: Browser,
  server: Server,
  workspace: string,
  kind: HostKind,
): Promise<boolean> {
  // Both hosts are tested at the same time: each tells all of it at once.
  const report = [`In the extension host of ${kind === "host" ? "Node" : "the browser"}:`];
  const hear = async (line: string) => void report.push(line);
  const code = await runInHost(browser, server, workspace, "out/suite.js", SUITE_MS, hear, kind).finally(() =>
    console.log(report.join("\n")),
  );
  const [, passed, failed] = /^(\d+) passed, (\d+) failed$/.exec(report.at(-1) ?? "") ?? [];
  if (passed === undefined) throw new Error(`The tests in the extension host ended with ${code}, without a report.`);
  const results = join(repository, "out/results");
  mkdirSync(results, { recursive: true });
  const failing = report.findIndex((line) => / failing$/.test(line));
  const what = failing < 0 ? [] : [report.slice(failing).join("\n")];
  writeFileSync(
    join(results, `${kind}.json`),
    JSON.stringify({ passed: Number(passed), failed: Number(failed), what }),
  );
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
  kind: HostKind = "host",
): Promise<number> {
  const files = kind === "web" ? await serveExtension(repository) : undefined;
  // The worker loads the extension from another origin than the page's.
  const context = await browser.newContext({ bypassCSP: kind === "web" });
  context.setDefaultTimeout(PATIENCE_MS);
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
    if (files === undefined) {
      const extensionTestsPath = join(repository, tests);
      await page.goto(
        workbenchAddress(server.origin, workspace, { extensionDevelopmentPath: repository, extensionTestsPath }),
      );
    } else {
      await page.addInitScript(developInWorker, { authority: files.authority, tests });
      await page.goto(workbenchAddress(server.origin, workspace));
    }
    const code = await Promise.race([ended, page.waitForTimeout(patience).then(() => undefined)]);
    if (code === undefined) throw new Error(`The tests in the extension host did not end within ${patience / 1000} s.`);
    if (files !== undefined && !files.served.has(browserEntry())) {
      throw new Error("The extension's `browser` entry was never loaded.");
    }
    return code;
  } finally {
    await context.close();
    files?.stop();
  }
}

function browserEntry(): string {
  const manifest = JSON.parse(readFileSync(join(repository, "package.json"), "utf8")) as { readonly browser: string };
  return manifest.browser.replace(/^\.(?=\/)/, "").replace(/(?:\.js)?$/, ".js");
}

/** Runs in the page, before its own scripts: adds the extension and its tests to what the workbench is told. */
function developInWorker({ authority, tests }: { readonly authority: string; readonly tests: string }): void {
  const observer = new MutationObserver(() => {
    const meta = document.getElementById("vscode-workbench-web-configuration");
    const settings = meta?.getAttribute("data-settings");
    if (!meta || !settings) return;
    observer.disconnect();
    // No function with a name in here: its name would be kept by a helper that the page does not have.
    const developmentOptions = {
      extensions: [{ scheme: "http", authority, path: "/" }],
      extensionTestsPath: { scheme: "http", authority, path: `/${tests}` },
    };
    meta.setAttribute("data-settings", JSON.stringify({ ...JSON.parse(settings), developmentOptions }));
  });
  observer.observe(document, { childList: true, subtree: true });
}
