import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Browser, BrowserContext, Frame, Locator, Page } from "playwright-core";
import { workbenchAddress } from "./address";
import { repository } from "./install";
import type { Server } from "./server";

export interface PageOptions {
  /** The workspace folder, absolute. */
  readonly folder: string;
  /** A file to begin with, relative to the folder. */
  readonly file?: string;
  readonly viewport?: { readonly width: number; readonly height: number };
}

export const screenshots = join(repository, "screenshots");

/** A browser page with the workbench in it, driven as a person would. */
export class WorkbenchPage {
  private readonly hostErrors: string[] = [];

  private constructor(
    readonly page: Page,
    private readonly context: BrowserContext,
  ) {
    page.on("console", (message) => {
      const text = message.text();
      if (message.type() === "error" && /loss-?lens/i.test(text)) this.hostErrors.push(text);
    });
  }

  static async open(browser: Browser, server: Server, options: PageOptions): Promise<WorkbenchPage> {
    const context = await browser.newContext({ viewport: options.viewport ?? { width: 1400, height: 900 } });
    await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: server.origin });
    context.setDefaultTimeout(10_000);
    const opened = new WorkbenchPage(await context.newPage(), context);
    await opened.page.goto(workbenchAddress(server.origin, options.folder));
    await opened.page.locator(".explorer-folders-view .monaco-list-row").first().waitFor({ timeout: 30_000 });
    if (options.file !== undefined) await opened.openFile(options.file);
    return opened;
  }

  async close(): Promise<void> {
    await this.context.close();
  }

  /** What was reported since the last call of errors in which Loss Lens is named. */
  takeErrors(): readonly string[] {
    return this.hostErrors.splice(0);
  }

  /** Opens a file by Go to File. */
  async openFile(path: string): Promise<void> {
    await this.page.keyboard.press("Control+P");
    const name = path.slice(path.lastIndexOf("/") + 1);
    await this.quickInput().fill(path);
    await this.quickPickRow(name).click();
    await this.page.locator(`.tab.active[data-resource-name="${name}"]`).waitFor();
    await this.page.locator(".view-line:visible").first().waitFor();
  }

  /** Runs a command by its title from the command palette. */
  async runCommand(title: string): Promise<void> {
    await this.page.keyboard.press("F1");
    await this.quickInput().fill(`>${title}`);
    await this.quickPickRow(title).click();
    // The command may open a quick pick of its own, in the same widget: then it is no longer the palette.
    await this.page.waitForFunction(() => {
      const field = document.querySelector<HTMLInputElement>(".quick-input-filter input");
      return field === null || field.offsetParent === null || !field.value.startsWith(">");
    });
  }

  /** The field of the quick pick, input box or palette that is open. */
  quickInput(): Locator {
    return this.page.locator(".quick-input-widget:visible .quick-input-filter input");
  }

  /** The labels of the quick pick that is open, once it has any. */
  async quickPickLabels(): Promise<readonly string[]> {
    await this.quickPickRows().first().waitFor();
    return this.quickPickRows()
      .locator(".quick-input-list-rows > .quick-input-list-row:first-child .label-name")
      .allInnerTexts();
  }

  /** Chooses the row of the open quick pick whose label is, or begins with, `label`; types it where the row is out of sight. */
  async choose(label: string): Promise<void> {
    await this.quickPickRows().first().waitFor();
    const row = this.quickPickRow(label);
    if (!(await row.isVisible())) await this.quickInput().fill(label);
    await row.click();
  }

  private quickPickRows(): Locator {
    return this.page.locator(".quick-input-widget:visible .quick-input-list .monaco-list-row");
  }

  private quickPickRow(label: string): Locator {
    const beginning = new RegExp(`^\\s*${label.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&")}`);
    return this.quickPickRows()
      .filter({ has: this.page.locator(".label-name", { hasText: beginning }) })
      .first();
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
    const { x, y } = await this.locate(text);
    await this.page.mouse.move(5, 5);
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
    await this.eventually(
      async () => {
        if ((await this.page.evaluate(locateInLines, text)) !== null) return true;
        await this.page.mouse.wheel(0, 200);
        await this.page.waitForTimeout(100);
        return undefined;
      },
      `the text ${JSON.stringify(text)} to scroll into sight`,
    );
  }

  /** The innermost frame of the extension's panel that is on screen, once `selector` is in it. */
  async panel(selector = "body *"): Promise<Frame> {
    return this.eventually(async () => {
      for (const frame of this.page.frames()) {
        // An extension's own webview, and not a notebook's.
        if (!/[?&]extensionId=\w/.test(frame.parentFrame()?.url() ?? "")) continue;
        const outer = await frame.parentFrame()?.frameElement();
        if ((await outer?.isVisible()) && (await frame.locator(selector).count()) > 0) return frame;
      }
      return undefined;
    }, `a panel with ${selector}`);
  }

  /** The text of the panel, once it has come to rest. */
  async panelText(): Promise<string> {
    let before = "";
    return this.eventually(async () => {
      const text = await (await this.panel()).locator("body").innerText();
      if (text.trim() !== "" && text === before) return text;
      before = text;
      await this.page.waitForTimeout(250);
      return undefined;
    }, "text in the panel");
  }

  /** The text of the newest notification, which is then put away. */
  async notification(): Promise<string> {
    const message = this.page.locator(".notification-toast .notification-list-item-message").first();
    await message.waitFor();
    const text = await message.innerText();
    await this.runCommand("Notifications: Clear All Notifications");
    return text;
  }

  /** Takes a picture into the screenshots folder and returns its path. */
  async screenshot(name: string): Promise<string> {
    mkdirSync(screenshots, { recursive: true });
    const path = join(screenshots, `${name.replaceAll(/[^\w.-]+/g, "-")}.png`);
    await this.page.screenshot({ path, animations: "disabled" });
    return path;
  }

  /** Polls until `probe` gives something; says what was awaited where it does not within ten seconds. */
  async eventually<T>(probe: () => Promise<T | undefined>, awaited: string): Promise<T> {
    for (const end = Date.now() + 10_000; Date.now() < end; ) {
      const found = await probe();
      if (found !== undefined) return found;
      await this.page.waitForTimeout(50);
    }
    throw new Error(`Waited 10 s in vain for ${awaited}`);
  }

  /** Where `text` is on screen: its ends and its middle. */
  private locate(text: string): Promise<{ left: number; right: number; x: number; y: number }> {
    return this.eventually(
      () => this.page.evaluate(locateInLines, text).then((found) => found ?? undefined),
      `the text ${JSON.stringify(text)} on screen`,
    );
  }
}

/** Runs in the page: finds `text` in one rendered line of any editor. */
function locateInLines(text: string): { left: number; right: number; x: number; y: number } | null {
  for (const line of document.querySelectorAll(".view-lines > .view-line")) {
    const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
    const nodes: Text[] = [];
    let whole = "";
    while (walker.nextNode()) {
      nodes.push(walker.currentNode as Text);
      whole += (walker.currentNode as Text).data.replaceAll("\u00a0", " ");
    }
    const start = whole.indexOf(text);
    if (start < 0) continue;
    const range = document.createRange();
    let passed = 0;
    for (const node of nodes) {
      const from = start - passed;
      const to = start + text.length - passed;
      if (from >= 0 && from < node.length) range.setStart(node, from);
      if (to > 0 && to <= node.length) range.setEnd(node, to);
      passed += node.length;
    }
    const { left, right, top, bottom } = range.getBoundingClientRect();
    const [x, y] = [(left + right) / 2, (top + bottom) / 2];
    const inSight = [left + 1, x, right - 1].every((at) => line.contains(document.elementFromPoint(at, y)));
    if (inSight) return { left: left + 1, right: right - 1, x, y };
  }
  return null;
}
