import assert from "node:assert/strict";
import { eventually, eventuallyEqual, eventuallyMatch } from "../harness/eventually";
import type { WorkbenchPage } from "../harness/page";
import { withWorkbench } from "../harness/session";

const scores = "cat,dog,bird\n0.8,0.1,0.1\n0.15,0.8,0.05\n0.05,0.05,0.9\n0.85,0.1,0.05\n";

/** How many parts of the text are decorated by an extension. */
const marks = ({ page }: WorkbenchPage) =>
  page.locator('.view-overlays [class*="ced-"], .view-lines [class*="ced-"]').count();

/** The samples that the panel marks. */
const currentRow = async (workbench: WorkbenchPage) =>
  (await workbench.panel(".samples")).frame.locator(".samples [aria-current=true]").allInnerTexts();

describe("elements in the editor and samples in the panel mark each other", () => {
  const workbench = withWorkbench({
    file: "scores.csv",
    files: { "scores.csv": scores },
    viewport: { width: 1800, height: 1200 },
  });

  it("in a CSV file: the cursor the row, and a click on a row the element, until the cursor leaves it", async () => {
    await workbench().placeCursor("0.15", 2);
    await workbench().runCommand("Loss Lens: Evaluate Loss of Selection");
    await workbench().quickPick.choose("Type the targets…");
    await workbench().quickPick.field.fill("[0, 1, 2, 0]");
    await workbench().page.keyboard.press("Enter");
    const panel = await workbench().panel(".samples");
    await eventuallyMatch(() => panel.text(), /Class names from the input's header/);
    await workbench().placeCursor("0.05,0.05,0.9", 3);
    await eventuallyEqual(() => currentRow(workbench()), ["2"]);
    assert.equal(await marks(workbench()), 0);
    await panel.rows("Samples").filter({ hasText: "0.16251893" }).getByText("0.16251893").click();
    await eventuallyMatch(() => workbench().page.locator(".part.statusbar").innerText(), /Ln 5, Col 5 \(4 selected\)/);
    await eventuallyEqual(async () => (await marks(workbench())) > 0, true);
    await workbench().placeCursor("0.15", 2);
    await eventuallyEqual(() => marks(workbench()), 0);
  });

  it("in a notebook's cell", async () => {
    await workbench().focusEditor();
    await workbench().openFile("lesson.ipynb");
    // Cells move while those above them are rendered.
    await eventually(async () => {
      await workbench().drag("[0.1, 0.9, 0.2]");
      const selected = workbench().page.locator(".notebookOverlay .monaco-editor.focused .selected-text");
      return (await selected.count()) > 0 ? true : undefined;
    }, "a selection in the cell");
    await workbench().runCommand("Loss Lens: Evaluate Loss of Selection");
    const panel = await workbench().panel('.pair:has-text("spam_prob")');
    await workbench().click("1, 0.9");
    await eventuallyEqual(async () => (await currentRow(workbench())).length, 1);
    await panel.rows("Samples").filter({ hasText: "0.22314355" }).getByText("0.22314355").click();
    await eventuallyEqual(async () => (await marks(workbench())) > 0, true);
    await eventuallyEqual(() => currentRow(workbench()), ["2"]);
    assert.equal(await workbench().page.locator(".tab.active", { hasText: "lesson.ipynb" }).count(), 1);
  });
});
