import assert from "node:assert/strict";
import { eventually } from "../harness/eventually";
import { withWorkbench } from "../harness/session";

/** Budget of the activation, in ms, beside the reading of the entry, whose size is budgeted instead: that time is the disk's. */
const ACTIVATION_MS = 15;

describe("start of VS Code", () => {
  const workbench = withWorkbench({ file: "lesson.py" });

  it("takes as good as no time for Loss Lens, by VS Code's own measure", async () => {
    const { page } = workbench();
    await workbench().runCommand("Developer: Startup Performance");
    await page.locator('.tab.active[data-resource-name="Startup Performance"]').waitFor();
    // The report is written anew while VS Code still measures.
    const row = await eventually(async () => {
      await page.keyboard.press("Control+A");
      await page.keyboard.press("Control+C");
      const report = await page.evaluate(() => navigator.clipboard.readText());
      return /^\| loss-lens\.loss-lens .*$/m.exec(report)?.[0];
    }, "the row of Loss Lens among the activation times");
    const [call, finish] = row.split("|").slice(4, 6).map(Number);
    assert.ok(call + finish < ACTIVATION_MS, row);
  });
});
