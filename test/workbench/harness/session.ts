import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Browser } from "playwright-core";
import { launchBrowser } from "./browser";
import { repository } from "./install";
import { type PageOptions, WorkbenchPage } from "./page";
import { TEST_MS } from "./patience";
import { takeFailurePicture } from "./pictures";
import { hasModules, python } from "./python";
import { type Server, startServer, type Theme, themes } from "./server";

interface Session {
  readonly server: Server;
  readonly browser: Browser;
}

type StandIn = "jupyter" | "debugpy" | "python" | "neighbours";

const started = new Map<string, Promise<Session>>();

/**
 * One server of a kind and its browser for all tests of a process, ended with it; every page is new, on a copy of the samples that a test
 * may change.
 */
function session({ standIns = [], restricted = false }: WorkbenchOptions): Promise<Session> {
  const key = JSON.stringify([standIns, restricted]);
  const known = started.get(key);
  if (known !== undefined) return known;
  const session = (async () => {
    process.env.LENS_TEST_PYTHON = python;
    const folders = standIns.map((name) => join(repository, "test/workbench/standIns", name));
    const server = await startServer({ extension: repository, standIns: folders, restricted, endWhenIdle: true });
    return { server, browser: await launchBrowser() };
  })();
  started.set(key, session);
  return session;
}

export interface WorkbenchOptions extends Omit<PageOptions, "folder"> {
  readonly theme?: Theme;
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Folders are not trusted: Restricted Mode. */
  readonly restricted?: boolean;
  /** Extensions of ours in the place of those that cannot be installed here, with a real interpreter behind them. */
  readonly standIns?: readonly StandIn[];
  /** Modules of Python without which the tests are skipped. */
  readonly modules?: readonly string[];
  /** Files to add to the workspace, by their paths in it. */
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
    if (!hasModules(...(options.modules ?? []))) this.skip();
    const { server, browser } = await session(options);
    folder = mkdtempSync(join(tmpdir(), "lens-work-"));
    cpSync(join(repository, "samples"), folder, { recursive: true });
    for (const [name, text] of Object.entries(options.files ?? {})) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
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
