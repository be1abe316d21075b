import assert from "node:assert/strict";
import { backwardCalls } from "../../../src/diagnosis/backward";
import { check } from "../../../src/library";
import type { TextUnit } from "../../../src/textUnit";

/** `loss`, `loss(…)` with arguments, and `loss again @3` where the graph is gone since the call in line 3. */
function calls(text: string, role: TextUnit["role"] = "code"): readonly string[] {
  const line = (offset: number) => text.slice(0, offset).split("\n").length;
  return backwardCalls({ id: "a", version: 1, languageId: "python", text, role }, 4).map(
    ({ place, of, hasArguments, first }) => {
      assert.equal(place.unit, 4);
      assert.match(text.slice(place.start, place.end), /^.+\.backward\(.*\)$/);
      const again = first && ` again @${line(first.start)}`;
      return `${text.slice(of.start, of.end)}${hasArguments ? "(…)" : ""}${again ?? ""}`;
    },
  );
}

const REPEATED = ["loss again @2"];

/** Where torch raises "Trying to backward through the graph a second time", and where it may not. */
const rows: readonly (readonly [title: string, text: string, expected: readonly string[]])[] = [
  ["once", "loss.backward()", ["loss"]],
  ["twice", "loss.backward()\nloss.backward()", ["loss", "loss again @1"]],
  ["three times", "l.backward()\nl.backward()\nl.backward()", ["l", "l again @1", "l again @1"]],
  ["of an attribute", "self.loss.backward()\nself.loss.backward()", ["self.loss", "self.loss again @1"]],
  ["two losses", "a.backward()\nb.backward()", ["a", "b"]],
  ["computed anew", "loss.backward()\nloss = f(x)\nloss.backward()", ["loss", "loss"]],
  ["added to", "loss.backward()\nloss += f(x)\nloss.backward()", ["loss", "loss"]],
  ["given to somebody", "loss.backward()\nprint(loss)\nloss.backward()", ["loss", "loss"]],
  ["another name in between", "loss.backward()\noptimizer.step()\nloss.backward()", ["loss", "loss again @1"]],
  ["a block in between", "loss.backward()\nif a:\n    pass\nloss.backward()", ["loss", "loss"]],
  ["a graph that is kept", "loss.backward(retain_graph=True)\nloss.backward()", ["loss", "loss"]],
  ["kept the second time", "a.backward()\na.backward(retain_graph=True)\na.backward()", ["a", "a again @1", "a"]],
  ["of a sum", "(a + b).backward()\n(a + b).backward()", ["a + b", "a + b"]],
  ["of a call", "f(x).backward()\nf(x).backward()", ["f(x)", "f(x)"]],
  ["with a gradient", "loss.backward(g)\nloss.backward(gradient=g)", ["loss(…)", "loss(…) again @1"]],
  ["create_graph is no gradient", "loss.backward(create_graph=True)", ["loss"]],
  ["both settings", "loss.backward(retain_graph=True, create_graph=True)", ["loss"]],
  ["a gradient and a setting", "loss.backward(g, retain_graph=True)", ["loss(…)"]],
  ["in a function", "def step():\n    loss.backward()\n    loss.backward()", ["loss", "loss again @2"]],
  ["in a class", "class A:\n    def step(self):\n        self.l.backward()", ["self.l"]],
  ["in a branch", "if a:\n    loss.backward()\nelse:\n    loss.backward()", ["loss", "loss"]],
  ["a value of something", "a = loss.backward()\nf(loss.backward())", []],
  ["another method", "loss.backwards()\nloss.step()\nbackward(loss)\nx", []],
  ["a comment", "# loss.backward()", []],

  ["again and again", "for i in range(10):\n    loss.backward()", REPEATED],
  ["as often as a name says", "for _ in range(n_steps):\n    loss.backward()", REPEATED],
  ["twice in a loop", "for i in range(2):\n    loss.backward()", REPEATED],
  ["once in a loop", "for i in range(1):\n    loss.backward()", ["loss"]],
  ["never", "for i in range(0):\n    loss.backward()", ["loss"]],
  ["over what nobody knows", "for b in loader:\n    loss.backward()", ["loss"]],
  ["over a range of something", "for i in range(len(x)):\n    loss.backward()", ["loss"]],
  ["over some of a range", "for i in list(range(10)):\n    loss.backward()", ["loss"]],
  ["over a part of a range", "for i in (a, range(10)):\n    loss.backward()", ["loss"]],
  ["over the end of a name", "for i in my_range(10):\n    loss.backward()", ["loss"]],
  ["computed after the loop", "for i in range(10):\n    loss.backward()\nloss = f(x)", REPEATED],
  ["a call of a name", "f(x)\nbackward()", []],
  ["computed in the loop", "for i in range(10):\n    loss = f(x)\n    loss.backward()", ["loss"]],
  ["added to in the loop", "for i in range(10):\n    loss.backward()\n    loss += f(x)", ["loss"]],
  ["unpacked in the loop", "for i in range(10):\n    loss, a = f(x)\n    loss.backward()", ["loss"]],
  ["the loop's own", "for i in range(10):\n    for loss in a:\n        pass\n    loss.backward()", ["loss"]],
  ["opened in the loop", "for i in range(10):\n    with f() as loss:\n        pass\n    loss.backward()", ["loss"]],
  ["compared in the loop", "for i in range(10):\n    a(loss == b)\n    loss.backward()", ["loss again @3"]],
  ["another one computed", "for i in range(10):\n    my_loss = f(x)\n    loss.backward()", ["loss again @3"]],
  ["in a branch of the loop", "for i in range(10):\n    if i == 0:\n        loss.backward()", ["loss"]],
  ["left at once", "for i in range(10):\n    loss.backward()\n    break", ["loss"]],
  ["kept in the loop", "for i in range(10):\n    loss.backward(retain_graph=True)", ["loss"]],
  ["of an attribute in a loop", "for i in range(10):\n    self.loss.backward()", ["self.loss"]],
  ["in front of the loop", "loss.backward()\nfor i in range(10):\n    a.backward()", ["loss", "a again @3"]],
  ["twice, in a loop", "for i in range(9):\n    l.backward()\n    l.backward()", ["l again @2", "l again @2"]],
];

describe("calls of backward()", () => {
  for (const [title, text, expected] of rows) it(title, () => assert.deepEqual(calls(text), expected));

  it("none in what was printed", () => assert.deepEqual(calls("loss.backward()", "output"), []));
});

describe("methods that are named and not called", () => {
  const step = (...lines: readonly string[]) =>
    `import torch, torch.nn as nn, torch.nn.functional as F
net = nn.Linear(4, 3)
optimizer = torch.optim.SGD(net.parameters(), lr=0.1)
for x, y in loader:
    loss = F.cross_entropy(net(x), y)
    ${lines.join("\n    ")}
`;
  const said = (text: string) => check(text, "python").calls.map(({ cause, fixes }) => [cause, fixes[0]?.title]);

  it("are a mistake of the loss that they are about", () => {
    assert.deepEqual(said(step("loss.backward", "optimizer.step()")), [["graph", "Use loss.backward()"]]);
    assert.deepEqual(said(step("loss.backward()", "optimizer.step # one")), [["graph", "Use optimizer.step()"]]);
    assert.deepEqual(said(step("optimizer.zero_grad;", "loss.backward()", "optimizer.step()")), [
      ["graph", "Use optimizer.zero_grad()"],
    ]);
  });

  it("are none where they are called, handed on, or of something else", () => {
    for (const lines of [
      ["loss.backward()", "optimizer.step()"],
      ["go = loss.backward", "go()", "optimizer.step()"],
      ["loss.backward()", "run(optimizer.step)"],
      ["loss.backward()", "optimizer.step()", "environment.step"],
      ["other = x.sum()", "other.backward", "loss.backward()", "optimizer.step()"],
    ])
      assert.deepEqual(said(step(...lines)), [[null, undefined]], lines.join("; "));
  });
});
