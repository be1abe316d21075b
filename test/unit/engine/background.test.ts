import assert from "node:assert/strict";
import { reportPair } from "../../../src/engine/pairReport";
import { tensor } from "./tensors";

const logits = tensor([
  [2, -1],
  [0.5, 0.25],
  [-0.5, -1.5],
]);

function focalLosses(targets: readonly number[]) {
  const report = reportPair({ input: logits, target: tensor([...targets], "int64") }, "logits", {}, {});
  return (report?.pipelines ?? []).flatMap((result) =>
    /FocalLoss$/.test(result.pipeline.loss) && result.kind === "ran"
      ? [[result.pipeline.loss, result.value.data[0]]]
      : [],
  );
}

describe("the background of detectors", () => {
  it("is the number of classes: the losses that know it are offered", () => {
    const found = focalLosses([0, 1, 2]);
    // By definition in torch 2.13: the sum over the two anchors with an object, and the mean over all 6 elements.
    const expected = [
      ["RetinaNetFocalLoss", 0.19190539419651031],
      ["MMDetFocalLoss", 0.0639684647321701],
    ] as const;
    assert.equal(found.length, expected.length);
    for (const [i, [loss, value]] of expected.entries()) {
      assert.equal(found[i][0], loss);
      assert.ok(Math.abs(Number(found[i][1]) - value) < 1e-7);
    }
  });

  it("is not looked for where all targets are classes", () => {
    assert.deepEqual(focalLosses([0, 1, 1]), []);
  });
});
