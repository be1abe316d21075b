import type { Locator, Page } from "playwright-core";
import { eventually, eventuallyMatch } from "./eventually";

/** What is answered to a quick pick, by the label of a row, or to an input box. */
export type Answer = { readonly choose: string } | { readonly type: string };

/**
 * The widget of the command palette, of Go to File, and of extensions' quick picks and input boxes. All that is done in it is done with
 * the keyboard: rows move and change their places while they are searched for. It throws where the widget closed before it was done.
 */
export class QuickPick {
  constructor(private readonly page: Page) {}

  /** The field to type into. */
  get field(): Locator {
    return this.page.locator(".quick-input-widget:visible .quick-input-filter input");
  }

  /** What is said below the field, of what was typed into an input box. */
  get message(): Locator {
    return this.page.locator(".quick-input-widget:visible .quick-input-message");
  }

  /** The labels of the rows, as far as they are in sight. */
  labels(): Promise<readonly string[]> {
    return this.page
      .locator(".quick-input-widget:visible .quick-input-list .monaco-list-row")
      .locator(".quick-input-list-rows > .quick-input-list-row:first-child .label-name")
      .allInnerTexts();
  }

  /**
   * Opens the widget by its key, and chooses a row of it by what is typed and the row's label. One that is open already would show what it
   * found when it was opened, and not the commands that came since.
   */
  async summon(key: string, text: string, label: string, patience: number): Promise<void> {
    await this.close();
    await this.page.keyboard.press(key);
    await this.field.fill(text, { timeout: patience });
    await this.take(label, patience);
  }

  /** Answers the quick pick or input box that is open, or about to be opened. */
  async answer(answer: Answer, patience: number): Promise<void> {
    const text = "choose" in answer ? answer.choose : answer.type;
    await this.field.fill(text, { timeout: patience });
    if ("choose" in answer) await this.take(text, patience);
    else {
      await this.field.press("Enter", { timeout: patience });
      await this.field.waitFor({ state: "hidden", timeout: patience });
    }
  }

  /**
   * Answers the file dialog that is open, or about to be opened, with a path. While it looks at the disk it takes no Enter and writes into
   * the field what it found: the path is written and entered until it closes, over a file that is there, too.
   */
  async enterPath(path: string): Promise<void> {
    await eventuallyMatch(() => this.field.inputValue({ timeout: 1000 }), /^\//);
    await eventually(async () => {
      if (!(await this.field.isVisible())) return true;
      if ((await this.field.inputValue()) === path) await this.page.keyboard.press("Enter");
      else await this.field.fill(path);
      await this.page.waitForTimeout(500);
      return undefined;
    }, `the file dialog to take ${path}`);
  }

  /** Closes what is open. */
  async close(): Promise<void> {
    await eventually(async () => {
      if (!(await this.field.isVisible())) return true;
      await this.page.keyboard.press("Escape");
      return undefined;
    }, "the quick pick to close");
  }

  private async take(label: string, patience: number): Promise<void> {
    let last = Date.now();
    let pressed = 0;
    await eventually(async () => {
      // Once more after a while, should the Enter have been lost.
      const found = await this.page.evaluate(pressInList, { label, enter: Date.now() > pressed + ENTER_MS });
      if (found === "passed") return true;
      if (found === "pressed") pressed = Date.now();
      if (found === "closed" && pressed === 0) throw new Error(`The quick pick closed before ${label} was chosen.`);
      if (pressed > 0 && (found === "closed" || found === "missing")) return true;
      // A search that goes on may yet find it: the first of a window waits for all that starts with it.
      if (found === "busy") last = Date.now();
      else if (Date.now() > last + patience) throw new Error(`There is no row ${label}.`);
      return undefined;
    }, `the row ${label}`);
  }
}

/** How long an Enter has until the list goes, in ms: as a rule it is gone at once. */
const ENTER_MS = 1000;

interface Press {
  readonly label: string;
  /** Whether Enter may be pressed now. */
  readonly enter: boolean;
}

/**
 * Runs in the page: presses Enter where the row with the label has the focus, and moves the focus down where another has it. It looks
 * and presses in one go, so that no other row can come between, and says whether the list has gone with it.
 */
function pressInList({ label, enter }: Press): "closed" | "busy" | "missing" | "waiting" | "pressed" | "passed" {
  const field = document.querySelector<HTMLElement>(".quick-input-widget .quick-input-filter input");
  if (field === null || !field.checkVisibility()) return "closed";
  const name = ".quick-input-list-rows > .quick-input-list-row:first-child .label-name";
  const rows = [...document.querySelectorAll(".quick-input-widget .quick-input-list .monaco-list-row")];
  const wanted = rows.filter((row) => row.querySelector(name)?.textContent?.trim() === label);
  if (wanted.length === 0) return document.querySelector(".quick-input-progress.active") ? "busy" : "missing";
  const inFocus = wanted.some((row) => row.classList.contains("focused"));
  if (inFocus && !enter) return "waiting";
  const [key, keyCode] = inFocus ? ["Enter", 13] : ["ArrowDown", 40];
  field.dispatchEvent(new KeyboardEvent("keydown", { key, code: key, keyCode, bubbles: true, cancelable: true }));
  if (!inFocus) return "waiting";
  return field.checkVisibility() ? "pressed" : "passed";
}
