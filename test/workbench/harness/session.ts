import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { launchBrowser } from "./browser";
import { repository } from "./install";
import { type PageOptions, WorkbenchPage } from "./page";
import { TEST_MS } from "./patience";
import { takeFailurePicture } from "./pictures";
import { type Server, startServer, type Theme, themes } from "./server";

interface Session {
  readonly server: Server;
  readonly browser: Browser;
}

let started: Promise<Session> | undefined;

/**
 * One server and one browser for all tests of a process, ended with it; every page is new, on a copy of the samples that a test may
 * change.
 */
function session(): Promise<Session> {
  started ??= (async () => {
    const server = await startServer({ extension: repository, endWhenIdle: true });
    return { server, browser: await launchBrowser() };
  })();
  return started;
}

export interface WorkbenchOptions extends Omit<PageOptions, "folder"> {
  readonly theme?: Theme;
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Files to add to the workspace, by name. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
}

/**
 * For use inside a `describe`: opens a workbench page before its first test and closes it after the last. Each test begins with nothing
 * lying over the editors. A test that fails leaves a picture and says where; one during which Loss Lens reported an error to the extension host's log fails.
 */
export function withWorkbench(options: WorkbenchOptions = {}): () => WorkbenchPage {
  let workbench: WorkbenchPage | undefined;
  let folder: string | undefined;

  before(async function () {
    this.timeout(TEST_MS);
    const { server, browser } = await session();
    folder = mkdtempSync(join(tmpdir(), "lens-work-"));
    cpSync(join(repository, "samples"), folder, { recursive: true });
    for (const [name, text] of Object.entries(options.files ?? {})) writeFileSync(join(folder, name), text);
    server.setSettings({ "workbench.colorTheme": themes[options.theme ?? "dark"], ...options.settings });
    workbench = await WorkbenchPage.open(browser, server, { ...options, folder });
  });

  beforeEach(() => workbench?.clear());

  afterEach(async function () {
    const test = this.currentTest;
    if (workbench === undefined || test === undefined) return;
    if (test.state === "failed") {
      console.log(`      picture: ${await takeFailurePicture(workbench.page, test.fullTitle())}`);
    }
    const errors = workbench.takeErrors();
    if (errors.length > 0) throw new Error(`The extension host reported:\n${errors.join("\n")}`);
  });

  after(async () => {
    await workbench?.close();
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  });

  return () => {
    if (workbench === undefined) throw new Error("The workbench did not open.");
    return workbench;
  };
}
