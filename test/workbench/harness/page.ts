import type { Browser, BrowserContext, Locator, Page } from "playwright-core";
import { workbenchAddress } from "./address";
import { eventually } from "./eventually";
import { Panel } from "./panel";
import { PATIENCE_MS } from "./patience";
import { QuickPick } from "./quickPick";
import type { Server } from "./server";
import { inSight, type Place } from "./sight";
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
export class WorkbenchPage {
  readonly quickPick: QuickPick;
  private readonly hostErrors: string[] = [];

  private constructor(
    readonly page: Page,
    /** The workspace folder, absolute. */
    readonly folder: string,
  ) {
    this.quickPick = new QuickPick(page);
    page.on("console", (message) => {
      const text = message.text();
      if (message.type() === "error" && /loss-?lens/i.test(text)) this.hostErrors.push(text);
    });
  }

  static async open(browser: Browser, server: Server, options: PageOptions): Promise<WorkbenchPage> {
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
    await this.summon("F1", ">Developer: Reload Window");
    await Promise.all([
      this.page.waitForEvent("framenavigated", (frame) => frame === this.page.mainFrame()),
      this.quickPick.row("Developer: Reload Window", true).click(),
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

  /** Opens a file by Go to File. */
  async openFile(path: string): Promise<void> {
    const name = path.slice(path.lastIndexOf("/") + 1);
    await this.summon("Control+P", path);
    // The first search of a window has to wait for all that starts with it.
    await this.quickPick.row(name).click();
    await this.page.locator(`.tab.active[data-resource-name="${name}"]`).waitFor();
    await this.page.locator(".view-line:visible").first().waitFor();
  }

  /** Runs a command by its title from the command palette. */
  async runCommand(title: string): Promise<void> {
    await this.summon("F1", `>${title}`);
    await this.quickPick.row(title, true).click();
    await this.quickPick.palettePassed();
  }

  /** Opens a quick pick by its key and types into it; presses once more where something took the focus, which closes it. */
  private async summon(key: string, text: string): Promise<void> {
    await eventually(async () => {
      await this.page.keyboard.press(key);
      const typed = this.quickPick.field.fill(text, { timeout: 3000 });
      return typed.then(
        () => true,
        () => undefined,
      );
    }, `the quick pick behind ${key}`);
  }

  /** Changes the colour theme, as a person would. */
  async chooseTheme(label: string): Promise<void> {
    // Out of a webview, whose last click may still be on its way to the editor and would close the palette.
    await this.focusEditor();
    await this.runCommand("Preferences: Color Theme");
    await this.quickPick.field.fill(label);
    await this.quickPick.row(label).click();
    await this.quickPick.field.waitFor({ state: "hidden" });
  }

  /** Runs a command from the context menu over `text`. */
  async contextMenu(text: string, item: string): Promise<void> {
    const { x, y } = await this.locate(text);
    await this.page.mouse.click(x, y, { button: "right" });
    // By hover and Enter: the menu takes no click in its first moments, so that a right click does not choose by accident.
    await this.page.locator(".monaco-menu:visible .action-item", { hasText: item }).first().hover();
    await this.page.keyboard.press("Enter");
  }

  /** Puts the focus into the editor of the first group, and waits: a webview hands its keys on with a delay. */
  async focusEditor(): Promise<void> {
    await this.page.keyboard.press("Control+1");
    await this.page.locator(".editor-group-container").first().locator(".monaco-editor.focused").waitFor();
  }

  /** Selects the first occurrence of `text`, which may span lines, in the text editor of the first group. */
  async select(text: string): Promise<void> {
    const { keyboard } = this.page;
    await this.focusEditor();
    await keyboard.press("Control+Home");
    await keyboard.press("Control+F");
    const field = this.page.locator(".find-widget.visible .find-part textarea");
    const count = this.page.locator(".find-widget.visible .matchesCount");
    // Emptied first: the count of an earlier search would pass for that of this one.
    await field.fill("");
    await count.filter({ hasText: "No results" }).waitFor();
    await field.fill(text);
    await count.filter({ hasText: / of / }).waitFor();
    await keyboard.press("Escape");
  }

  /** Puts the cursor `offset` characters into the first occurrence of `text`. */
  async placeCursor(text: string, offset = 0): Promise<void> {
    await this.select(text);
    await this.page.keyboard.press("ArrowLeft");
    for (let i = 0; i < offset; i++) await this.page.keyboard.press("ArrowRight");
  }

  /** Clicks on `text` in an editor or notebook cell. */
  async click(text: string): Promise<void> {
    const { x, y } = await this.locate(text);
    await this.page.mouse.click(x, y);
  }

  /** Selects `text`, which is on one visible line of any editor or notebook cell, with the mouse; `Alt` adds a selection. */
  async drag(text: string, modifier?: "Alt"): Promise<void> {
    const { left, right, y } = await this.locate(text);
    if (modifier) await this.page.keyboard.down(modifier);
    await this.page.mouse.move(left, y);
    await this.page.mouse.down();
    await this.page.mouse.move((left + right) / 2, y);
    await this.page.mouse.move(right, y);
    await this.page.mouse.up();
    if (modifier) await this.page.keyboard.up(modifier);
  }

  /** Rests the pointer on `text` and returns the hover that appears. */
  async hover(text: string): Promise<Locator> {
    // Away first: another hover may lie over the text.
    await this.page.mouse.move(5, 5);
    const { x, y } = await this.locate(text);
    await this.page.mouse.move(x - 2, y);
    await this.page.mouse.move(x, y);
    return this.shownHover();
  }

  /** Asks for the hover at the cursor by keyboard and returns it. */
  async hoverAtCursor(): Promise<Locator> {
    await this.focusEditor();
    await this.page.keyboard.press("Control+K");
    await this.page.keyboard.press("Control+I");
    return this.shownHover();
  }

  private async shownHover(): Promise<Locator> {
    const hover = this.page.locator(".monaco-hover:visible .monaco-hover-content").first();
    await hover.waitFor();
    return hover;
  }

  /** Scrolls the editor or notebook down, from where it is, until `text` is in sight. */
  async scrollTo(text: string): Promise<void> {
    const editor = await this.page.locator(".editor-group-container").first().boundingBox();
    if (editor === null) throw new Error("There is no editor to scroll.");
    await this.page.mouse.move(editor.x + editor.width / 2, editor.y + editor.height / 2);
    await eventually(
      async () => {
        if ((await inSight(this.page, text)) !== undefined) return true;
        await this.page.mouse.wheel(0, 200);
        await this.page.waitForTimeout(100);
        return undefined;
      },
      `the text ${JSON.stringify(text)} to scroll into sight`,
    );
  }

  /** The panel that is on screen, once `selector` is in it. */
  async panel(selector?: string, patience?: number): Promise<Panel> {
    return new Panel(await panelFrame(this.page, selector, patience));
  }

  /** The text of the newest notification, which is then put away. */
  async notification(): Promise<string> {
    const message = this.page.locator(".notification-toast .notification-list-item-message").first();
    await message.waitFor();
    const text = await message.innerText();
    await this.runCommand("Notifications: Clear All Notifications");
    return text;
  }

  /** Where `text` is, once it is in sight. */
  private locate(text: string): Promise<Place> {
    return eventually(() => inSight(this.page, text), `the text ${JSON.stringify(text)} on screen`);
  }
}

/** All pages of a browser share one context: the workbench's scripts are then compiled once, not for every page. */
async function contextOf(browser: Browser, { origin }: Server): Promise<BrowserContext> {
  const [known] = browser.contexts();
  if (known !== undefined) return known;
  const context = await browser.newContext();
  await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin });
  context.setDefaultTimeout(PATIENCE_MS);
  return context;
}
