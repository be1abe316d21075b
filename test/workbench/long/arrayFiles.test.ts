import { join } from "node:path";
import pair from "../../sources/pair.json";
import { eventuallyEqual, eventuallyMatch, untilDone } from "../harness/eventually";
import { takePicture } from "../harness/pictures";
import { withWorkbench } from "../harness/session";
import { frameWith } from "../harness/webview";

/** torch: the cross-entropy of the files' logits and labels, written by numpy. */
const loss = /^1\.5065$/;

describe("files of arrays", () => {
  const names = ["logits.npy", "labels.npy", "both.npz", "objects.npy"] as const;
  const workbench = withWorkbench({
    files: Object.fromEntries(names.map((name) => [name, Buffer.from(pair[name], "base64")])),
    viewport: { width: 1500, height: 950 },
  });

  /** Chooses the item of the explorer's menu over a file. */
  const evaluateInExplorer = (file: string) =>
    untilDone(async (timeout) => {
      const { page } = workbench();
      await page.keyboard.press("Escape");
      const row = page.locator(`.explorer-folders-view .monaco-list-row[aria-label^="${file}"]`);
      await row.click({ button: "right", timeout });
      const item = page.locator(".monaco-menu .action-item", { hasText: "Evaluate Losses of This File" });
      await item.click({ timeout });
    }, `the explorer's menu over ${file}`);

  it("are evaluated from the explorer: the array is chosen, its targets come from the file itself", async () => {
    await evaluateInExplorer("both.npz");
    await workbench().quickPick.answer({ choose: "logits" }, 20_000);
    const panel = await workbench().panel('.pair:has-text("both.npz")');
    await eventuallyEqual(() => panel.pair(), ["logits", "labels"]);
    await eventuallyMatch(() => panel.loss(), loss);
    await eventuallyMatch(() => panel.text(), /both\.npz · float32 · 5 × 3/, /guessed by name and shape/);
  });

  it("take their targets from another file", async () => {
    await evaluateInExplorer("logits.npy");
    await untilDone(async (patience) => {
      await workbench().quickPick.answer({ choose: "Targets from a file…" }, patience);
    }, "targets from a file");
    await workbench().quickPick.enterPath(join(workbench().folder, "labels.npy"));
    const panel = await workbench().panel('.pair:has-text("labels.npy")');
    await eventuallyEqual(() => panel.pair(), ["logits", "labels"]);
    await eventuallyMatch(() => panel.loss(), loss);
    await takePicture(workbench().page, "array-files-panel");
  });

  it("are shown as a table with statistics, from which an array is evaluated", async () => {
    await workbench().openFile("both.npz");
    await workbench().runCommand("View: Reopen Editor With...", { choose: "Loss Lens Arrays" });
    const frame = await frameWith(workbench().page, 'h1:has-text("both.npz")');
    // numpy: logits.min(), .mean(), .max() and the same of labels
    await eventuallyMatch(
      () => frame.locator("body").innerText(),
      /logits\s+5 × 3\s+float32/,
      /labels\s+5\s+int64\s+0\s+0\.8\s+2\s+0/,
    );
    await takePicture(workbench().page, "array-files-editor");
    await frame.locator("tr", { hasText: "logits" }).getByRole("link").click();
    const panel = await workbench().panel('.pair:has-text("both.npz")');
    await eventuallyMatch(() => panel.loss(), loss);
  });

  it("that cannot be read are refused in one line", async () => {
    await evaluateInExplorer("objects.npy");
    await eventuallyMatch(() => workbench().notification(), /objects\.npy: it holds Python objects/);
  });
});
