import { renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { eventually, eventuallyEqual, eventuallyMatch, untilDone } from "../harness/eventually";
import type { Panel } from "../harness/panel";
import { withWorkbench } from "../harness/session";

const evaluate = "Loss Lens: Evaluate Loss of Selection";

/** −mean log of 0.9, 0.9 and 0.8, as torch's BCELoss gives it. */
const pair = "prob = [0.1, 0.9, 0.2]\ntrue = [0.0, 1.0, 0.0]\n";
const loss = "0.14462153";
const edited = (-(Math.log(0.9) + Math.log(0.95) + Math.log(0.8)) / 3).toFixed(8);

/** Rows of ten equal logits: whatever the targets, the loss is ln 10. */
function large(rows: number): string {
  const row = `[${Array(10).fill("0.25").join(", ")}]`;
  const targets = Array.from({ length: rows }, (_, sample) => sample % 10);
  return `y = [${targets.join(", ")}]\nlogits = [${Array(rows).fill(row).join(",\n  ")}]\n`;
}

const names = [
  "pinned.py",
  "renamed.py",
  "closed.py",
  "gone.py",
  "often.py",
  "lost.py",
  "full.py",
  "killed.py",
  "worker.py",
];

describe("what goes wrong around an open panel", () => {
  const workbench = withWorkbench({
    file: "lesson.py",
    viewport: { width: 1800, height: 1000 },
    files: { ...Object.fromEntries(names.map((name) => [name, pair])), "large.py": large(2000) },
    settings: { "lossLens.largeInput.characters": 10_000, "lossLens.hover.chart": false },
  });

  /** A file with its panel, the cursor in front of the 9 of 0.9. */
  async function shown(file: string): Promise<Panel> {
    await workbench().openFile(file);
    await workbench().placeCursor("[0.1, 0.9, 0.2]", 8);
    await workbench().runCommand(evaluate);
    const panel = await workbench().panel(".loss-value");
    await eventuallyMatch(() => panel.text(), new RegExp(file.replace(".", "\\.")));
    await eventuallyEqual(() => panel.loss(), loss);
    return panel;
  }

  /** Types a 5 behind 0.9, and sees that the panel has it. */
  async function follows(panel: Panel): Promise<void> {
    await workbench().placeCursor("0.9, 0.2]", 3);
    await workbench().page.keyboard.type("5");
    await eventuallyEqual(() => panel.loss(), edited);
    await workbench().page.keyboard.press("Backspace");
    await eventuallyEqual(() => panel.loss(), loss);
  }

  it("pinned targets that are deleted are pinned again by undo", async () => {
    await workbench().openFile("pinned.py");
    await workbench().placeCursor("[0.0, 1.0, 0.0]", 3);
    await workbench().runCommand("Loss Lens: Use Selection as Targets");
    await workbench().page.keyboard.press("Control+Shift+K");
    await workbench().page.keyboard.press("Control+Z");
    await eventuallyMatch(() => workbench().hoverText("0.9, 0.2]"), /against true \(.*pinned/);
    await workbench().runCommand("Loss Lens: Unpin Targets");
  });

  it("a file that is renamed keeps its panel alive", async () => {
    const panel = await shown("renamed.py");
    await untilDone(async (patience) => {
      await workbench().runCommand("File: Reveal Active File in Explorer View");
      await workbench().page.keyboard.press("F2");
      const field = workbench().page.locator(".explorer-folders-view .monaco-inputbox input");
      await field.fill("newname.py", { timeout: patience });
      await field.press("Enter", { timeout: patience });
      await workbench().page.locator('.tab.active[data-resource-name="newname.py"]').waitFor({ timeout: patience });
    }, "renaming the file");
    await eventuallyMatch(() => panel.text(), /newname\.py/);
    await follows(panel);
  });

  it("a file that is closed is opened by a click on a sample, and followed again", async () => {
    const panel = await shown("closed.py");
    await workbench().focusEditor();
    await workbench().runCommand("View: Close Editor");
    await workbench().page.locator('.tab[data-resource-name="closed.py"]').waitFor({ state: "detached" });
    await eventuallyEqual(() => panel.loss(), loss);
    await untilDone(async (patience) => {
      await panel.frame.locator(".samples tbody tr").nth(1).click({ timeout: patience });
      await workbench().page.locator('.tab[data-resource-name="closed.py"]').waitFor({ timeout: patience });
    }, "opening the file by its sample");
    await follows(panel);
  });

  it("a file that is deleted on the disk keeps its panel, and its editor what is in it", async () => {
    const panel = await shown("gone.py");
    rmSync(join(workbench().folder, "gone.py"));
    await workbench().page.locator('.tab[data-resource-name="gone.py"] .strikethrough').waitFor();
    await follows(panel);
  });

  it("a file that another program moves away keeps the number", async () => {
    const panel = await shown("lost.py");
    renameSync(join(workbench().folder, "lost.py"), join(workbench().folder, "elsewhere.txt"));
    await workbench().page.locator('.tab[data-resource-name="lost.py"] .strikethrough').waitFor();
    await eventuallyEqual(() => panel.loss(), loss);
  });

  it("a thousand edits are followed to the last", async () => {
    const panel = await shown("often.py");
    await workbench().placeCursor("0.9, 0.2]", 3);
    const { keyboard } = workbench().page;
    for (let turn = 0; turn < 499; turn++) {
      await keyboard.press("5");
      await keyboard.press("Backspace");
    }
    await keyboard.press("7");
    await keyboard.press("Backspace");
    await keyboard.press("5");
    await eventuallyEqual(() => panel.loss(), edited);
  });

  it("a full disk is said when a file is saved, and the panel still has what was to be saved", async () => {
    const panel = await shown("full.py");
    await panel.frame.getByRole("button", { name: "Save", exact: true }).click();
    await panel.frame.getByRole("menuitem", { name: "Samples as CSV" }).click();
    await workbench().quickPick.enterPath("/dev/full");
    await eventuallyMatch(() => workbench().notification(), /full could not be saved: .*(?:ENOSPC|no space)/i);
    await eventuallyEqual(() => panel.loss(), loss);
  });

  it("webviews that are killed come back with the number and the baseline", async () => {
    const panel = await shown("killed.py");
    await panel.frame.getByRole("button", { name: "Baseline", exact: true }).click();
    await panel.choose("Reduction", "sum");
    await eventuallyMatch(async () => (await panel.frame.locator(".compare-loss").allInnerTexts()).join(), /^0\.1446/);
    // The panel saves a while after the last change, by a timer of its own that is before this one.
    await panel.frame.evaluate(() => new Promise((resolve) => setTimeout(resolve, 1000)));
    const { frame } = panel;
    await workbench().runCommand("Developer: Reload Webviews");
    await eventually(() => (frame.isDetached() ? true : undefined), "the killed webview to be gone");
    const again = await workbench().panel(".compare-loss");
    // What the host answers to this comes after what it sends to a webview that is new.
    await again.frame.getByRole("button", { name: "Lock" }).click();
    await again.frame.locator("button[aria-pressed=true]", { hasText: "Lock" }).waitFor();
    // torch: BCELoss(reduction="sum") of the pair, 0.4338645834
    await eventuallyMatch(() => again.loss(), /^0\.4338/);
    await eventuallyMatch(async () => (await again.frame.locator(".compare-loss").allInnerTexts()).join(), /^0\.1446/);
    await again.choose("Reduction", "mean");
    await again.frame.locator("button[aria-pressed=true]", { hasText: "Lock" }).click();
  });

  it("a worker that dies is said, the last number stays, and another one evaluates again", async () => {
    const panel = await shown("worker.py");
    await panel.frame.evaluate(`{
      const Own = window.Worker;
      window.Worker = class extends Own {
        constructor(address) {
          super(address);
          window.Worker = Own;
          this.addEventListener("message", () => {
            this.terminate();
            setTimeout(() => this.dispatchEvent(new ErrorEvent("error", { message: "out of memory" })));
          }, { once: true });
        }
      };
    }`);
    await workbench().openFile("large.py");
    await workbench().placeCursor("logits = [", 11);
    await workbench().runCommand(evaluate);
    await eventuallyMatch(() => panel.text(), /out of memory/);
    await panel.frame.locator(".pending button", { hasText: "Evaluate Again" }).click();
    await eventuallyEqual(() => panel.loss(), Math.log(10).toFixed(8));
  });
});
