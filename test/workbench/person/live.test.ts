import { eventuallyEqual, eventuallyMatch } from "../harness/eventually";
import { withWorkbench } from "../harness/session";

const evaluateSelection = "Loss Lens: Evaluate Loss of Selection";

describe("while the array is edited", () => {
  const workbench = withWorkbench({ file: "lesson.py", viewport: { width: 1800, height: 1000 } });

  it("the panel and the status bar follow", async () => {
    await workbench().placeCursor("[0.1, 0.9, 0.2]", 9);
    await workbench().runCommand(evaluateSelection);
    const panel = await workbench().panel(".loss-value");
    await eventuallyEqual(() => panel.loss(), "0.14462153");
    await workbench().placeCursor("0.9, 0.2]", 3);
    await workbench().page.keyboard.type("5");
    const edited = -(Math.log(0.9) + Math.log(0.95) + Math.log(0.8)) / 3;
    await eventuallyEqual(() => panel.loss(), edited.toFixed(8));
    const item = workbench().page.locator('[id="loss-lens.loss-lens.lossLens.loss"]');
    await eventuallyMatch(() => item.innerText(), new RegExp(edited.toFixed(4)));
  });

  it("deleted with its line and brought back by undo, the array is followed again", async () => {
    const loss = await (await workbench().panel(".loss-value")).loss();
    await workbench().placeCursor("spam_prob = np", 3);
    await workbench().page.keyboard.press("Control+Shift+K");
    const panel = await workbench().panel(".outcome.older");
    await workbench().page.keyboard.press("Control+Z");
    await eventuallyEqual(() => panel.frame.locator(".outcome.older").count(), 0);
    await eventuallyEqual(() => panel.loss(), loss);
  });

  it("keeps the last result while the text does not parse, and says what is wrong", async () => {
    await workbench().placeCursor("0.95, 0.2]", 4);
    await workbench().page.keyboard.type("x");
    const panel = await workbench().panel(".outcome.older");
    await eventuallyMatch(() => panel.text(), /0\.1265/);
    await workbench().page.keyboard.press("Backspace");
    await eventuallyEqual(() => panel.frame.locator(".outcome.older").count(), 0);
  });

  it("an array from the clipboard takes its place, against an array of the file", async () => {
    await workbench().page.evaluate(() => navigator.clipboard.writeText("probs: tensor([0.9000, 0.2000, 0.7000])"));
    await workbench().placeCursor("spam_true = np.array([0.0", 24);
    await workbench().runCommand("Loss Lens: Evaluate Loss of Clipboard");
    const panel = await workbench().panel(".loss-value");
    const expected = -(Math.log(0.1) + Math.log(0.2) + Math.log(0.3)) / 3;
    await eventuallyEqual(() => panel.loss(), expected.toFixed(8));
  });
});
