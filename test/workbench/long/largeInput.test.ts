import assert from "node:assert/strict";
import { eventually, eventuallyEqual, eventuallyMatch, eventuallyPasses } from "../harness/eventually";
import type { Panel } from "../harness/panel";
import { withWorkbench } from "../harness/session";

const evaluateSelection = "Loss Lens: Evaluate Loss of Selection";

/** Rows of ten equal logits: whatever the targets, the loss is ln 10. */
function program(rows: number): string {
  const row = `[${Array(10).fill("0.25").join(", ")}]`;
  const targets = Array.from({ length: rows }, (_, sample) => sample % 10);
  return `y = [${targets.join(", ")}]\nlogits = [${Array(rows).fill(row).join(",\n  ")}]\n`;
}

const lnTen = Math.log(10).toFixed(8);

describe("large inputs", () => {
  const workbench = withWorkbench({
    file: "lesson.py",
    viewport: { width: 1800, height: 1000 },
    settings: { "lossLens.largeInput.characters": 10_000, "lossLens.largeInput.askCharacters": 400_000 },
    files: { "large.py": program(1000), "huge.py": program(8000) },
  });
  let panel: Panel;

  before(async () => {
    await workbench().placeCursor("[0.1, 0.9, 0.2]", 3);
    await workbench().runCommand(evaluateSelection);
    panel = await workbench().panel(".loss-value");
  });

  async function open(file: string): Promise<void> {
    await workbench().openFile(file);
    await workbench().placeCursor("logits = [", 11);
  }

  /** Does something in the panel as soon as a selector is in it, sooner than a hand could. */
  async function assoonAs(selector: string, action: string): Promise<void> {
    await panel.frame.evaluate(`{
      const observer = new MutationObserver(() => {
        const found = document.querySelector(${JSON.stringify(selector)});
        if (found === null) return;
        observer.disconnect();
        (${action})(found);
      });
      observer.observe(document.body, { subtree: true, childList: true });
    }`);
  }

  it("are cancelled at once, say so, and are evaluated again by the same key", async () => {
    await open("large.py");
    await assoonAs(".pending button", "(button) => { button.focus(); button.click(); }");
    await workbench().runCommand(evaluateSelection);
    await eventuallyMatch(() => panel.text(), /Cancelled/, /The last result, from before this/);
    await eventuallyEqual(() => panel.frame.locator("main").getAttribute("aria-busy"), "false");
    await eventuallyEqual(() => panel.loss(), "0.14462153");
    await panel.frame.locator(".pending button:focus", { hasText: "Evaluate Again" }).press("Enter");
    await eventuallyEqual(() => panel.loss(), lnTen);
    await eventuallyEqual(() => panel.frame.locator(".pending").count(), 0);
  });

  it("show what is being done, with a bar that has a name, and then the loss of another reading", async () => {
    await panel.frame.evaluate("window.seen = []");
    await assoonAs(
      ".pending progress",
      "(bar) => window.seen.push(document.getElementById(bar.getAttribute('aria-labelledby'))?.textContent)",
    );
    await panel.choose("Input holds", "log-probabilities");
    await eventuallyEqual(() => panel.loss(), "\u22120.25000000");
    const [words] = (await panel.frame.evaluate("window.seen")) as readonly string[];
    assert.match(words ?? "no progress", /Evaluating about \d+\u202f\d+ values \(\d+ kB\)/);
  });

  it("say how large they are in the hover, and nothing that takes an evaluation", async () => {
    await open("large.py");
    await eventuallyPasses(
      () => workbench().hoverTextAtCursor(),
      (text) => {
        assert.match(text, /A large array \(\d+ kB\): evaluated on request only/);
        assert.match(text, /Open panel/);
        assert.doesNotMatch(text, /CrossEntropyLoss/);
      },
    );
  });

  it("are asked about beyond a limit, and left alone where the answer is no", async () => {
    await open("huge.py");
    await workbench().runCommand(evaluateSelection);
    const dialog = workbench().page.locator(".monaco-dialog-box");
    await eventuallyMatch(
      () => dialog.innerText(),
      /about 80\u202f000 values/,
      /takes about \d+ s and \d+\.\d MB of memory/,
    );
    await eventually(async () => {
      if ((await dialog.count()) === 0) return true;
      await workbench().page.keyboard.press("Escape");
      return undefined;
    }, "the question to be gone");
    assert.deepEqual(await panel.pair(), ["logits", "y"]);
    assert.match(await panel.text(), /large\.py/);
    await workbench().runCommand(evaluateSelection);
    await dialog.getByText("Evaluate", { exact: true }).click();
    await eventuallyMatch(() => panel.text(), /huge\.py/);
    await eventuallyEqual(() => panel.loss(), lnTen);
  });
});
