import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { eventually, eventuallyEqual, eventuallyMatch } from "../harness/eventually";
import type { Panel } from "../harness/panel";
import { withWorkbench } from "../harness/session";

const ROWS = 10_000;
const logits = Array.from({ length: ROWS }, (_, row) => [(row % 97) / 16, (row % 31) / 8 - 1]);
const labels = logits.map((_, row) => row % 2);
const big = `logits = [\n${logits.map((row) => `    [${row.join(", ")}],\n`).join("")}]\nlabels = [${labels.join(", ")}]\n`;

describe("what the panel saves", () => {
  const workbench = withWorkbench({
    file: "big.py",
    files: { "big.py": big },
    viewport: { width: 1800, height: 1200 },
  });
  let panel: Panel;

  before(async () => {
    await workbench().placeCursor("[0.0625, -0.875]", 3);
    await workbench().runCommand("Loss Lens: Evaluate Loss of Selection");
    panel = await workbench().panel(".loss-value");
  });

  /** Saves by a menu of the panel, under the name that is proposed. */
  async function save(menu: string, item: string, name: string): Promise<Buffer> {
    await panel.frame.getByRole("button", { name: menu, exact: true }).click();
    await panel.frame.getByRole("menuitem", { name: item }).click();
    await eventuallyMatch(() => workbench().quickPick.field.inputValue(), new RegExp(`/${name.replace(".", "\\.")}$`));
    const file = join(workbench().folder, name);
    await workbench().quickPick.enterPath(file);
    return eventually(() => {
      const bytes = existsSync(file) ? readFileSync(file) : undefined;
      return bytes === undefined || bytes.length === 0 ? undefined : bytes;
    }, `the file ${file}`);
  }

  it("the table as CSV, all of its 10,000 rows in full precision", async () => {
    const [head, ...rows] = (await save("Save", "Samples as CSV", "logits.csv")).toString().trimEnd().split("\n");
    assert.equal(rows.length, ROWS);
    const loss = head?.split(",").indexOf("loss") ?? -1;
    for (const row of [0, 4_321, ROWS - 1]) {
      const [right, wrong] = [labels[row] ?? 0, 1 - (labels[row] ?? 0)].map(
        (column) => logits[row]?.[column] ?? Number.NaN,
      );
      const expected = Math.log1p(Math.exp((wrong ?? 0) - (right ?? 0)));
      assert.ok(Math.abs(Number(rows[row]?.split(",")[loss]) - expected) < 1e-12, rows[row]);
    }
  });

  it("a chart as SVG and as PNG", async () => {
    const svg = (await save("Save chart", "Save chart as SVG", "loss-curve.svg")).toString();
    assert.match(svg, /^<svg [\s\S]*<\/svg>$/);
    const png = await save("Save chart", "Save chart as PNG", "loss-curve.png");
    assert.equal(png.subarray(1, 4).toString(), "PNG");
    assert.equal(png.subarray(-8, -4).toString(), "IEND");
  });

  it("compares two evaluations, by whichever column", async () => {
    await panel.frame.getByRole("button", { name: "Baseline", exact: true }).click();
    await panel.choose("Reduction", "sum");
    await eventuallyMatch(() => panel.text(), /Of the samples 0 cost more, 0 less, 10000 the same/);
    await panel.choose("Input holds", "log-probabilities");
    await panel.frame.getByRole("columnheader", { name: "difference" }).getByRole("button").click();
    const first = async () =>
      (await panel.table("Differences by sample"))[0]?.map((cell) => Number(cell.replace("\u2212", "-")));
    // Without the softmax the loss is −x[y]: what changes is −log Σ exp x.
    const changes = logits.map(([a = 0, b = 0]) => -Math.log(Math.exp(a) + Math.exp(b)));
    await eventuallyEqual(async () => (await first())?.[2]?.toFixed(6), Math.max(...changes).toFixed(6));
    await panel.frame.getByRole("columnheader", { name: "difference" }).getByRole("button").click();
    await eventuallyEqual(async () => (await first())?.[2]?.toFixed(6), Math.min(...changes).toFixed(6));
    await workbench().openFile("lesson.py");
    await workbench().placeCursor("[0.15, 0.80, 0.05]", 3);
    await workbench().runCommand("Loss Lens: Evaluate Loss of Selection");
    await eventuallyMatch(() => panel.text(), /The baseline has 10000 samples, this one 4; the first 4 are compared/);
  });
});
