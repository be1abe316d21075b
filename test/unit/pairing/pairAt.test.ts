import assert from "node:assert/strict";
import { looseArray, tensorOf } from "../../../src/pairing/foundArray";
import type { LabelsFrom } from "../../../src/pairing/labels";
import { pairAt, pairOfLoose } from "../../../src/pairing/pairAt";
import { Reader } from "../../../src/pairing/reader";
import { interpretInParts } from "../../../src/python/interpret/interpret";
import { described, lossOf, pairIn, sheetOf, unit } from "./sheets";

const head = "import torch\nimport torch.nn as nn\nimport torch.nn.functional as F\n";
const logits = "logits = torch.tensor([[2.0, -1.0, 0.5], [0.1, 3.2, 0.3]])\n";
const train = "train_target = torch.tensor([2, 2])\n";
const val = "val = torch.tensor([0, 1])\n";

type Row = readonly [title: string, marked: string, expected: string];

/** A cursor in Python → the pair, and why. */
const python: readonly Row[] = [
  ["the call under the cursor", `${head}${logits}${train}${val}F.cross_ent|ropy(logits, val)`, "logits 2×3 call val 2"],
  [
    "the literal that goes into a call",
    `${head}${logits.replace("2.0", "2|.0")}${train}${val}F.cross_entropy(logits, val)`,
    "logits 2×3 call val 2",
  ],
  [
    "the targets of a call",
    `${head}${logits}${train}${val.replace("0, 1", "0,| 1")}F.cross_entropy(logits, val)`,
    "logits 2×3 call val 2",
  ],
  [
    "a name that flows into a call",
    `${head}${logits}${train}${val}z = logits\nprint(z|)\nF.cross_entropy(z, val)`,
    "z 2×3 call val 2",
  ],
  [
    "of several calls the one at the cursor",
    `${head}${logits}${train}${val}a = F.cross_entropy(logits, val)\nb = F.cross_entropy(logits, trai|n_target)`,
    "logits 2×3 call train_target 2",
  ],
  [
    "an activation is taken off",
    `${head}${logits}${val}p = logits.softmax(1)\nnn.CrossEntropyLoss()(p|, val)`,
    "logits 2×3 call val 2",
  ],
  [
    "a view is what the call gets",
    `${head}${logits}${val}F.cross_entropy(logits.view(-1, 3), v|al)`,
    "logits.view(-1, 3) 2×3 call val 2",
  ],
  [
    "a transposed array keeps its elements",
    `${head}${logits}y = torch.tensor([0, 1, 0])\nF.cross_entropy(lo|gits.T, y)`,
    "logits.T 3×2 call y 3",
  ],
  [
    "a row that is selected is meant by itself",
    `${head}logits = torch.tensor([«[2.0, -1.0, 0.5]», [0.1, 3.2, 0.3]])\n${val}F.cross_entropy(logits, val)`,
    "logits 3",
  ],
  [
    "three targets of two samples are no pair, as torch has it: Expected input batch_size (2) to match target batch_size (3)",
    `${head}${logits.replace("2.0", "2|.0")}targets = torch.tensor([0, 1, 2])\n`,
    "logits 2×3",
  ],
  [
    "beside three targets of two samples the two are taken",
    `${head}${logits.replace("2.0", "2|.0")}targets = torch.tensor([0, 1, 2])\ny_val = torch.tensor([0, 1])\n`,
    "logits 2×3 likeliest y_val 2",
  ],
  [
    "the second selection is the target",
    "probs = [«[0.9, 0.1]», [0.2, 0.8]]\nx = «[1, 0]»\nlabels = [0, 1]",
    "probs 2 selection x 2",
  ],
  [
    "a loss of another library",
    "from sklearn.metrics import log_loss\ny = [0, 1]\np = [0.2, 0.|9]\nz = [1, 0]\nlog_loss(z, p)",
    "p 2 call z 2",
  ],
  ["two literals in a call", "f(torch.tensor([[1.,| 2]]), torch.tensor([0]))", "? 1×2 call ? 1"],
  [
    "a name of another function is no candidate",
    "def f():\n    labels = [0, 1]\n\nprobs = [[0.9, 0.1], [0.|2, 0.8]]",
    "probs 2×2",
  ],
  [
    "but a name of the module is",
    "labels = [0, 1]\n\ndef f():\n    probs = [[0.9, 0.1], [0.|2, 0.8]]\n\ndef g():\n    y_true = [1, 1]",
    "probs 2×2 likeliest labels 2",
  ],
  [
    "torch's own axis comes first",
    "a = [[0.1, 0.9], [0.|8, 0.2], [0.3, 0.7]]\nnan_true = [1, 0]\nlabels = [0, 1, 1]",
    "a 3×2 likeliest labels 3",
  ],
  [
    "… in whichever order",
    "labels = [0, 1, 1]\na = [[0.1, 0.9], [0.|8, 0.2], [0.3, 0.7]]\nnan_true = [1, 0]",
    "a 3×2 likeliest labels 3",
  ],
  [
    "targets stand for the pair that they belong to",
    "logits = [[0.1, 2], [3, 0.4]]\nlabels = [0, |1]",
    "logits 2×2 here labels 2",
  ],
  [
    "one-hot rows speak for themselves",
    "a = [[1., 0., 0.], [0., 1., 0.]]\nb = [[0.8,| 0.15, 0.05], [0.1, 0.6, 0.3]]",
    "b 2×3 likeliest a 2×3",
  ],
  ["weights are no targets", "outputs = [0.3|5, 0.65]\nweight = [0, 1]", "outputs 2"],
  [
    "each name of an unpacking has its own",
    "y_true, y_pred = [1, 0], [0.3, 0.2]\nprint(y_pr|ed)",
    "y_pred 2 likeliest y_true 2",
  ],
  ["a name changed under a condition is not known", "x = [0.1, 0.9]\nif c:\n    x = load()\nprint(|x)", "changed x"],
  ["a name changed by what is not read", "x = [0.1, 0.9]\nx = x + noise\nprint(|x)", "changed x"],
  ["a function's own name does not leak", "def f():\n    x = [0.1, 0.9]\n\nprint(|x)", "nothing"],
  ["a selected call is no array", "from net import model, x\nout = «model(x)»", "nothing"],
  ["… whatever is taken of it", "from net import model, x\nout = «model(x).logits[0]»", "nothing"],
  [
    "a constructor of an array whose values are not known is one that is not read",
    "import torch\n«torch.tensor(values())»",
    "? unread",
  ],
  ["an array without an end", "open = «[0.25, 0.75»", "? unread"],
  ["nothing at all", "im|port torch", "nothing"],
  [
    "labels that are words",
    'y_true = ["cat", "dog", "cat"]\nprobs = [[0.9, 0.1], [0.2|, 0.8], [0.6, 0.4]]',
    "probs 3×2 likeliest y_true 3",
  ],
  [
    "words that name the classes are no labels",
    'labels = ["cat", "dog"]\nprobs = [[0.9, 0.1], [0.2|, 0.8]]',
    "probs 2×2",
  ],
  [
    "words in a call",
    "from sklearn.metrics import log_loss\nlog_loss(['spam', 'ham', 'ham', 'spam'], [[.1, .9], [.9,| .1], [.8, .2], [.35, .65]])",
    "? 4×2 call ? 4",
  ],
  [
    "a session in a docstring",
    'def f():\n    """Something.\n\n    >>> import torch, torch.nn.functional as F\n    >>> x = torch.tensor([[0.1, 2.0]])\n    >>> F.cross_ent|ropy(x, torch.tensor([1]))\n    tensor(0.1391)\n    """\n',
    "x 1×2 call ? 1",
  ],
];

/** Other languages and texts. */
const others: readonly (readonly [languageId: string, marked: string, expected: string])[] = [
  ["json", '{"probs": [0.1,| 0.9, 0.2], "labels": [0, 1, 0]}', "probs 3 likeliest labels 3"],
  ["javascript", "const probs = [0.1, 0.|9];\nconst yTrue = [0, 1];", "probs 2 likeliest yTrue 2"],
  ["javascript", "let probs = [0.1, 0.9];\nprobs = load();\nlog(pro|bs)", "changed probs"],
  ["csv", "id,cat,dog,label\n1,0.7,0.3,c|at\n2,0.1,0.9,dog\n", "cat,dog 2×2 table label 2"],
  ["csv", "prob,label\n0.7,sp|am\n0.1,ham\n", "prob 2 table label 2"],
  [
    "markdown",
    "# Results\n\ncat ¦ dog ¦ label\n---¦---¦---\n0.7 ¦ 0.|3 ¦ cat\n0.1 ¦ 0.9 ¦ dog\n",
    "cat,dog 2×2 table label 2",
  ],
  ["markdown", "```\n     cat   dog label\n0  0.7  0.3   cat\n1  0.1  0.|9   dog\n```\n", "cat,dog 2×2 table label 2"],
  [
    "markdown",
    "Mine is\n     cat   dog label\n0  0.7  0.3   cat\n1  0.1  0.|9   dog\nand its loss is 0.2\n",
    "cat,dog 2×2 table label 2",
  ],
  [
    "plaintext",
    "«     cat   dog  label\n0  0.7  0.3      0\n1  0.1  0.9      1\n\n[2 rows x 3 columns]\n»",
    "cat,dog 2×2 table label 2",
  ],
  ["plaintext", "     cat   dog label\n0  0.7  0.3   cat\n1  0.1  0.|9   dog", "cat,dog 2×2 table label 2"],
  [
    "plaintext",
    ">>> labels\ntensor([1, 0])\n>>> logits\ntensor([[0.1, 0.9],\n        [0.|8, 0.2]])\n",
    "logits 2×2 likeliest labels 2",
  ],
  [
    "plaintext",
    "In [1]: probs\nOut[1]: \narray([[0.1, 0.9],\n       [0.|8, 0.2]])\n\nIn [2]: y_true\nOut[2]: array([1, 0])\n",
    "probs 2×2 likeliest y_true 2",
  ],
  [
    "json",
    '[{"cat": 0.7, "dog": 0.3, "label": "cat"}, {"cat": 0.|1, "dog": 0.9, "label": "dog"}]',
    "cat,dog 2×2 table label 2",
  ],
  ["json", '{"lr": 0.|1, "epochs": 3, "seed": 1}', "nothing"],
  [
    "plaintext",
    "{'cat': 0.7, 'dog': 0.3, 'label': 'dog'}\n{'cat': 0.|1, 'dog': 0.9, 'label': 'cat'}",
    "cat,dog 2×2 table label 2",
  ],
  [
    "plaintext",
    "{'probs': array([[0.7,| 0.3], [0.1, 0.9], [1, 0]]), 'labels': ['cat', 'dog', 'cat']}",
    "probs 3×2 likeliest labels 3",
  ],
  ["csv", "cat;dog;label\n0,7;0,|3;cat\n0,1;0,9;dog\n", "cat,dog 2×2 table label 2"],
  ["csv", "p_cat,p_dog,y_cat,y_dog\n0.7,0.|3,1,0\n0.1,0.9,0,1\n", "p_cat,p_dog 2×2 table y_cat,y_dog 2×2"],
  ["plaintext", "tensor([[0.7,| 0.3], [0.1, 0.9]])\ntensor([1, 0])", "? 2×2 likeliest ? 2"],
  ["csv", "id,cat,dog,pred,label\n1,0.7,0.3,0,c|at\n2,0.1,0.9,1,dog\n", "cat,dog 2×2 table label 2"],
  ["plaintext", "{'logits': tensor([[0.1,| 0.9]]), 'labels': tensor([1])}", "logits 1×2 likeliest labels 1"],
];

describe("the pair at a place", () => {
  for (const [title, marked, expected] of python) {
    it(title, () => assert.equal(described(pairIn(marked)), expected));
  }
  for (const [languageId, marked, expected] of others) {
    it(`${languageId}: ${marked.split("\n", 1)[0]}`, () => {
      assert.equal(described(pairIn(marked, languageId)), expected);
    });
  }
});

describe("pinned targets", () => {
  const pinned = looseArray({ kind: "text", text: "[1, 1]", languageId: "python", name: "pin" });
  const rows: readonly Row[] = [
    ["go before what names say", "probs = [[0.9, 0.1], [0.|2, 0.8]]\nlabels = [0, 1]", "probs 2×2 pinned pin 2"],
    [
      "but not before the code's own call",
      `${head}${logits}${val}F.cross_ent|ropy(logits, val)`,
      "logits 2×3 call val 2",
    ],
    [
      "nor where they do not fit",
      "probs = [[0.9, 0.1], [0.|2, 0.8], [0.5, 0.5]]\nlabels = [0, 1, 1]",
      "probs 3×2 likeliest labels 3",
    ],
  ];
  for (const [title, marked, expected] of rows) {
    it(title, () => assert.equal(described(pairIn(marked, "python", { pinned })), expected));
  }
});

describe("labels", () => {
  /** A text in a language → the target's values. */
  const rows: readonly (readonly [languageId: string, marked: string, target: readonly number[]])[] = [
    ["julia", "probs = [0.9 0.1; 0.|2 0.8]\nlabels = [1, 2]\n", [0, 1]],
    ["r", "probs <- matrix(c(0.9, 0.|2, 0.1, 0.8), nrow = 2)\nlabels <- c(1, 2)\n", [0, 1]],
    ["matlab", "probs = [0.9 0.1; 0.|2 0.8];\nlabels = [1 2];\n", [0, 1]],
    ["julia", "probs = [0.9 0.1; 0.|2 0.8]\nlabels = [1, 0]\n", [1, 0]],
    ["python", "probs = [[0.9, 0.1], [0.|2, 0.8]]\nlabels = [1, 1]\n", [1, 1]],
    ["csv", "cat,dog,fish,label\n0.7,0.2,0.|1,fish\n0.1,0.8,0.1,cat\n", [2, 0]],
    ["csv", "score,label\n0.|7,spam\n0.1,ham\n", [1, 0]],
    ["csv", "p_b,p_a,label\n0.|7,0.3,a\n0.1,0.9,b\n", [1, 0]],
    ["python", 'y_true = ["b", "a", "B"]\nprobs = [[0.|1, 0.2, 0.7], [0.3, 0.3, 0.4], [1.0, 0.0, 0.0]]', [2, 1, 0]],
  ];
  for (const [languageId, marked, target] of rows) {
    it(`${languageId}: ${marked.split("\n").at(-2) ?? marked}`, () => {
      const pair = pairIn(marked, languageId);
      assert.ok(pair.kind === "pair" && pair.target !== undefined, described(pair));
      assert.deepEqual([...(tensorOf(pair.target)?.data ?? [])], target);
    });
  }
});

describe("labels by a person's word", () => {
  const rows: readonly (readonly [languageId: string, from: LabelsFrom, target: readonly number[]])[] = [
    ["julia", "language", [0, 1]],
    ["julia", "0", [1, 2]],
    ["python", "language", [1, 2]],
    ["python", "1", [0, 1]],
  ];
  for (const [languageId, from, expected] of rows) {
    it(`${languageId}, from ${from}`, () => {
      const text =
        languageId === "julia"
          ? "p = [0.5 0.4 0.1; 0.2 0.7 0.1]\nlabels = [1, 2]"
          : "p = [[0.5, 0.4, 0.1], [0.2, 0.7, 0.1]]\nlabels = [1, 2]";
      const sheet = new Reader(interpretInParts, from).read([unit(text, languageId)]);
      const pair = pairAt(sheet, [{ unit: 0, start: 6, end: 6 }], { pinned: undefined, largest: 200_000 });
      assert.ok(pair.kind === "pair" && pair.target !== undefined);
      assert.deepEqual([...(tensorOf(pair.target)?.data ?? [])], expected);
    });
  }
});

describe("what a pair has of the code's call", () => {
  const code = `${head}${logits}w = torch.tensor([1.0, 2.0, 0.5])\ny = torch.tensor([0, 1])\n`;

  it("its options", () => {
    const pair = pairIn(`${code}F.cross_ent|ropy(logits, y, weight=w, label_smoothing=0.1, reduction="sum")`);
    assert.ok(pair.kind === "pair");
    assert.deepEqual(pair.options, { reduction: "sum", weight: "[1, 2, 0.5]", labelSmoothing: 0.1 });
  });

  it("none where some of them are not known", () => {
    const pair = pairIn(`${code}F.cross_ent|ropy(logits, y, weight=counts)`);
    assert.ok(pair.kind === "pair");
    assert.equal(pair.options, undefined);
  });

  it("the reduction that only the divergence has, and its task", () => {
    const pair = pairIn(`${code}F.kl_|div(logits.log_softmax(1), logits.softmax(1), reduction="batchmean")`);
    assert.ok(pair.kind === "pair");
    assert.equal(pair.options?.reduction, "batchmean");
    assert.deepEqual(pair.choice, { task: "distribution" });
  });

  it("the axis of the classes that torch takes", () => {
    // torch: cross_entropy of (2, 2, 2) along dim 1.
    const cube =
      "x = torch.tensor([[[2.0, -1.0], [0.5, 0.1]], [[3.2, 0.3], [1.0, -2.0]]])\nt = torch.tensor([[0, 1], [1, 0]])\n";
    const pair = pairIn(`${head}${cube}F.cross_ent|ropy(x, t)`);
    assert.ok(pair.kind === "pair");
    assert.deepEqual(pair.choice, { task: "multiclass", classDim: 1 });
    const loss = lossOf(pair.input, pair.target, pair.choice, pair.options);
    assert.ok(Math.abs(Number(loss) - 0.7223443468662106) < 1e-6, String(loss));
  });

  it("all calls on the two arrays, the one at the cursor first", () => {
    const calls = `a = F.cross_entropy(logits, y)\nb = nn.NLLLoss()(logits.log_softmax(1), |y)\n`;
    const pair = pairIn(code + calls);
    assert.ok(pair.kind === "pair");
    assert.deepEqual(
      pair.calls.map(({ call }) => call?.loss),
      ["NLLLoss", "CrossEntropyLoss"],
    );
  });

  it("elements where they are written, as far as they were only moved", () => {
    const pair = pairIn(`${head}${logits}y = torch.tensor([0, 1, 0])\nF.cross_entropy(lo|gits.T, y)`);
    assert.ok(pair.kind === "pair");
    const { source } = pair.input;
    assert.ok(source.kind === "array" && source.cells !== undefined);
    const { offsets, lengths } = source.cells;
    const written = Array.from(offsets, (offset, index) => source.text.slice(offset, offset + lengths[index]));
    assert.deepEqual(written, ["2.0", "0.1", "-1.0", "3.2", "0.5", "0.3"]);
  });
});

describe("an array of the clipboard", () => {
  const clipboard = (text: string) => looseArray({ kind: "text", text, languageId: "plaintext", name: undefined });
  const at = { unit: 0, start: 0, end: 0 };
  const rows: readonly (readonly [title: string, code: string, expected: string])[] = [
    ["goes with targets that surely fit", "labels = [0, 1]\n", "? 2×2 likeliest labels 2"],
    ["not with what only may be", "a = [0, 1]\n", "? 2×2"],
    ["nor with one of several", "labels = [0, 1]\ny_true = [1, 1]\n", "? 2×2"],
    ["nor with what torch would not take", "labels = [0, 1, 1]\n", "? 2×2"],
  ];
  for (const [title, code, expected] of rows) {
    it(title, () => {
      const context = { pinned: undefined, largest: 200_000 };
      const pair = pairOfLoose(sheetOf(unit(code)), clipboard("[[0.9, 0.1], [0.2, 0.8]]"), at, context);
      assert.equal(described(pair), expected);
    });
  }
});
