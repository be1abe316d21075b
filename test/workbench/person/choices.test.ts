import assert from "node:assert/strict";
import { eventuallyEqual, eventuallyMatch, untilDone } from "../harness/eventually";
import { PATIENCE_MS } from "../harness/patience";
import { withWorkbench } from "../harness/session";

const evaluateSelection = "Loss Lens: Evaluate Loss of Selection";

const two = `import torch
import torch.nn.functional as F

logits = torch.tensor([[2.0, -1.0, 0.5], [0.1, 0.2, 3.0], [1.5, 0.25, -0.75]])
labels = torch.tensor([0, 2, 1])
mean = F.cross_entropy(logits, labels)
total = F.cross_entropy(logits, labels, reduction="sum", label_smoothing=0.1)
`;

const lenses = `import torch
import torch.nn.functional as F

logits = torch.tensor([[2.0, -1.0, 0.5], [0.1, 0.2, 3.0]])
labels = torch.tensor([0, 2])
probs = torch.softmax(logits, dim=1)
negative = F.nll_loss(probs, labels)
twice = F.cross_entropy(probs, labels)
`;

describe("what a person chooses", () => {
  const workbench = withWorkbench({
    file: "lesson.py",
    files: { "two.py": two, "lenses.py": lenses },
    viewport: { width: 1500, height: 950 },
  });

  it("two selections in the wrong order are swapped with one click", async () => {
    // A notification goes by itself: where it was gone before it was clicked on, it is asked for again.
    await untilDone(async (patience) => {
      await workbench().placeCursor("mail_probs");
      await workbench().drag("np.array([0, 1, 0])", "np.array([[0.9, 0.1], [0.1, 0.9], [0.8, 0.2]])");
      await workbench().runCommand(evaluateSelection);
      const swap = workbench().page.locator(".notification-toast").getByRole("button", { name: "Swap" });
      await swap.click({ timeout: patience });
    }, "the offer to swap");
    const panel = await workbench().panel(".loss-value");
    await eventuallyEqual(() => panel.pair(), ["mail_probs", "mail_targets"]);
    // -mean log of 0.9, 0.9 and 0.8.
    await eventuallyMatch(() => panel.loss(), /^0\.14462153/);
  });

  it("and back with one click in the panel", async () => {
    const panel = await workbench().panel(".loss-value");
    await panel.frame.getByRole("button", { name: "Swap", exact: true }).click();
    await eventuallyEqual(() => panel.pair(), ["mail_targets", "mail_probs"]);
    await panel.frame.getByRole("button", { name: "Swap", exact: true }).click();
    await eventuallyEqual(() => panel.pair(), ["mail_probs", "mail_targets"]);
    await eventuallyMatch(() => panel.loss(), /^0\.14462153/);
  });

  it("what stands above a call opens the panel at that call", async () => {
    await workbench().openFile("lenses.py");
    const lens = workbench().page.locator(".codelens-decoration a", { hasText: "softmax applied twice" });
    await lens.click();
    const panel = await workbench().panel(".your-call.wrong");
    await eventuallyEqual(() => panel.pair(), ["logits", "labels"]);
    await eventuallyMatch(() => panel.text(), /CrossEntropyLoss\(probs, labels\) = 0\.6611/);
  });

  it("targets are typed by their name", async () => {
    await workbench().openFile("lesson.py");
    await workbench().placeCursor("[0.05, 0.05, 0.90]", 3);
    await workbench().runCommand(
      "Loss Lens: Evaluate Loss of Selection Against…",
      { choose: "Type the targets…" },
      { type: "animal_one_hot" },
    );
    const panel = await workbench().panel(".loss-value");
    await eventuallyEqual(() => panel.pair(), ["animal_scores", "animal_one_hot"]);
  });

  it("a loss that was seen is asked for by a key", async () => {
    await workbench().placeCursor("[0.05, 0.05, 0.90]", 3);
    await untilDone(async (patience) => {
      await workbench().focusEditor();
      await workbench().page.keyboard.press("Control+Alt+Shift+E");
      await workbench().quickPick.field.waitFor({ timeout: patience });
    }, "the field for a loss");
    // torch: CrossEntropyLoss()(torch.tensor(animal_scores), torch.tensor(animal_targets)).item() is 0.66276923
    await workbench().quickPick.field.fill("0.6628");
    await eventuallyMatch(
      async () => (await workbench().page.locator(".quick-input-widget:visible").allInnerTexts()).join("\n"),
      /CrossEntropyLoss|Enter/,
    );
    await workbench().quickPick.close();
  });

  it("the tabs of two calls on one pair switch the loss, the options and the samples", async () => {
    await workbench().openFile("two.py");
    await workbench().placeCursor("cross_entropy(logits, labels)", 3);
    await workbench().runCommand(evaluateSelection);
    const panel = await workbench().panel(".call-tabs");
    // torch: 0.6438618302345276 of the first, 2.263252019882202 of the second
    await eventuallyMatch(() => panel.loss(), /^0\.6439/);
    await panel.frame.getByRole("tab", { name: "line 7" }).click();
    await eventuallyMatch(() => panel.loss(), /^2\.2633/);
    await eventuallyMatch(() => panel.text(), /label_smoothing/, /as in two\.py:7/);
    await panel.frame.getByRole("tab", { name: "line 6" }).click();
    await eventuallyMatch(() => panel.loss(), /^0\.6439/);
  });

  it("a link back to the place is copied, and a chart as a picture", async () => {
    const panel = await workbench().panel(".loss-value");
    const { page } = workbench();
    await panel.frame.getByRole("button", { name: "Copy", exact: true }).click();
    await panel.frame.getByRole("menuitem", { name: "Link to this place" }).click();
    await eventuallyMatch(
      () => page.evaluate(() => navigator.clipboard.readText()),
      /^[\w-]+:\/\/loss-lens\.loss-lens\/open\?file=two\.py&line=6&column=13$/,
    );
    await panel.frame.getByRole("button", { name: "Save chart", exact: true }).click();
    await panel.frame.getByRole("menuitem", { name: "Copy chart as PNG" }).click();
    await eventuallyMatch(() => panel.text(), /Copied: −log p, with the samples on it/);
    await eventuallyEqual(
      () =>
        page.evaluate(async () => {
          const [item] = await navigator.clipboard.read();
          const picture = await item?.getType("image/png");
          const bytes = new Uint8Array((await picture?.arrayBuffer()) ?? []);
          return String.fromCharCode(...bytes.subarray(1, 4));
        }),
      "PNG",
    );
  });

  it("a link to a place is opened by VS Code, and leads back to it; one to nowhere is answered", async () => {
    const { page } = workbench();
    // What VS Code does with a link that the system hands over.
    const open = async (query: string) => {
      await workbench().runCommand("Developer: Open URL", { type: `code-oss://loss-lens.loss-lens/open?${query}` });
      await page.locator(".monaco-dialog-box").getByRole("button", { name: "Open", exact: true }).click();
    };
    await workbench().openFile("lesson.py");
    await workbench().placeCursor("[0.05, 0.05, 0.90]", 3);
    await workbench().runCommand(evaluateSelection);
    const panel = await workbench().panel(".loss-value");
    await eventuallyMatch(() => panel.text(), /lesson\.py/);
    await open("file=two.py&line=6&column=13");
    await page.locator('.tab.active[data-resource-name="two.py"]').waitFor();
    await workbench().cursorBecomes(/^Ln 6, Col 13$/, PATIENCE_MS);
    // torch: 0.6438618302345276
    await eventuallyMatch(() => panel.loss(), /^0\.6439/);
    await eventuallyMatch(() => panel.text(), /two\.py:6/);
    await open("file=gone.py&line=6&column=13");
    assert.match(await workbench().notification(), /leads to gone\.py, which is in no folder that is open here/);
    await open("file=..%2Ftwo.py&line=6&column=13");
    assert.match(await workbench().notification(), /not a link to a place in your code/);
    await eventuallyMatch(() => panel.loss(), /^0\.6439/);
  });
});
