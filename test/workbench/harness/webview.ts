import type { Frame, Page } from "playwright-core";
import { eventually } from "./eventually";

/** The innermost frame of the extension's panel that is on screen, once `selector` is in it. */
export function panelFrame(page: Page, selector = "body *", patience?: number): Promise<Frame> {
  return eventually(
    async () => {
      for (const frame of page.frames()) {
        // An extension's own webview, and not a notebook's.
        if (!/[?&]extensionId=\w/.test(frame.parentFrame()?.url() ?? "")) continue;
        const outer = await frame.parentFrame()?.frameElement();
        if ((await outer?.isVisible()) && (await frame.locator(selector).count()) > 0) return frame;
      }
      return undefined;
    },
    `a panel with ${selector}`,
    patience,
  );
}

/** The text of the panel, once it has come to rest. */
export function panelText(page: Page): Promise<string> {
  let before = "";
  return eventually(async () => {
    const text = await (await panelFrame(page)).locator("body").innerText();
    if (text.trim() !== "" && text === before) return text;
    before = text;
    await page.waitForTimeout(250);
    return undefined;
  }, "text in the panel");
}
