import { eventuallyEqual, eventuallyMatch, untilDone } from "../harness/eventually";
import type { Panel } from "../harness/panel";
import { withWorkbench } from "../harness/session";

const evaluate = "Loss Lens: Evaluate Loss of Selection";

describe("several panels", () => {
  const workbench = withWorkbench({ file: "lesson.py", viewport: { width: 1900, height: 1100 } });
  /** The panel on screen that shows an array. */
  const panelOf = (name: string): Promise<Panel> => workbench().panel(`.pair:has-text("${name}")`);
  const titles = async () =>
    (await workbench().page.locator('.tab[data-resource-name^="webview-"] .label-name').allInnerTexts()).sort();

  it("stand side by side, each with its own array", async () => {
    await workbench().placeCursor("[0.1, 0.9, 0.2]", 3);
    await workbench().runCommand(evaluate);
    await panelOf("spam_prob");
    await workbench().placeCursor("[0.05, 0.05, 0.90]", 3);
    await workbench().runCommand("Loss Lens: Evaluate Loss of Selection in New Panel");
    const [spam, animals] = [await panelOf("spam_prob"), await panelOf("animal_scores")];
    await eventuallyEqual(() => spam.loss(), "0.14462153");
    await eventuallyEqual(() => animals.loss(), "0.17854164");
    await eventuallyEqual(titles, ["Loss Lens: animal_scores", "Loss Lens: spam_prob"]);
  });

  it("each marks the sample at the cursor in its own array", async () => {
    const marked = async (name: string) =>
      (await panelOf(name)).frame.locator(".samples [aria-current=true]").allInnerTexts();
    await workbench().placeCursor("[0.15, 0.80, 0.05]", 3);
    await eventuallyMatch(async () => (await marked("animal_scores")).join(), /^1\b/);
    await eventuallyEqual(() => marked("spam_prob"), []);
  });

  it("a locked one stays as it is, the next evaluation goes to the other", async () => {
    const animals = await panelOf("animal_scores");
    await animals.frame.getByRole("button", { name: "Lock" }).click();
    await eventuallyEqual(titles, ["Loss Lens: animal_scores (locked)", "Loss Lens: spam_prob"]);
    await workbench().placeCursor("[0.9, 0.1]", 2);
    await workbench().runCommand(evaluate);
    await eventuallyEqual(titles, ["Loss Lens: animal_scores (locked)", "Loss Lens: mail_probs"]);
    await eventuallyEqual(() => animals.loss(), "0.17854164");
  });

  it("come back after a reload of the window as they were: the baseline, sorted, tried out", async () => {
    const animals = await panelOf("animal_scores");
    await animals.frame.getByRole("button", { name: "Baseline", exact: true }).click();
    await animals.choose("Input holds", "logits");
    await eventuallyEqual(() => animals.loss(), "0.66276923");
    await animals.frame.getByText("What if").click();
    await animals.frame.getByRole("spinbutton", { name: "temperature" }).fill("2");
    await eventuallyMatch(() => animals.frame.locator(".what-if-loss output").innerText(), /^0\.8\d{7}$/);
    await animals.frame.getByRole("columnheader", { name: "predicted" }).getByRole("button").click();
    const shown = async (panel: Panel) => ({
      loss: await panel.loss(),
      compared: await panel.frame.locator(".compare-loss").allInnerTexts(),
      tried: await panel.frame.locator(".what-if-loss output").allInnerTexts(),
      sorted: await panel.frame.locator("th[aria-sort=ascending]").innerText(),
      locked: await panel.frame.locator("button[aria-pressed=true]").allInnerTexts(),
    });
    await eventuallyEqual(async () => (await shown(animals)).compared, ["0.17854164", "0.66276923"]);
    const before = await shown(animals);
    // The panel saves a while after the last change, by a timer of its own that is before this one.
    await animals.frame.evaluate(() => new Promise((resolve) => setTimeout(resolve, 1000)));
    await workbench().reload();
    const again = await workbench().panel('.pair:has-text("animal_scores")');
    await eventuallyEqual(() => shown(again), before);
    await eventuallyEqual(titles, ["Loss Lens: animal_scores (locked)", "Loss Lens: mail_probs"]);
    await untilDone(async (patience) => {
      await again.frame.locator(".samples tbody tr").nth(1).click({ timeout: patience });
      await workbench().cursorBecomes(/\(4 selected\)$/, patience);
    }, "the element of the sample");
  });
});
