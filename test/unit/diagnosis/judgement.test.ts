import assert from "node:assert/strict";
import { check } from "../../../src/check";
import { type Explained, weightOf } from "../../../src/diagnosis/explains";
import type { CallJson } from "../../../src/render/answerJson";

const head = "import torch\nimport torch.nn as nn\nimport torch.nn.functional as F\n";

function callOf(text: string): CallJson {
  const call = check(head + text, "python").calls.at(-1);
  assert.ok(call !== undefined);
  return call;
}

const logits = "x = torch.tensor([[2.0, -1.0, 0.5], [0.1, 3.2, 0.3]])\n";
const labels = "y = torch.tensor([0, 1])\n";

/** Scripts whose call is not judged, and why. */
const unsure: readonly (readonly [title: string, text: string, message: RegExp])[] = [
  [
    "a name changed in a branch",
    `${logits}${labels}if torch.cuda.is_available():\n    x = x.softmax(1)\nloss = F.cross_entropy(x, y)\n`,
    /^the values of x depend on a branch\.$/,
  ],
  [
    "a target changed in a branch",
    `import sys\n${logits}${labels}if len(sys.argv) > 1:\n    y = y - 1\nloss = F.cross_entropy(x, y)\n`,
    /^the values of y depend on a branch\.$/,
  ],
  [
    "a name that no branch would tell the values of",
    `${labels}def forward(x, fast):\n    if fast:\n        out = x.exp()\n    else:\n        out = torch.tanh(x)\n    return F.cross_entropy(out, y)\n`,
    /^the values of out come in as a parameter\.$/,
  ],
  [
    "a name of which one branch is known",
    `${logits}${labels}def forward(z, fast):\n    if fast:\n        out = z.exp()\n    else:\n        out = x\n    return F.cross_entropy(out, y)\n`,
    /^the values of out depend on a branch\.$/,
  ],
  [
    "distances below 0",
    "loss = F.hinge_embedding_loss(torch.tensor([-0.5, 1.0]), torch.tensor([1.0, -1.0]))\n",
    /^some values of .* are below 0, and distances never are\.$/,
  ],
];

describe("what is not known is said, and no more", () => {
  for (const [title, text, message] of unsure) {
    it(title, () => {
      const call = callOf(text);
      assert.equal(call.verdict, "unsure");
      assert.match(call.message, message);
      assert.equal(call.cause, null);
    });
  }

  it("a branch that both ways leaves the name alone changes nothing", () => {
    const call = callOf(`${logits}${labels}if torch.cuda.is_available():\n    z = 1\nloss = F.cross_entropy(x, y)\n`);
    assert.equal(call.verdict, "right");
  });

  it("an infinite loss of values that are infinite is no loss that is not computed", () => {
    const call = callOf('loss = F.l1_loss(torch.tensor([float("inf"), 1.0]), torch.tensor([1.0, 1.0]))\n');
    assert.equal(call.value, "inf");
    assert.notEqual(call.verdict, "right");
    assert.doesNotMatch(call.message, /not computed/);
  });
});

describe("an exception that is caught", () => {
  const of = (handler: string) =>
    callOf(`${logits}try:\n    loss = F.cross_entropy(x, torch.tensor([0.0, 1.0]))\nexcept ${handler}\n`);

  it("by its name is said, and is no error", () => {
    const { verdict, severity, message } = of('RuntimeError:\n    print("labels have to be integers")');
    assert.equal(`${verdict} ${severity}`, "unsure none");
    assert.match(message, /^the code catches the exception here: RuntimeError: expected target dtype/);
  });

  for (const handler of ["Exception as e:\n    print(e)", "RuntimeError:\n    raise", "ValueError:\n    loss = 0"]) {
    it(`is an error all the same with ${handler}`, () => assert.equal(of(handler).verdict, "raises"));
  }
});

describe("label smoothing that torch leaves out", () => {
  const of = (option: string) => callOf(`${logits}${labels}loss = F.cross_entropy(x, y, label_smoothing=${option})\n`);

  for (const option of ["-0.1", "-1e-9", "-5", 'float("nan")']) {
    it(option, () => {
      const call = of(option);
      assert.equal(`${call.verdict} ${call.cause}`, "wrong option-invalid");
      // torch: the loss without smoothing.
      assert.ok(typeof call.value === "number" && Math.abs(call.value - 0.1683436564) < 1e-7, String(call.value));
    });
  }

  it("the number above 0 is offered, and what it gives", () => {
    const [fix] = of("-0.1").fixes;
    assert.equal(fix.title, "Use label_smoothing=0.1");
    assert.equal(fix.verdict, "right");
    assert.ok(typeof fix.value === "number" && Math.abs(fix.value - 0.3433436564) < 1e-6, String(fix.value));
  });

  for (const option of ["0", "0.0", "-0.0", "0.1", "1.0"])
    it(`${option} is none of it`, () => assert.equal(of(option).verdict, "right"));

  it("above 1 raises", () => assert.equal(`${of("1.5").verdict} ${of("1.5").cause}`, "raises option-invalid"));
});

describe("how sure a change makes", () => {
  const change = { before: 2, after: 0.1, accuracy: undefined };
  const weight = (accident: number, expected: boolean) => weightOf({ change, accident } satisfies Explained, expected);

  it("by the numbers alone: two in a thousand is certain, five in a hundred a doubt", () => {
    assert.deepEqual(
      [0.0019, 0.002, 0.049, 0.05, 1].map((accident) => weight(accident, false)),
      [0.92, 0.55, 0.55, 0, 0],
    );
  });

  it("where the code speaks for it, too: two in a hundred is certain, ten a doubt", () => {
    assert.deepEqual(
      [0.019, 0.02, 0.099, 0.1, 1].map((accident) => weight(accident, true)),
      [0.92, 0.55, 0.55, 0, 0],
    );
  });
});

describe("two classes upside down", () => {
  const all = [
    [0.2, 2.4],
    [2.1, 0.3],
    [0.1, 1.7],
    [1.8, 0.2],
    [0.3, 2.2],
    [1.9, 0.1],
    [0.2, 2.5],
    [2.2, 0.4],
    [0.3, 1.9],
  ];
  const of = (count: number, sureness = 1) => {
    const y = Array.from({ length: count }, (_, i) => i % 2);
    const call = callOf(
      `out = ${sureness} * torch.tensor(${JSON.stringify(all.slice(0, count))})\ny = torch.tensor(${JSON.stringify(y)})\nloss = F.cross_entropy(out, y)\n`,
    );
    return `${call.verdict} ${call.cause}`;
  };

  it("four samples are a doubt where all are very sure of themselves, five are one, nine are certain", () => {
    assert.equal(of(3), "right null");
    assert.equal(of(4, 0.5), "right null");
    assert.equal(of(4), "unsure swapped-columns");
    assert.equal(of(5), "unsure swapped-columns");
    assert.equal(of(9), "wrong swapped-columns");
  });
});
