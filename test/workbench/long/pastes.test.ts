import { eventuallyMatch, untilDone } from "../harness/eventually";
import { takePicture } from "../harness/pictures";
import { withWorkbench } from "../harness/session";
import { frameWith } from "../harness/webview";

const log = [
  "epoch 1 loss: 2.3031 acc: 0.101",
  "epoch 2 loss: 2.3027 acc: 0.098",
  "epoch 3 loss: 2.3026 acc: 0.100",
].join("\n");

const traceback = `Traceback (most recent call last):
  File "train.py", line 74, in <module>
    loss = criterion(out, labels)
RuntimeError: expected scalar type Long but found Float
`;

const failed = JSON.stringify({
  cells: [
    {
      cell_type: "code",
      execution_count: 1,
      metadata: {},
      source: ["loss = criterion(out, labels)"],
      outputs: [
        {
          output_type: "error",
          ename: "RuntimeError",
          evalue: "expected scalar type Long but found Float",
          traceback: traceback.trimEnd().split("\n"),
        },
      ],
    },
  ],
  metadata: {},
  nbformat: 4,
  nbformat_minor: 5,
});

const answer = /float32.*labels\.long\(\)/;

describe("what a program printed", () => {
  const workbench = withWorkbench({
    file: "train.log",
    files: { "train.log": log, "trace.txt": traceback, "failed.ipynb": failed },
    // Text in the page, and no picture of it.
    settings: { "terminal.integrated.gpuAcceleration": "off" },
  });
  const shown = async () => (await frameWith(workbench().page, ".markdown-body")).locator("body").innerText();

  it("is explained where the pointer is on a number of a log", async () => {
    await eventuallyMatch(() => workbench().hoverText("2.3026"), /ln 10/, /10 classes/);
    await takePicture(workbench().page, "log-hover");
  });

  it("is explained in the output of a notebook's cell that failed", async () => {
    await workbench().openFile("failed.ipynb");
    await workbench().click("criterion");
    await workbench().runCommand("Loss Lens: Explain Loss or Error in Selection");
    await eventuallyMatch(shown, answer);
    await workbench().runCommand("View: Close All Editors");
  });

  it("is explained by a link on a line of a traceback in the terminal", async () => {
    const { page } = workbench();
    await workbench().runCommand("Terminal: Create New Terminal");
    await page.locator(".terminal.xterm .xterm-rows").waitFor();
    await page.keyboard.type("cat trace.txt");
    await page.keyboard.press("Enter");
    const line = page.locator(".xterm-rows > div").filter({ hasText: 'File "train.py", line 74' }).last();
    await untilDone(async (patience) => {
      await line.waitFor({ timeout: patience });
      const box = await line.boundingBox();
      if (box === null) throw new Error("The line is not on screen.");
      const [x, y] = [box.x + 60, box.y + box.height / 2];
      await page.mouse.move(x + 5, y + 40);
      await page.mouse.move(x, y);
      await page
        .locator(".terminal-hover, .workbench-hover")
        .filter({ hasText: "Explain with Loss Lens" })
        .first()
        .waitFor({ timeout: patience });
      await page.keyboard.down("Control");
      await page.mouse.click(x, y);
      await page.keyboard.up("Control");
      await frameWith(page, ".markdown-body");
    }, "a link on the traceback's line");
    await eventuallyMatch(shown, answer);
  });
});
