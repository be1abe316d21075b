import assert from "node:assert/strict";
import { parseLiteral } from "../../../src/literal/parseLiteral";
import { assertRefuses } from "./assertions";

/** Enough that whatever takes quadratic time never comes to an end, and no more: each text is read as six languages. */
const many = 250_000;

/** A quarter of a megabyte and more of what a careless reader takes quadratic time, a deep stack or all memory for. */
describe("Hostile texts give an answer", () => {
  const table: readonly [name: string, text: string][] = [
    ["opening brackets", "[".repeat(10 * many)],
    ["opening parentheses", "(".repeat(10 * many)],
    ["opening braces", "{".repeat(many)],
    ["lists that open lists", "[1,".repeat(many)],
    ["brackets around a name", `${"[".repeat(50_000)}x${"]".repeat(50_000)}`],
    ["digits", `[${"9".repeat(5 * many)}]`],
    ["digits between underscores", `[${"9_".repeat(many)}9]`],
    ["minus signs", `[${"-".repeat(many)}1]`],
    ["a repetition", "[0]*10**12"],
    ["repetitions of repetitions", "[0]*10000*10000*10000"],
    ["a tower of powers", "[9**9**9]"],
    ["an import", "__import__('os').system('true')"],
    ["an unbounded comprehension", "[x for x in range(10**9)]"],
    ["nested comprehensions", "[[x*y for x in range(5000)] for y in range(5000)]"],
    ["huge zeros", "np.zeros((100000, 100000))"],
    ["a huge identity", "np.eye(10**6)"],
    ["a huge one-hot", "F.one_hot(torch.tensor([10**9]))"],
    ["a huge tile", "np.tile([1], 10**10)"],
    ["a huge Rust list", "vec![0.0; 10000000000000]"],
    ["a huge C array", "double a[100000][100000] = {1};"],
    ["a huge R matrix", "matrix(0, 1e6, 1e6)"],
    ["a huge range", "1:10000000000"],
    ["lone surrogates", "[\ud800, \udfff]"],
    ["a NUL", "[1,\u0000 2]"],
    ["quotes", '"'.repeat(many)],
    ["escaped quotes", '\\"'.repeat(many)],
    ["triple quotes", '"""'.repeat(many)],
    ["unclosed comments", "/*".repeat(many)],
    ["attributes", "a.".repeat(many)],
    ["calls", "a(".repeat(many)],
    ["types", "vector<".repeat(many)],
    ["angle brackets", "<a".repeat(many)],
    ["sums", `1${"+1".repeat(many)}`],
    ["powers", `2${"**2".repeat(many)}`],
    ["spaces between numbers", `1${" ".repeat(5 * many)}2`],
    ["line ends", `${"\n".repeat(5 * many)}[1]`],
    ["pipes", "|".repeat(many)],
    ["YAML dashes", `${"- ".repeat(many)}1`],
    ["LaTeX braces", `\\begin{tabular}{${"{".repeat(many)}`],
    ["R's pages", ", , 999999999\n\n     [,1]\n[1,]    1\n"],
    ["MATLAB's pages", "x =\n\nans(:,:,99999999) =\n\n   1   2\n"],
    ["digits and ampersands", "1".repeat(20_000)],
  ];
  const ids = ["python", "plaintext", "r", "julia", "cpp", "csv"];
  for (const [name, text] of table) {
    it(name, () => {
      for (const id of text.length > 2 * many ? ids.slice(0, 2) : ids) {
        const result = parseLiteral(text, id);
        if (result.kind === "literal") assert.ok(result.tensor.data.length <= 10 * many);
        else assert.ok(result.diagnostics[0].message.length < 1000);
      }
    });
  }

  it("fifty thousand nested brackets around a number are a literal of as many dimensions", () => {
    const result = parseLiteral(`${"[".repeat(50_000)}1${"]".repeat(50_000)}`, "python");
    assert.equal(result.kind === "literal" && result.tensor.shape.length, 50_000);
  });

  it("ten million brackets are an error", () => {
    assert.equal(parseLiteral("[".repeat(10_000_000), "python").kind, "unreadable");
  });

  it("says what is wrong within braces within braces, each read once", () => {
    assertRefuses(`${"{".repeat(60)}«a»${"}".repeat(60)}`, "non-numeric", "plaintext");
  });

  it("counts the elements of lists that are repeated before they are made", () => {
    assertRefuses("([[0] * 10000] * 10000)", "too-large");
  });
});
