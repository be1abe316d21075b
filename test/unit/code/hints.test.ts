import { strict as assert } from "node:assert";
import { checkUse } from "../../../src/code/checkUse";
import { lossUses } from "../../../src/code/lossUses";
import { writtenOptions } from "../../../src/code/writtenOptions";
import { type CodeHint, codeHint, codeUseText } from "../../../src/render/codeHint";

const probabilities = "torch.tensor([[0.8, 0.1, 0.1], [0.15, 0.8, 0.05], [0.05, 0.05, 0.9]])";
const scores = "torch.tensor([[2.0, -1.0, 0.5], [0.1, 3.2, 0.3], [-1.5, 4.0, 0.0]])";
const indices = "torch.tensor([0, 2, 1])";
const head = "import torch\nfrom torch import nn\nimport torch.nn.functional as F\n";

function hints(...texts: readonly string[]): readonly CodeHint[] {
  return lossUses(texts).flatMap((use) => {
    const checked = checkUse(texts, use);
    return (checked && codeHint(texts, checked)) ?? [];
  });
}

function apply(text: string, { edits: [edit] }: CodeHint): string {
  return text.slice(0, edit.span.offset) + edit.replacement + text.slice(edit.span.offset + edit.span.length);
}

type Row = readonly [title: string, code: string, message: RegExp, fixed?: string];

/** Mistakes as people make them → what is said, and the line after the quick fix. */
const mistakes: readonly Row[] = [
  [
    "softmax before CrossEntropyLoss",
    `logits = ${scores}\nprobs = torch.softmax(logits, dim=1)\nloss = nn.CrossEntropyLoss()(probs, ${indices})`,
    /Softmax → CrossEntropyLoss gives .*softmax applied twice: these are already probabilities/,
    "probs = logits",
  ],
  [
    "… as a method, over the last dim",
    `logits = ${scores}\nloss = F.cross_entropy(logits.softmax(-1), ${indices})`,
    /softmax applied twice: these are already probabilities/,
    `loss = F.cross_entropy(logits, ${indices})`,
  ],
  [
    "… as a module",
    `act = nn.Softmax(dim=1)\ncriterion = nn.CrossEntropyLoss()\nout = act(${scores})\ncriterion(out, ${indices})`,
    /softmax applied twice: these are already probabilities/,
    `out = ${scores}`,
  ],
  [
    "probabilities in CrossEntropyLoss",
    `y_pred = ${probabilities}\nloss = F.cross_entropy(y_pred, ${indices})`,
    /CrossEntropyLoss gives .* on these probabilities/,
    `loss = F.cross_entropy(torch.log(y_pred), ${indices})`,
  ],
  [
    "NLLLoss on logits",
    `logits = ${scores}\ncriterion = nn.NLLLoss()\ncriterion(logits, ${indices})`,
    /no logarithm is taken/,
    "criterion = nn.CrossEntropyLoss()",
  ],
  [
    "NLLLoss on softmax",
    `logits = ${scores}\np = F.softmax(logits, dim=1)\nF.nll_loss(p, ${indices})`,
    /no logarithm is taken/,
    `F.nll_loss(torch.log(p), ${indices})`,
  ],
  [
    "sigmoid before BCEWithLogitsLoss",
    `z = torch.tensor([-1.2, 3.4, 0.2])\nloss = nn.BCEWithLogitsLoss()(torch.sigmoid(z), torch.tensor([0., 1., 0.]))`,
    /sigmoid applied twice: these are already probabilities/,
    "loss = nn.BCEWithLogitsLoss()(z, torch.tensor([0., 1., 0.]))",
  ],
  [
    "BCELoss on logits",
    "z = torch.tensor([-1.2, 3.4, 0.2])\nloss = nn.BCELoss()(z, torch.tensor([0., 1., 0.]))",
    /BCELoss raises on these values: RuntimeError: all elements of input should be between 0 and 1/,
    "loss = nn.BCEWithLogitsLoss()(z, torch.tensor([0., 1., 0.]))",
  ],
  [
    "integer labels in BCELoss",
    "p = torch.tensor([0.1, 0.9])\ny = torch.tensor([0, 1])\nF.binary_cross_entropy(p, y)",
    /raises on these values: RuntimeError: Found dtype Long but expected Float/,
    "F.binary_cross_entropy(p, y.float())",
  ],
  [
    "float class indices",
    `logits = ${scores}\ny = torch.tensor([0., 2., 1.])\nF.cross_entropy(logits, y)`,
    /expected target dtype to be Long or Byte, but got Float/,
    "F.cross_entropy(logits, y.long())",
  ],
  [
    "class indices in a column",
    `logits = ${scores}\ny = torch.tensor([[0], [2], [1]])\nF.cross_entropy(logits, y)`,
    /0D or 1D target tensor expected, multi-target not supported/,
    "F.cross_entropy(logits, y.squeeze(1))",
  ],
  [
    "labels that start at 1",
    `F.cross_entropy(${scores}, torch.tensor([1, 3, 2]))`,
    /IndexError: Target 3 is out of bounds\./,
  ],
];

/** Code that fits, that is not understood, or whose values are not what they were: nothing is said. */
const silent: readonly (readonly [title: string, code: string])[] = [
  ["logits in CrossEntropyLoss", `F.cross_entropy(${scores}, ${indices})`],
  ["log of probabilities", `y_pred = ${probabilities}\nF.cross_entropy(torch.log(y_pred), ${indices})`],
  ["log-softmax before CrossEntropyLoss is harmless", `F.cross_entropy(F.log_softmax(${scores}, dim=1), ${indices})`],
  ["log-softmax, NLLLoss", `nn.NLLLoss()(nn.LogSoftmax(dim=1)(${scores}), ${indices})`],
  ["someone else's softmax", `def softmax(x): return x\nF.cross_entropy(softmax(${scores}), ${indices})`],
  ["a name changed in place", `p = ${probabilities}\np[0] = 3\nF.cross_entropy(p, ${indices})`],
  ["a name changed by a method", `p = ${probabilities}\np.log_()\nF.cross_entropy(p, ${indices})`],
  ["a name changed in a branch", `p = ${probabilities}\nif debug:\n    p = model(x)\nF.cross_entropy(p, ${indices})`],
  [
    "a name changed later in a loop",
    `p = ${probabilities}\nfor x in data:\n    F.cross_entropy(p, ${indices})\n    p = model(x)`,
  ],
  ["a parameter of the same name", `p = ${probabilities}\ndef loss(p):\n    return F.cross_entropy(p, ${indices})`],
  ["a name unpacked", `p = ${probabilities}\np, q = model(x)\nF.cross_entropy(p, ${indices})`],
  ["the model's output", `out = model(x)\nF.cross_entropy(F.softmax(out, dim=1), ${indices})`],
  ["a deleted name", `p = ${probabilities}\ndel p\nF.cross_entropy(p, ${indices})`],
  ["a comment", `# F.cross_entropy(${probabilities}, ${indices})`],
  ["a string", `s = "F.cross_entropy(${probabilities}, ${indices})"`],
  ["a loss chosen for what it is", `nn.MultiMarginLoss()(${scores}, ${indices})`],
  ["doubtful values", "F.cross_entropy(torch.tensor([[0.9, 0.8]]), torch.tensor([0]))"],
  ["a broken file", `F.cross_entropy(${probabilities}, ${indices}`],
];

describe("the loss in the code around", () => {
  for (const [title, code, message, fixed] of mistakes) {
    it(title, () => {
      const found = hints(head + code);
      assert.equal(found.length, 1);
      assert.match(found[0].message, message);
      if (fixed === undefined) return assert.deepEqual(found[0].edits, []);
      const mended = apply(head + code, found[0]);
      assert.ok(mended.split("\n").includes(fixed), mended);
      assert.deepEqual(hints(mended), []);
    });
  }

  for (const [title, code] of silent) {
    it(`says nothing: ${title}`, () => assert.deepEqual(hints(head + code), []));
  }

  /** Options as people write them → what is said of the call; the values are torch's. */
  const valued: readonly (readonly [title: string, code: string, text: string])[] = [
    ["no options", `F.cross_entropy(${scores}, ${indices})`, "CrossEntropyLoss gives 1.0863 and fits these values."],
    [
      "weights of a module, by position",
      `w = torch.tensor([1.0, 2.0, 0.5])\nnn.CrossEntropyLoss(w)(${scores}, ${indices})`,
      "CrossEntropyLoss gives 0.5095 and fits these values.",
    ],
    [
      "weights of a function, by name, summed",
      `w = torch.tensor([1, 2, 0.5]).float()\nF.cross_entropy(${scores}, ${indices}, weight=w, reduction="sum")`,
      "CrossEntropyLoss gives 1.7833 and fits these values.",
    ],
    [
      "weights of a function, by position",
      `F.cross_entropy(${scores}, ${indices}, torch.tensor([1.0, 2.0, 0.5]))`,
      "CrossEntropyLoss gives 0.5095 and fits these values.",
    ],
    [
      "a positive weight",
      "z = torch.tensor([-1.2, 3.4, 0.2])\ny = torch.tensor([0., 1., 0.])\nnn.BCEWithLogitsLoss(pos_weight=torch.tensor([3.]))(z, y)",
      "BCEWithLogitsLoss gives 0.3866 and fits these values.",
    ],
    [
      "weights that are not known",
      `nn.CrossEntropyLoss(weight=w)(${scores}, ${indices})`,
      "CrossEntropyLoss fits these values.",
    ],
    [
      "no weights",
      `nn.CrossEntropyLoss(weight=None)(${scores}, ${indices})`,
      "CrossEntropyLoss gives 1.0863 and fits these values.",
    ],
  ];

  for (const [title, code, text] of valued) {
    it(`the value of a call: ${title}`, () => {
      const texts = [head + code];
      const said = lossUses(texts).flatMap((use) => {
        const checked = checkUse(texts, use);
        return checked === undefined ? [] : [codeUseText(texts, checked)];
      });
      assert.deepEqual(said, [text]);
    });
  }

  it("options are those of a request, where all of them are known", () => {
    const optionsOf = (call: string) => {
      const texts = [`${head}w = [1, 2, 0.5]\nlogits = ${scores}\n${call}`];
      return lossUses(texts).map((use) => writtenOptions(texts, use));
    };
    assert.deepEqual(optionsOf(`F.cross_entropy(logits, ${indices}, torch.tensor(w), ignore_index=-1)`), [
      { reduction: "mean", weight: "[1, 2, 0.5]", ignoreIndex: -1 },
    ]);
    assert.deepEqual(optionsOf(`F.cross_entropy(logits, ${indices}, weight=counts)`), [undefined]);
  });

  it("follows names from cell to cell", () => {
    const cells = [`${head}logits = ${scores}`, "criterion = nn.NLLLoss()", `criterion(logits, ${indices})`];
    const [hint] = hints(...cells);
    assert.equal(hint.span.text, 2);
    assert.equal(hint.edits[0].span.text, 1);
  });
});
