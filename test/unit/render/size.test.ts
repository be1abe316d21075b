import assert from "node:assert/strict";
import { aboutValues, sizeText } from "../../../src/render/size";
import { arrayWithoutText } from "../../../src/source";

const values = (text: string) => aboutValues({ kind: "text", text, languageId: "python", name: undefined });

describe("how large a text is", () => {
  it("about how many numbers it holds, from its beginning", () => {
    assert.equal(values("[1, -2.5, 3e-4]"), 3);
    assert.equal(values("tensor([[0.1000, nan]])"), 1);
    assert.equal(values("1 2\n3 4\n"), 4);
    assert.equal(values("no numbers"), 0);
    assert.equal(values(""), 0);
    const text = `[${Array.from({ length: 100_000 }, (_, index) => (index % 10) / 8).join(", ")}]`;
    assert.ok(Math.abs(values(text) - 100_000) < 5_000, `${values(text)}`);
  });

  it("or as many as a short text makes", () => assert.equal(values("np.zeros((1000000, 10))"), 10_000_000));

  it("or exactly how many, where they are known", () => {
    const tensor = { data: new Float64Array(12_345), shape: [12_345], dtype: "float32" as const };
    assert.equal(aboutValues(arrayWithoutText("x", tensor)), 12_345);
  });

  it("in kilobytes or megabytes", () => {
    assert.equal(sizeText(340_123), "340 kB");
    assert.equal(sizeText(8_800_367), "8.8 MB");
  });
});
