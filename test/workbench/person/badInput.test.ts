import assert from "node:assert/strict";
import { eventuallyEqual, eventuallyMatch } from "../harness/eventually";
import type { Panel } from "../harness/panel";
import { takePicture } from "../harness/pictures";
import { withWorkbench } from "../harness/session";

const evaluateSelection = "Loss Lens: Evaluate Loss of Selection";

describe("bad input", () => {
  const workbench = withWorkbench({
    file: "lesson.py",
    files: {
      "bad.py": [
        "ragged = [[0.1, 0.9], [0.2]]",
        "elided = [0.1, 0.2, ..., 0.9]",
        'words = ["cat", "dog"]',
        "nothing here",
        "open = [0.25, 0.75",
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

  const atCursor: readonly { readonly title: string; readonly at: string; readonly says: RegExp }[] = [
    { title: "a ragged array", at: "[[0.1, 0.9], [0.2]]", says: /^Line 1: .*at \[1\] has 1 .* have 2/ },
    { title: "an elided array", at: "[0.1, 0.2, ..., 0.9]", says: /^Line 2: .*set_printoptions\(threshold/ },
    { title: "no array", at: "nothing here", says: /no array at the cursor.*\[0\.1, 0\.9\]/ },
  ];

  for (const { title, at, says } of atCursor) {
    it(`${title} at the cursor: says what was found and where`, async () => {
      await workbench().placeCursor(at, 2);
      await workbench().runCommand(evaluateSelection);
      assert.match(await workbench().notification(), says);
    });
  }

  const selected: readonly { readonly title: string; readonly text: string; readonly says: RegExp }[] = [
    { title: "words", text: '["cat", "dog"]', says: /^Line 3: .*"cat".* not a number/ },
    { title: "an array without an end", text: "[0.25, 0.75", says: /^Line 5: .*never closed/ },
    { title: "no array", text: "nothing here", says: /“nothing here” holds no array/ },
  ];

  for (const { title, text, says } of selected) {
    it(`${title} selected: says what was found`, async () => {
      await workbench().select(text);
      await workbench().runCommand(evaluateSelection);
      assert.match(await workbench().notification(), says);
    });
  }
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
