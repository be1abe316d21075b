import assert from "node:assert/strict";
import { eventuallyEqual, eventuallyMatch } from "../harness/eventually";
import { takePicture } from "../harness/pictures";
import type { Theme } from "../harness/server";
import { withWorkbench } from "../harness/session";

const kinds: Readonly<Record<Theme, string>> = {
  dark: "vscode-dark",
  light: "vscode-light",
  highContrastDark: "vscode-high-contrast",
  highContrastLight: "vscode-high-contrast-light",
};

for (const [theme, kind] of Object.entries(kinds) as [Theme, string][]) {
  describe(`in the theme ${theme}`, () => {
    const workbench = withWorkbench({ file: "lesson.py", theme, viewport: { width: 1600, height: 1000 } });

    it("hover and panel show the loss", async () => {
      await workbench().placeCursor("[0.05, 0.05, 0.90]", 3);
      await workbench().runCommand("Loss Lens: Evaluate Selection");
      const panel = await workbench().panel(".loss-value");
      await eventuallyEqual(() => panel.loss(), "0.17854164");
      const classes = await panel.frame.locator("body").getAttribute("class");
      assert.ok(classes?.split(" ").includes(kind), `the webview is ${classes}`);
      await takePicture(workbench().page, `panel-${theme}`);

      const hover = await workbench().hover("0.05, 0.05");
      await eventuallyMatch(() => hover.innerText(), /^0\.17854164 /);
      await takePicture(workbench().page, `hover-${theme}`);
    });
  });
}
