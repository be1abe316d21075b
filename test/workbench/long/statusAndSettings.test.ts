import { eventuallyEqual, eventuallyMatch } from "../harness/eventually";
import { withWorkbench } from "../harness/session";

const evaluate = "Loss Lens: Evaluate Loss of Selection";

const pair = "prob = [0.1, 0.9, 0.2]\ntrue = [0.0, 1.0, 0.0]\n";

/** Rows of ten equal logits. */
function large(rows: number): string {
  const row = `[${Array(10).fill("0.25").join(", ")}]`;
  const targets = Array.from({ length: rows }, (_, sample) => sample % 10);
  return `y = [${targets.join(", ")}]\nlogits = [${Array(rows).fill(row).join(",\n  ")}]\n`;
}

describe("settings under way", () => {
  const workbench = withWorkbench({
    file: "sum.py",
    viewport: { width: 1800, height: 1000 },
    files: { "sum.py": pair, "large.py": large(200) },
    settings: {
      "lossLens.panel.followEdits": false,
      "lossLens.defaultReduction": "sum",
      "lossLens.largeInput.characters": 1000,
    },
  });
  const item = () => workbench().page.locator('[id="loss-lens.loss-lens.lossLens.loss"]').innerText();

  it("the status bar has the reduction of the settings, and their size", async () => {
    await workbench().placeCursor("[0.1, 0.9, 0.2]", 3);
    // torch: BCELoss(reduction="sum") of the pair, 0.4338645834
    await eventuallyMatch(item, /0\.4339/);
    await workbench().openFile("large.py");
    await workbench().placeCursor("logits = [", 11);
    await eventuallyMatch(item, /kB/);
  });

  it("an old number is marked where edits are not followed, until it is evaluated again", async () => {
    await workbench().openFile("sum.py");
    await workbench().placeCursor("[0.1, 0.9, 0.2]", 8);
    await workbench().runCommand(evaluate);
    const panel = await workbench().panel(".loss-value");
    await eventuallyMatch(() => panel.loss(), /^0\.4338/);
    await workbench().placeCursor("0.9, 0.2]", 3);
    await workbench().page.keyboard.type("5");
    await eventuallyMatch(() => panel.text(), /The array was edited since/);
    await eventuallyMatch(() => panel.loss(), /^0\.4338/);
    await workbench().runCommand(evaluate);
    await eventuallyEqual(() => panel.loss(), "0.37979736");
    await eventuallyEqual(async () => /The array was edited since/.test(await panel.text()), false);
  });
});
