import assert from "node:assert/strict";
import { readAnswer } from "../../../src/live/answer";

const mark = "LossLensMark";
const encode = (text: string) => Buffer.from(text).toString("base64");

function answered(report: unknown, data = "", around = ""): ReturnType<typeof readAnswer> {
  return readAnswer(`${around}${mark}:${encode(JSON.stringify(report))}:${data}:${mark}${around}`, mark);
}

describe("the answer of a running program", () => {
  const report = { array: true, shape: [2], type: "float32", taken: null, library: "torch", bytes: 8, little: true };

  it("is found among what else was printed, and in any quotes", () => {
    for (const around of ["", "'", '"', "\u001b[31mwarning\u001b[0m\n", "LossLens"]) {
      const answer = answered(report, "AACAPwAAAEA=", around);
      assert.equal(answer?.kind, "array");
      assert.deepEqual(answer.kind === "array" && [...answer.data], [0, 0, 0x80, 0x3f, 0, 0, 0, 0x40]);
    }
  });

  it("is no answer where it is garbage", () => {
    const garbage = [
      "",
      "None",
      mark,
      `${mark}:${mark}`,
      `${mark}::${mark}`,
      `${mark}:e30=:${mark}`,
      `${mark}:!!:!!:${mark}`,
      `${mark}:${encode("[1]")}::${mark}`,
      `${mark}:${encode("{")}::${mark}`,
      `${mark}:${encode(JSON.stringify(report))}:::${mark}`,
      `${mark}:${encode(JSON.stringify(report))}`,
      `Other:${encode(JSON.stringify(report))}::Other`,
    ];
    for (const text of garbage) assert.equal(readAnswer(text, mark), undefined, text);
  });

  it("is no answer where a shape cannot be", () => {
    for (const shape of [[-1], [1.5], ["2"], [2 ** 31, 2 ** 31], Array(65).fill(1), null, { length: 1 }])
      assert.equal(answered({ ...report, shape }), undefined, JSON.stringify(shape));
  });

  it("refuses element types that are no real numbers", () => {
    assert.deepEqual(answered({ ...report, type: "complex64" }), {
      kind: "refused",
      refusal: { kind: "elementType", name: "complex64" },
    });
  });

  it("has statistics with nan and infinities as Python writes them, or none", () => {
    const statistics = { count: 3, nan: 1, finite: 0, least: "inf", most: "-inf", mean: "nan" };
    const read = answered({ ...report, statistics });
    assert.deepEqual(read?.kind === "array" && read.array.statistics, {
      ...{ count: 3, nan: 1, finite: 0 },
      ...{ least: Number.POSITIVE_INFINITY, most: Number.NEGATIVE_INFINITY, mean: Number.NaN },
    });
    const broken = answered({ ...report, statistics: { ...statistics, mean: "12;import os" } });
    assert.equal(broken?.kind === "array" && broken.array.statistics, undefined);
  });

  it("keeps what was refused, with texts no longer than they need be", () => {
    assert.deepEqual(answered({ refused: "sparse" }), { kind: "refused", refusal: { kind: "sparse" } });
    const raised = answered({ refused: "raised", name: "RuntimeError", message: "x".repeat(9000) });
    assert.equal(raised?.kind === "refused" && raised.refusal.kind === "raised" && raised.refusal.message.length, 500);
    assert.equal(answered({ refused: "constructor" }), undefined);
  });

  it("leaves out names that are no arrays", () => {
    const names = [
      { name: "a", shape: [2], type: "int64" },
      { name: "b", shape: [2], type: "complex64" },
      null,
      "c",
      {},
    ];
    assert.deepEqual(answered({ names }), { kind: "names", names: [{ name: "a", shape: [2], type: "int64" }] });
  });
});
