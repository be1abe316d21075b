import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { check } from "../../../src/check";
import type { CallJson } from "../../../src/render/answerJson";

/** Files as people post them, each with what torch 2.13 gives for its calls, and what is wrong with them. */
interface Row {
  readonly verdict: CallJson["verdict"];
  readonly cause: string | null;
  /** torch's value; a text is the exception's. */
  readonly value: number | "nan" | readonly number[] | string;
  /** What the first fix gives. */
  readonly fixed?: number;
  /** Numbers that people saw, and whether they are explained. */
  readonly seen?: Readonly<Record<string, boolean>>;
}

const right = (value: number, seen?: Row["seen"], cause: string | null = null): Row => ({
  verdict: "right",
  cause,
  value,
  ...(seen && { seen }),
});
const wrong = (cause: string, value: Row["value"], fixed?: number): Row => ({
  verdict: "wrong",
  cause,
  value,
  ...(fixed !== undefined && { fixed }),
});
const raises = (cause: string, value: string, fixed?: number): Row => ({
  verdict: "raises",
  cause,
  value,
  ...(fixed !== undefined && { fixed }),
});

const truths: Readonly<Record<string, readonly Row[]>> = {
  "bce-targets-above-one": [raises("out-of-range", "all elements of target should be between 0 and 1")],
  "bceloss-under-autocast": [
    raises(
      "autocast",
      "torch.nn.functional.binary_cross_entropy and torch.nn.BCELoss are unsafe to autocast.",
      0.467756,
    ),
  ],
  "ce-any-float-target": [{ ...wrong("target-is-logits", 3.296721, 1.469351), seen: { "3.2967": true } }],
  "control-kl-right": [right(0.0395)],
  "distillation-temperature": [right(0.03088, { "0.0309": true })],
  "double-weights": [raises("dtype", "expected scalar type Float but found Double", 0.5514)],
  "focal-alpha-swapped": [right(0.217328, { "0.2173": true, "0.0948": true })],
  "hf-view-classes-last": [right(1.102593, { "1.1026": true })],
  "infinite-logit-nan": [wrong("saturated", "nan"), right(0.446095)],
  "item-seventeen-digits": [right(0.827473, { "0.8274731040000916": true })],
  "kl-of-softmax": [wrong("no-logarithm", -1.122056, 0.061298)],
  "labels-minus-one-zero-one": [wrong("signs-as-labels", 0.762308)],
  "mask-0-255": [wrong("mask-255", -171.128304, 0.321696)],
  "mini-bce-class-index-column": [wrong("class-index-column", -0.0276)],
  "mini-item": [right(0.411104)],
  "mini-kl-fix-raises": [wrong("no-logarithm", -1.6254, 0.1467)],
  "mini-kl-softmax": [wrong("no-logarithm", -1.3907, 0.0395)],
  "mini-mask-255": [wrong("mask-255", -190.1346, 0.3654)],
  "mini-multilabelmargin-zero-pad": [wrong("padding-not-ignored", 2.05)],
  "mini-unsqueeze": [wrong("double-softmax", 0.854355, 1.049822), wrong("double-softmax", 0.854355, 1.049822)],
  "mini-view": [right(0.9769)],
  "scores-and-one-hot-1d": [
    raises("dtype", "Expected floating point type for target with class probabilities, got Long", 0.631147),
  ],
  "smoothing-eps-over-k-minus-1": [
    right(0.800133, {}, "smoothing-differs"),
    right(0.760133, { "0.8001": true, "0.7601": true }, "smoothing-differs"),
  ],
  "softmax-focal": [wrong("focal-form", 0.5975)],
  "sum-over-softmax-nodes": [right(0.41703, { "0.4170": true, "0.7984": true })],
  "unsqueezed-pair-with-weight": [wrong("double-softmax", 0.184502)],
  "vae-sum-over-batch": [right(3.366499, { "1.6832": true }, "sum-per-sample")],
  "weight-ignore-smoothing": [right(0.817499)],
  "weight-per-sample": [
    raises(
      "weight-shape",
      "The size of tensor a (5) must match the size of tensor b (4) at non-singleton dimension 1",
      0.589855,
    ),
  ],
  "weighted-mean-by-hand": [right(1.551789, { "1.5518": true, "0.6207": true }, "weighted-mean")],
  "keras-bce-epsilon": [right(3.952819, { "3.95282": true })],
  // No call.
  "mini-one-hot-pair": [],
  "mini-scatter": [],
  "sklearn-clip-dataframe": [{ verdict: "unsure", cause: "other-framework", value: 9.093039 }],
};

describe("answers about files as people post them", () => {
  for (const [name, rows] of Object.entries(truths)) {
    it(name, () => {
      const text = readFileSync(join(__dirname, "..", "pairing", "field", `${name}.py`), "utf8");
      const { calls } = check(text, "python");
      assert.deepEqual(
        calls.map(({ verdict, cause }) => `${verdict} ${cause}`),
        rows.map(({ verdict, cause }) => `${verdict} ${cause}`),
      );
      for (const [i, row] of rows.entries()) assertRow(calls[i], row);
    });
  }
});

function assertRow({ value, exception, fixes, seen }: CallJson, row: Row): void {
  if (row.verdict === "raises") assert.equal(exception?.message.split("\n")[0], row.value);
  else if (typeof row.value === "number") assertClose(value, row.value);
  else assert.deepEqual(value, row.value);
  if (row.fixed !== undefined) {
    assertClose(fixes[0]?.value, row.fixed);
    assert.equal(fixes[0].verdict, "right");
  }
  for (const [text, explained] of Object.entries(row.seen ?? {})) {
    assert.equal(seen.find((each) => each.text === text)?.explained, explained, text);
  }
}

/** Truths are written with four to seven digits. */
function assertClose(value: unknown, expected: number): void {
  const decimals = String(expected).split(".")[1]?.length ?? 0;
  assert.ok(
    typeof value === "number" && Math.abs(value - expected) <= 0.6 * 10 ** -decimals,
    `${value}, not ${expected}`,
  );
}
