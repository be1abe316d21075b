import assert from "node:assert/strict";
import type { Reduction } from "../../../src/engine/loss";
import { lossFunctions } from "../../../src/engine/losses/lossFunctions";
import { applyOps } from "../../../src/engine/ops/applyOp";
import { operations } from "../../../src/engine/ops/operations";
import type { OpName, TensorOp } from "../../../src/engine/ops/tensorOp";
import { reduce } from "../../../src/engine/reduce";
import { isRefusal } from "../../../src/engine/refusal";
import {
  compareCase,
  compareRefusal,
  compareTensor,
  decodeOptions,
  decodeTensor,
  type EncodedTensor,
  type GoldenCase,
  type Raised,
} from "../../golden/compareCase";
import { goldenCases, lossFiles } from "../../golden/goldenFiles";

interface OpCase {
  readonly label: string;
  readonly input: EncodedTensor;
  readonly ops: readonly TensorOp[];
  readonly expected: { readonly values: EncodedTensor } | Raised;
}

type PrintedCase = GoldenCase & { readonly printed: Readonly<Partial<Record<Reduction, number>>> };

describe("golden values of torch", () => {
  for (const name of lossFiles) {
    describe(name, () => {
      for (const golden of goldenCases<GoldenCase>(name)) {
        it(golden.label ?? golden.loss, () => assert.deepEqual(compareCase(golden), []));
      }
    });
  }

  describe("ops", () => {
    it("are all asked for", () => {
      const asked = new Set(goldenCases<OpCase>("ops").flatMap(({ ops }) => ops.map(({ op }) => op)));
      assert.deepEqual(
        Object.keys(operations).filter((op) => !asked.has(op as OpName)),
        [],
      );
    });

    for (const { label, input, ops, expected } of goldenCases<OpCase>("ops")) {
      it(label, () => {
        const result = applyOps(decodeTensor(input), ops);
        if (isRefusal(result)) {
          assert.ok("exception" in expected, `refused with ${result.message}`);
          assert.deepEqual(compareRefusal(result, expected), []);
        } else {
          assert.ok("values" in expected, "exception" in expected ? expected.message : "");
          assert.deepEqual(compareTensor(result, expected.values), []);
        }
      });
    }
  });
});

describe("numbers printed in the documents this project begins with", () => {
  for (const golden of [...goldenCases<PrintedCase>("seed"), ...goldenCases<PrintedCase>("table")]) {
    it(golden.label ?? golden.loss, () => {
      const input = applyOps(decodeTensor(golden.input), golden.inputOps ?? []);
      assert.ok(!isRefusal(input));
      const loss = lossFunctions[golden.loss](input, decodeTensor(golden.target), decodeOptions(golden.options));
      assert.ok(!isRefusal(loss));
      for (const [reduction, printed] of Object.entries(golden.printed)) {
        const digits = String(printed).split(".")[1].length;
        const tolerance = 0.5000001 * 10 ** -Math.max(digits, 8);
        const value = reduce(loss, reduction as Reduction).data[0];
        assert.ok(Math.abs(value - printed) <= tolerance, `${reduction}: ${value}, printed ${printed}`);
      }
    });
  }
});
