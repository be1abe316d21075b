import assert from "node:assert/strict";
import { hasOtherUses, isSettledAt } from "../../../src/diagnosis/otherUses";
import type { Place, TextUnit } from "../../../src/textUnit";

/** A text with the operation in «», loss calls in ‹›, and what goes with the operation in ⟦⟧: without the marks, and where they stood. */
function marked(text: string): {
  readonly units: readonly TextUnit[];
  readonly of: (mark: string) => readonly Place[];
} {
  const places = new Map<string, Place[]>();
  const open: { readonly mark: string; readonly start: number }[] = [];
  let plain = "";
  for (const char of text) {
    if ("«‹⟦".includes(char)) open.push({ mark: char, start: plain.length });
    else if ("»›⟧".includes(char)) {
      const { mark, start } = open.pop() ?? { mark: "", start: 0 };
      places.set(mark, [...(places.get(mark) ?? []), { unit: 0, start, end: plain.length }]);
    } else plain += char;
  }
  const units = [{ id: "a.py", version: 1, languageId: "python", text: plain, role: "code" }] as const;
  return { units, of: (mark) => places.get(mark) ?? [] };
}

const S = "«z.softmax(1)»";

/** `p` is a softmax: what is done with it that would be another without it. */
const feeling: readonly string[] = [
  "q = p.sum()",
  "q = p * 2",
  "q = other(p)",
  "q = other(1, p)",
  "q = print(1, p)",
  "p()",
  "q = p[0] + 1",
  "q = a[p]",
  "q = p if c else 0\nr = q.sum()",
  "q = 1 if p else 0",
  "q = [p]",
  "q = (p, 1)",
  "q = {1: p}",
  "for i in p:\n    pass",
  "if p:\n    pass",
  "assert p",
  "q += p",
  "self.p = p",
  "a[0] = p",
  "a, b = p",
  "q = r = p\ns = r + 1",
  "q = p.data\nr = q + 1",
  "q = p.T\nr = q @ w",
  "q = p.grad",
  "q: float = p\nr = q + 1",
  "q = p.view(-1)\nr = q + 1",
  "q = torch.squeeze(p)\nr = q + 1",
  "q = torch.max(p, 1)",
  "v, i = torch.max(p, 1)",
  "v, _ = torch.max(p, 1)",
  "v = p.max(1)[0]",
  "v = p.topk(2).values",
  "print(p.max())",
  "q = [i * p for i in x]",
  "q = [p for i in x]",
  "q = lambda: p + 1",
  "def f():\n    return p + 1",
  "class A:\n    q = p + 1",
  "p = p + 1",
  "print((q := p))\nr = q + 1",
];

const unfeeling: readonly string[] = [
  "",
  "p",
  "i = p.argmax(1)",
  "i = torch.argmax(p, 1)",
  "i = p.argsort()",
  "n = p.shape[0] + 1",
  "n = p.size(0) + p.dim() + p.numel()",
  "n = (p.ndim, p.dtype, p.device)",
  "p.backward()",
  "p.retain_grad()",
  "p.register_hook(f)",
  "print(p)",
  "n = len(p) + 1",
  "print(type(p), isinstance(p, A))",
  "display(p)",
  'print(f"{p}")',
  "_, i = torch.max(p, 1)",
  "__, i = p.sort()",
  "i = p.max(1)[1]",
  "i = p.topk(2)[1]",
  "i = p.max(1).indices",
  "q = p",
  "q = p if c else 0",
  "q: float = p",
  "q = p.view(-1)",
  "q = p.detach().cpu().numpy()",
  "q = torch.flatten(p)",
  "q = p.data",
  "q = p.T",
  "p = 3\nr = p + 1",
  "del p\nr = p + 1",
  "def f(p):\n    return p + 1",
  "def f():\n    p = 1\n    return p + 1",
  "r = other.p + 1",
  "r = f(p=1)",
  "loss = ‹f(p + 1, y)›",
  "loss = ‹f(p, y)› + ‹g(p, y)›",
  "q = ⟦p.log()⟧\nloss = ‹f(q, y)›",
  "q = ⟦torch.log(p)⟧\nloss = ‹f(q, y)›",
];

const feels = (text: string) => {
  const { units, of } = marked(text);
  return hasOtherUses(units, of("«")[0], of("‹"), of("⟦"));
};

describe("what would change if a softmax were left out", () => {
  for (const use of feeling) it(use, () => assert.equal(feels(`p = ${S}\n${use}\n`), true));
});

describe("what stays as it is if a softmax is left out", () => {
  for (const use of unfeeling) it(use, () => assert.equal(feels(`p = ${S}\n${use}\n`), false));

  it("is what stood in front of it", () => assert.equal(feels(`q = p + 1\np = ${S}\n`), false));
  it("is a name of the same letters in another function", () => {
    assert.equal(feels(`def f(z):\n    p = ${S}\n    return 0\np = 1\nq = p + 1\n`), false);
  });
  it("is all of what nobody wrote", () => {
    assert.equal(hasOtherUses(marked("p = z\nq = p + 1").units, { unit: 0, start: 0, end: 7 }, [], []), false);
  });
});

const net = `class Net:\n    def forward(self, x):\n        return ${S}\n`;

/** What a function, a network or a layer hands out. */
const handedOut: readonly (readonly [text: string, isOther: boolean])[] = [
  [`def f(z):\n    return ${S}\nq = f(x) + 1`, true],
  [`def f(z):\n    return ${S}\nq = f(x)`, false],
  [`def f(z):\n    return ${S}\nloss = ‹g(f(x), y)›`, false],
  [`def f(z):\n    return ${S}\nother(f)`, false],
  [`def f(z):\n    p = ${S}\n    return p\nq = f(x) * 2`, true],
  [`def predict(z):\n    return ${S}`, true],
  [`def class_probs(z):\n    return ${S}`, true],
  [`def infer(z):\n    return ${S}`, true],
  [`def confidence(z):\n    return ${S}`, true],
  [`def f(z, as_logits):\n    return ${S}`, true],
  [`def f(z, softmax=True):\n    return ${S}`, true],
  [`def f(z, scale):\n    return ${S}`, false],
  [`return ${S}`, true],
  [`${net}net = Net()\nout = net(x)`, false],
  [`${net}net = Net()\nq = net(x) + 1`, true],
  [`${net}net = Net().to(d)\nq = net(x) + 1`, true],
  [`${net}q = Net()(x) + 1`, true],
  [`${net}q = Net()(x)`, false],
  [`${net}net = Net()\nq = net.forward(x) + 1`, true],
  [`${net}net = Net()\nq = net.train(x) + 1`, false],
  [`${net}self.net = Net()\nq = self.net(x) + 1`, true],
  [`${net}other(Net())`, false],
  [`${net}q = Net + 1`, false],
  [`${net.replace("forward", "__call__")}net = Net()\nq = net(x) + 1`, true],
  [`${net.replace("forward", "call")}net = Net()\nq = net(x) + 1`, true],
  [`${net.replace("forward", "head")}net = Net()\nq = net(x) + 1`, false],
  [`${net.replace("forward", "head")}q = net.head(x) + 1`, true],
  [`${net.replace("forward", "head")}q = net.head`, false],
  ["s = «nn.Softmax(dim=1)»\nq = s(x) + 1", true],
  ["s = «nn.Softmax(dim=1)»\nq = s(x)", false],
  ["s = «Sigmoid()»\nloss = ‹f(s(x), y)›", false],
  ["s = «nn.LogSoftmax(1)»\nq = s(x) + 1", true],
  ["q = «nn.Softmax(1)»(x) + 1", true],
  ["net = nn.Sequential(a, «nn.Softmax(1)»)\nq = net(x) + 1", true],
  ["net = nn.Sequential(a, «nn.Softmax(1)»)\nq = net(x)", false],
  ["self.s = «nn.Softmax2d()»\nq = self.s(x) + 1", true],
  ["a, b = «nn.Softmax(1)», c\nq = a(x) + 1", false],
  ["s = «nn.ReLU()»\nq = s(x)", true],
];

describe("what hands a softmax out", () => {
  for (const [text, isOther] of handedOut) it(text, () => assert.equal(feels(text), isOther));
});

/** The expression in «» gives the same at ‹›. */
const settled: readonly (readonly [text: string, isSame: boolean])[] = [
  ["x = «a + b»\nloss = ‹f(x, y)›", true],
  ["x = «a + b»\nc = a\nloss = ‹f(x, y)›", true],
  ["x = «a + b»\nprint(a)\nassert b\nloss = ‹f(x, y)›", true],
  ["x = «a + b»\nc: int = a\nloss = ‹f(x, y)›", true],
  ["x = «a + b»\nd = 1\nloss = ‹f(x, y)›", true],
  ["x = «a + b»\ndef g():\n    a = 1\nloss = ‹f(x, y)›", true],
  ["def g(a, b):\n    x = «a + b»\n    return ‹f(x, y)›", true],
  ["x = «net.w * 2 / s.b ** 2»\nloss = ‹f(x, y)›", true],
  ["a = 1\nx = «a + b»\nloss = ‹f(x, y)›\na = 2", true],
  ["x = «a + b»\na = 1\nloss = ‹f(x, y)›", false],
  ["x = «a + b»\nb = c = 1\nloss = ‹f(x, y)›", false],
  ["x = «a + b»\na += 1\nloss = ‹f(x, y)›", false],
  ["x = «a + b»\na: int = 1\nloss = ‹f(x, y)›", false],
  ["x = «a + b»\na: int\nloss = ‹f(x, y)›", false],
  ["x = «a + b»\nfor a in c:\n    pass\nloss = ‹f(x, y)›", false],
  ["x = «a + b»\nif a:\n    pass\nloss = ‹f(x, y)›", false],
  ["x = «a + b»\ndel a\nloss = ‹f(x, y)›", false],
  ["x = «f(a)»\nloss = ‹f(x, y)›", false],
  ["x = «a[0]»\nloss = ‹f(x, y)›", false],
  ["loss = ‹f(x, y)›\nx = «a + b»", false],
  ["def g():\n    x = «a + b»\nloss = ‹f(x, y)›", false],
  ["x = a «+ b»\nloss = ‹f(x, y)›", false],
  ["x = «a + b»\nloss = ‹f(x, y›)", false],
];

describe("an expression that gives the same a few lines below", () => {
  for (const [text, isSame] of settled) {
    it(text, () => {
      const { units, of } = marked(text);
      assert.equal(isSettledAt(units, of("«")[0], of("‹")[0]), isSame);
    });
  }

  it("not in another cell", () => {
    const { units, of } = marked("x = «a + b»\nloss = ‹f(x, y)›");
    const [to] = of("‹");
    assert.equal(isSettledAt([...units, ...units], of("«")[0], { ...to, unit: 1 }), false);
    assert.equal(isSettledAt(units, { unit: 3, start: 0, end: 1 }, { unit: 3, start: 2, end: 3 }), false);
  });
});
