import { eventuallyEqual, untilDone } from "../harness/eventually";
import { takePicture } from "../harness/pictures";
import { withWorkbench } from "../harness/session";

describe("the walkthrough", () => {
  const workbench = withWorkbench({ viewport: { width: 1800, height: 1000 } });
  const titles = () => workbench().page.locator(".getting-started-step .step-title");
  const click = (name: string) =>
    workbench().page.locator(".getting-started-step.expanded").getByRole("button", { name, exact: true }).click();

  it("has five steps; the first opens a sample beside it", async () => {
    const { page } = workbench();
    await workbench().runCommand("Welcome: Open Walkthrough...", { choose: "Get Started with Loss Lens" });
    await eventuallyEqual(
      () => titles().allInnerTexts(),
      [
        "Open the sample",
        "Evaluate an array",
        "Say how it is read",
        "See what PyTorch would make of it",
        "Explain a loss you saw",
      ],
    );
    await click("Open Sample");
    await page.locator('.tab.active[data-resource-name="Untitled-1"]').waitFor();
  });

  it("the second evaluates it", async () => {
    const second = workbench().page.locator(".getting-started-step").nth(1);
    const expanded = second.and(workbench().page.locator(".expanded"));
    await untilDone(async (patience) => {
      // A click on one that is open would close it.
      if ((await expanded.count()) > 0) return;
      await titles().nth(1).click({ timeout: patience });
      await expanded.waitFor({ timeout: patience });
    }, "the second step");
    await click("Evaluate Loss of Selection");
    const panel = await workbench().panel(".loss-value");
    await eventuallyEqual(() => panel.pair(), ["y_pred", "y_true"]);
    await eventuallyEqual(() => panel.loss(), "0.17854164");
    await takePicture(workbench().page, "walkthrough");
  });
});
