import assert from "node:assert/strict";
import { eventuallyEqual, eventuallyMatch } from "../harness/eventually";
import { withWorkbench } from "../harness/session";

describe("with the keyboard alone", () => {
  const workbench = withWorkbench({ file: "lesson.py", viewport: { width: 1600, height: 1000 } });

  it("samples, charts and menus of the panel are gone through", async () => {
    await workbench().placeCursor("0.05, 0.05, 0.90", 3);
    await workbench().runCommand("Loss Lens: Evaluate Loss of Selection");
    const panel = await workbench().panel(".loss-value");
    const { keyboard } = workbench().page;
    await panel.frame.locator(".sample-table tbody .sample button").first().focus();
    await keyboard.press("End");
    const focused = () => panel.frame.evaluate(() => document.activeElement?.textContent ?? "");
    await eventuallyEqual(focused, "2");
    await keyboard.press("Home");
    await eventuallyEqual(focused, "0");
    await keyboard.press("Enter");
    await eventuallyMatch(
      () => workbench().page.locator(".part.statusbar").innerText(),
      /Ln 33, Col \d+ \(\d selected\)/,
    );

    const marks = panel.frame.getByRole("slider", { name: "Marks of the chart" });
    await marks.focus();
    await keyboard.press("ArrowRight");
    await eventuallyMatch(
      async () => (await marks.getAttribute("aria-valuetext")) ?? "",
      /^0 and 1 more: loss 0\.2231 at p 0\.8, right$|^3: loss 0\.1625 at p 0\.85, right$/,
    );

    await panel.frame.getByRole("button", { name: "Copy", exact: true }).press("Enter");
    await panel.frame.getByRole("menu").waitFor();
    await keyboard.press("Escape");
    await eventuallyEqual(focused, "Copy");
    assert.equal(await panel.frame.getByRole("menu").count(), 0);
  });
});
