import assert from "node:assert/strict";
import type { TextEdit } from "../../../src/diagnosis/answer";
import { type CallFacts, callFacts } from "../../../src/diagnosis/callFacts";
import {
  applyEdits,
  argumentFix,
  converted,
  functionOf,
  literalFix,
  operandText,
  swapArguments,
} from "../../../src/diagnosis/edits";
import { renameLoss, setOption } from "../../../src/diagnosis/lossEdits";
import type { FixCandidate } from "../../../src/diagnosis/row";
import { removeStep, renameStep } from "../../../src/diagnosis/stepEdits";
import type { TensorOp } from "../../../src/engine/ops/tensorOp";
import { interpret } from "../../../src/python/interpret/interpret";
import type { TextUnit } from "../../../src/textUnit";

const unitOf = (text: string): TextUnit => ({ id: "a.py", version: 1, languageId: "python", text, role: "code" });

describe("an expression that a method is called on", () => {
  const primary =
    "x|_x|x1|a.b|a_1.b2|f(x)|f(x)[0].y|(a + b)|(a)(b)|[1, 2]|[1][0]|{1: 2}|x[(a, {1: 2})]|net.fc(x)(y)|(-1)";
  for (const text of primary.split("|")) it(`${text} as it is`, () => assert.equal(operandText(text), text));

  const others = [
    ..."a + b|-x|~x|1.5|1|a b|a .b|a.|a..b|a.5|.x|f(x|f(x))|f(x]|([)]|a(b)c|a[0]b|x if y else z|lambda: x|not x".split(
      "|",
    ),
    ...["await x", "a, b", "", "x # y", "'a'", 'f("x")', "a(b)[0] + 1", "a (b)"],
  ];
  for (const text of others) it(`${text} in parentheses`, () => assert.equal(operandText(text), `(${text})`));
});

describe("conversions as code", () => {
  const rows: readonly (readonly [ops: readonly TensorOp[], text: string, code: string])[] = [
    [[{ op: "to", dtype: "bool" }], "x", "x.bool()"],
    [[{ op: "to", dtype: "int32" }], "x", "x.int()"],
    [[{ op: "to", dtype: "int64" }], "x", "x.long()"],
    [[{ op: "to", dtype: "float16" }], "x", "x.half()"],
    [[{ op: "to", dtype: "bfloat16" }], "x", "x.bfloat16()"],
    [[{ op: "to", dtype: "float32" }], "a + b", "(a + b).float()"],
    [[{ op: "to", dtype: "float64" }], "x", "x.double()"],
    [[{ op: "to", dtype: "uint8" }], "x", "x.to(torch.uint8)"],
    [[{ op: "squeeze", dim: 1 }], "x", "x.squeeze(1)"],
    [[{ op: "unsqueeze", dim: -1 }], "a - b", "(a - b).unsqueeze(-1)"],
    [[{ op: "argmax", dim: 1 }], "x", "x.argmax(1)"],
    [[{ op: "softmax", dim: 1 }], "x", "x.softmax(1)"],
    [[{ op: "logSoftmax", dim: 2 }], "x", "x.log_softmax(2)"],
    [[{ op: "sigmoid" }], "x", "x.sigmoid()"],
    [[{ op: "log" }], "-x", "(-x).log()"],
    [[{ op: "exp" }], "x", "x.exp()"],
    [[{ op: "logSigmoid" }], "a + b", "torch.nn.functional.logsigmoid(a + b)"],
    [[{ op: "movedim", source: 2, destination: 1 }], "x", "x.movedim(2, 1)"],
    [[{ op: "oneHot", classes: 3 }], "a + b", "torch.nn.functional.one_hot(a + b, 3)"],
    [
      [
        { op: "squeeze", dim: 1 },
        { op: "to", dtype: "int64" },
      ],
      "y - 1",
      "(y - 1).squeeze(1).long()",
    ],
    [[], "a + b", "a + b"],
  ];
  for (const [ops, text, code] of rows) it(code, () => assert.equal(converted(ops, text), code));
});

describe("edits of a text", () => {
  const units = [unitOf("loss = f(x, y)"), unitOf("a = 1")];
  const edit = (unit: number, start: number, end: number, text: string): TextEdit => {
    return { place: { unit, start, end }, text };
  };
  const applied = (...edits: readonly TextEdit[]) => applyEdits(units, edits)?.map(({ text }) => text);

  it("all of them, from wherever they come", () => {
    const expected = ["loss = g(x.long(), y)", "a = 12"];
    const edits = [edit(0, 7, 8, "g"), edit(1, 5, 5, "2"), edit(0, 10, 10, ".long()")];
    assert.deepEqual(applied(...edits), expected);
    assert.deepEqual(applied(...edits.toReversed()), expected);
  });
  it("none", () => assert.deepEqual(applied(), ["loss = f(x, y)", "a = 1"]));
  it("side by side", () => assert.deepEqual(applied(edit(1, 0, 1, "b"), edit(1, 1, 4, ":"))?.[1], "b:1"));
  it("not one in another", () => assert.equal(applied(edit(0, 7, 14, "g()"), edit(0, 9, 10, "z")), undefined));
  it("not of a unit that is not there", () => assert.equal(applied(edit(2, 0, 0, "z")), undefined));
  it("make a new version of what they change", () => {
    assert.deepEqual(
      applyEdits(units, [edit(1, 0, 1, "b")])?.map(({ version }) => version),
      [1, 2],
    );
  });
});

const imports = "import torch\nimport torch.nn as nn\nimport torch.nn.functional as F\n";
const arrays = "x = torch.tensor([[2.0, 0.5], [0.1, 1.5]])\ny = torch.tensor([0, 1])\n";

/** The facts of the last call of a text. */
function factsOf(text: string): CallFacts {
  const interpretation = interpret([unitOf(text)]);
  const call = interpretation.calls.at(-1);
  const facts = call && callFacts(call, interpretation);
  assert.ok(facts !== undefined);
  return facts;
}

/** What a text becomes; undefined where nothing is changed. */
function textAfter(facts: CallFacts, edits: readonly TextEdit[] | undefined): string | undefined {
  if (edits === undefined || edits.length === 0) return undefined;
  return applyEdits(facts.units, edits)?.[0].text;
}

/** Title and the text afterwards, without what stands in front of the code. */
function fixed(facts: CallFacts, fix: FixCandidate | undefined, head: string): string | undefined {
  if (fix === undefined) return undefined;
  const title = "code" in fix.title ? `${fix.title.kind} ${fix.title.code}` : fix.title.kind;
  return `${title} | ${textAfter(facts, fix.edits)?.slice(head.length)}`;
}

describe("an option that is set", () => {
  const rows: readonly (readonly [code: string, expected: string | undefined])[] = [
    ["F.cross_entropy(x, y)", "add label_smoothing=0.1 | F.cross_entropy(x, y, label_smoothing=0.1)"],
    ["F.cross_entropy(x, y,)", "add label_smoothing=0.1 | F.cross_entropy(x, y, label_smoothing=0.1)"],
    ["F.cross_entropy(x,\n    y\n)", "add label_smoothing=0.1 | F.cross_entropy(x,\n    y, label_smoothing=0.1\n)"],
    [
      "F.cross_entropy(x, y, label_smoothing=0.2)",
      "use label_smoothing=0.1 | F.cross_entropy(x, y, label_smoothing=0.1)",
    ],
    ["nn.CrossEntropyLoss()(x, y)", "add label_smoothing=0.1 | nn.CrossEntropyLoss(label_smoothing=0.1)(x, y)"],
    [
      "nn.CrossEntropyLoss(label_smoothing=0)(x, y)",
      "use label_smoothing=0.1 | nn.CrossEntropyLoss(label_smoothing=0.1)(x, y)",
    ],
    [
      "c = nn.CrossEntropyLoss( )\nc(x, y)",
      "add label_smoothing=0.1 | c = nn.CrossEntropyLoss(label_smoothing=0.1 )\nc(x, y)",
    ],
  ];
  const head = imports + arrays;
  for (const [code, expected] of rows) {
    it(code, () => {
      const facts = factsOf(head + code);
      assert.equal(fixed(facts, setOption(facts, "label_smoothing", "0.1"), head), expected);
    });
  }
});

describe("another loss in the same place", () => {
  const rows: readonly (readonly [head: string, code: string, loss: string, expected: string | undefined])[] = [
    [imports, "F.cross_entropy(x, y)", "NLLLoss", "use F.nll_loss | F.nll_loss(x, y)"],
    [
      imports,
      "torch.nn.functional.cross_entropy(x, y)",
      "NLLLoss",
      "use torch.nn.functional.nll_loss | torch.nn.functional.nll_loss(x, y)",
    ],
    [imports, "nn.CrossEntropyLoss()(x, y)", "NLLLoss", "use nn.NLLLoss | nn.NLLLoss()(x, y)"],
    [
      imports,
      "F.cross_entropy(x, y)",
      "MultiLabelSoftMarginLoss",
      "use F.multilabel_soft_margin_loss | F.multilabel_soft_margin_loss(x, y)",
    ],
    [imports, "F.cross_entropy(x, y)", "SmoothL1Loss", undefined],
    [
      `${imports}from torch.nn.functional import cross_entropy\n`,
      "cross_entropy(x, y)",
      "NLLLoss",
      "use F.nll_loss | F.nll_loss(x, y)",
    ],
    [
      `${imports}from torch.nn import NLLLoss\n`,
      "NLLLoss()(x, y)",
      "CrossEntropyLoss",
      "use nn.CrossEntropyLoss | nn.CrossEntropyLoss()(x, y)",
    ],
    [
      "import torch\nfrom torch.nn import NLLLoss\n",
      "NLLLoss()(x, y)",
      "CrossEntropyLoss",
      "use torch.nn.CrossEntropyLoss | torch.nn.CrossEntropyLoss()(x, y)",
    ],
    // Another call needs the loss as it is.
    [
      imports,
      "c = nn.NLLLoss()\na = c(x.log_softmax(1), y)\nb = c(x, y)",
      "CrossEntropyLoss",
      "use nn.CrossEntropyLoss() | c = nn.NLLLoss()\na = c(x.log_softmax(1), y)\nb = nn.CrossEntropyLoss()(x, y)",
    ],
    [
      imports,
      "c = nn.NLLLoss(reduction='sum')\na = c(x.log_softmax(1), y)\nb = c(x, y)",
      "CrossEntropyLoss",
      "use nn.CrossEntropyLoss | c = nn.CrossEntropyLoss(reduction='sum')\na = c(x.log_softmax(1), y)\nb = c(x, y)",
    ],
    [
      imports,
      "c = nn.NLLLoss()\nd = nn.NLLLoss()\na = c(x.log_softmax(1), y)\nb = d(x, y)",
      "CrossEntropyLoss",
      "use nn.CrossEntropyLoss | c = nn.NLLLoss()\nd = nn.CrossEntropyLoss()\na = c(x.log_softmax(1), y)\nb = d(x, y)",
    ],
  ];
  for (const [head, code, loss, expected] of rows) {
    it(`${code} as ${loss}`, () => {
      const facts = factsOf(head + arrays + code);
      assert.equal(fixed(facts, renameLoss(facts, loss), head + arrays), expected);
    });
  }
});

describe("a step of the input", () => {
  const without: readonly (readonly [code: string, expected: string | undefined])[] = [
    ["F.cross_entropy(F.softmax(x, 1), y)", "F.cross_entropy(x, y)"],
    ["F.cross_entropy(x.softmax(1), y)", "F.cross_entropy(x, y)"],
    ["F.cross_entropy(F.softmax(x + 1, 1), y)", "F.cross_entropy(x + 1, y)"],
    ["F.cross_entropy((x + 1).softmax(1), y)", "F.cross_entropy((x + 1), y)"],
    ["p = torch.softmax(x, dim=1)\nF.cross_entropy(p, y)", "p = x\nF.cross_entropy(p, y)"],
    [
      "n = nn.Sequential(nn.Identity(), nn.Softmax(1))\nF.cross_entropy(n(x), y)",
      "n = nn.Sequential(nn.Identity())\nF.cross_entropy(n(x), y)",
    ],
    [
      "n = nn.Sequential(nn.Softmax(1), nn.Identity())\nF.cross_entropy(n(x), y)",
      "n = nn.Sequential(nn.Identity())\nF.cross_entropy(n(x), y)",
    ],
    [
      "n = nn.Sequential(\n    nn.Identity(),  # as it is\n    nn.Softmax(1),\n)\nF.cross_entropy(n(x), y)",
      "n = nn.Sequential(\n    nn.Identity(),\n)\nF.cross_entropy(n(x), y)",
    ],
    ["n = nn.Softmax(1)\nF.cross_entropy(n(x), y)", "n = nn.Softmax(1)\nF.cross_entropy(x, y)"],
  ];
  const head = imports + arrays;
  const stepOf = (facts: CallFacts, operation = /softmax/) => {
    const step = facts.input.chain.steps.find((each) => operation.test(each.operation));
    assert.ok(step !== undefined);
    return step;
  };
  for (const [code, expected] of without) {
    it(`left out: ${code}`, () => {
      const facts = factsOf(head + code);
      const text = textAfter(facts, removeStep(facts, stepOf(facts)))?.slice(head.length);
      assert.equal(text, expected);
    });
  }

  const renamed: readonly (readonly [code: string, expected: string | undefined])[] = [
    ["F.cross_entropy(F.softmax(x, 1), y)", "F.cross_entropy(F.log_softmax(x, 1), y)"],
    ["F.cross_entropy(x.softmax(1), y)", "F.cross_entropy(x.log_softmax(1), y)"],
    [
      "softmax = x * 1\nF.cross_entropy(softmax.softmax(1), y)",
      "softmax = x * 1\nF.cross_entropy(softmax.log_softmax(1), y)",
    ],
    [
      "softmax = x * 1\nF.cross_entropy(F.softmax(softmax, 1), y)",
      "softmax = x * 1\nF.cross_entropy(F.log_softmax(softmax, 1), y)",
    ],
    ["n = nn.Sequential(nn.Identity(), nn.Softmax(1))\nF.cross_entropy(n(x), y)", undefined],
  ];
  for (const [code, expected] of renamed) {
    it(`by another name: ${code}`, () => {
      const facts = factsOf(head + code);
      const edits = renameStep(facts, stepOf(facts), /\bsoftmax\b/, "log_softmax");
      assert.equal(textAfter(facts, edits)?.slice(head.length), expected);
    });
  }
});

describe("an argument in other words", () => {
  const head = imports + arrays;

  it("changed where it stands, by its new text", () => {
    const facts = factsOf(`${head}F.cross_entropy(x, y)`);
    const [fix, ...more] = argumentFix(facts, facts.target, (text) => `${text} - 1`);
    assert.deepEqual(more, []);
    assert.equal(fixed(facts, fix, head), "use y - 1 | F.cross_entropy(x, y - 1)");
  });
  it("not where it is not written", () => {
    const facts = factsOf(`${head}pair = (x, y)\nF.cross_entropy(*pair)`);
    assert.deepEqual(
      argumentFix(facts, facts.target, (text) => `${text} - 1`),
      [],
    );
    assert.deepEqual(swapArguments(facts), []);
  });
  it("each in the place of the other", () => {
    const facts = factsOf(`${head}F.mse_loss(x + 1, target=y)`);
    assert.equal(fixed(facts, swapArguments(facts)[0], head), "swap | F.mse_loss(y, target=x + 1)");
  });
  it("with a function of torch, or a method where the file has no torch", () => {
    const facts = factsOf(`${head}F.cross_entropy(x, y)`);
    assert.equal(functionOf(facts, "log")("a + b"), "torch.log(a + b)");
    assert.equal(functionOf(facts, "softmax", "1")("a + b"), "torch.softmax(a + b, 1)");
    const other = factsOf(`${head}F.cross_entropy(x, y)`.replace("import torch\n", "import torch as t\n"));
    assert.equal(functionOf(other, "log")("a"), "t.log(a)");
    const units = [unitOf("from torch.nn.functional import cross_entropy")];
    assert.equal(functionOf({ ...facts, units }, "log")("a + b"), "(a + b).log()");
    assert.equal(functionOf({ ...facts, units }, "softmax", "1")("a"), "a.softmax(1)");
  });
});

describe("other numbers in the literal of an argument", () => {
  const values = { data: Float64Array.of(1, 0, 0, 1), shape: [2, 2], dtype: "float32" } as const;
  const rows: readonly (readonly [target: string, expected: string | undefined])[] = [
    ["torch.tensor([[3, 4], [5, 6]])", "torch.tensor([[1, 0], [0, 1]])"],
    ["torch.tensor([[3, 4], [5, 6]]).float()", "torch.tensor([[1, 0], [0, 1]]).float()"],
    ["torch.tensor(((3, 4), (5, 6))).to(torch.float32)", "torch.tensor([[1, 0], [0, 1]]).to(torch.float32)"],
    ["torch.tensor([[3, 4], [5, 6]]) - 1", undefined],
    ["torch.tensor([[3, 4], [5, 6]]).flip(0)", undefined],
    ["torch.zeros(2, 2)", undefined],
  ];
  const head = imports + arrays;
  for (const [target, expected] of rows) {
    it(target, () => {
      const facts = factsOf(`${head}t = ${target}\nF.mse_loss(x, t)`);
      const [fix] = literalFix(facts, facts.target, values);
      const text = fix && textAfter(facts, fix.edits);
      assert.equal(text?.slice(`${head}t = `.length).split("\n")[0], expected);
      if (fix) assert.deepEqual(fix.title, { kind: "use", code: "[[1, 0], [0, 1]]" });
    });
  }
  it("not hundreds of them", () => {
    const facts = factsOf(`${head}t = torch.tensor([[3, 4], [5, 6]])\nF.mse_loss(x, t)`);
    const many = (size: number) => ({ data: new Float64Array(size), shape: [size], dtype: "float32" }) as const;
    assert.equal(literalFix(facts, facts.target, many(200)).length, 1);
    assert.equal(literalFix(facts, facts.target, many(201)).length, 0);
  });
});
