import assert from "node:assert/strict";
import { eventuallyEqual, eventuallyMatch } from "../harness/eventually";
import { takePicture } from "../harness/pictures";
import { withWorkbench } from "../harness/session";

describe("in Russian", () => {
  const workbench = withWorkbench({ file: "lesson.py", language: "ru", viewport: { width: 1500, height: 1000 } });

  it("the commands, the panel and the status bar", async () => {
    await workbench().placeCursor("[0.05, 0.05, 0.90]", 3);
    await workbench().runCommand("Loss Lens: Вычислить потери для выделенного");
    const panel = await workbench().panel(".loss-value");
    await eventuallyEqual(() => panel.loss(), "0.17854164");
    assert.equal(await panel.frame.locator("html").getAttribute("lang"), "ru");
    await eventuallyEqual(() => panel.chosen("На входе"), "вероятности");
    await eventuallyMatch(() => panel.text(), /перекрёстная энтропия в натах, среднее по 4 примерам/);
    // The status bar is about the array at the cursor.
    await workbench().focusEditor();
    const item = workbench().page.locator('[id="loss-lens.loss-lens.lossLens.loss"]');
    await eventuallyEqual(() => item.locator("a").getAttribute("aria-label"), "Потери 0.1785");
    await takePicture(workbench().page, "panel-russian");
  });

  it("the hover and its actions", async () => {
    await eventuallyMatch(
      () => workbench().hoverText("0.1, 0.9"),
      /^0\.14462153 бинарная перекрёстная энтропия с ответами spam_true/,
      /прочитано как вероятности, бинарная, метки 0\/1/,
      /Открыть панель · .*Скопировать код/,
    );
    await takePicture(workbench().page, "hover-russian");
  });

  it("nothing in the panel is wider than the panel, narrow as it is", async () => {
    await workbench().page.setViewportSize({ width: 1000, height: 900 });
    const panel = await workbench().panel(".loss-value");
    const overflow = () => panel.frame.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    await eventuallyEqual(async () => Math.max(await overflow(), 0), 0);
    await takePicture(workbench().page, "panel-russian-narrow");
  });
});
