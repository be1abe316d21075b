import { eventuallyEqual, eventuallyMatch } from "../harness/eventually";
import { takePicture } from "../harness/pictures";
import { withWorkbench } from "../harness/session";

const evaluateAgainst = "Loss Lens: Evaluate Loss of Selection Against…";

describe("a notebook", () => {
  const workbench = withWorkbench({ file: "lesson.ipynb", viewport: { width: 1800, height: 1200 } });

  it("shows the loss in the hover over a cell", async () => {
    await eventuallyMatch(() => workbench().hoverText("0.1, 0.9, 0.2"), /^0\.14462153 .*spam_true/, /Open panel/);
    await takePicture(workbench().page, "notebook-hover");
  });

  it("evaluates what is selected in a cell", async () => {
    await workbench().drag("[0.1, 0.9, 0.2]");
    await workbench().runCommand("Loss Lens: Evaluate Loss of Selection");
    const panel = await workbench().panel(".loss-value");
    await eventuallyEqual(() => panel.pair(), ["spam_prob", "spam_true"]);
    await eventuallyEqual(() => panel.loss(), "0.14462153");
    await takePicture(workbench().page, "notebook-panel");
  });

  it("offers the arrays of all cells as targets", async () => {
    await workbench().scrollTo("[0.05, 0.05, 0.90]");
    await workbench().click("[0.05, 0.05, 0.90]");
    await workbench().runCommand(evaluateAgainst);
    await eventuallyEqual(
      async () => [...(await workbench().quickPick.labels()).slice(0, 2)].sort(),
      ["animal_one_hot", "animal_targets"],
    );
    await workbench().runCommand(evaluateAgainst, { choose: "animal_one_hot" });
    const panel = await workbench().panel(".loss-value");
    await eventuallyEqual(() => panel.pair(), ["animal_scores", "animal_one_hot"]);
    await panel.choose("Input holds", "logits");
    await eventuallyEqual(() => panel.loss(), "0.66276923");
  });
});
