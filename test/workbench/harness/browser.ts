import { join } from "node:path";
import { type Browser, chromium } from "playwright-core";
import { hasBundledBrowser, parts } from "./install";
import { PATIENCE_MS } from "./patience";

/** Starts a headless browser: the bundled one, else the one named by LOSS_LENS_BROWSER, else the system's Chrome. */
export async function launchBrowser(): Promise<Browser> {
  // Scroll bars are seen as they are in VS Code: what scrolls must show that it does.
  const common = { timeout: PATIENCE_MS, ignoreDefaultArgs: ["--hide-scrollbars"] };
  const own = process.env.LOSS_LENS_BROWSER;
  if (own !== undefined) return chromium.launch({ ...common, executablePath: own, args: ["--no-sandbox"] });
  if (!hasBundledBrowser) return chromium.launch({ ...common, channel: "chrome" });
  const libraries = [join(parts.browser, "al2023/lib"), process.env.LD_LIBRARY_PATH].filter(Boolean).join(":");
  return chromium.launch({
    ...common,
    executablePath: join(parts.browser, "chromium"),
    // Without a graphics card its emulation would take most of the time.
    args: ["--no-sandbox", "--font-render-hinting=none", "--disable-gpu"],
    env: {
      ...process.env,
      LD_LIBRARY_PATH: libraries,
      FONTCONFIG_FILE: process.env.FONTCONFIG_FILE ?? join(parts.browser, "fonts.conf"),
    },
  });
}
