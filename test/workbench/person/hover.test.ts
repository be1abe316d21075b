import { eventuallyEqual, eventuallyMatch } from "../harness/eventually";
import { takePicture } from "../harness/pictures";
import { withWorkbench } from "../harness/session";

describe("the links of the hover", () => {
  const workbench = withWorkbench({ file: "lesson.py", viewport: { width: 1800, height: 1000 } });

  it("read the array otherwise; the loss from before does not stay on screen", async () => {
    await workbench().placeCursor("[0.05, 0.05, 0.90]", 3);
    await workbench().follow("0.15, 0.80", "Read as logits");
    const shown = () => workbench().page.locator(".monaco-hover:visible").allInnerTexts();
    await eventuallyMatch(async () => (await shown()).join(), /^$|^0\.66276923 /);
    await eventuallyMatch(() => workbench().hoverTextAtCursor(), /^0\.66276923 /, /read as logits/);
  });

  it("open the panel, which reads it the same way", async () => {
    await workbench().follow("0.15, 0.80", "Open panel");
    const panel = await workbench().panel(".loss-value");
    await eventuallyEqual(() => panel.pair(), ["animal_scores", "animal_targets"]);
    await eventuallyEqual(() => panel.loss(), "0.66276923");
  });

  it("pin the array as targets, for the next hover to take", async () => {
    await workbench().placeCursor("mail_one_hot");
    await workbench().follow("[1.0, 0.0], [0.0, 1.0]", "Use mail_one_hot as targets");
    await eventuallyMatch(() => workbench().hoverText("[0.9, 0.1], [0.1, 0.9]"), /^0\.14462153 .*mail_one_hot.*pinned/);
  });

  it("copy the code of the pipeline that matches", async () => {
    await workbench().page.evaluate(() => navigator.clipboard.writeText(""));
    await workbench().placeCursor("spam_prob = np");
    await workbench().follow("0.1, 0.9, 0.2", "Copy code");
    const clipboard = () => workbench().page.evaluate(() => navigator.clipboard.readText());
    await eventuallyMatch(clipboard, /nn\.BCELoss\(\)/, /# 0\.14462153$/m);
  });
});

const wrong = `import torch
import torch.nn.functional as F

logits = torch.tensor([[2.0, -1.0, 0.5], [0.1, 0.2, 3.0]])
labels = torch.tensor([0, 2])
probs = torch.softmax(logits, dim=1)
loss = F.cross_entropy(probs, labels)
`;

describe("beside what other extensions say at the same place", () => {
  const workbench = withWorkbench({
    ...{ file: "wrong.py", files: { "wrong.py": wrong }, standIns: ["neighbours"] },
    viewport: { width: 1500, height: 950 },
  });

  it("the hover begins with the answer, and what to write follows", async () => {
    await workbench().placeCursor("cross_entropy(probs", 3);
    await eventuallyMatch(
      () => workbench().hoverTextAtCursor(),
      // torch: 0.6610745787620544 and 0.17545640468597412
      /-> Tensor\s+≠ CrossEntropyLoss\(probs, labels\) = 0\.6611 — softmax applied twice[^\n]*\n+Remove the softmax in line 6: 0\.1755/,
    );
    await takePicture(workbench().page, "hover-neighbours");
  });

  it("the lens stays whole", async () => {
    const lenses = async () => (await workbench().page.locator(".codelens-decoration").allInnerTexts()).join();
    await eventuallyMatch(lenses, /1 author\s*\|\s*≠ 0\.6611, softmax applied twice/);
  });
});
