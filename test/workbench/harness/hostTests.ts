import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { format } from "node:util";
import type { Browser } from "playwright-core";
import { reportMark } from "../suite/reportMark";
import { workbenchAddress } from "./address";
import { serveExtension } from "./extensionServer";
import { repository } from "./install";
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
  const files = kind === "web" ? await serveExtension(repository) : undefined;
  // The worker loads the extension from another origin than the page's.
  const context = await browser.newContext({ bypassCSP: kind === "web" });
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
    if (files === undefined) {
      const extensionTestsPath = join(repository, "out/suite.js");
      await page.goto(
        workbenchAddress(server.origin, workspace, { extensionDevelopmentPath: repository, extensionTestsPath }),
      );
    } else {
      await page.addInitScript(developInWorker, files.authority);
      await page.goto(workbenchAddress(server.origin, workspace));
    }
    const code = await Promise.race([ended, page.waitForTimeout(120_000).then(() => undefined)]);
    if (code === undefined) throw new Error("The tests in the extension host did not end within two minutes.");
    const [, passed, failed] = /^(\d+) passed, (\d+) failed$/.exec(last) ?? [];
    if (passed === undefined) throw new Error(`The tests in the extension host ended with ${code}, without a report.`);
    if (files !== undefined && !files.served.has(browserEntry())) {
      throw new Error("The tests passed, but not against the extension's `browser` entry: it was never loaded.");
    }
    const results = join(repository, "out/results");
    mkdirSync(results, { recursive: true });
    writeFileSync(join(results, `${kind}.json`), JSON.stringify({ passed: Number(passed), failed: Number(failed) }));
    return code === 0;
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
function developInWorker(authority: string): void {
  const observer = new MutationObserver(() => {
    const meta = document.getElementById("vscode-workbench-web-configuration");
    const settings = meta?.getAttribute("data-settings");
    if (!meta || !settings) return;
    observer.disconnect();
    // No function with a name in here: its name would be kept by a helper that the page does not have.
    const developmentOptions = {
      extensions: [{ scheme: "http", authority, path: "/" }],
      extensionTestsPath: { scheme: "http", authority, path: "/out/suite.js" },
    };
    meta.setAttribute("data-settings", JSON.stringify({ ...JSON.parse(settings), developmentOptions }));
  });
  observer.observe(document, { childList: true, subtree: true });
}
