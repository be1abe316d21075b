import type { Frame, Page } from "playwright-core";
import { eventually } from "./eventually";

/** The innermost frame of the extension's panel that is on screen, once `selector` is in it. */
export function panelFrame(page: Page, selector = "body *", patience?: number): Promise<Frame> {
  return eventually(
    async () => {
      for (const frame of page.frames()) {
        if ((await isPanel(frame)) && (await shows(frame, selector))) return frame;
      }
      return undefined;
    },
    `a panel with ${selector}`,
    patience,
  );
}

/** The frame, of whichever kind, with `selector` in it. */
export function frameWith(page: Page, selector: string): Promise<Frame> {
  return eventually(async () => {
    for (const frame of page.frames()) {
      if (await shows(frame, selector)) return frame;
    }
    return undefined;
  }, `a frame with ${selector}`);
}

/** Whether it is the innermost frame of a panel on screen: of an extension's own webview, and not of a notebook's. */
async function isPanel(frame: Frame): Promise<boolean> {
  const outer = frame.parentFrame();
  if (outer === null || !/[?&]extensionId=\w/.test(outer.url())) return false;
  return unlessGone(frame, async () => (await outer.frameElement()).isVisible());
}

function shows(frame: Frame, selector: string): Promise<boolean> {
  return unlessGone(frame, async () => (await frame.locator(selector).count()) > 0);
}

/** Whether something is so in a frame that may go away while it is looked at: then it is not. */
async function unlessGone(frame: Frame, holds: () => Promise<boolean>): Promise<boolean> {
  try {
    return await holds();
  } catch (error) {
    if (frame.isDetached() || frame.parentFrame()?.isDetached()) return false;
    throw error;
  }
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
