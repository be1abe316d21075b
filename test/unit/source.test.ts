import assert from "node:assert/strict";
import { evaluate } from "../../src/evaluate";
import { readSource } from "../../src/readSource";
import { rewriteEdits, sharesPlaces } from "../../src/render/writeBack";
import { type ArraySource, restoredSource, sameSource, storedSource } from "../../src/source";

const text = "[[2.0, 0.5], [-1.0, 3.0]]";
/** The columns of a list, as `.T` gives them. */
const transposed: ArraySource = {
  kind: "array",
  text,
  languageId: "python",
  name: "x.T",
  tensor: { data: Float64Array.of(2, -1, 0.5, 3), shape: [2, 2], dtype: "float32" },
  cells: {
    offsets: Uint32Array.of(2, 14, 7, 20),
    lengths: Uint32Array.of(3, 4, 3, 3),
  },
  columnNames: undefined,
};
/** What an expression gives: no element is written anywhere. */
const computed: ArraySource = { ...transposed, text: "x / 2", name: "x / 2", cells: undefined };

describe("an array whose values are known", () => {
  it("has each element where it is written, so that it can be written back", () => {
    const literal = readSource(transposed);
    assert.equal(literal.kind, "literal");
    const written = Array.from(literal.elementOffsets, (at, index) =>
      text.slice(at, at + literal.elementLengths[index]),
    );
    assert.deepEqual(written, ["2.0", "-1.0", "0.5", "3.0"]);
    assert.equal(sharesPlaces(literal), false);
  });

  it("or all of them in one place, where nothing can be written", () => {
    const literal = readSource(computed);
    assert.equal(literal.kind, "literal");
    assert.equal(rewriteEdits(computed.text, literal, literal.tensor.data), undefined);
  });

  it("is evaluated as it is", () => {
    const target = { kind: "text", text: "[0, 1]", languageId: "python", name: "y" } as const;
    const report = evaluate({
      input: transposed,
      target,
      choice: { inputKind: "logits" },
      options: { reduction: "mean" },
    });
    assert.ok(report.kind === "evaluation" && report.reference.kind === "reference");
    // (ln(1 + exp(-3)) + ln(1 + exp(-2.5))) / 2
    const expected = (Math.log1p(Math.exp(-3)) + Math.log1p(Math.exp(-2.5))) / 2;
    assert.ok(Math.abs(report.reference.mean - expected) < 1e-12);
  });

  it("survives JSON to the last bit", () => {
    const data = Float64Array.of(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0, 0.1 + 0.2);
    for (const cells of [undefined, { offsets: Uint32Array.of(0, 1, 2, 3, 4), lengths: new Uint32Array(5) }]) {
      const source: ArraySource = { ...computed, tensor: { data, shape: [5], dtype: "float64" }, cells };
      assert.deepEqual(restoredSource(JSON.parse(JSON.stringify(storedSource(source)))), source);
    }
  });

  it("is another where its values are others", () => {
    const other = { ...computed, tensor: { ...computed.tensor, data: Float64Array.of(1, 2, 3, 4) } };
    assert.equal(sameSource(computed, { ...computed }), true);
    assert.equal(sameSource(computed, other), false);
    assert.equal(sameSource(computed, { kind: "text", text: "x / 2", languageId: "python", name: "x / 2" }), false);
  });
});
