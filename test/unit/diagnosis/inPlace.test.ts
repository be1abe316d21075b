import assert from "node:assert/strict";
import { inPlaceChanges } from "../../../src/diagnosis/laterChanges";
import { leafChanges } from "../../../src/diagnosis/leafChanges";
import type { TextUnit } from "../../../src/textUnit";

const unitOf = (text: string, role: TextUnit["role"] = "code"): TextUnit => {
  return { id: "a.py", version: 1, languageId: "python", text, role };
};

/** `x add`: each change by its name and operation; `hidden` under no_grad, and `in …` the first words of its block where that is not the module. */
function changes(text: string, role?: TextUnit["role"]): readonly string[] {
  return inPlaceChanges(unitOf(text, role), 3).map(({ name, operation, place, noGrad, body }) => {
    assert.equal(place.unit, 3);
    assert.ok(text.slice(place.start, place.end).includes(name));
    const inside = body.start === 0 && body.end === text.length ? "" : ` in ${text.slice(body.start, body.end)}`;
    return `${name} ${operation}${noGrad ? " hidden" : ""}${inside.replaceAll("\n", ";")}`;
  });
}

/** What changes a tensor in place, by torch's names, in a program that goes back through it. */
const rows: readonly (readonly [text: string, expected: readonly string[]])[] = [
  ["x += 1", ["x add"]],
  ["x -= 1", ["x sub"]],
  ["x *= 2", ["x mul"]],
  ["x /= 2", ["x div"]],
  ["x **= 2", ["x pow"]],
  ["x //= 2", ["x //"]],
  ["x[0] = 1", ["x setitem"]],
  ["x[0][1] = 1", ["x setitem"]],
  ["x[:, 1] += 1", ["x setitem"]],
  ["x.w += 1", []],
  ["x.w[0] = 1", []],
  ["x = 1", []],
  ["x[0] = y[0] = 1", []],
  ["x.mul_(2)", ["x mul"]],
  ["y = x.mul_(2)", ["x mul"]],
  ["x.masked_fill_(m, 0)", ["x masked_fill"]],
  ["x.copy_(y)", ["x copy"]],
  ["x.clamp_(0, 1)", ["x clamp"]],
  ["x.requires_grad_()", []],
  ["x.detach_()", []],
  ["x.mul(2)", []],
  ["x.exp_", []],
  ["self.x.mul_(2)", []],
  ["f(x).mul_(2)", []],
  ["x.my_mul_(2)", []],
  ["if a:\n    x += 1", ["x add in x += 1"]],
  ["if a:\n    y = 1\n    x += 1\nelse:\n    x -= 1", ["x add in y = 1;    x += 1", "x sub in x -= 1"]],
  ["for i in a:\n    x += 1", ["x add in x += 1"]],
  ["with torch.no_grad():\n    x += 1", ["x add hidden"]],
  ["with a, torch.no_grad():\n    x += 1", ["x add hidden"]],
  ["with torch.enable_grad():\n    x += 1", ["x add"]],
  ["with torch.no_grad():\n    if a:\n        x += 1", ["x add hidden in x += 1"]],
  ["with torch.no_grad():\n    pass\nx += 1", ["x add"]],
  ["if a:\n    with f():\n        x += 1", ["x add in with f():;        x += 1"]],
  ["def step():\n    x += 1", ["x add in x += 1"]],
  ["class A:\n    def step(self):\n        x.zero_()", ["x zero in x.zero_()"]],
];

describe("what changes a tensor in place", () => {
  for (const [text, expected] of rows) {
    it(text, () => {
      const whole = `${text}\nloss.backward()`;
      assert.deepEqual(changes(whole), expected);
    });
  }

  it("is not looked for where nothing goes back", () => assert.deepEqual(changes("x += 1\nloss.step()"), []));
  it("is not looked for in what was printed", () => assert.deepEqual(changes("x += 1\nl.backward()", "output"), []));
  it("is found through forty blocks, not through hundreds", () => {
    const nested = (depth: number) => {
      const lines = Array.from({ length: depth }, (_, i) => `${" ".repeat(i)}if a:`);
      return [...lines, `${" ".repeat(depth)}x += 1`, "loss.backward()"].join("\n");
    };
    assert.equal(changes(nested(40)).length, 1);
    assert.equal(changes(nested(41)).length, 0);
  });
});

const LEAF = "w = torch.tensor([1.0], requires_grad=True)\n";

/** `w`, `w[]` of a part: what torch refuses to change, as it is a leaf that asks for its gradient. */
function refused(text: string, role?: TextUnit["role"]): readonly string[] {
  return leafChanges(unitOf(text, role), 2).map(({ name, ofView, place }) => {
    assert.equal(place.unit, 2);
    return `${name}${ofView ? "[]" : ""} @${text.slice(0, place.start).split("\n").length}`;
  });
}

const leaves: readonly (readonly [text: string, expected: readonly string[]])[] = [
  [`${LEAF}w += 1`, ["w @2"]],
  [`${LEAF}w[0] = 1`, ["w[] @2"]],
  [`${LEAF}w[0] += 1`, ["w[] @2"]],
  [`${LEAF}w.add_(1)`, ["w @2"]],
  [`${LEAF}w.zero_()\nw.fill_(2)`, ["w @2", "w @3"]],
  [`${LEAF}w = w + 1\nw += 1`, []],
  [`${LEAF}w[0] = x[0] = 1`, []],
  [`${LEAF}w.x += 1`, []],
  [`${LEAF}w.x[0] = 1`, []],
  [`${LEAF}w.add(1)`, []],
  [`${LEAF}w.detach_()\nw += 1`, []],
  [`${LEAF}w.requires_grad_(False)\nw += 1`, []],
  [`${LEAF}w.data += 1`, []],
  [`${LEAF}print(w)\nw += 1`, ["w @3"]],
  [`${LEAF}f(w.data)\nw += 1`, []],
  [`${LEAF}torch.set_grad_enabled(False)\nw += 1`, []],
  [`${LEAF}x += w\nw += 1`, ["w @3"]],
  [`${LEAF}w2 += 1\nw += 1`, ["w @3"]],
  [`${LEAF}for i in x:\n    w = i\nw += 1`, []],
  [`${LEAF}for w2 in x:\n    pass\nw += 1`, ["w @4"]],
  [`${LEAF}with torch.no_grad():\n    w += 1`, []],
  [`${LEAF}with torch.no_grad():\n    pass\nw += 1`, []],
  [`${LEAF}w, v = f()\nw += 1`, []],
  [`${LEAF}v = w\nv += 1`, []],
  [`${LEAF}def f():\n    v += 1\nw += 1`, ["w @4"]],
  ["a = b = torch.ones(2, requires_grad = True)\na += 1\nb += 1", ["a @2", "b @3"]],
  ["w = torch.randn(2, requires_grad=False)\nw += 1\nv = torch.zeros(1, requires_grad=True)", []],
  ["w = torch.zeros(2, dtype=d, requires_grad=True)\nw *= 2", ["w @2"]],
  ["w = torch.zeros(2, requires_grad=True).exp()\nw *= 2", []],
  ["w = f(2, requires_grad=True)\nw *= 2", []],
  ["w = torch.nested.zeros(2, requires_grad=True)\nw *= 2", []],
  ["w = torch.full((2,), 1.0, requires_grad=flag)\nw *= 2\nv = torch.zeros(1, requires_grad=True)", []],
  ["w: object = torch.zeros(2, requires_grad=True)\nw *= 2", []],
];

describe("a leaf that is changed in place", () => {
  for (const [text, expected] of leaves) it(text, () => assert.deepEqual(refused(text), expected));

  it("none in what was printed", () => assert.deepEqual(refused(`${LEAF}w += 1`, "output"), []));
  it("none without a leaf", () => assert.deepEqual(refused("w = torch.tensor([1.0])\nw += 1"), []));
});
