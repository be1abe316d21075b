import type { Browser, BrowserContext, Locator, Page } from "playwright-core";
import { workbenchAddress } from "./address";
import { Editors } from "./editors";
import { eventually, eventuallyEqual, untilDone } from "./eventually";
import { Panel } from "./panel";
import { PATIENCE_MS } from "./patience";
import { type Answer, QuickPick } from "./quickPick";
import type { Server } from "./server";
import { openFileHasFocus } from "./sight";
import { panelFrame } from "./webview";

export interface PageOptions {
  /** The workspace folder, absolute. */
  readonly folder: string;
  /** A file to begin with, relative to the folder. */
  readonly file?: string;
  readonly viewport?: { readonly width: number; readonly height: number };
  /** The display language of extensions; the workbench itself stays English, as its language packs are not here. */
  readonly language?: string;
}

/** A browser page with the workbench in it, driven as a person would. */
export class WorkbenchPage extends Editors {
  readonly quickPick: QuickPick;
  private readonly hostErrors: string[] = [];

  private constructor(
    page: Page,
    /** The workspace folder, absolute. */
    readonly folder: string,
  ) {
    super(page);
    this.quickPick = new QuickPick(page);
    page.on("console", (message) => {
      const text = message.text();
      if (message.type() === "error" && /loss-?lens/i.test(text)) this.hostErrors.push(text);
    });
  }

  static async open(browser: Browser, server: Pick<Server, "origin">, options: PageOptions): Promise<WorkbenchPage> {
    const page = await (await contextOf(browser, server)).newPage();
    await page.setViewportSize(options.viewport ?? { width: 1400, height: 900 });
    const { language } = options;
    // What a language pack would set before the workbench starts.
    if (language !== undefined)
      await page.addInitScript((name) => Object.assign(globalThis, { _VSCODE_NLS_LANGUAGE: name }), language);
    const opened = new WorkbenchPage(page, options.folder);
    await opened.page.goto(workbenchAddress(server.origin, options.folder));
    await opened.page.locator(".explorer-folders-view .monaco-list-row").first().waitFor();
    // Not by the address: the file would be there before the extensions are.
    if (options.file !== undefined) await opened.openFile(options.file);
    return opened;
  }

  /** Reloads the window by VS Code's own command, before which it keeps what it is to keep. */
  async reload(): Promise<void> {
    await Promise.all([
      this.page.waitForEvent("framenavigated", (frame) => frame === this.page.mainFrame()),
      this.runCommand("Developer: Reload Window"),
    ]);
    await this.page.locator(".explorer-folders-view .monaco-list-row").first().waitFor();
  }

  async close(): Promise<void> {
    await this.page.close();
  }

  /** What was reported since the last call of errors in which Loss Lens is named. */
  takeErrors(): readonly string[] {
    return this.hostErrors.splice(0);
  }

  /** Puts away what lies over the editors, so that a test begins with nothing that one before it left there. */
  async clear(): Promise<void> {
    await this.quickPick.close();
    await this.putHoverAway(PATIENCE_MS);
    if ((await this.toasts.count()) > 0) await this.clearNotifications();
  }

  /** Opens a file in the first group by Go to File. */
  async openFile(path: string): Promise<void> {
    const name = path.slice(path.lastIndexOf("/") + 1);
    await untilDone(async (patience) => {
      await this.page.keyboard.press("Control+1");
      await this.quickPick.summon("Control+P", path, name, patience);
      await this.page.locator(`.tab.active[data-resource-name="${name}"]`).waitFor({ timeout: patience });
      // What opens takes the focus once it is there: lines, cells, or the words in place of what is no text.
      await this.page.waitForFunction(openFileHasFocus, name, { timeout: patience });
    }, `opening ${path}`);
  }

  /** Runs a command by its title from the command palette, and answers what it asks. */
  async runCommand(title: string, ...answers: readonly Answer[]): Promise<void> {
    await untilDone(async (patience) => {
      await this.quickPick.summon("F1", `>${title}`, title, patience);
      for (const answer of answers) await this.quickPick.answer(answer, patience);
    }, `the command ${title}`);
  }

  /** Changes the colour theme, as a person would. */
  async chooseTheme(label: string): Promise<void> {
    // Out of a webview, whose last click may still be on its way to the editor and would close the palette.
    await this.focusEditor();
    await this.runCommand("Preferences: Color Theme", { choose: label });
  }

  /** The panel that is on screen, once `selector` is in it. */
  async panel(selector?: string, patience?: number): Promise<Panel> {
    return new Panel(this.page, await panelFrame(this.page, selector, patience));
  }

  /** The text of the newest notification, which is then put away. */
  async notification(): Promise<string> {
    // Read as soon as it is there: it goes by itself, too.
    const text = await eventually(async () => {
      const [newest] = await this.toasts.allInnerTexts();
      return newest?.trim() ? newest : undefined;
    }, "a notification");
    await this.clearNotifications();
    return text;
  }

  private get toasts(): Locator {
    return this.page.locator(".notification-toast .notification-list-item-message");
  }

  private async clearNotifications(): Promise<void> {
    await this.runCommand("Notifications: Clear All Notifications");
    await eventuallyEqual(() => this.toasts.count(), 0);
  }
}

/** All pages of a browser share one context: the workbench's scripts are then compiled once, not for every page. */
async function contextOf(browser: Browser, { origin }: Pick<Server, "origin">): Promise<BrowserContext> {
  const [known] = browser.contexts();
  if (known !== undefined) return known;
  const context = await browser.newContext();
  await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin });
  context.setDefaultTimeout(PATIENCE_MS);
  return context;
}
