import assert from "node:assert/strict";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { eventuallyEqual, eventuallyMatch, eventuallyPasses, untilDone } from "../harness/eventually";
import { repository } from "../harness/install";
import type { Panel } from "../harness/panel";
import { withWorkbench } from "../harness/session";

/** Copied programs are left here, for the check with a real PyTorch to run. */
const copied = join(repository, "out/copied");

describe("the panel", () => {
  const workbench = withWorkbench({ file: "lesson.py", viewport: { width: 1800, height: 1200 } });
  let panel: Panel;

  before(async () => {
    rmSync(copied, { recursive: true, force: true });
    mkdirSync(copied, { recursive: true });
    await workbench().placeCursor("[0.05, 0.05, 0.90]", 3);
    await workbench().runCommand("Loss Lens: Evaluate Loss of Selection");
    panel = await workbench().panel(".loss-value");
  });

  it("says what it takes the input for, and why", async () => {
    await eventuallyEqual(() => panel.chosen("Input holds"), "probabilities");
    await eventuallyMatch(() => panel.text(), /Why: .*all 4 rows sum to 1/);
  });

  it("another reading is one click; the numbers follow, and the choice sticks to the array", async () => {
    await panel.choose("Input holds", "logits");
    await eventuallyEqual(() => panel.loss(), "0.66276923");
    await workbench().placeCursor("[0.1, 0.9, 0.2]", 3);
    await workbench().runCommand("Loss Lens: Evaluate Loss of Selection");
    await eventuallyEqual(() => panel.loss(), "0.14462153");
    await workbench().placeCursor("[0.05, 0.05, 0.90]", 3);
    await workbench().runCommand("Loss Lens: Evaluate Loss of Selection");
    await eventuallyEqual(() => panel.loss(), "0.66276923");
    await eventuallyEqual(() => panel.chosen("Input holds"), "logits");
  });

  it("lists the pipelines that raise with PyTorch's text", async () => {
    await panel.frame.locator("summary", { hasText: "Raise" }).click();
    await eventuallyMatch(
      () => panel.text(),
      /ValueError: Target size \(torch\.Size\(\[4\]\)\) must be the same as input size \(torch\.Size\(\[4, 3\]\)\)/,
    );
  });

  it("shows the loss of every sample, and a click on one goes to it in the editor", async () => {
    const losses = async () => (await panel.table("Samples")).map((row) => row[0]);
    // −log softmax of the row's target, by torch.nn.functional.cross_entropy with reduction="none", the worst first.
    await eventuallyEqual(losses, ["0.6903", "0.6897", "0.6532", "0.6178"]);
    await untilDone(async (patience) => {
      await panel.clickSample("0.6178", patience);
      await workbench().cursorBecomes(/^Ln 35, Col \d+ \(4 selected\)$/, patience);
    }, "the element of the sample");
  });

  it("puts a column of the samples away, and has it back", async () => {
    const columns = () => panel.frame.locator(".sample-table th", { hasText: "∂L/∂x" }).count();
    await panel.frame.locator(".column-choice summary").click();
    await panel.frame.getByLabel("gradient", { exact: true }).uncheck();
    await eventuallyEqual(columns, 0);
    await panel.frame.getByLabel("gradient", { exact: true }).check();
    await eventuallyEqual(columns, 1);
  });

  it("copies the PyTorch code of each pipeline that matches", async () => {
    const matching = () => panel.pipelines("These give");
    await eventuallyPasses(matching, (found) => assert.ok(found.length >= 3, `${found.map(({ name }) => name)}`));
    for (const [index, { name, value }] of (await matching()).entries()) {
      await workbench().page.evaluate(() => navigator.clipboard.writeText(""));
      await panel.frame.getByRole("button", { name: `Copy code: ${name}`, exact: true }).click();
      const clipboard = () => workbench().page.evaluate(() => navigator.clipboard.readText());
      await eventuallyMatch(clipboard, /^import torch$/m, new RegExp(`# ${value}$`, "m"));
      writeFileSync(join(copied, `${index}.py`), await clipboard());
    }
  });
});
