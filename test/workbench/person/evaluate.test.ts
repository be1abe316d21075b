import assert from "node:assert/strict";
import { eventuallyEqual, eventuallyMatch, eventuallyPasses } from "../harness/eventually";
import type { Panel } from "../harness/panel";
import { takePicture } from "../harness/pictures";
import { withWorkbench } from "../harness/session";

const evaluateSelection = "Loss Lens: Evaluate Loss of Selection";
const evaluateAgainst = "Loss Lens: Evaluate Loss of Selection Against…";

/** −mean log p of what the targets name, by the definition. */
function crossEntropy(...probabilities: readonly number[]): string {
  const sum = probabilities.reduce((total, p) => total - Math.log(p), 0);
  return (sum / probabilities.length).toFixed(8);
}

describe("evaluating an array of a Python file", () => {
  const workbench = withWorkbench({ file: "lesson.py", viewport: { width: 1800, height: 1000 } });

  async function shows(pair: readonly string[], loss: string): Promise<Panel> {
    const panel = await workbench().panel(".loss-value");
    await eventuallyEqual(() => panel.pair(), pair);
    await eventuallyEqual(() => panel.loss(), loss);
    return panel;
  }

  it("around the cursor, from the palette; the panel opens beside the editor", async () => {
    await workbench().placeCursor("[0.05, 0.05, 0.90]", 3);
    await workbench().runCommand(evaluateSelection);
    await shows(["animal_scores", "animal_targets"], crossEntropy(0.8, 0.8, 0.9, 0.85));
    const groups = workbench().page.locator(".editor-group-container .tab.active");
    await eventuallyEqual(
      () => groups.evaluateAll((tabs) => tabs.map((tab) => tab.textContent)),
      ["lesson.py", "Loss Lens: animal_scores"],
    );
  });

  it("selected, from the context menu", async () => {
    await workbench().select("np.array([0.1, 0.9, 0.2])");
    await workbench().contextMenu("0.9, 0.2", "Loss Lens", "Evaluate Loss of Selection");
    await shows(["spam_prob", "spam_true"], crossEntropy(0.9, 0.9, 0.8));
  });

  it("by a chord", async () => {
    await workbench().placeCursor("mail_probs = np.array([[0.9", 26);
    await workbench().page.keyboard.press("Control+Alt+L");
    await shows(["mail_probs", "mail_targets"], crossEntropy(0.9, 0.9, 0.8));
  });

  it("against a second selection", async () => {
    await workbench().placeCursor("mail_probs");
    await workbench().drag(
      "np.array([[0.9, 0.1], [0.1, 0.9], [0.8, 0.2]])",
      "np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 0.0]])",
    );
    await workbench().runCommand(evaluateSelection);
    await shows(["mail_probs", "mail_one_hot"], crossEntropy(0.9, 0.9, 0.8));
  });

  it("against pinned targets, until they are let go", async () => {
    await workbench().placeCursor("[1.0, 0.0, 0.0]", 3);
    await workbench().runCommand("Loss Lens: Use Selection as Targets");
    await eventuallyMatch(
      () => workbench().page.locator(".part.statusbar").innerText(),
      /Targets: animal_one_hot, 4 × 3/,
    );
    await workbench().placeCursor("[0.05, 0.05, 0.90]", 3);
    await workbench().runCommand(evaluateSelection);
    await shows(["animal_scores", "animal_one_hot"], crossEntropy(0.8, 0.8, 0.9, 0.85));
    await workbench().runCommand("Loss Lens: Unpin Targets");
    await workbench().runCommand(evaluateSelection);
    await shows(["animal_scores", "animal_targets"], crossEntropy(0.8, 0.8, 0.9, 0.85));
  });

  it("against an array chosen from the named ones, the likeliest first", async () => {
    await workbench().placeCursor("[0.05, 0.05, 0.90]", 3);
    await workbench().runCommand(evaluateAgainst);
    await eventuallyPasses(
      () => workbench().quickPick.labels(),
      (labels) => {
        assert.deepEqual([...labels.slice(0, 2)].sort(), ["animal_one_hot", "animal_targets"]);
        assert.ok(labels.includes("spam_true"), `all named arrays are offered, found ${labels}`);
      },
    );
    await takePicture(workbench().page, "quick-pick");
    await workbench().runCommand(evaluateAgainst, { choose: "animal_one_hot" });
    await shows(["animal_scores", "animal_one_hot"], crossEntropy(0.8, 0.8, 0.9, 0.85));
  });

  it("against typed targets; what cannot be taken is said while typing", async () => {
    await workbench().placeCursor("[0.05, 0.05, 0.90]", 3);
    await workbench().runCommand(evaluateAgainst, { choose: "Type the targets…" });
    const field = workbench().quickPick.field;
    const message = () => workbench().quickPick.message.innerText();
    await field.fill("[0, 1");
    await eventuallyMatch(message, /\S/);
    await takePicture(workbench().page, "typed-unreadable");
    await field.fill("[0, 1]");
    await eventuallyMatch(message, /Found 2; expected/);
    await field.press("Enter");
    assert.ok(await field.isVisible(), "targets that do not fit are not taken");
    await field.fill("[0, 1, 2, 1]");
    await field.press("Enter");
    const panel = await workbench().panel(".loss-value");
    await eventuallyEqual(() => panel.loss(), crossEntropy(0.8, 0.8, 0.9, 0.1));
  });
});
