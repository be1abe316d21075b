import type { Frame, Locator, Page } from "playwright-core";
import { eventually, untilDone } from "./eventually";
import { PATIENCE_MS } from "./patience";

export interface ShownPipeline {
  readonly name: string;
  readonly value: string;
  readonly remark: string;
}

/** What a person reads and clicks in the panel. */
export class Panel {
  private readonly webview: string;

  constructor(
    private readonly page: Page,
    private found: Frame,
  ) {
    this.webview = webviewOf(found);
  }

  /** The panel's own frame: the webview makes it anew at times, the panel stays the same. */
  get frame(): Frame {
    if (this.found.isDetached()) {
      this.found =
        this.page.frames().find((frame) => !frame.isDetached() && webviewOf(frame) === this.webview) ?? this.found;
    }
    return this.found;
  }

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
    await untilDone(async (patience) => {
      await this.unfoldReading(patience);
      const group = this.frame.getByRole("group", { name: heading });
      await group.getByText(segment, { exact: true }).click({ timeout: patience });
      await eventually(
        async () => ((await this.chosen(heading)).trim() === segment ? true : undefined),
        `${segment} to be chosen`,
        patience,
      );
    }, `choosing ${segment} under ${heading}`);
  }

  /** Which segment under a heading is chosen. */
  async chosen(heading: string): Promise<string> {
    await this.unfoldReading();
    return this.frame.getByRole("group", { name: heading }).locator("label:has(input:checked)").innerText();
  }

  /** Where the pair is read otherwise, and with other options. */
  private async unfoldReading(timeout = PATIENCE_MS): Promise<void> {
    const toggle = this.frame.locator(".reading-toggle[aria-expanded=false]");
    if ((await toggle.count()) > 0) await toggle.click({ timeout });
  }

  /** The pipelines listed under the verdict whose heading begins with `verdict`, which is unfolded. */
  async pipelines(verdict: string): Promise<readonly ShownPipeline[]> {
    const group = this.frame.locator(".group").filter({ has: this.frame.locator("h3", { hasText: verdict }) });
    const folded = group.and(this.frame.locator("details:not([open])"));
    if ((await folded.count()) > 0) await folded.locator("summary").first().click();
    return group.locator(".pipeline").evaluateAll((rows) =>
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

  /** Clicks on the sample that costs `loss`. */
  async clickSample(loss: string, timeout: number): Promise<void> {
    await this.rows("Samples").filter({ hasText: loss }).getByText(loss).click({ timeout });
  }

  /** The rows of the table with this caption, without its head. */
  rows(caption: string): Locator {
    const table = this.frame.getByRole("table", { name: caption });
    return table.getByRole("row").filter({ has: this.frame.locator("td") });
  }
}

/** The id of the webview that a frame is the inside of; what is no such frame has none. */
function webviewOf(frame: Frame): string {
  const parent = frame.parentFrame();
  return parent === null ? "" : (new URL(parent.url(), "about:blank").searchParams.get("id") ?? "");
}
