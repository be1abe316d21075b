import type { Locator, Page } from "playwright-core";
import { eventually, untilDone } from "./eventually";
import { focusedEditorHolds, inSight, isSelected, type Place, pressInMenu } from "./sight";

/**
 * The editors of a page, by keyboard and mouse. What is done holds on a busy machine: each operation does its whole way, sees by what the
 * workbench shows that it came to its end, and goes it again from the start where it did not.
 */
export class Editors {
  constructor(readonly page: Page) {}

  /** Puts the focus into the editor of the first group, and waits: a webview hands its keys on with a delay. */
  async focusEditor(): Promise<void> {
    await untilDone((patience) => this.takeFocus(patience), "the focus in the editor of the first group");
  }

  private async takeFocus(patience: number): Promise<void> {
    await this.page.keyboard.press("Control+1");
    await this.focusedEditor.waitFor({ timeout: patience });
  }

  private get focusedEditor(): Locator {
    return this.page.locator(".editor-group-container").first().locator(".monaco-editor.focused");
  }

  /** Where the status bar says that the cursor is, and what it says is selected; empty where no text editor has the focus. */
  async cursor(): Promise<string> {
    return (await this.page.locator('[id="status.editor.selection"]').allInnerTexts()).join();
  }

  /** Waits until the status bar says that the cursor, or what is selected, is where it should be. */
  cursorBecomes(wanted: RegExp, patience: number): Promise<string> {
    return eventually(
      async () => {
        const cursor = await this.cursor();
        return wanted.test(cursor) ? cursor : undefined;
      },
      `a cursor at ${wanted}`,
      patience,
    );
  }

  /** Selects the first occurrence of `text`, which may span lines, in the text editor of the first group. */
  async select(text: string): Promise<void> {
    await untilDone((patience) => this.find(text, patience), `selecting ${text}`);
  }

  private async find(text: string, patience: number): Promise<string> {
    const { keyboard } = this.page;
    await this.takeFocus(patience);
    await keyboard.press("Control+Home");
    await this.cursorBecomes(/^Ln 1, Col 1$/, patience);
    await keyboard.press("Control+F");
    const widget = this.page.locator(".find-widget.visible");
    const field = widget.locator(".find-part textarea");
    // Emptied first: a text that is there already would not be searched for anew.
    await field.fill("", { timeout: patience });
    await widget.locator(".matchesCount").filter({ hasText: "No results" }).waitFor({ timeout: patience });
    await field.fill(text, { timeout: patience });
    const found = await this.cursorBecomes(new RegExp(`\\(${text.length} selected\\)$`), patience);
    await field.press("Escape", { timeout: patience });
    await widget.waitFor({ state: "hidden", timeout: patience });
    await this.focusedEditor.waitFor({ timeout: patience });
    return found;
  }

  /** Puts the cursor `offset` characters into, or behind the start of, the first occurrence of `text`, without leaving its line. */
  async placeCursor(text: string, offset = 0): Promise<void> {
    await untilDone(async (patience) => {
      const [line = 0, end = 0] = (/\d+, Col \d+/.exec(await this.find(text, patience))?.[0] ?? "")
        .split(", Col ")
        .map(Number);
      await this.page.keyboard.press("ArrowLeft");
      for (let i = 0; i < offset; i++) await this.page.keyboard.press("ArrowRight");
      await this.cursorBecomes(new RegExp(`^Ln ${line}, Col ${end - text.length + offset}$`), patience);
    }, `the cursor at ${text}`);
  }

  /** Clicks on `text` in an editor or notebook cell, which then has the focus. */
  async click(text: string): Promise<void> {
    await untilDone(async (patience) => {
      const { x, y } = await this.locate(text, patience);
      await this.page.mouse.click(x, y);
      await this.page.waitForFunction(focusedEditorHolds, text, { timeout: patience });
      await this.assertAt(text, { x, y });
    }, `a click on ${text}`);
  }

  /** Selects `text`, which is on one visible line of any editor or notebook cell, with the mouse, and a second one with Alt held. */
  async drag(text: string, second?: string): Promise<void> {
    await untilDone(
      async (patience) => {
        await this.dragOver(text, patience);
        await this.page.waitForFunction(isSelected, await this.locate(text, patience), { timeout: patience });
        if (second === undefined) return;
        await this.page.keyboard.down("Alt");
        await this.dragOver(second, patience).finally(() => this.page.keyboard.up("Alt"));
        await this.cursorBecomes(new RegExp(`^2 selections \\(${text.length + second.length} `), patience);
      },
      `a selection of ${[text, second].filter(Boolean).join(" and ")} with the mouse`,
    );
  }

  private async dragOver(text: string, patience: number): Promise<void> {
    await this.putHoverAway(patience);
    const { left, right, y } = await this.locate(text, patience);
    await this.page.mouse.move(left, y);
    await this.page.mouse.down();
    await this.page.mouse.move((left + right) / 2, y);
    await this.page.mouse.move(right, y);
    await this.page.mouse.up();
  }

  /** Rests the pointer on `text`; the hover of the editor that appears, once it has something to say. */
  async hover(text: string): Promise<Locator> {
    return untilDone(async (patience) => {
      await this.putHoverAway(patience);
      const { x, y } = await this.locate(text, patience);
      await this.page.mouse.move(x - 2, y);
      await this.page.mouse.move(x, y);
      const hover = await this.shownHover(patience);
      await this.assertAt(text, { x, y }, hover);
      return hover;
    }, `a hover over ${text}`);
  }

  /** What the hover over `text` says now: the pointer is put there anew each time. */
  async hoverText(text: string): Promise<string> {
    return untilDone(
      async (patience) => (await this.hover(text)).innerText({ timeout: patience }),
      `a hover over ${text}`,
    );
  }

  /** Follows a link of the hover over `text`. */
  async follow(text: string, link: string): Promise<void> {
    await untilDone(async (patience) => {
      const hover = await this.hover(text);
      await hover.getByRole("link", { name: link }).click({ timeout: patience });
    }, `the link ${link} of the hover over ${text}`);
  }

  /** The same while a program is paused, when the debugger's hover comes first: Alt brings the editor's in its place. */
  async followBehindDebugger(text: string, link: string): Promise<void> {
    await untilDone(async (patience) => {
      await this.putHoverAway(patience);
      const { x, y } = await this.locate(text, patience);
      await this.page.mouse.move(x - 2, y);
      await this.page.mouse.move(x, y);
      await this.page.locator(".debug-hover-widget").first().waitFor({ timeout: patience });
      await this.page.keyboard.down("Alt");
      try {
        const hover = await this.shownHover(patience);
        await hover.getByRole("link", { name: link }).click({ timeout: patience });
      } finally {
        await this.page.keyboard.up("Alt");
      }
    }, `the link ${link} of the hover over ${text} behind the debugger's`);
  }

  /** What the hover at the cursor says, which is asked for by keyboard anew each time. */
  async hoverTextAtCursor(): Promise<string> {
    return untilDone(async (patience) => {
      await this.takeFocus(patience);
      await this.putHoverAway(patience);
      await this.page.keyboard.press("Control+K");
      await this.page.keyboard.press("Control+I");
      return (await this.shownHover(patience)).innerText({ timeout: patience });
    }, "the hover at the cursor");
  }

  private get contentHover(): Locator {
    return this.page.locator(".monaco-resizable-hover .monaco-hover:visible .monaco-hover-content");
  }

  private async shownHover(patience: number): Promise<Locator> {
    const hover = this.contentHover.filter({ hasNotText: /^\s*Loading\.\.\.\s*$/ }).first();
    await hover.waitFor({ timeout: patience });
    return hover;
  }

  /** Takes the pointer away, and closes the hover of an editor: another would not open over it. */
  protected async putHoverAway(patience: number): Promise<void> {
    await this.page.mouse.move(5, 5);
    await this.pressUntilGone("Escape", this.contentHover, patience);
  }

  /** Throws where `text` is no longer at a place where it was a moment ago, unless something that came up lies over it. */
  private async assertAt(
    text: string,
    place: { readonly x: number; readonly y: number },
    over?: Locator,
  ): Promise<void> {
    const now = await inSight(this.page, text);
    if (now === undefined && over !== undefined) return;
    if (now?.x !== place.x || now.y !== place.y) throw new Error(`${text} moved away under the pointer.`);
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

  /** Runs a command from a submenu of the context menu over `text`. */
  async contextMenu(text: string, submenu: string, item: string): Promise<void> {
    const menu = this.page.locator(".monaco-menu:visible");
    const label = (name: string) => menu.locator(`.action-label[aria-label="${name}"]`).first();
    await untilDone(async (patience) => {
      // One that an attempt before this left would lie over the text.
      await this.pressUntilGone("Escape", menu, patience);
      const { x, y } = await this.locate(text, patience);
      await this.page.mouse.click(x, y, { button: "right" });
      await label(submenu).hover({ timeout: patience });
      // By hover and Enter: the menu takes no click in its first moments, so that a right click does not choose by accident.
      await label(item).hover({ timeout: patience });
      await eventually(
        async () => ((await label(item).evaluate(pressInMenu, undefined, { timeout: patience })) ? true : undefined),
        `the focus on ${item}`,
        patience,
      );
      await menu.first().waitFor({ state: "hidden", timeout: patience });
    }, `${item} in the context menu`);
  }

  private async pressUntilGone(key: string, element: Locator, patience: number): Promise<void> {
    await eventually(
      async () => {
        if ((await element.count()) === 0) return true;
        await this.page.keyboard.press(key);
        return undefined;
      },
      "what lies over the editor to be gone",
      patience,
    );
  }

  /** Where `text` is, once it is in sight. */
  private locate(text: string, patience: number): Promise<Place> {
    return eventually(() => inSight(this.page, text), `the text ${JSON.stringify(text)} on screen`, patience);
  }
}
