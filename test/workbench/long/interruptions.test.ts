import assert from "node:assert/strict";
import { eventuallyEqual, eventuallyMatch } from "../harness/eventually";
import { WorkbenchPage } from "../harness/page";
import type { Panel } from "../harness/panel";
import { TEST_MS } from "../harness/patience";
import { withWorkbench } from "../harness/session";

const evaluate = "Loss Lens: Evaluate Loss of Selection";

/** −mean log of 0.9, 0.9 and 0.8, as torch's BCELoss gives it; with reduction="sum" 0.4338645834. */
const pair = "prob = [0.1, 0.9, 0.2]\ntrue = [0.0, 1.0, 0.0]\n";
const mean = "0.14462153";
const sum = /^0\.4338/;

/** Rows of ten equal logits: whatever the targets, the loss is ln 10. */
const rows = 2000;
const row = `[${Array(10).fill("0.25").join(", ")}]`;
const large = `y = [${Array.from({ length: rows }, (_, at) => at % 10).join(", ")}]\nlogits = [${Array(rows).fill(row).join(",\n  ")}]\n`;
const lnTen = Math.log(10).toFixed(8);

const WIDE = { width: 1800, height: 1000 };

/** The panel saves a while after the last change, by a timer of its own that is before this one. */
const saved = (panel: Panel) => panel.frame.evaluate(() => new Promise((resolve) => setTimeout(resolve, 1000)));

const pinned = (panel: Panel) => panel.frame.locator(".compare-loss");

describe("what comes between a person and the loss", () => {
  const workbench = withWorkbench({
    file: "lesson.py",
    viewport: WIDE,
    files: { "pair.py": pair, "shared.py": pair, "large.py": large },
    settings: { "lossLens.largeInput.characters": 10_000, "lossLens.hover.chart": false },
  });

  async function shown(page: WorkbenchPage, file: string): Promise<Panel> {
    await page.openFile(file);
    await page.placeCursor("[0.1, 0.9, 0.2]", 8);
    await page.runCommand(evaluate);
    const panel = await page.panel(`.pair:has-text("${file}")`);
    await panel.frame.locator(".loss-value").waitFor();
    return panel;
  }

  it("arrays for which the browser has no memory: says so, keeps the last number, and evaluates again", async () => {
    const panel = await shown(workbench(), "pair.py");
    await eventuallyEqual(() => panel.loss(), mean);
    // The first worker asks for more than there is once it has read the arrays; what it gets is the browser's own answer.
    await panel.frame.evaluate(`{
      const starve = \`if (self.name === "starved") {
        let left = Infinity;
        const post = self.postMessage;
        self.postMessage = (message) => {
          if (message.progress && message.progress.kind !== "reading") left = 0;
          post.call(self, message);
        };
        self.Float64Array = new Proxy(Float64Array, {
          construct: (target, given, by) =>
            Reflect.construct(target, typeof given[0] === "number" && (left -= given[0]) < 0 ? [2 ** 30] : given, by),
        });
      }
      \`;
      const make = URL.createObjectURL;
      URL.createObjectURL = (blob) => make.call(URL, new Blob([starve, blob], { type: blob.type }));
      const Own = window.Worker;
      window.Worker = class extends Own {
        constructor(address) {
          super(address, { name: "starved" });
          window.Worker = Own;
        }
      };
    }`);
    await workbench().openFile("large.py");
    await workbench().placeCursor("logits = [", 11);
    await workbench().runCommand(evaluate);
    await eventuallyMatch(() => panel.text(), /without a result: there is not enough memory for arrays of this size/);
    await eventuallyEqual(() => panel.loss(), mean);
    await panel.frame.locator(".pending button", { hasText: "Evaluate Again" }).click();
    await eventuallyEqual(() => panel.loss(), lnTen);
  });

  it("a window reloaded in the middle of an evaluation: it is done again, with the baseline and what was chosen", async () => {
    const before = await shown(workbench(), "pair.py");
    await before.frame.getByRole("button", { name: "Baseline", exact: true }).click();
    await before.choose("Reduction", "sum");
    await eventuallyMatch(async () => (await pinned(before).allInnerTexts()).join(), /^0\.1446/);
    await before.choose("Reduction", "mean");
    // It begins, and comes to no end.
    await before.frame.evaluate(`{
      const Own = window.Worker;
      window.Worker = class extends Own {
        set onmessage(heard) {
          super.onmessage = heard && ((event) => event.data.type === "progress" && heard(event));
        }
      };
    }`);
    await workbench().openFile("large.py");
    await workbench().placeCursor("logits = [", 11);
    await workbench().runCommand(evaluate);
    await before.frame.locator(".pending progress").waitFor();
    await workbench().openFile("pair.py");
    await workbench().placeCursor("[0.0, 1.0, 0.0]", 3);
    await workbench().runCommand("Loss Lens: Use Selection as Targets");
    await saved(before);
    await workbench().reload();
    const after = await workbench().panel(".loss-value");
    await eventuallyEqual(() => after.loss(), lnTen);
    await eventuallyMatch(async () => (await pinned(after).allInnerTexts()).join(), /^0\.1446/);
    await after.frame.locator(".compare button", { hasText: "Clear" }).click();
    // The targets are pinned still.
    await workbench().openFile("pair.py");
    await eventuallyMatch(() => workbench().hoverText("0.9, 0.2]"), /against true \(.*pinned/);
    await workbench().runCommand("Loss Lens: Unpin Targets");
  }).timeout(TEST_MS);

  it("settings that are changed are followed, and what the person made stays", async () => {
    const panel = await shown(workbench(), "pair.py");
    await panel.frame.getByRole("button", { name: "Baseline", exact: true }).click();
    await panel.choose("Reduction", "sum");
    await eventuallyMatch(() => panel.loss(), /^0\.43386458$/);
    await panel.frame.locator(".what-if > summary").click();
    await panel.frame.locator('.what-if .slider input[type="number"]').first().fill("2");
    await panel.frame.locator(".what-if .slider.changed").waitFor();
    await workbench().runCommand("Preferences: Open User Settings (JSON)");
    await workbench().page.locator('.monaco-editor.focused[data-uri$="settings.json"]').waitFor();
    await workbench().page.keyboard.press("Control+Home");
    await workbench().page.keyboard.press("ArrowRight");
    await workbench().page.evaluate((text) => navigator.clipboard.writeText(text), '"lossLens.decimals": 3,');
    await workbench().page.keyboard.press("Control+V");
    await workbench().page.keyboard.press("Control+S");
    await eventuallyMatch(() => panel.loss(), /^0\.434$/);
    assert.equal((await panel.chosen("Reduction")).trim(), "sum");
    await eventuallyMatch(async () => (await pinned(panel).allInnerTexts()).join(), /^0\.145/);
    assert.equal(await panel.frame.locator('.what-if .slider input[type="number"]').first().inputValue(), "2");
    await workbench().page.keyboard.press("Control+Z");
    await workbench().page.keyboard.press("Control+S");
    await eventuallyMatch(() => panel.loss(), /^0\.43386458$/);
    await workbench().page.keyboard.press("Escape");
    await workbench().focusEditor();
    await panel.frame.locator(".compare button", { hasText: "Clear" }).click();
    await panel.choose("Reduction", "mean");
  });

  it("two windows on one workspace: each keeps its panel and what was chosen in it, and follows what the other saved", async () => {
    const { page, folder } = workbench();
    const browser = page.context().browser();
    assert.ok(browser !== null);
    const other = await WorkbenchPage.open(browser, new URL(page.url()), { folder, viewport: WIDE });
    try {
      const theirs = await shown(other, "shared.py");
      await theirs.choose("Reduction", "sum");
      await eventuallyMatch(() => theirs.loss(), sum);
      await page.bringToFront();
      const own = await shown(workbench(), "shared.py");
      await own.choose("Reduction", "mean");
      await eventuallyEqual(() => own.loss(), mean);
      await workbench().placeCursor("0.9, 0.2]", 3);
      await page.keyboard.type("5");
      await page.keyboard.press("Control+S");
      // −mean log of 0.9, 0.95 and 0.8
      const losses = [0.9, 0.95, 0.8].map((p) => -Math.log(p));
      const total = losses.reduce((all, each) => all + each, 0);
      await eventuallyEqual(() => own.loss(), (total / 3).toFixed(8));
      await other.page.bringToFront();
      await other.focusEditor();
      await other.runCommand("File: Revert File");
      await eventuallyEqual(() => theirs.loss(), total.toFixed(8));
      await saved(theirs);
      await other.reload();
      const again = await other.panel(".loss-value");
      await eventuallyEqual(() => again.loss(), total.toFixed(8));
      assert.equal((await again.chosen("Reduction")).trim(), "sum");
      await page.bringToFront();
      await eventuallyEqual(() => own.loss(), (total / 3).toFixed(8));
      assert.equal((await own.chosen("Reduction")).trim(), "mean");
    } finally {
      await other.close();
    }
  }).timeout(TEST_MS);

  it("a clipboard that refuses a picture: says so, and what to do", async () => {
    const panel = await shown(workbench(), "pair.py");
    // As a browser answers where the clipboard is not allowed.
    await panel.frame.evaluate(`{
      const write = navigator.clipboard.write;
      navigator.clipboard.write = () => {
        navigator.clipboard.write = write;
        return Promise.reject(new DOMException("Write permission denied.", "NotAllowedError"));
      };
    }`);
    const copy = async () => {
      await panel.frame.getByRole("button", { name: "Save chart", exact: true }).click();
      await panel.frame.getByRole("menuitem", { name: "Copy chart as PNG" }).click();
    };
    await copy();
    await eventuallyMatch(() => panel.text(), /The picture could not be copied\. Save it as a file instead\./);
    await eventuallyMatch(() => panel.loss(), /^0\.1/);
    await panel.frame.getByRole("button", { name: "Dismiss" }).click();
    await copy();
    await eventuallyMatch(() => panel.text(), /Copied: /);
  });
});
