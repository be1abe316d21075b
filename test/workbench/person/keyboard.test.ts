import { eventually, eventuallyEqual, eventuallyMatch, untilDone } from "../harness/eventually";
import { withWorkbench } from "../harness/session";

describe("with the keyboard alone", () => {
  const workbench = withWorkbench({ file: "lesson.py", viewport: { width: 1600, height: 1000 } });

  it("samples, charts and menus of the panel are gone through", async () => {
    await workbench().placeCursor("0.05, 0.05, 0.90", 3);
    await workbench().runCommand("Loss Lens: Evaluate Loss of Selection");
    const panel = await workbench().panel(".loss-value");
    const { keyboard } = workbench().page;
    const focused = () => panel.frame.evaluate(() => document.activeElement?.textContent ?? "");
    const focusMoves = (sample: string, patience: number) =>
      eventually(async () => ((await focused()) === sample ? true : undefined), `the focus on ${sample}`, patience);
    await untilDone(async (patience) => {
      await panel.frame.locator(".sample-table tbody .sample button").first().focus();
      await keyboard.press("End");
      await focusMoves("2", patience);
      await keyboard.press("Home");
      await focusMoves("0", patience);
      await keyboard.press("Enter");
      await workbench().cursorBecomes(/^Ln 33, Col \d+ \(\d selected\)$/, patience);
    }, "going through the samples");

    const marks = panel.frame.getByRole("slider", { name: "Marks of the chart" });
    await marks.press("ArrowRight");
    await eventuallyMatch(
      async () => (await marks.getAttribute("aria-valuetext")) ?? "",
      /^0 and 1 more: loss 0\.2231 at p 0\.8, right$|^3: loss 0\.1625 at p 0\.85, right$/,
    );

    await panel.frame.getByRole("button", { name: "Copy", exact: true }).press("Enter");
    await panel.frame.getByRole("menu").waitFor();
    await keyboard.press("Escape");
    await eventuallyEqual(focused, "Copy");
    await eventuallyEqual(() => panel.frame.getByRole("menu").count(), 0);
  });
});
