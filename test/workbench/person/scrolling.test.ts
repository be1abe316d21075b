import assert from "node:assert/strict";
import { eventuallyEqual, eventuallyPasses } from "../harness/eventually";
import type { Panel } from "../harness/panel";
import { withWorkbench } from "../harness/session";

const list = (count: number, item: (at: number) => string) =>
  `[${Array.from({ length: count }, (_, at) => item(at)).join(", ")}]`;
const scores = (rows: number, classes: number) =>
  list(rows, (row) => list(classes, (column) => (((row * 7 + column * 13) % 23) / 10 - 1.1).toFixed(3)));
const call = (name: string, rows: number, classes: number) => `${name} = torch.tensor(${scores(rows, classes)})
${name}_y = torch.tensor(${list(rows, (row) => String(row % classes))})
${name}_loss = F.cross_entropy(${name}, ${name}_y)
`;

const files = {
  "scores.py": `import torch
import torch.nn.functional as F
${call("many", 30, 40)}${call("few", 5, 9)}`,
};

describe("tables that scroll", () => {
  const workbench = withWorkbench({ file: "scores.py", files, viewport: { width: 1500, height: 950 } });

  async function evaluate(name: string): Promise<Panel> {
    await workbench().placeCursor(`cross_entropy(${name},`, 3);
    await workbench().runCommand("Loss Lens: Evaluate Loss of Selection");
    const panel = await workbench().panel(".sample-table");
    await eventuallyEqual(() => panel.pair(), [name, `${name}_y`]);
    return panel;
  }

  it("cut no cell where the bar beside them is: each way of scrolling rests at whole cells", async () => {
    const panel = await evaluate("many");
    const box = panel.frame.locator(".sample-scroll");
    await box.evaluate((element) => element.scrollTo(600, 0));
    const beyond = () =>
      box.evaluate((element) => {
        const frozen = element.querySelector("thead .loss")?.getBoundingClientRect().right ?? 0;
        const cell = element.querySelector<HTMLElement>(".cell-probe")?.offsetWidth ?? 1;
        const room = element.getBoundingClientRect().left + element.clientWidth - frozen;
        return {
          bar: (element as HTMLElement).offsetWidth - element.clientWidth,
          cut: Math.round(((room / cell) % 1) * cell) % cell,
        };
      });
    await eventuallyPasses(beyond, ({ bar, cut }) => {
      assert.ok(bar > 0, "the bar beside 30 rows is seen, and takes room");
      assert.ok(cut <= 1, `${cut} pixels of a cell are in view`);
    });
  });

  it("another array begins at its first column", async () => {
    const box = (await evaluate("few")).frame.locator(".sample-scroll");
    await eventuallyEqual(() => box.evaluate(({ scrollLeft }) => scrollLeft), 0);
  });

  it("of few rows, which scroll sideways, have no second bar beside them", async () => {
    const panel = await evaluate("few");
    const steps = panel.frame.locator("#section-steps");
    if ((await steps.getAttribute("open")) === null) await steps.locator("summary").first().click();
    await panel.frame.locator(".grid-scroll").first().waitFor();
    const boxes = () =>
      panel.frame.locator(".sample-scroll, .grid-scroll").evaluateAll((elements) =>
        elements.map((element) => ({
          sideways: element.scrollWidth > element.clientWidth,
          bar: (element as HTMLElement).offsetWidth - element.clientWidth,
          hidden: element.scrollHeight - element.clientHeight,
        })),
      );
    await eventuallyPasses(boxes, (all) => {
      assert.ok(all.length > 1 && all.every(({ sideways }) => sideways));
      assert.deepEqual(new Set(all.map(({ bar, hidden }) => `${bar} ${hidden}`)), new Set(["0 0"]));
    });
  });
});
