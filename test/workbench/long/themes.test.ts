import assert from "node:assert/strict";
import { accessibilityProblems } from "../harness/axe";
import { eventuallyEqual, eventuallyMatch, untilDone } from "../harness/eventually";
import type { Panel } from "../harness/panel";
import { TEST_MS } from "../harness/patience";
import { takePicture } from "../harness/pictures";
import { withWorkbench } from "../harness/session";

/** The label of each of VS Code's own themes, and the class that it gives to a webview's body. */
const themes = [
  ["Light 2026", "vscode-light"],
  ["Dark High Contrast", "vscode-high-contrast"],
  ["Light High Contrast", "vscode-high-contrast-light"],
  ["Dark 2026", "vscode-dark"],
] as const;

describe("in the theme", () => {
  const workbench = withWorkbench({ file: "lesson.py", viewport: { width: 1600, height: 1000 } });
  let panel: Panel;

  before(async () => {
    await workbench().placeCursor("[0.05, 0.05, 0.90]", 3);
    await workbench().runCommand("Loss Lens: Evaluate Loss of Selection");
    panel = await workbench().panel(".loss-value");
    // All that opens is looked at, and a selected sample.
    const closed = panel.frame.locator("details:not([open]) > summary");
    while ((await closed.count()) > 0) await closed.first().click();
    await panel.frame.locator(".disclosure").first().click();
  });

  beforeEach(() =>
    untilDone(async (patience) => {
      await panel.frame.locator(".sample-table tbody .sample button").first().click({ timeout: patience });
      // What it shows in the editor is on its way, and would close the palette.
      await workbench().cursorBecomes(/\(\d selected\)$/, patience);
    }, "the selected sample"),
  );

  for (const [theme, kind] of themes) {
    it(`${theme} axe finds nothing in the panel, and the hover shows the loss`, async () => {
      await workbench().chooseTheme(theme);
      await panel.frame.locator(`body.${kind}`).waitFor();
      await panel.frame.evaluate(() => scrollTo(0, 0));
      await takePicture(workbench().page, `panel-${theme}`);
      assert.deepEqual(await accessibilityProblems(panel.frame), []);

      // Of the whole array, and not of what is selected.
      await workbench().placeCursor("0.05, 0.05, 0.90", 3);
      await eventuallyMatch(() => workbench().hoverText("0.05, 0.05"), /^0\.17854164 /);
      await takePicture(workbench().page, `hover-${theme}`);

      await workbench().placeCursor("0.05, 0.05, 0.90", 3);
      await workbench().page.keyboard.type("x");
      await panel.frame.locator(".diagnostics").waitFor();
      assert.deepEqual(await accessibilityProblems(panel.frame, ".diagnostics"), []);
      await takePicture(workbench().page, `unreadable-${theme}`);
      await workbench().page.keyboard.press("Backspace");
      await eventuallyEqual(() => panel.frame.locator(".diagnostics").count(), 0);
    }).timeout(TEST_MS);
  }
});
