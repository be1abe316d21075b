import assert from "node:assert/strict";
import { axisAfter } from "../../../src/diagnosis/axisAfter";
import { callFacts } from "../../../src/diagnosis/callFacts";
import { importedName } from "../../../src/diagnosis/imports";
import { laterReduction } from "../../../src/diagnosis/laterReduction";
import { isLossItself, laterSteps, laterValues, numberIn, someOrigin } from "../../../src/diagnosis/laterValues";
import {
  isDivision,
  isTransparent,
  keepsItsAxes,
  lastMeaningful,
  originChain,
  shareSource,
} from "../../../src/diagnosis/originChain";
import { sharesGraph } from "../../../src/diagnosis/sharedGraph";
import { interpret } from "../../../src/python/interpret/interpret";
import type { OperationOrigin, Value } from "../../../src/python/value";
import type { TextUnit } from "../../../src/textUnit";

const unitOf = (text: string, role: TextUnit["role"] = "code"): TextUnit => {
  return { id: "a.py", version: 1, languageId: "python", text, role };
};

const head = `import torch, torch.nn as nn, torch.nn.functional as F
x = torch.tensor([[2.0, 0.5], [0.1, 1.5]], requires_grad=True)
y = torch.tensor([0, 1])
net = nn.Linear(2, 2)
`;

function madeBy(code: string, name = "v"): { readonly value: Value; readonly units: readonly TextUnit[] } {
  const units = [unitOf(head + code)];
  const value = interpret(units).definitions.findLast((each) => each.name === name)?.value;
  assert.ok(value !== undefined);
  return { value, units };
}

describe("the operations that a value went through, the latest first", () => {
  const rows: readonly (readonly [code: string, operations: string])[] = [
    ["v = x.softmax(1).log()", "log softmax tensor"],
    ["v = torch.log(x.softmax(1)[0])", "log getitem softmax tensor"],
    ["v = -x", "neg tensor"],
    ["p = x.exp()\nv = p * 2", "mul exp tensor"],
    // Branches that end in one operation at one place are one way.
    ["if a:\n    p = x.exp()\nelse:\n    p = x.exp()\nv = p.log()", "log"],
    ["v = x.exp()\nv += 1", ""],
    ["v = other(x)", ""],
  ];
  for (const [code, operations] of rows) {
    it(code, () => {
      const { steps } = originChain(madeBy(code).value);
      assert.equal(steps.map(({ operation }) => operation).join(" "), operations);
    });
  }

  it("64 of them at most", () => {
    assert.equal(originChain(madeBy(`v = x${".exp()".repeat(80)}`).value).steps.length, 64);
  });

  it("what they were applied to stands where it is written, and what the first was applied to is kept", () => {
    const { value, units } = madeBy("v = torch.softmax(x + 1, 1)");
    const [step] = originChain(value).steps;
    const written = ({ start, end }: { readonly start: number; readonly end: number }) =>
      units[0].text.slice(start, end);
    assert.equal(written(step.place), "torch.softmax(x + 1, 1)");
    assert.equal(step.operand.place && written(step.operand.place), "x + 1");
    assert.equal(step.settings.dim, 1);
    assert.equal(originChain(value).base.kind, "list");
  });
});

describe("what gave a value its meaning", () => {
  const rows: readonly (readonly [code: string, operation: string | undefined, after: string])[] = [
    ["v = x.softmax(1).view(-1).float()", "softmax", "view"],
    ["v = x.view(-1)", undefined, ""],
    ["v = x.sigmoid()", "sigmoid", ""],
    ["v = x.exp().squeeze().detach()", "exp", "detach squeeze"],
  ];
  for (const [code, operation, after] of rows) {
    it(code, () => {
      const found = lastMeaningful(originChain(madeBy(code).value));
      assert.equal(found?.step.operation, operation);
      if (operation !== undefined)
        assert.equal(
          found?.after
            .map((each) => each.operation)
            .join(" ")
            .replace("float", "to"),
          after,
        );
    });
  }

  it("only what moves, copies or retypes is transparent, and only some of it leaves every axis in its place", () => {
    const moving =
      "view reshape flatten squeeze unsqueeze transpose permute movedim t T mT getitem narrow select expand".split(" ");
    const keeping =
      "contiguous clone detach to type float double half cuda cpu numpy tensor as_tensor array identity dropout".split(
        " ",
      );
    for (const name of moving) assert.deepEqual([isTransparent(name), keepsItsAxes(name)], [true, false], name);
    for (const name of keeping) assert.deepEqual([isTransparent(name), keepsItsAxes(name)], [true, true], name);
    for (const name of ["softmax", "log", "add", "argmax", "long", "", "views"])
      assert.deepEqual([isTransparent(name), keepsItsAxes(name)], [false, false], name);
    for (const name of ["div", "truediv", "true_divide", "div_"]) assert.ok(isDivision(name), name);
    for (const name of ["divide_no", "floordiv", "mul", "xdiv"]) assert.ok(!isDivision(name), name);
  });
});

describe("arrays whose elements were only moved", () => {
  const rows: readonly (readonly [code: string, share: boolean])[] = [
    ["a = x.view(-1)\nb = x[0]", true],
    ["a = x\nb = x.float()", true],
    ["p = x.exp()\na = p.view(-1)\nb = p.t()", true],
    ["a = x.exp()\nb = x.exp()", false],
    ["a = x.exp()\nb = x", false],
    ["a = x.exp().view(-1)\nb = x.view(-1)", false],
    ["a = x.view(-1)\nb = y.view(-1)", false],
  ];
  for (const [code, share] of rows) {
    it(code, () => {
      const { definitions } = interpret([unitOf(head + code)]);
      const [a, b] = ["a", "b"].map((name) => definitions.findLast((each) => each.name === name)?.value);
      assert.ok(a !== undefined && b !== undefined);
      assert.equal(shareSource(a, b), share);
    });
  }
});

describe("two losses that go back through one operation whose arrays backward() frees", () => {
  const rows: readonly (readonly [code: string, share: boolean])[] = [
    ["h = net(x)\na = h.sum()\nb = h.mean()", true],
    ["h = x.exp()\na = h.sum()\nb = (h * 2).sum()", true],
    ["h = x.softmax(1)\na = h[0].sum()\nb = h[1].sum()", true],
    ["h = x ** 2\na = h.sum()\nb = h.mean()", true],
    ["h = x.log()\na = torch.stack([h.sum(), h.mean()]).sum()\nb = h.mean()", true],
    ["h = x + 1\na = h.sum()\nb = h.mean()", false],
    ["h = x.view(-1)\na = h.sum()\nb = h.mean()", false],
    ["a = x.exp().sum()\nb = x.exp().mean()", false],
    ["h = x.exp().detach()\na = (h * x).sum()\nb = (h * x).mean()", false],
    ["h = x.detach().exp()\na = h.sum()\nb = h.mean()", false],
    ["h = x.exp()\nwith torch.no_grad():\n    c = 1\na = h.sum()\nb = h.mean()", false],
    ["h = x.exp()\nwith torch.inference_mode():\n    c = 1\na = h.sum()\nb = h.mean()", false],
  ];
  for (const [code, share] of rows) {
    it(code, () => {
      const units = [unitOf(head + code)];
      const { definitions } = interpret(units);
      const [a, b] = ["a", "b"].map((name) => definitions.findLast((each) => each.name === name)?.value);
      assert.ok(a !== undefined && b !== undefined);
      assert.equal(sharesGraph(a, b, units), share);
    });
  }
});

/** The facts of the first call of a text behind the arrays. */
function factsOf(code: string) {
  const interpretation = interpret([unitOf(head + code)]);
  const facts = callFacts(interpretation.calls[0], interpretation);
  assert.ok(facts !== undefined);
  return facts;
}

const LOSSES = 'loss = F.cross_entropy(x, y, reduction="none")\n';

describe("what the code makes of losses that are not reduced", () => {
  const rows: readonly (readonly [code: string, reduction: string | undefined])[] = [
    ["m = loss.mean()", "mean"],
    ["m = loss.sum()", "sum"],
    ["m = torch.mean(loss)", "mean"],
    ["m = loss.detach().cpu().mean()", "mean"],
    ["m = loss.mean()\nn = loss.mean()", "mean"],
    ["m = loss.mean()\nn = loss.sum()", undefined],
    ["m = loss.mean()\nn = loss * 2", undefined],
    ["m = loss.mean(0)", undefined],
    ["m = (loss * 2).mean()", undefined],
    ["m = loss.max()", undefined],
    ["m = 1", undefined],
  ];
  for (const [code, reduction] of rows) {
    it(code, () => {
      const found = laterReduction(factsOf(LOSSES + code));
      assert.equal(found?.reduction, reduction);
      if (reduction !== undefined) assert.equal(found?.origin.operation, reduction);
    });
  }
});

describe("values that came of a loss", () => {
  it("as names hold them and as they are shown", () => {
    const facts = factsOf(
      `${LOSSES}a = loss * 2\nb = x.exp()\nprint(loss.item())\nassert (loss + 1).sum() > 0\nc = [loss, b]`,
    );
    const operations = laterValues(facts).map(({ origin }) =>
      origin.kind === "operation" ? origin.operation : origin.kind,
    );
    assert.equal(operations.filter((each) => each === "exp").length, 0);
    for (const each of ["cross_entropy", "mul"]) assert.ok(operations.includes(each), operations.join());
  });
  it("one step after the other, without what the loss was made of", () => {
    const steps = laterSteps(factsOf(`${LOSSES}a = (loss * 2).sum() / 3`)).map(({ origin }) => origin.operation);
    assert.deepEqual(steps.toSorted(), ["div", "mul", "sum"]);
  });
  it("are the loss itself where it was only copied or made a number", () => {
    const facts = factsOf(`${LOSSES}v = loss`);
    const { definitions } = interpret([
      unitOf(`${head}${LOSSES}a = loss.detach().cpu().clone()\nb = loss * 1\nc = x\nd = loss.sum()`),
    ]);
    const is = (name: string) => {
      const value = definitions.findLast((each) => each.name === name)?.value;
      assert.ok(value !== undefined);
      return isLossItself(value, facts.call.place);
    };
    assert.deepEqual(["loss", "a", "b", "c", "d"].map(is), [true, true, false, false, false]);
  });
  it("as numbers, where they are one", () => {
    const of = (code: string) => numberIn(madeBy(code).value);
    assert.deepEqual([of("v = 3"), of("v = torch.tensor(2.5)"), of("v = torch.tensor([2.5])")], [3, 2.5, 2.5]);
    assert.deepEqual(
      [of("v = torch.tensor([1.0, 2.0])"), of("v = 'a'"), of("v = other()")],
      [undefined, undefined, undefined],
    );
  });
  it("are looked through as far as lists and branches go", () => {
    const has = (code: string, name: string) =>
      someOrigin(madeBy(code).value.origin, ({ operation }) => operation === name);
    assert.ok(has("v = torch.stack([x.exp(), x.log()])", "log"));
    assert.ok(!has("v = torch.stack([x.exp(), x.log()])", "sqrt"));
    assert.ok(!has("v = 3", "exp"));
  });
});

describe("the name by which code has a module", () => {
  const rows: readonly (readonly [code: string, path: string, name: string | undefined])[] = [
    ["import torch", "torch", "torch"],
    ["import torch as t", "torch", "t"],
    ["import torch.nn", "torch", "torch"],
    ["import torch.nn", "torch.nn", "torch.nn"],
    ["import torch.nn as nn", "torch.nn", "nn"],
    ["import torch.nn.functional as F", "torch.nn.functional", "F"],
    ["import torch.nn as nn", "torch.nn.functional", "nn.functional"],
    ["import torch", "torch.nn.functional", "torch.nn.functional"],
    ["from torch import nn", "torch.nn", "nn"],
    ["from torch import nn as n", "torch.nn.functional", "n.functional"],
    ["from torch.nn import functional as F", "torch.nn.functional", "F"],
    ["from . import torch", "torch", undefined],
    ["from .torch import nn", "torch.nn", undefined],
    ["from torch import *", "torch.nn", undefined],
    ["import numpy as np", "torch", undefined],
    ["x = 1", "torch.nn", undefined],
    ["import numpy, torch as t", "torch", "t"],
  ];
  for (const [code, path, name] of rows)
    it(`${path}: ${code}`, () => assert.equal(importedName([unitOf(code)], path), name));

  it("in any cell, and in no output", () => {
    assert.equal(importedName([unitOf("x = 1"), unitOf("import torch as t")], "torch"), "t");
    assert.equal(importedName([unitOf("import torch as t", "output")], "torch"), undefined);
  });
});

describe("where an axis is after views", () => {
  const operation = (name: string, before: readonly number[], settings = {}): OperationOrigin => {
    const value = { kind: "unknown", facts: { shape: before }, origin: { kind: "literal" } } as unknown as Value;
    const operands = [{ value, place: undefined }];
    return { kind: "operation", operation: name, settings, place: { unit: 0, start: 0, end: 0 }, operands };
  };
  const result = (shape: readonly (number | undefined)[]) => {
    return { kind: "unknown", facts: { shape }, origin: { kind: "literal" } } as unknown as Value;
  };
  const rows: readonly (readonly [
    name: string,
    before: readonly number[],
    after: readonly (number | undefined)[],
    axis: number,
    at: number | "merged" | undefined,
  ])[] = [
    ["view", [2, 3, 4], [6, 4], 2, 1],
    ["view", [2, 3, 4], [6, 4], 0, "merged"],
    ["view", [2, 3, 4], [2, 12], 0, 0],
    ["view", [2, 3, 4], [2, 12], 2, undefined],
    ["view_as", [2, 3, 4], [2, 3, 2, 2], 1, 1],
    ["reshape_as", [2, 3], [3, 2], 0, "merged"],
    ["view", [2, 1, 4], [2, 4], 1, undefined],
    ["view", [2, 3, 4], [undefined, 4], 0, undefined],
    ["view", [2, 3, 4], [undefined, 4], 1, "merged"],
    ["view", [2, 3, 4], [undefined, undefined, 4], 1, undefined],
    ["view", [2, 3, 4], [undefined, 3], 1, undefined],
    ["view", [2, 3, 1], [undefined, 1], 0, undefined],
    ["my_view", [2, 3], [2, 3], 0, undefined],
    ["viewed", [2, 3], [2, 3], 0, undefined],
    ["contiguous", [2, 3], [2, 3], 1, 1],
  ];
  for (const [name, before, after, axis, at] of rows) {
    it(`axis ${axis} of (${before}) by ${name} to (${after})`, () => {
      assert.equal(axisAfter(axis, [operation(name, before)], result(after)), at);
    });
  }
  it("is not known of what has no sizes", () => {
    const none = { kind: "unknown", facts: {}, origin: { kind: "literal" } } as unknown as Value;
    assert.equal(axisAfter(0, [operation("view", [2, 3])], none), undefined);
    assert.equal(axisAfter(0, [{ ...operation("view", [2, 3]), operands: [] }], result([6])), undefined);
  });
  it("goes where it is moved", () => {
    const swap = operation("transpose", [2, 3, 4], { dim0: 0, dim1: 2 });
    assert.deepEqual(
      [0, 1, 2].map((axis) => axisAfter(axis, [swap], result([4, 3, 2]))),
      [2, 1, 0],
    );
    const order = operation("permute", [2, 3, 4], { order: "2,0,1" });
    assert.deepEqual(
      [0, 1, 2].map((axis) => axisAfter(axis, [order], result([4, 2, 3]))),
      [1, 2, 0],
    );
    assert.equal(axisAfter(0, [operation("permute", [2, 3], { order: "1" })], result([3])), undefined);
  });
});
