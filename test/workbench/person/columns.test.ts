import { eventuallyEqual, eventuallyMatch, untilDone } from "../harness/eventually";
import { takePicture } from "../harness/pictures";
import { withWorkbench } from "../harness/session";

const unnamed = "first,second,third\n0.8,0.2,0\n0.3,0.7,1\n0.6,0.4,0\n";
const frame = "   first  second  third\n0    0.8     0.2      0\n1    0.3     0.7      1\n2    0.6     0.4      0\n";
const words = "id,cat,dog,bird,animal\n7,0.8,0.1,0.1,cat\n9,0.2,0.7,0.1,dog\n4,0.1,0.1,0.8,bird\n";
const markdown =
  "# Run 3\n\n| p0 | p1 | q0 | q1 | y |\n| --- | --- | --- | --- | --- |\n| 0.8 | 0.2 | 0.6 | 0.4 | 0 |\n| 0.3 | 0.7 | 0.5 | 0.5 | 1 |\n";

describe("the columns of a table", () => {
  const workbench = withWorkbench({
    file: "unnamed.csv",
    files: { "unnamed.csv": unnamed, "words.csv": words, "frame.txt": frame, "run.md": markdown },
    viewport: { width: 1500, height: 950 },
  });
  const rows = () => workbench().page.locator(".quick-input-widget:visible .quick-input-list .monaco-list-row");

  it("are asked for where the header does not say which are which, each with its first values", async () => {
    await workbench().openFile("unnamed.csv");
    await untilDone(async (patience) => {
      await workbench().quickPick.close();
      await workbench().focusEditor();
      await workbench().page.keyboard.press("Control+Alt+L");
      await workbench().quickPick.field.waitFor({ timeout: patience });
    }, "the picker of columns");
    await eventuallyEqual(() => workbench().quickPick.labels(), ["third", "first", "second"]);
    await eventuallyMatch(
      async () => (await rows().allInnerTexts()).join("\n"),
      /numbers 0\.2 … 0\.7/,
      /0\.8, 0\.3, 0\.6/,
    );
    await takePicture(workbench().page, "columns-label");
    await workbench().quickPick.field.fill("third");
    await workbench().quickPick.field.press("Enter");
    await eventuallyEqual(() => workbench().quickPick.labels(), ["first", "second"]);
    await takePicture(workbench().page, "columns-scores");
    await workbench().quickPick.field.press("Enter");
    const panel = await workbench().panel(".loss-value");
    await eventuallyEqual(() => panel.pair(), ["first,second", "third"]);
    // numpy: -np.log([0.8, 0.7, 0.6]).mean() is 0.3635480396729776
    await eventuallyMatch(() => panel.loss(), /^0\.3635480/);
  });

  it("are asked for just so where all of a printed frame is selected", async () => {
    await workbench().openFile("frame.txt");
    await untilDone(async (patience) => {
      await workbench().quickPick.close();
      await workbench().focusEditor();
      await workbench().page.keyboard.press("Control+A");
      await workbench().page.keyboard.press("Control+Alt+L");
      await workbench().quickPick.field.waitFor({ timeout: patience });
    }, "the picker of columns");
    await eventuallyEqual(() => workbench().quickPick.labels(), ["third", "first", "second"]);
    await workbench().quickPick.close();
  });

  it("need not be asked for where it does: names of classes, without the identifier", async () => {
    await workbench().openFile("words.csv");
    await workbench().page.keyboard.press("Control+Alt+L");
    const panel = await workbench().panel('.pair:has-text("words.csv")');
    await eventuallyEqual(() => panel.pair(), ["cat,dog,bird", "animal"]);
  });

  it("are others on request, in a table of Markdown", async () => {
    await workbench().openFile("run.md");
    await workbench().placeCursor("0.8 | 0.2", 1);
    await workbench().runCommand("Loss Lens: Evaluate Loss of Table Columns…", { choose: "y" });
    // What is usual for two classes is let go: p0 and p1.
    await untilDone(async (patience) => {
      await workbench().quickPick.field.waitFor({ timeout: patience });
      for (const [name, isWanted] of Object.entries({ p0: false, p1: false, q0: true, q1: true })) {
        const box = rows().filter({ hasText: name }).getByRole("checkbox").first();
        if ((await box.isChecked({ timeout: patience })) !== isWanted) await box.click({ timeout: patience });
      }
      await workbench().quickPick.field.press("Enter", { timeout: patience });
    }, "the chosen columns");
    const panel = await workbench().panel('.pair:has-text("run.md")');
    await eventuallyEqual(() => panel.pair(), ["q0,q1", "y"]);
    // numpy: -np.log([0.6, 0.5]).mean() is 0.6019864021629678
    await eventuallyMatch(() => panel.loss(), /^0\.6019864/);
  });
});
