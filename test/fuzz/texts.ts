import fc from "fast-check";

/** What the readers look for, and what breaks careless ones. */
const pieces: readonly string[] = [
  ..."[](){}<>,;:.=+-*/\\|&%#@!?'\"`~^_ \n\r\t\0",
  ...[
    "[[",
    "]]",
    '"""',
    "'''",
    "\r\n",
    "\u2028",
    "\ud800",
    "\ufeff",
    "\x1b[31m",
    "\x1b[0m",
    "```python\n",
    "```\n",
    "...",
    ">>> ",
  ],
  ...["0", "1", "-1", "0.5", "1e400", "nan", "inf", "-0.0", "0x1F", "1_000", "9".repeat(30), "1.", ".5", "1,5", "−2"],
  ...[
    "x",
    "logits",
    "labels",
    "target",
    "__proto__",
    "constructor",
    "étiquette",
    "名",
    "self.",
    "np.",
    "torch.",
    "nn.",
    "F.",
  ],
  ...[
    "tensor(",
    "array(",
    "zeros(",
    "cross_entropy(",
    "CrossEntropyLoss()(",
    "softmax(",
    "nll_loss(",
    "BCELoss()",
    "reduction='none'",
  ],
  ...[
    "import torch\n",
    "import numpy as np\n",
    "import torch.nn.functional as F\n",
    "def f(x):\n    ",
    "class M(nn.Module):\n    ",
  ],
  ...[
    "for i in range(3):\n    ",
    "if x:\n    ",
    "while True:\n    ",
    "lambda: ",
    "return ",
    "await ",
    "yield ",
    "match x:\n  case ",
  ],
  ...[
    "f'{x",
    "x = ",
    " = ",
    "dim=1",
    "dtype=torch.float32",
    "device='cuda:0'",
    "grad_fn=<NllLossBackward0>",
    "requires_grad=True",
  ],
  ...[
    "Traceback (most recent call last):\n",
    '  File "a.py", line 1, in f\n',
    "RuntimeError: ",
    "ValueError: Expected input batch_size (2) to match target batch_size (3).\n",
  ],
  ...[
    "epoch 3 loss: 0.6931 acc: 0.5\n",
    "| a | b |\n|---|---|\n",
    "a,b\n1,2\n",
    "# loss 0.3\n",
    "[1 2; 3 4]",
    "c(1, 2)",
    "vec![1.0]",
    "\\begin{bmatrix}",
    " & ",
    "\\\\",
  ],
];

/** Texts of pieces, repeated now and then. */
export const texts: fc.Arbitrary<string> = fc
  .array(fc.tuple(fc.constantFrom(...pieces), fc.constantFrom(1, 1, 1, 1, 2, 3, 40)), { maxLength: 60 })
  .map((parts) => parts.map(([piece, times]) => piece.repeat(times)).join(""));

/** Names of arrays as people, settings and attackers have them. */
export const names: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    "logits",
    "target",
    "input",
    "torch",
    "F",
    "loss",
    "expected",
    "re",
    "pytest",
    "__debug__",
    "print",
    "None",
    "self.out",
    "名",
  ),
  fc.constantFrom('x"); print("INJECTED") #', "a\nimport os", "=cmd|' /C calc'!A0", "</script>", "x'''", "\\", "a b"),
  texts.map((text) => text.slice(0, 30)),
);

/** A pair of scores and class numbers, or of two rows of numbers, as Python writes them. */
export const pairs: fc.Arbitrary<{ readonly input: string; readonly target: string }> = fc
  .tuple(
    fc.integer({ min: 1, max: 4 }),
    fc.integer({ min: 1, max: 4 }),
    fc.boolean(),
    fc.infiniteStream(fc.float({ noNaN: true, min: -9, max: 9 })),
  )
  .map(([rows, classes, isScores, numbers]) => {
    const number = () => Number(numbers.next().value).toFixed(3);
    const row = () => `[${Array.from({ length: classes }, number).join(", ")}]`;
    const matrix = () => `[${Array.from({ length: rows }, row).join(", ")}]`;
    const labels = `[${Array.from({ length: rows }, (_, at) => at % classes).join(", ")}]`;
    return { input: matrix(), target: isScores ? labels : matrix() };
  });
