import assert from "node:assert/strict";
import { callsAround, callsOn } from "../../../src/pairing/calls";
import type { TextUnit } from "../../../src/textUnit";
import { arrayText, sheetOf, unit } from "./sheets";

const head = "import torch\nimport torch.nn.functional as F\n";

/** The calls of units: `x 2×3 | y 2`, the options and the axis of the classes where they are known, and the literals. */
function calls(...units: readonly TextUnit[]): readonly string[] {
  const sheet = sheetOf(...units);
  return sheet.calls.map(({ input, target, options, choice, literals }) => {
    const given =
      options === undefined
        ? "?"
        : Object.entries(options)
            .map(([name, value]) => `${name}=${String(value)}`)
            .join(" ");
    const meant = Object.entries(choice)
      .map(([name, value]) => ` ${name}=${value}`)
      .join("");
    return `${arrayText(input)} | ${arrayText(target)} | ${given}${meant} | ${literals.map((place) => sheet.textOf(place)).join(" ")}`;
  });
}

const rows: readonly (readonly [title: string, text: string, expected: readonly string[]])[] = [
  [
    "of torch",
    `${head}x = torch.tensor([[2., 1.]])\ny = torch.tensor([0])\nF.cross_entropy(x, y)\n`,
    ["x 1×2 | y 1 | reduction=mean task=multiclass classDim=1 | [[2., 1.]] [0]"],
  ],
  [
    "of one sample",
    `${head}x = torch.tensor([2., 1.])\ny = torch.tensor(0)\nF.cross_entropy(x, torch.tensor([0.5, 0.5]))\n`,
    ["x 2 | ? 2 | reduction=mean task=multiclass classDim=0 | [2., 1.] [0.5, 0.5]"],
  ],
  [
    "of a yes and no",
    `${head}x = torch.tensor([2., 1.])\ny = torch.tensor([0., 1.])\nF.binary_cross_entropy_with_logits(x, y, reduction="sum")\n`,
    ["x 2 | y 2 | reduction=sum | [2., 1.] [0., 1.]"],
  ],
  [
    "in a loop over pairs",
    `${head}for x, y in [(torch.tensor([[2., 1.]]), torch.tensor([0])), (torch.tensor([[3., 1.]]), torch.tensor([1]))]:\n    F.cross_entropy(x, y)\n`,
    [
      "x 1×2 | y 1 | reduction=mean task=multiclass classDim=1 | [[2., 1.]] [0]",
      "x 1×2 | y 1 | reduction=mean task=multiclass classDim=1 | [[3., 1.]] [1]",
    ],
  ],
  [
    "with options",
    `${head}x = torch.tensor([[2., 1.]])\ny = torch.tensor([0])\nF.cross_entropy(x, y, weight=torch.tensor([1., 3.]), ignore_index=1, label_smoothing=0.1, reduction="none")\n`,
    [
      "x 1×2 | y 1 | reduction=none weight=[1, 3] ignoreIndex=1 labelSmoothing=0.1 task=multiclass classDim=1 | [[2., 1.]] [0]",
    ],
  ],
  [
    "with an option that is not known",
    `${head}x = torch.tensor([[2., 1.]])\ny = torch.tensor([0])\nF.cross_entropy(x, y, weight=load())\n`,
    ["x 1×2 | y 1 | ? task=multiclass classDim=1 | [[2., 1.]] [0]"],
  ],
  [
    "with one that the loss has of its own",
    `${head}x = torch.tensor([2., 1.])\ny = torch.tensor([1., 1.])\nF.huber_loss(x, y, delta=0.5)\n`,
    ["x 2 | y 2 | ? task=regression | [2., 1.] [1., 1.]"],
  ],
  [
    "in front of its activation",
    `${head}x = torch.tensor([[2., 1.]])\ny = torch.tensor([0])\nF.nll_loss(torch.log_softmax(x, 1), y)\n`,
    ["x 1×2 | y 1 | reduction=mean task=multiclass classDim=1 | [[2., 1.]] [0]"],
  ],
  [
    "a mean over the batch",
    `${head}x = torch.tensor([[0.4, 0.6]]).log()\ny = torch.tensor([[0.5, 0.5]])\nF.kl_div(x, y, reduction="batchmean")\n`,
    ["? 1×2 | y 1×2 | reduction=batchmean task=distribution | [[0.4, 0.6]] [[0.5, 0.5]]"],
  ],
  [
    "of Keras: the classes are last",
    "import tensorflow as tf\nz = tf.constant([[[2., 1.], [0., 1.]]])\nloss = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True)([[0, 1]], z)\n",
    ["z 1×2×2 | ? 1×2 | ? task=multiclass classDim=2 | [[[2., 1.], [0., 1.]]] [[0, 1]]"],
  ],
  [
    "by the names of the parameters",
    "y = [0, 1]\np = [0.2, 0.9]\nmy_loss(y_true=y, y_pred=p)\n",
    ["p 2 | y 2 | ? | [0.2, 0.9] [0, 1]"],
  ],
  [
    "of a class of losses",
    "y = [0, 1]\np = [0.2, 0.9]\nBinaryCrossentropy()(y, p)\n",
    ["p 2 | y 2 | ? | [0.2, 0.9] [0, 1]"],
  ],
  ["on literals", "f_loss([[0.3, 0.9], [0.5, 0.2]], [0, 1])\n", ["? 2×2 | ? 2 | ? | [[0.3, 0.9], [0.5, 0.2]] [0, 1]"]],
  ["on words", 'log_loss(["no", "yes"], [0.2, 0.9])\n', ['? 2 | ? 2 | ? | [0.2, 0.9] ["no", "yes"]']],
  ["on as many words as there are classes, and no more", 'log_loss(["no", "yes", "may"], [0.2, 0.9, 0.4])\n', []],
  ["of one array", "y = [0, 1]\nlog_loss(y)\n", []],
  ["of arrays that are spread", "y = [[0, 1], [0.2, 0.9]]\nmy_loss(*y)\n", []],
  ["of arrays that are not known", "log_loss(a, b)\n", []],
  ["what is no loss by its name", "y = [0, 1]\np = [0.2, 0.9]\naccuracy(y, p)\n# loss\n", []],
  ["one in the other", "y = [0, 1]\np = [0.2, 0.9]\ntotal_loss(bce(p, y), 1)\n", ["p 2 | y 2 | ? | [0.2, 0.9] [0, 1]"]],
];

describe("calls of losses with their arrays", () => {
  for (const [title, text, expected] of rows) it(title, () => assert.deepEqual(calls(unit(text)), expected));

  it("take what an output shows of a name that the code does not tell", () => {
    const code = unit(`${head}x = load()\ny = torch.tensor([0])\nprint(x)\nF.cross_entropy(x, y)\nx`);
    const output = unit("[[2.0, 1.0]]\n", "plaintext", "output", "o");
    assert.deepEqual(calls(code, output), [
      "x 1×2 | y 1 | reduction=mean task=multiclass classDim=1 | [[2.0, 1.0]] [0]",
    ]);
  });

  it("are found by a place in them, the innermost first, and by their literals", () => {
    const text = `${head}x = torch.tensor([[2., 1.]])\ny = torch.tensor([0])\nz = torch.tensor([1])\nF.cross_entropy(x, y)\nF.cross_entropy(x, z)\n`;
    const sheet = sheetOf(unit(text));
    const at = (part: string) => ({ unit: 0, start: text.indexOf(part), end: text.indexOf(part) + part.length });
    const names = (found: ReturnType<typeof callsOn>) => found.map(({ target }) => target.name);
    assert.deepEqual(names(callsOn(sheet.calls, [at("[[2., 1.]]")])), ["y", "z"]);
    assert.deepEqual(names(callsOn(sheet.calls, [at("[1]")])), ["z"]);
    assert.deepEqual(names(callsOn(sheet.calls, [at("2., 1.")])), []);
    assert.deepEqual(names(callsAround(sheet.calls, at("x, z"))), ["z"]);
    assert.deepEqual(names(callsAround(sheet.calls, at("import"))), []);
  });
});
