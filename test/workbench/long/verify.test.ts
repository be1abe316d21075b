import assert from "node:assert/strict";
import { eventually, eventuallyEqual, eventuallyMatch } from "../harness/eventually";
import { hasModules, python } from "../harness/python";
import { withWorkbench } from "../harness/session";

/** The interpreter of the Python extension's stand-in is a real one; where it has no torch, that is what has to be said. */
describe("Verify in My PyTorch", () => {
  const hasTorch = hasModules("torch");
  const hasPytest = hasModules("pytest");
  const workbench = withWorkbench({ standIns: ["python"], file: "lesson.py" });

  const said = async () => (await workbench().page.locator(".notification-toast").allInnerTexts()).join("\n");
  const verified = hasTorch
    ? /torch \S+ gives \S+ \(0x1\.[0-9a-f]+p-\d+\)\. The same as here/
    : /has no torch\. Choose the interpreter/;

  it("asks first, and does nothing where that is declined", async () => {
    await workbench().placeCursor("[0.1, 0.9, 0.2]", 3);
    await workbench().runCommand("Loss Lens: Verify Loss in My PyTorch");
    const dialog = workbench().page.locator(".monaco-dialog-box");
    await eventuallyMatch(() => dialog.innerText(), /Run a program in your PyTorch\?/, /isolated, in an empty folder/);
    await dialog.getByRole("button", { name: "Cancel" }).click();
    await eventuallyEqual(() => dialog.count(), 0);
    assert.equal(await said(), "");
  });

  it("runs the program in the interpreter that the Python extension has chosen", async () => {
    await workbench().runCommand("Loss Lens: Verify Loss in My PyTorch");
    const dialog = workbench().page.locator(".monaco-dialog-box");
    await eventually(async () => ((await dialog.innerText()).includes(python) ? true : undefined), "the question");
    await dialog.getByRole("button", { name: "Run" }).click();
    await eventuallyMatch(said, verified);
  });

  it("runs a pipeline from the panel, and does not ask again", async () => {
    await workbench().placeCursor("[0.1, 0.9, 0.2]", 3);
    await workbench().runCommand("Loss Lens: Evaluate Loss of Selection");
    const panel = await workbench().panel(".pipelines .disclosure");
    await panel.frame.locator(".pipelines .disclosure").first().click();
    await panel.frame.getByRole("button", { name: "Verify in my PyTorch" }).first().click();
    await eventuallyMatch(said, verified);
  });

  it("runs the pytest", async () => {
    await workbench().placeCursor("[0.1, 0.9, 0.2]", 3);
    await workbench().runCommand("Loss Lens: Run the Generated Pytest");
    const passes = hasPytest ? /The test passed: torch \S+, pytest \d/ : /has no pytest\. Install it/;
    await eventuallyMatch(said, hasTorch ? passes : verified);
  });
});
