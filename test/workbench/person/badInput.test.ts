import assert from "node:assert/strict";
import { eventuallyEqual, eventuallyMatch, untilDone } from "../harness/eventually";
import type { Panel } from "../harness/panel";
import { takePicture } from "../harness/pictures";
import { withWorkbench } from "../harness/session";

const evaluateSelection = "Loss Lens: Evaluate Loss of Selection";

describe("bad input", () => {
  const workbench = withWorkbench({
    file: "lesson.py",
    files: {
      "near.py": "# nothing\n\nnear = [0.1, 0.9]\n",
      "bad.py": [
        "ragged = [[0.1, 0.9], [0.2]]",
        "elided = [0.1, 0.2, ..., 0.9]",
        'words = ["cat", "dog"]',
        "nothing here",
        "open = [0.25, 0.75",
      ].join("\n"),
      "call.py": [
        "import torch, torch.nn.functional as F",
        "loss = F.cross_entropy(torch.tensor([[1.0, 2.0], [0.3]]), torch.tensor([0, 1]))",
        "other = F.cross_entropy(model(x), torch.tensor([0, 1]))",
        "",
      ].join("\n"),
    },
  });
  let lastGood: Panel;

  before(async () => {
    await workbench().placeCursor("[0.1, 0.9, 0.2]", 3);
    await workbench().runCommand(evaluateSelection);
    lastGood = await workbench().panel(".loss-value");
    await workbench().openFile("bad.py");
  });

  // The last good result stays.
  afterEach(() => eventuallyEqual(() => lastGood.loss(), "0.14462153"));

  const unreadable: readonly { readonly title: string; readonly text: string; readonly says: RegExp }[] = [
    { title: "a ragged array", text: "[[0.1, 0.9], [0.2]]", says: /at \[1\] has one element .* have 2/ },
    { title: "an elided array", text: "[0.1, 0.2, ..., 0.9]", says: /set_printoptions\(threshold/ },
    { title: "words", text: '["cat", "dog"]', says: /"cat".* not a number/ },
    { title: "an array without an end", text: "[0.25, 0.75", says: /never closed/ },
  ];

  for (const { title, text, says } of unreadable) {
    it(`${title}: the panel says what was found, above the last result`, async () => {
      await workbench().select(text);
      await workbench().runCommand(evaluateSelection);
      await eventuallyMatch(() => lastGood.text(), /The input cannot be read/, says, /The last result, from before/);
    });
  }

  it("the name of an array without an end: the panel says so of that array", async () => {
    await workbench().placeCursor("open =", 2);
    await workbench().runCommand(evaluateSelection);
    await eventuallyMatch(() => lastGood.text(), /The input cannot be read/, /never closed/);
  });

  it("an array in a call: hover and panel say why its values are not read, and nothing else does", async () => {
    await workbench().openFile("call.py");
    await eventuallyMatch(
      () => workbench().hoverText("cross_entropy(torch"),
      /are not read/,
      /at \[1\] has one element/,
    );
    await workbench().placeCursor("cross_entropy(torch", 2);
    await workbench().runCommand(evaluateSelection);
    await eventuallyMatch(
      () => lastGood.text(),
      /are not read.*at \[1\] has one element/,
      /The last result, from before/,
    );
    await workbench().placeCursor("model(x)", 2);
    await workbench().runCommand(evaluateSelection);
    await eventuallyMatch(
      () => lastGood.text(),
      /computed by model, which is not read/,
      /The last result, from before/,
    );
    assert.equal(await workbench().page.locator(".notifications-toasts .notification-list-item").count(), 0);
    await workbench().openFile("bad.py");
  });

  it("no array at the cursor: says where to put it", async () => {
    await workbench().placeCursor("nothing here", 2);
    await workbench().runCommand(evaluateSelection);
    assert.match(await workbench().notification(), /no array at the cursor.*\[0\.1, 0\.9\]/);
  });

  it("no array at the cursor, but one in another line: says which", async () => {
    await workbench().openFile("near.py");
    await workbench().placeCursor("# nothing", 2);
    await workbench().runCommand(evaluateSelection);
    assert.match(await workbench().notification(), /The nearest is near in line 3\./);
    await workbench().openFile("bad.py");
  });

  it("no array selected: says what was", async () => {
    await workbench().select("nothing here");
    await workbench().runCommand(evaluateSelection);
    assert.match(await workbench().notification(), /“nothing here” holds no array/);
  });
});

describe("code instead of an array", () => {
  const workbench = withWorkbench({
    file: "calls.py",
    files: { "calls.py": "from net import model, x\n\nout = model(x)\nlabels = [0, 2]\n" },
    viewport: { width: 1500, height: 950 },
  });

  it("a selected call: says what it is, why it has no values, and takes them typed", async () => {
    const toast = workbench().page.locator(".notification-toast");
    // A notification goes by itself: where it was gone before it was clicked on, it is asked for again.
    await untilDone(async (patience) => {
      await workbench().quickPick.close();
      await workbench().select("model(x)");
      await workbench().runCommand(evaluateSelection);
      await toast.first().waitFor({ timeout: patience });
      const said = (await toast.allInnerTexts()).join();
      assert.match(said, /model\(x\) is a call of model\. Loss Lens reads code and never runs it/);
      assert.match(said, /or read the variable out in a notebook or at a breakpoint/);
      await takePicture(workbench().page, "selected-call");
      await toast.getByRole("button", { name: "Type the Values…" }).click({ timeout: patience });
      await workbench().quickPick.answer({ type: "[[2.0, -1.0, 0.5], [0.1, 0.2, 3.0]]" }, patience);
    }, "the offer to type the values");
    const panel = await workbench().panel(".loss-value");
    await eventuallyEqual(() => panel.pair(), ["out", "labels"]);
    // torch: F.cross_entropy(torch.tensor([[2.0, -1.0, 0.5], [0.1, 0.2, 3.0]]), torch.tensor([0, 2])) is 0.17545640468597412
    await eventuallyMatch(() => panel.loss(), /^0\.1754|^0\.1755/);
  });
});

describe("what no loss can be taken of", () => {
  const workbench = withWorkbench({
    file: "lesson.py",
    files: {
      "array.npy": "\u0093NUMPY\u0001\0v\0{'descr': '<f8'}\0\0\0\0",
    },
    viewport: { width: 1800, height: 1000 },
  });

  it("targets that do not fit: named with both shapes and with what would fit", async () => {
    await workbench().placeCursor("spam_prob");
    await workbench().drag("np.array([0, 1, 2, 0])", "np.array([0.1, 0.9, 0.2])");
    await workbench().runCommand(evaluateSelection);
    const panel = await workbench().panel("[role=alert]");
    await eventuallyMatch(() => panel.text(), /shape 3 do not fit an input of shape 4/, /What would fit/);
    await takePicture(workbench().page, "misfit");
  });

  it("nothing is open: says what to open", async () => {
    await workbench().runCommand("View: Close All Editors");
    await workbench().runCommand(evaluateSelection);
    assert.match(await workbench().notification(), /Open a file or a notebook cell/);
  });

  it("a binary file is open: says what to do with its array", async () => {
    await workbench().openFile("array.npy");
    await workbench().runCommand(evaluateSelection);
    assert.match(
      await workbench().notification(),
      /no binary file .*Copy the array as text and run .Evaluate Loss of Clipboard/,
    );
  });
});
