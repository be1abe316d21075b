import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { launchBrowser } from "../harness/browser";
import { eventually, eventuallyEqual, eventuallyMatch } from "../harness/eventually";
import { repository } from "../harness/install";
import { WorkbenchPage } from "../harness/page";
import { TEST_MS } from "../harness/patience";
import { type Server, startServer } from "../harness/server";

const ownPython = join(repository, ".venv/bin/python3");
const python = existsSync(ownPython) ? ownPython : "/usr/bin/python3";

/** Whether a module is there, by the interpreter's own word. */
function has(module: string): boolean {
  try {
    execFileSync(python, ["-I", "-c", `import ${module}`], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

/** The interpreter of the Python extension's stand-in is a real one; where it has no torch, that is what has to be said. */
describe("Verify in My PyTorch", () => {
  const hasTorch = has("torch");
  const hasPytest = has("pytest");
  let folder: string;
  let server: Server;
  let browser: Browser;
  let workbench: WorkbenchPage;

  before(async function () {
    this.timeout(TEST_MS);
    folder = mkdtempSync(join(tmpdir(), "lens-verify-"));
    cpSync(join(repository, "samples"), folder, { recursive: true });
    process.env.LENS_TEST_PYTHON = python;
    const standIn = join(repository, "test/workbench/standIns/python");
    server = await startServer({ extension: repository, standIns: [standIn], endWhenIdle: true });
    browser = await launchBrowser();
    workbench = await WorkbenchPage.open(browser, server, { folder, file: "lesson.py" });
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  beforeEach(() => workbench.clear());

  const said = async () => (await workbench.page.locator(".notification-toast").allInnerTexts()).join("\n");
  const verified = hasTorch
    ? /torch \S+ gives \S+ \(0x1\.[0-9a-f]+p-\d+\)\. The same as here/
    : /has no torch\. Choose the interpreter/;

  it("asks first, and does nothing where that is declined", async () => {
    await workbench.placeCursor("[0.1, 0.9, 0.2]", 3);
    await workbench.runCommand("Loss Lens: Verify Loss in My PyTorch");
    const dialog = workbench.page.locator(".monaco-dialog-box");
    await eventuallyMatch(() => dialog.innerText(), /Run a program in your PyTorch\?/, /isolated, in an empty folder/);
    await dialog.getByRole("button", { name: "Cancel" }).click();
    await eventuallyEqual(() => dialog.count(), 0);
    assert.equal(await said(), "");
  });

  it("runs the program in the interpreter that the Python extension has chosen", async () => {
    await workbench.runCommand("Loss Lens: Verify Loss in My PyTorch");
    const dialog = workbench.page.locator(".monaco-dialog-box");
    await eventually(async () => ((await dialog.innerText()).includes(python) ? true : undefined), "the question");
    await dialog.getByRole("button", { name: "Run" }).click();
    await eventuallyMatch(said, verified);
    assert.deepEqual(workbench.takeErrors(), []);
  });

  it("runs a pipeline from the panel, and does not ask again", async () => {
    await workbench.placeCursor("[0.1, 0.9, 0.2]", 3);
    await workbench.runCommand("Loss Lens: Evaluate Loss of Selection");
    const panel = await workbench.panel(".pipelines .disclosure");
    await panel.frame.locator(".pipelines .disclosure").first().click();
    await panel.frame.getByRole("button", { name: "Verify in my PyTorch" }).first().click();
    await eventuallyMatch(said, verified);
  });

  it("runs the pytest", async () => {
    await workbench.placeCursor("[0.1, 0.9, 0.2]", 3);
    await workbench.runCommand("Loss Lens: Run the Generated Pytest");
    const passes = hasPytest ? /The test passed: torch \S+, pytest \d/ : /has no pytest\. Install it/;
    await eventuallyMatch(said, hasTorch ? passes : verified);
    assert.deepEqual(workbench.takeErrors(), []);
  });
});
