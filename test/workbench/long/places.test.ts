import { eventually, eventuallyEqual, eventuallyMatch, untilDone } from "../harness/eventually";
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
    await workbench().runCommand(
      "Loss Lens: Evaluate Loss of Selection",
      { choose: "Type the targets…" },
      { type: "[0, 1, 2, 0]" },
    );
    const panel = await workbench().panel(".samples");
    await eventuallyMatch(() => panel.text(), /Class names from the input's header/);
    await workbench().placeCursor("0.05,0.05,0.9", 3);
    await eventuallyEqual(() => currentRow(workbench()), ["2"]);
    await eventuallyEqual(() => marks(workbench()), 0);
    await untilDone(async (patience) => {
      await panel.clickSample("0.1625", patience);
      await workbench().cursorBecomes(/^Ln 5, Col 5 \(4 selected\)$/, patience);
    }, "the element of the sample");
    await eventuallyEqual(async () => (await marks(workbench())) > 0, true);
    await workbench().placeCursor("0.15", 2);
    await eventuallyEqual(() => marks(workbench()), 0);
  });

  it("in a notebook's cell", async () => {
    await workbench().openFile("lesson.ipynb");
    await workbench().drag("[0.1, 0.9, 0.2]");
    await workbench().runCommand("Loss Lens: Evaluate Loss of Selection");
    const panel = await workbench().panel('.pair:has-text("spam_prob")');
    await workbench().click("1, 0.9");
    await eventuallyEqual(async () => (await currentRow(workbench())).length, 1);
    await untilDone(async (patience) => {
      await panel.clickSample("0.2231", patience);
      await eventually(async () => ((await marks(workbench())) > 0 ? true : undefined), "a mark", patience);
    }, "the element of the sample");
    await eventuallyEqual(() => currentRow(workbench()), ["2"]);
    await eventuallyEqual(() => workbench().page.locator(".tab.active", { hasText: "lesson.ipynb" }).count(), 1);
  });
});
