import assert from "node:assert/strict";
import type { Span } from "../../../src/literal/literal";
import { literalAt } from "../../../src/literal/literalAt";
import { literalInSelection } from "../../../src/literal/literalInSelection";
import { literalsIn } from "../../../src/literal/literalsIn";
import { nameAt } from "../../../src/literal/nameAt";
import { namedLiterals } from "../../../src/literal/namedLiterals";
import { pairAt } from "../../../src/literal/pairAt";
import { resolveName } from "../../../src/literal/resolveName";

function source(text: string, span: Span | undefined): string | undefined {
  return span && text.slice(span.offset, span.offset + span.length);
}

describe("literalAt", () => {
  const table: readonly [marked: string, expected: string | undefined, languageId?: string][] = [
    [
      "x = torch.ten|sor([[1, 2], [3, 4]]).float().to(device)\ny = 3",
      "torch.tensor([[1, 2], [3, 4]]).float().to(device)",
    ],
    ["x = torch.tensor([[1, 2], [3,| 4]]).float()\ny = 3", "torch.tensor([[1, 2], [3, 4]]).float()"],
    ["x = torch.tensor([[1, 2], [3, 4]]).flo|at()\ny = 3", "torch.tensor([[1, 2], [3, 4]]).float()"],
    ['s = "[1, 2"\nx = [1, |2] # ]]\n', "[1, 2]"],
    ["x = [1, # ]\n |2]", "[1, # ]\n 2]"],
    ['"""[1, 2"""\nx = [[1], |[2]]', "[[1], [2]]"],
    ["criterion(torch.tensor([[1.,| 2]]), torch.tensor([0]))", "torch.tensor([[1., 2]])"],
    ["criterion(torch.tensor([[1., 2]]), torch.tensor([|0]))", "torch.tensor([0])"],
    ["def f(a=[1,2]):\n    y = foo(b[0], [1, |2])\n", "[1, 2]"],
    ["print([1,|2])", "[1,2]"],
    ["x = [0.5|]*4\n", "[0.5]*4"],
    ["x = 2*np.array([1.,|2])/3 + 1\n", "2*np.array([1.,2])/3 + 1"],
    ["x = np.array([1,|2]) @ W\n", "np.array([1,2])"],
    ["np.eye(3)[[0,| 2, 1]]", "np.eye(3)[[0, 2, 1]]"],
    ["x = x[0,| 1]", undefined],
    ["# [1, |2]\n[3, 4]", "[1, 2]"],
    ["'[1, |2]'", undefined],
    ["[[i*0.1 for i in ra|nge(3)] for j in range(2)]", "[[i*0.1 for i in range(3)] for j in range(2)]"],
    ["for name, d in [('a', [1, |2]), ('b', [3])]: pass", "[1, 2]"],
    ["x = [a, [1,|2]]", "[1,2]"],
    ["x = [math.log(0.2), |1/3]", "[math.log(0.2), 1/3]"],
    ["x = [1, 2\n\ny = [4, |5]\n", "[4, 5]"],
    ["tensor([[1.2, |2.2]], device='cuda:0')\n", "tensor([[1.2, 2.2]], device='cuda:0')", "plaintext"],
    ["it's a [1, |2] log, isn't it", "[1, 2]", "plaintext"],
    ['{"logits": [[1, |2], [3, 4]], "y": [0, 1]}', "[[1, 2], [3, 4]]", "json"],
    ["const a = { x: [1, |2], y: [3] };", "[1, 2]", "javascript"],
    ["function f() { const x = [[1,2],[3,|4]]; return x; }", "[[1,2],[3,4]]", "javascript"],
    ["const t = `[`; const x = new Float32Array([1, |2]);", "new Float32Array([1, 2])", "typescript"],
    ["x <- matrix(c(1, |2), nrow = 1) # note", "matrix(c(1, 2), nrow = 1)", "r"],
    ["x = [1 2; |3 4]';", "[1 2; 3 4]'", "matlab"],
    ["W = Float32[1 2; |3 4]", "Float32[1 2; 3 4]", "julia"],
    ["void f() {\n  double a[3] = {1, |2};\n}", "double a[3] = {1, 2}", "cpp"],
    ["auto x = torch::tensor({{1.0, |2.0}});", "auto x = torch::tensor({{1.0, 2.0}})", "cpp"],
    ["foo(new float[] {1f, |2f});", "new float[] {1f, 2f}", "csharp"],
    ["func f() {\n\ta := [2]float64{1, |2}\n}", "a := [2]float64{1, 2}", "go"],
    ["fn f() { let a: [f32; 2] = [1.0, |2.0]; }", "let a: [f32; 2] = [1.0, 2.0]", "rust"],
    ["let v = vec![vec![1.0], vec![|2.0]];", "let v = vec![vec![1.0], vec![2.0]]", "rust"],
    ["class A { int[] y = {0, |1}; }", "int[] y = {0, 1}", "java"],
    ["val y = intArrayOf(0, |1)", "val y = intArrayOf(0, 1)", "kotlin"],
    ["a,b\n1,2|\n3,4\n", "a,b\n1,2\n3,4\n", "csv"],
    ["x \\begin{pmatrix} 1 & |2 \\end{pmatrix} y", "\\begin{pmatrix} 1 & 2 \\end{pmatrix}", "latex"],
    ["a: 1\nlogits:\n  - 0.1|\n  - 0.2\nb: 2", "  - 0.1\n  - 0.2", "yaml"],
    ["logits: [0.1, |0.2]\n", "[0.1, 0.2]", "yaml"],
    ["words\n0.1 0.2|\n0.3 0.4\nwords", "0.1 0.2\n0.3 0.4", "plaintext"],
    ["see https://x.y/#a [1, |2]", "[1, 2]", "plaintext"],
    ["step #3 [1, |2]", "[1, 2]", "plaintext"],
  ];
  for (const [marked, expected, languageId = "python"] of table) {
    it(marked, () => {
      const text = marked.replace("|", "");
      assert.equal(source(text, literalAt(text, marked.indexOf("|"), languageId)), expected);
    });
  }
});

describe("literalAt in a comment", () => {
  it("looks into it once, also where quotes stand behind its sign", () => {
    for (const text of ['nan#"""nan', "1#'''2", '#"[0.1, 0.2]', "x # // # %"]) {
      for (let offset = 0; offset <= text.length; offset++) {
        const found = literalAt(text, offset, "python");
        assert.ok(found === undefined || found.offset + found.length <= text.length, `${text} at ${offset}`);
      }
    }
  });
});

describe("literalAt in Markdown", () => {
  it("finds the table around the cursor", () => {
    const table = "| a | b |\n|---|---|\n| 1 | 2 |";
    const text = `# Title\n\n${table}\n\nwords`;
    assert.equal(source(text, literalAt(text, text.indexOf("1"), "markdown")), table);
    assert.equal(literalAt(text, text.indexOf("words"), "markdown"), undefined);
  });
});

describe("literalInSelection", () => {
  const table: readonly [marked: string, expected: string | undefined, languageId?: string][] = [
    ["x = «[[1, 2], [3, 4]]»", "[[1, 2], [3, 4]]"],
    ["x = [«[1, 2], [3, 4]»]", "[[1, 2], [3, 4]]"],
    ["x = [[1, 2], «[3, 4]»]", "[3, 4]"],
    ["x = [[1, 2], «[3, 4]]»", "[[1, 2], [3, 4]]"],
    ["x = [[1, 2], [«3, 4»]]", "[3, 4]"],
    ["x = «[[1, 2], [3, 4]»]", "[[1, 2], [3, 4]]"],
    ["x = [[1, 2], [3, «4»]]", "[[1, 2], [3, 4]]"],
    ["x = [[1, «2], [3», 4]]", "[[1, 2], [3, 4]]"],
    ["«x = [[1, 2], [3, 4]]»", "[[1, 2], [3, 4]]"],
    ["foo«([1,2,3]»)", "[1,2,3]"],
    ["x = torch.tensor(«[1,2]»)", "torch.tensor([1,2])"],
    ["x = torch«.tensor([1,2])»", "torch.tensor([1,2])"],
    ["«x = torch.tensor([1,2]).float()\n»", "torch.tensor([1,2]).float()"],
    ["x = torch.tensor(«[1,2]),»", "torch.tensor([1,2])"],
    ["«a = [1,2]\nb = [3]»", "[1,2]"],
    ["epoch 3 «logits: [0.1, 2] loss»=3", "[0.1, 2]", "plaintext"],
    ["x = « »[1, 2]", undefined],
    ["# «tensor([1, 2])»", "tensor([1, 2])"],
    ["# note\n«# tensor([[1, 2],\n#         [3, 4]])»\n", "# tensor([[1, 2],\n#         [3, 4]])"],
    ["«x = np.array([1, 2]) @ W»", "x = np.array([1, 2]) @ W"],
    ["«[1] 0.1 0.2\n[3] 0.3»", "[1] 0.1 0.2\n[3] 0.3", "r"],
    [
      "«   a  b\n0  1  2\n1  3  4\n\n[2 rows x 2 columns]»",
      "a  b\n0  1  2\n1  3  4\n\n[2 rows x 2 columns]",
      "plaintext",
    ],
    ["«0.1 0.2\n0.3 0.4»\n", "0.1 0.2\n0.3 0.4", "plaintext"],
    ["double a[3] = «{1, 2}»;", "double a[3] = {1, 2}", "cpp"],
  ];
  for (const [marked, expected, languageId = "python"] of table) {
    it(marked, () => {
      const text = marked.replace(/[«»]/g, "");
      const offset = marked.indexOf("«");
      assert.equal(
        source(text, literalInSelection(text, { offset, length: marked.indexOf("»") - 1 - offset }, languageId)),
        expected,
      );
    });
  }
});

describe("pairAt", () => {
  const table: readonly [marked: string, input: string | undefined, target?: string][] = [
    ["loss = criterion(torch.tensor([[1.,| 2]]), torch.tensor([0]))", "torch.tensor([[1., 2]])", "torch.tensor([0])"],
    ["F.cross|_entropy(target=torch.tensor([0]), input=torch.tensor([1.]))", "torch.tensor([1.])", "torch.tensor([0])"],
    [
      "nn.CrossEntropyLoss()(torch.tensor([[1.,2]]), |torch.tensor([0]))",
      "torch.tensor([[1.,2]])",
      "torch.tensor([0])",
    ],
    ["nn.NLLLoss(weight=torch.tensor([1.]))([[1.,2]], [|0])", "[[1.,2]]", "[0]"],
    ["log_loss([0, 1], [0.1,| 0.9])", "[0.1, 0.9]", "[0, 1]"],
    ["optax.softmax_cross_entropy(labels=[0, 1], logits=[0.1,| 0.9])", "[0.1, 0.9]", "[0, 1]"],
    ["f([1,|2], x)", undefined],
    ["x = torch.stack([torch.tensor([1,|2]), torch.tensor([3,4])])", undefined],
  ];
  for (const [marked, input, target] of table) {
    it(marked, () => {
      const text = marked.replace("|", "");
      const pair = pairAt(text, marked.indexOf("|"), "python");
      assert.equal(source(text, pair?.input), input);
      assert.equal(source(text, pair?.target), target);
    });
  }
});

describe("namedLiterals", () => {
  function named(text: string, languageId: string): string[] {
    return namedLiterals(text, languageId).map(({ name, nameSpan, span }) => {
      assert.equal(source(text, nameSpan)?.replace(/\s/g, ""), name);
      return `${name} = ${source(text, span)}`;
    });
  }

  it("finds assignments in functions and classes, none in strings and comments", () => {
    const text = [
      "a = [1, 2]",
      "# b = [1, 2]",
      's = "c = [1, 2]"',
      "class A:",
      "    def f(self, k=[1, 2]):",
      "        self.logits = torch.tensor([[1, 2]]).float()",
      "        y: Tensor = np.array([0])",
      "probs = torch.softmax(torch.tensor([1.]), 0)",
      "w = np.array([1]) @ W",
      "q = 1 - np.array([1, 2])",
      "foo(bar=[1, 2])",
      "empty = []",
      "d = {'k': [1, 2]}",
      "long = [",
      "    1,",
      "    2,",
      "]",
    ].join("\n");
    assert.deepEqual(
      named(text, "python").filter((entry) => !entry.startsWith("k = [1, 2]")),
      [
        "a = [1, 2]",
        "self.logits = torch.tensor([[1, 2]]).float()",
        "y = np.array([0])",
        "probs = torch.softmax(torch.tensor([1.]), 0)",
        "q = 1 - np.array([1, 2])",
        "long = [\n    1,\n    2,\n]",
      ],
    );
  });

  it("takes the keys of JSON for names", () => {
    assert.deepEqual(named('{"logits": [[0.1, 2]], "y_true": [0, 1], "m": {"z": [1]}}', "json"), [
      "logits = [[0.1, 2]]",
      "y_true = [0, 1]",
      "z = [1]",
    ]);
  });

  it("reads declarations and keys of TypeScript", () => {
    assert.deepEqual(
      named("const logits: number[][] = [[1, 2]]; let y = new Float32Array([1]); const o = {p: [1, 2]};", "typescript"),
      ["logits = [[1, 2]]", "y = new Float32Array([1])", "p = [1, 2]"],
    );
  });
});

describe("namedLiterals of other languages", () => {
  const table: readonly [languageId: string, text: string, expected: string][] = [
    ["r", "x <- c(1, 2)\ny = list(3)", "x = c(1, 2); y = list(3)"],
    ["matlab", "x = [1 2; 3 4];\ny = zeros(2, 2);", "x = [1 2; 3 4]; y = zeros(2, 2)"],
    ["julia", "const x = [1 2; 3 4]\n", "x = [1 2; 3 4]"],
    [
      "cpp",
      "int main() { double a[3] = {1, 2}; std::vector<float> v{1, 2}; }",
      "a = double a[3] = {1, 2}; v = std::vector<float> v{1, 2}",
    ],
    ["go", "x := []float64{1, 2}", "x = x := []float64{1, 2}"],
    ["rust", "let x: Vec<f32> = vec![1.0];", "x = let x: Vec<f32> = vec![1.0]"],
    ["yaml", "logits: [[1, 2]]\ny: [0]", "logits = [[1, 2]]; y = [0]"],
  ];
  for (const [languageId, text, expected] of table) {
    it(`${languageId}: ${text}`, () => {
      const found = namedLiterals(text, languageId).map(({ name, span }) => `${name} = ${source(text, span)}`);
      assert.equal(found.join("; "), expected);
    });
  }
});

describe("literalsIn", () => {
  const table: readonly [text: string, expected: readonly string[]][] = [
    ["loss 0.3\nlogits: tensor([[0.1, 0.2]])\ntarget: tensor([1])", ["tensor([[0.1, 0.2]])", "tensor([1])"]],
    [
      "     a    b\n0  0.1  0.2\n1  0.3  0.4\n\n[2 rows x 2 columns]",
      ["     a    b\n0  0.1  0.2\n1  0.3  0.4\n\n[2 rows x 2 columns]"],
    ],
    ["0.1 0.2\n0.3 0.4", ["0.1 0.2\n0.3 0.4"]],
    ["no numbers here", []],
  ];
  for (const [text, expected] of table) {
    it(text, () =>
      assert.deepEqual(
        literalsIn(text, "plaintext").map(({ span }) => source(text, span)),
        expected,
      ),
    );
  }
});

describe("resolveName", () => {
  const table: readonly [languageId: string, texts: readonly string[], expected: string][] = [
    ["javascript", ["let x = [1, 2];\n", "let y = 3;\n"], "resolved 0: [1, 2]"],
    ["javascript", ["let x = [1, 2];\n", "x = [3, 4];\nlog(x)"], "resolved 1: [3, 4]"],
    ["javascript", ["let x = [1, 2];\nif (x == 3) f({ x: 3 });\n"], "resolved 0: [1, 2]"],
    ["javascript", ["let x = [1, 2];\nx[0] = 5;\n"], "changed 0: x@16"],
    ["javascript", ["let x = [1, 2];\n", "x = x.map(f);\n"], "changed 1: x@0"],
    ["javascript", ["let x = [1, 2];\nx.push(3);\n"], "changed 0: x@16"],
    ["javascript", ["let x = model(3);"], "changed 0: x@4"],
    ["javascript", ["// x = [1, 2]\nlet s = 'x = [1, 2]';"], "notFound"],
    ["r", ["x <- c(1, 2)\n"], "resolved 0: c(1, 2)"],
    ["r", ["x <- c(1, 2)\nx <- f(x)\n"], "changed 0: x@13"],
    ["julia", ["x = [1 2; 3 4]\nx .= 0\nx += 1\n"], "changed 0: x@22"],
    ["matlab", ["x = [1 2];\n"], "resolved 0: [1 2]"],
  ];
  for (const [languageId, texts, expected] of table) {
    it(`${languageId}: ${texts.join("---\n")}`, () => {
      const result = resolveName(texts, "x", languageId);
      const actual =
        result.kind === "notFound"
          ? "notFound"
          : `${result.kind} ${result.textIndex}: ${source(texts[result.textIndex], result.span)}${result.kind === "changed" ? `@${result.span.offset}` : ""}`;
      assert.equal(actual, expected);
    });
  }
});

describe("nameAt", () => {
  const table: readonly [marked: string, expected: string | undefined][] = [
    ["print(y_tr|ue)", "y_true"],
    ["self.log|its = 3", "self.logits"],
    ["y_true| = 3", "y_true"],
    ["'ab|c'", undefined],
    ["# ab|c", undefined],
    ["fo|r x in y", undefined],
    ["1 + |2", undefined],
  ];
  for (const [marked, expected] of table) {
    it(marked, () => {
      const text = marked.replace("|", "");
      const found = nameAt(text, marked.indexOf("|"), "python");
      assert.equal(found?.name, expected);
      if (found) assert.equal(source(text, found), expected);
    });
  }
});
