import { eventuallyEqual } from "../harness/eventually";
import { takePicture } from "../harness/pictures";
import { withWorkbench } from "../harness/session";

describe("the walkthrough", () => {
  const workbench = withWorkbench({ viewport: { width: 1800, height: 1000 } });

  it("leads from a sample beside it to the sample's loss", async () => {
    const { page } = workbench();
    await workbench().runCommand("Welcome: Open Walkthrough...");
    await workbench().quickPick.choose("Get Started with Loss Lens");
    const titles = page.locator(".getting-started-step .step-title");
    await eventuallyEqual(
      () => titles.allInnerTexts(),
      [
        "Open the sample",
        "Evaluate an array",
        "Say how it is read",
        "See what PyTorch would make of it",
        "Explain a loss you saw",
      ],
    );
    const step = page.locator(".getting-started-step.expanded");
    await step.getByRole("button", { name: "Open Sample", exact: true }).click();
    await page.locator('.tab.active[data-resource-name="Untitled-1"]').waitFor();

    await titles.nth(1).click();
    await step.getByRole("button", { name: "Evaluate Selection", exact: true }).click();
    const panel = await workbench().panel(".loss-value");
    await eventuallyEqual(() => panel.pair(), ["y_pred", "y_true"]);
    await eventuallyEqual(() => panel.loss(), "0.17854164");
    await takePicture(page, "walkthrough");
  });
});
