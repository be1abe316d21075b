import type { Locator, Page } from "playwright-core";

/** The widget of the command palette, of Go to File, and of extensions' quick picks and input boxes. */
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

  /** The labels of the rows, once there are any. */
  async labels(): Promise<readonly string[]> {
    await this.rows.first().waitFor();
    return this.rows.locator(".quick-input-list-rows > .quick-input-list-row:first-child .label-name").allInnerTexts();
  }

  /** The row whose label is, or begins with, `label`; with `whole` only the one whose label it is. */
  row(label: string, whole = false): Locator {
    const pattern = new RegExp(`^\\s*${label.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&")}${whole ? "\\s*$" : ""}`);
    return this.rows.filter({ has: this.page.locator(".label-name", { hasText: pattern }) }).first();
  }

  /** Chooses a row by its label; types the label where the row is out of sight. */
  async choose(label: string): Promise<void> {
    await this.rows.first().waitFor();
    const row = this.row(label);
    if (!(await row.isVisible())) await this.field.fill(label);
    await row.click();
  }

  /** Waits until this is no longer the palette: closed, or the quick pick of the command that was run. */
  async palettePassed(): Promise<void> {
    await this.page.waitForFunction(() => {
      const field = document.querySelector<HTMLInputElement>(".quick-input-filter input");
      return field === null || field.offsetParent === null || !field.value.startsWith(">");
    });
  }

  private get rows(): Locator {
    return this.page.locator(".quick-input-widget:visible .quick-input-list .monaco-list-row");
  }
}
