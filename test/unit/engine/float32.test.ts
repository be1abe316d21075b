import assert from "node:assert/strict";
import type { LossName, Reduction } from "../../../src/engine/loss";
import { losses } from "../../../src/engine/losses/losses";
import { lossInDType } from "../../../src/engine/precision/lossInDType";
import { isRefusal } from "../../../src/engine/refusal";
import { decodeNumber, decodeOptions, decodeTensor, type GoldenCase } from "../../golden/compareCase";
import { goldenCases } from "../../golden/goldenFiles";
import { tensor } from "./tensors";

const golden = goldenCases<GoldenCase>("float32");

const float = new Float32Array(1);
const bits = new Int32Array(float.buffer);

/** The place of a float32 among all of them, so that neighbours differ by 1. */
function place(value: number): number {
  float[0] = value;
  return bits[0] < 0 ? -(bits[0] & 0x7fffffff) : bits[0];
}

/** How many float32 numbers the loss is away from the one that torch gives. */
function unitsApart(made: GoldenCase, reduction: Reduction): number {
  const options = { ...decodeOptions(made.options), reduction };
  const loss = lossInDType(made.loss, decodeTensor(made.input), decodeTensor(made.target), options, "float32");
  assert.ok(!isRefusal(loss), "message" in loss ? loss.message : "");
  assert.equal(loss.dtype, "float32");
  const expected = made.expected[reduction];
  assert.ok(expected !== undefined && "values" in expected);
  const wanted = decodeNumber(expected.values.data[0]);
  assert.equal(Math.fround(loss.data[0]), loss.data[0], "a float32 number");
  return Math.abs(place(wanted) - place(loss.data[0]));
}

describe("a loss as torch prints it in float32", () => {
  for (const name of Object.keys(losses) as LossName[]) {
    it(`${name}: within one unit in the last place, in 98 of 100 cases and never by more than four`, () => {
      const apart = golden
        .filter(({ loss }) => loss === name)
        .flatMap((made) => (["mean", "sum"] as const).map((reduction) => unitsApart(made, reduction)));
      assert.ok(apart.length >= 12, `${apart.length} cases in test/golden/golden_float32.py`);
      const far = apart.filter((units) => units > 1);
      assert.ok(far.length <= Math.max(1, 0.02 * apart.length), `${far} of ${apart.length}`);
      assert.ok(Math.max(...apart) <= 4, `${Math.max(...apart)} units`);
    });
  }

  it("gives the digits of print(loss) and of .item(), not those of float64", () => {
    const input = tensor([
      [2, -1, 0.5],
      [0.1, 0.2, 0.3],
      [-1.5, 4, 0],
    ]);
    const loss = lossInDType("CrossEntropyLoss", input, tensor([0, 2, 1], "int64"), {}, "float32");
    assert.ok(!isRefusal(loss));
    // torch.nn.CrossEntropyLoss()(torch.tensor([[2, -1, 0.5], [0.1, 0.2, 0.3], [-1.5, 4, 0]]), torch.tensor([0, 2, 1])).item()
    assert.equal(loss.data[0], 0.4218031167984009);
  });

  it("adds exponentials up one after the other, and many of them in lanes, as torch's kernel", () => {
    const soft = lossInDType(
      "CrossEntropyLoss",
      tensor([[-1.032, -0.73, -2.222]]),
      tensor([[0.6348037185058358, 0.3127223844709658, 0.05247389702319825]]),
      {},
      "float32",
    );
    // F.cross_entropy(x, p).item() in torch 2.13
    assert.ok(!isRefusal(soft));
    assert.equal(soft.data[0], 0.9451176524162292);
    for (const [classes, expected] of [
      [20, 7.832943439483643],
      [40, 8.526090621948242],
    ]) {
      // x = torch.tensor([[round(i * 7 % 20 * 0.37 - 3, 2) for i in range(classes)]]); F.cross_entropy(x, torch.tensor([3])).item()
      const logits = Array.from({ length: classes }, (_, i) => Number((((i * 7) % 20) * 0.37 - 3).toFixed(2)));
      const hard = lossInDType("CrossEntropyLoss", tensor([logits]), tensor([3], "int64"), {}, "float32");
      assert.ok(!isRefusal(hard));
      assert.equal(hard.data[0], expected);
    }
  });

  it("gives every element with none, and torch's refusal where it has no kernel", () => {
    const each = lossInDType("MSELoss", tensor([0.1, 0.2]), tensor([0, 0]), { reduction: "none" }, "float16");
    assert.ok(!isRefusal(each));
    assert.deepEqual([...each.data], [0.0099945068359375, 0.03997802734375]);
    assert.ok(isRefusal(lossInDType("MultiMarginLoss", tensor([[1, 2]]), tensor([0], "int64"), {}, "bfloat16")));
  });
});
