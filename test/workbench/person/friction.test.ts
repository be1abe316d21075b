import assert from "node:assert/strict";
import { eventuallyEqual, eventuallyMatch } from "../harness/eventually";
import { withWorkbench } from "../harness/session";

const wrong = `import torch
import torch.nn.functional as F

logits = torch.tensor([[2.0, -1.0, 0.5], [0.1, 0.2, 3.0]])
labels = torch.tensor([0, 2])
probs = torch.softmax(logits, dim=1)
loss = F.cross_entropy(probs, labels)
`;

const seen = `import torch
import torch.nn.functional as F

logits = torch.tensor([[2.0, -1.0, 0.5], [0.1, 0.2, 3.0]])
labels = torch.tensor([0, 2])
loss = F.cross_entropy(logits, labels)  # the other program prints 0.3455
`;

const languageModel = `import torch
import torch.nn.functional as F

logits = torch.tensor([
    [[0.1, 2.0, -1.0, 0.3, 0.0], [1.2, 0.0, 0.4, -0.5, 0.9], [0.0, 0.1, 0.2, 3.0, -2.0], [0.5, 0.5, 0.5, 0.5, 0.5]],
    [[1.5, -0.5, 0.0, 0.2, 0.1], [0.3, 0.3, 2.2, 0.1, -1.0], [-0.7, 1.9, 0.0, 0.4, 0.6], [0.0, 0.0, 1.0, 0.0, 2.0]],
])
tokens = torch.tensor([[2, 1, 0, 3], [4, 0, 2, -100]])
loss = F.cross_entropy(logits[:, :-1].reshape(-1, 5), tokens[:, 1:].reshape(-1))
`;

const predictions = "cat,dog,bird,label\n0.8,0.1,0.1,cat\n0.2,0.7,0.1,dog\n0.1,0.1,0.8,bird\n";

const printed = "tensor([[ 2.0000, -1.0000,  0.5000],\n        [ 0.1000,  0.2000,  3.0000]])\ntensor([0, 2])\n";

const notebook = JSON.stringify({
  cells: [
    {
      ...{ cell_type: "code", execution_count: 3, id: "printed", metadata: {} },
      outputs: [{ name: "stdout", output_type: "stream", text: printed.split(/(?<=\n)/) }],
      source: ["print(logits)\n", "print(labels)"],
    },
  ],
  ...{ metadata: { language_info: { name: "python" } }, nbformat: 4, nbformat_minor: 5 },
});

/** Keys and clicks of a person, each of which is counted; opening the file is none of them. */
class Hand {
  actions = 0;

  async does(action: Promise<unknown>): Promise<void> {
    this.actions++;
    await action;
  }
}

describe("as few keys and clicks as can be", () => {
  const workbench = withWorkbench({
    file: "lesson.py",
    files: {
      ...{ "wrong.py": wrong, "seen.py": seen, "language_model.py": languageModel },
      "predictions.csv": predictions,
    },
    viewport: { width: 1500, height: 950 },
  });
  const evaluateKey = () => workbench().page.keyboard.press("Control+Alt+L");
  const problems = () => workbench().page.locator(".markers-panel .monaco-list-row").allInnerTexts();
  const editor = () => workbench().page.locator(".editor-instance:visible").first();

  it("a wrong call, 0: it stands above the call, under its argument and among the problems", async () => {
    await workbench().openFile("wrong.py");
    const lens = editor().locator(".codelens-decoration");
    await eventuallyMatch(async () => (await lens.allInnerTexts()).join(), /^≠ 0\.6611, softmax applied twice$/);
    await eventuallyEqual(async () => (await editor().locator(".squiggly-warning").count()) > 0, true);
    await workbench().runCommand("Problems: Focus on Problems View");
    await eventuallyMatch(
      async () => (await problems()).join("\n"),
      /≠ CrossEntropyLoss\(probs, labels\) = 0\.6611 — softmax applied twice.*double-softmax/s,
    );
  });

  it("a number seen in a comment, 0: what gives it stands above the call", async () => {
    await workbench().openFile("seen.py");
    // torch: F.cross_entropy(logits, labels, label_smoothing=0.1).item() is 0.34545642137527466
    await eventuallyMatch(
      async () => (await editor().locator(".codelens-decoration").allInnerTexts()).join(),
      /0\.3455 is CrossEntropyLoss\(label_smoothing=0\.1\)/,
    );
  });

  it("the batch of a language model whose call is in the file, 1", async () => {
    await workbench().openFile("language_model.py");
    const hand = new Hand();
    await hand.does(evaluateKey());
    const panel = await workbench().panel('.pair:has-text("language_model.py")');
    // torch: loss.item() is 0.5139247179031372
    await eventuallyMatch(() => panel.text(), /0\.5139/, /perplexity/);
    assert.equal(hand.actions, 1);
  });

  it("predictions in a CSV file, 1", async () => {
    await workbench().openFile("predictions.csv");
    const hand = new Hand();
    await hand.does(evaluateKey());
    const panel = await workbench().panel('.pair:has-text("predictions.csv")');
    // torch: F.nll_loss(p.log(), torch.tensor([0, 1, 2])).item() is 0.26765401552238394
    await eventuallyMatch(() => panel.loss(), /^0\.2676/);
    await eventuallyEqual(() => panel.pair(), ["cat,dog,bird", "label"]);
    assert.equal(hand.actions, 1);
  });
});

describe("as few keys and clicks as can be in a notebook", () => {
  const workbench = withWorkbench({
    file: "lesson.py",
    files: { "printed.ipynb": notebook },
    viewport: { width: 1500, height: 950 },
  });

  it("logits and labels that were printed, 2", async () => {
    await workbench().openFile("printed.ipynb");
    const hand = new Hand();
    await hand.does(workbench().click("print(labels)"));
    const button = workbench().page.locator('.notebook-toolbar-container [aria-label*="Evaluate Loss of Cell Output"]');
    await hand.does(button.first().click());
    const panel = await workbench().panel('.pair:has-text("output of cell [3]")');
    // torch: F.cross_entropy(logits, labels).item() is 0.17545640468597412
    await eventuallyMatch(() => panel.loss(), /^0\.1754|^0\.1755/);
    assert.equal(hand.actions, 2);
  });
});
