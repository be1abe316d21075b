import { closeSync, ftruncateSync, openSync } from "node:fs";
import { join } from "node:path";
import { eventually, eventuallyEqual, eventuallyMatch } from "../harness/eventually";
import { withWorkbench } from "../harness/session";
import { frameWith } from "../harness/webview";

/** The beginning of what numpy writes; what follows is a hole of zeros, which takes no room on the disk. */
function npyHeader(elements: number): Buffer {
  const header = `{'descr': '<f4', 'fortran_order': False, 'shape': (${elements},), }`.padEnd(117);
  return Buffer.concat([
    Buffer.from([0x93]),
    Buffer.from("NUMPY"),
    Buffer.from([1, 0, 118, 0]),
    Buffer.from(`${header}\n`),
  ]);
}

const GIGABYTE = 2 ** 30;
const MOST_ELEMENTS = 50_000_000;
const files = { "gigabyte.npy": GIGABYTE / 4, "most.npy": MOST_ELEMENTS } as const;

describe("large files of arrays", () => {
  const workbench = withWorkbench({
    file: "lesson.py",
    files: Object.fromEntries(Object.entries(files).map(([name, elements]) => [name, npyHeader(elements)])),
    viewport: { width: 1500, height: 950 },
  });

  before(() => {
    for (const [name, elements] of Object.entries(files)) {
      const file = openSync(join(workbench().folder, name), "r+");
      ftruncateSync(file, 128 + 4 * elements);
      closeSync(file);
    }
  });

  /** Cancels what a notification says is under way. */
  async function cancel(title: string): Promise<void> {
    const toast = workbench().page.locator(".notification-toast", { hasText: title });
    await toast.getByRole("button", { name: "Cancel" }).click();
    await eventuallyEqual(() => toast.count(), 0);
  }

  it("a gigabyte is looked through with a way to stop; what was not looked at is open, and the editor lives on", async () => {
    await workbench().openFile("gigabyte.npy");
    await workbench().runCommand("View: Reopen Editor With...", { choose: "Loss Lens Arrays" });
    const frame = await frameWith(workbench().page, 'h1:has-text("gigabyte.npy")');
    await eventuallyMatch(() => frame.locator("body").innerText(), /268435456\s+float32\s+…/);
    await cancel("Looking through gigabyte.npy");
    await eventuallyMatch(() => frame.locator("body").innerText(), /268435456\s+float32\s+…/);
  });

  it("an array of more elements than are evaluated is refused at once, with what to do", async () => {
    const frame = await frameWith(workbench().page, 'h1:has-text("gigabyte.npy")');
    await frame.getByRole("link").click();
    await eventuallyMatch(() => workbench().notification(), /gigabyte\.npy: it has 268\D435\D456 elements/);
  });

  it("an evaluation is stopped while its file is read: nothing is opened", async () => {
    await workbench().openFile("most.npy");
    await workbench().runCommand("View: Reopen Editor With...", { choose: "Loss Lens Arrays" });
    const frame = await frameWith(workbench().page, 'h1:has-text("most.npy")');
    await frame.getByRole("link").click();
    await cancel("Reading most");
    await eventually(
      async () => (await workbench().page.locator(".tab", { hasText: "Loss Lens:" }).count()) === 0,
      "no panel",
    );
  });
});
