import assert from "node:assert/strict";
import { eventuallyEqual, eventuallyMatch, eventuallyPasses } from "../harness/eventually";
import type { Panel } from "../harness/panel";
import { withWorkbench } from "../harness/session";

interface Example {
  readonly title: string;
  /** A text inside the array, and how far into it the cursor goes. */
  readonly at: readonly [text: string, offset: number];
  readonly target: string;
  readonly inputKind: "logits" | "probabilities";
  readonly task?: "multilabel";
  /** As PyTorch prints it with eight digits. */
  readonly loss: string;
  readonly matching: readonly string[];
}

const examples: readonly Example[] = [
  {
    title: "binary probabilities",
    at: ["spam_prob = np.array([0.1", 24],
    target: "spam_true",
    inputKind: "probabilities",
    loss: "0.14462153",
    matching: ["BCELoss"],
  },
  {
    title: "three-class scores, class indices",
    at: ["[0.80, 0.10, 0.10]", 3],
    target: "animal_targets",
    inputKind: "logits",
    loss: "0.66276923",
    matching: ["CrossEntropyLoss", "LogSoftmax → NLLLoss", "Softmax → Log → NLLLoss"],
  },
  {
    title: "three-class scores, one-hot",
    at: ["[0.80, 0.10, 0.10]", 3],
    target: "animal_one_hot",
    inputKind: "logits",
    loss: "0.66276923",
    matching: ["CrossEntropyLoss"],
  },
  {
    title: "binary as two columns",
    at: ["mail_probs = np.array([[0.9", 26],
    target: "mail_targets",
    inputKind: "probabilities",
    loss: "0.14462153",
    matching: ["Log → CrossEntropyLoss", "Log → NLLLoss"],
  },
  {
    title: "multilabel scores",
    at: ["genre_scores = np.array([", 25],
    target: "genre_targets",
    inputKind: "logits",
    task: "multilabel",
    loss: "0.58476716",
    matching: ["BCEWithLogitsLoss", "Sigmoid → BCELoss"],
  },
];

describe("the lesson's examples", () => {
  const workbench = withWorkbench({ file: "lesson.py" });

  async function evaluate({ at: [text, offset], target, inputKind, task }: Example): Promise<Panel> {
    await workbench().placeCursor(text, offset);
    await workbench().runCommand("Loss Lens: Evaluate Loss of Selection Against…", { choose: target });
    const panel = await workbench().panel(".loss-value");
    await eventuallyMatch(async () => (await panel.pair()).join(" against "), new RegExp(`against ${target}$`));
    await panel.choose("Input holds", inputKind);
    if (task !== undefined) await panel.choose("Task", task);
    return panel;
  }

  for (const example of examples) {
    it(`${example.title}: ${example.loss} in the panel and in the hover`, async () => {
      const panel = await evaluate(example);
      await eventuallyEqual(() => panel.loss(), example.loss);
      await eventuallyPasses(
        () => panel.pipelines("These give"),
        (matching) => {
          const missing = example.matching.filter((name) => !matching.some((shown) => shown.name === name));
          assert.deepEqual(missing, [], `matching: ${matching.map(({ name }) => name)}`);
          for (const { name, value } of matching) assert.equal(value, example.loss, name);
        },
      );

      // What was chosen in the panel sticks to the array: the hover agrees.
      await eventuallyMatch(() => workbench().hoverTextAtCursor(), new RegExp(`^${example.loss} `));
    });
  }

  it("three-class scores read as probabilities: what a second softmax does stands at its pipeline; no call is accused that nobody wrote", async () => {
    const panel = await evaluate({ ...(examples[1] as Example), inputKind: "probabilities" });
    await eventuallyEqual(() => panel.loss(), "0.17854164");
    await eventuallyPasses(
      () => panel.pipelines("These run"),
      (silent) => {
        const crossEntropy = silent.find(({ name }) => name === "CrossEntropyLoss");
        assert.equal(crossEntropy?.value, "0.66276923");
        assert.match(crossEntropy?.remark ?? "", /softmax .* already probabilities/);
      },
    );
    assert.doesNotMatch(await panel.text(), /would give/);
  });

  it("the steps between, as the lesson's author would print them", async () => {
    const panel = await evaluate(examples[1] as Example);
    await eventuallyEqual(
      () => panel.table("torch.log_softmax(animal_scores, dim=1)"),
      [
        ["−0.68972664", "−1.38972664", "−1.38972664"],
        ["−1.34034944", "−0.69034944", "−1.44034944"],
        ["−1.46779297", "−1.46779297", "−0.61779297"],
        ["−0.65320788", "−1.40320788", "−1.45320788"],
      ],
    );
  });

  it("the reductions follow with one click", async () => {
    const panel = await evaluate(examples[4] as Example);
    await panel.choose("Reduction", "sum");
    await eventuallyEqual(() => panel.loss(), "7.01720590");
    await panel.choose("Reduction", "none");
    await eventuallyMatch(() => panel.text(), /12 losses, shape 4 × 3/);
    await panel.choose("Reduction", "mean");
    await eventuallyEqual(() => panel.loss(), "0.58476716");
  });
});
