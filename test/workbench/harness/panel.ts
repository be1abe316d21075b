import type { Frame, Locator } from "playwright-core";

export interface ShownPipeline {
  readonly name: string;
  readonly value: string;
  readonly remark: string;
}

/** What a person reads and clicks in the panel. */
export class Panel {
  constructor(readonly frame: Frame) {}

  /** The large number. */
  loss(): Promise<string> {
    return this.frame.locator(".loss-value").innerText();
  }

  /** The names of the input and of the targets. */
  async pair(): Promise<readonly string[]> {
    return this.frame.locator(".pair .argument-name").allInnerTexts();
  }

  text(): Promise<string> {
    return this.frame.locator("body").innerText();
  }

  /** Chooses one of the segments under a heading, e.g. `logits` under `Input holds`. */
  async choose(heading: string, segment: string): Promise<void> {
    await this.frame.getByRole("group", { name: heading }).getByText(segment, { exact: true }).click();
  }

  /** Which segment under a heading is chosen. */
  chosen(heading: string): Promise<string> {
    return this.frame.getByRole("group", { name: heading }).locator("label:has(input:checked)").innerText();
  }

  /** The pipelines listed under the verdict whose heading begins with `verdict`. */
  pipelines(verdict: string): Promise<readonly ShownPipeline[]> {
    return this.frame
      .locator(".group")
      .filter({ has: this.frame.locator("h3", { hasText: verdict }) })
      .locator(".pipeline")
      .evaluateAll((rows) =>
        rows.map((row) => {
          const [name, value, remark] = [".chips", ".pipeline-value", ".pipeline-remark"].map((selector) =>
            (row.querySelector<HTMLElement>(selector)?.innerText ?? "").trim(),
          );
          return { name: name ?? "", value: value ?? "", remark: remark ?? "" };
        }),
      );
  }

  /** The texts of the table with this caption, row by row; cells that only take up room are left out. */
  async table(caption: string): Promise<readonly (readonly string[])[]> {
    const rows = await this.rows(caption).evaluateAll((elements) =>
      elements.map((row) =>
        [...row.querySelectorAll<HTMLElement>("td")]
          .map((cell) => cell.innerText.trim().split("\n")[0] ?? "")
          .filter((text) => text !== ""),
      ),
    );
    return rows.filter((cells) => cells.length > 0);
  }

  /** The rows of the table with this caption, without its head. */
  rows(caption: string): Locator {
    const table = this.frame.getByRole("table", { name: caption });
    return table.getByRole("row").filter({ has: this.frame.locator("td") });
  }
}
