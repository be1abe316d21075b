import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { guessPair } from "../../../src/pairing/guessPair";
import { notebookCells } from "../../../src/pairing/notebook";
import type { TextUnit } from "../../../src/textUnit";
import { arrayText, lossOf, sheetOf, unit } from "./sheets";

const folder = join(__dirname, "field");

/** A file as people post them → the pair that it is about, why, and the loss where one follows from it: torch 2.13, float64. */
const files: readonly (readonly [file: string, pair: string, loss?: number])[] = [
  ["bce-targets-above-one.py", "aa 1×2 call target 1×2"],
  ["bceloss-under-autocast.py", "? 3 call target 3", 0.467756],
  ["ce-any-float-target.py", "tensor1 3 call tensor2 3"],
  ["classifier-output-repl.log", "logits 3×2 names labels 3", 0.621218],
  ["control-kl-right.py", "scores 1×3 call teacher 1×3"],
  ["csv-string-labels.csv", "cat,dog,fish 3×3 table label 3", 0.751265],
  ["distillation-temperature.py", "student / T 2×3 call F.softmax(teacher / T, dim=1) 2×3"],
  ["double-weights.py", "logits 3×2 call labels 3"],
  ["focal-alpha-swapped.py", "x 3 call y 3"],
  ["hf-view-classes-last.py", "logits.view(-1, logits.size(-1)) 4×4 call labels.view(-1) 4", 1.102593],
  ["infinite-logit-nan.py", "x 3 call y 3", 0.446095],
  ["item-seventeen-digits.py", "logits 3×3 call y 3", 0.827473],
  ["keras-bce-epsilon.py", "y_pred 4 call y_true 4", 4.149033],
  ["keras-from-logits-forgotten.py", "logits 2×3 call y_true 2", 1.087905],
  ["keras-true-first.py", "b 2×2 call a 2×2", 0.464484],
  ["kl-of-softmax.py", "scores 2×3 call labels.softmax(-1) 2×3"],
  ["labels-minus-one-zero-one.py", "y_pred 2×4 call y 2×4"],
  ["mask-0-255.py", "outputs 1×1×2×2 call masks 1×1×2×2"],
  ["mean-of-batch-means.log", "nothing"],
  ["mini-bce-class-index-column.py", "x 3×1 call y 3×1"],
  ["mini-item.py", "logits 2×3 call y 2", 0.411104],
  ["mini-kl-fix-raises.py", "x 2×3 call q 2×3"],
  ["mini-kl-softmax.py", "scores 1×3 call teacher 1×3"],
  ["mini-mask-255.py", "out 1×1×2×2 call mask 1×1×2×2"],
  ["mini-multilabelmargin-zero-pad.py", "x 1×4 call y 1×4"],
  ["mini-one-hot-pair.py", "b 2×3 names a 2×3", 0.366985],
  ["mini-scatter.py", "nothing"],
  ["mini-string-labels.csv", "cat,dog 2×2 table label 2", 0.231018],
  ["mini-unsqueeze.py", "x 1×2 call t 1×2"],
  ["mini-view.py", "logits.view(-1, 3) 3×3 call labels.view(-1) 3", 0.976863],
  ["mini-weight-pair.py", "outputs 2 names target 2", 1.049822],
  ["notebook-output.ipynb", "logits 3×5 call labels 3", 1.556133],
  ["old-torch-print.log", "? 2×4 names ? 2", 1.436368],
  ["one-hot-is-the-target.py", "b 3×3 call a 3×3", 0.279777],
  ["scores-and-one-hot-1d.py", "output 5 call y 5", 0.631147],
  ["sklearn-clip-dataframe.py", "sample.values 4×2 call ? 4", Number.POSITIVE_INFINITY],
  ["smoothing-eps-over-k-minus-1.py", "logits 4×3 call labels 4", 0.760133],
  ["softmax-focal.py", "input 4×3 call target 4"],
  ["sum-over-softmax-nodes.py", "logits 1×3 call labels 1", 0.41703],
  ["tf-tensor-in-log.log", "y_pred 2×3 names y_true 2", 1.909993],
  ["traceback-out-of-bounds.log", "nothing"],
  ["unsqueezed-pair-with-weight.py", "outputs.unsqueeze(0) 1×2 call target.unsqueeze(0) 1×2"],
  ["vae-sum-over-batch.py", "recon_x 2×4 call x 2×4", 3.366499],
  ["weight-ignore-smoothing.py", "pred 4×3 call gt 4", 0.817499],
  ["weight-per-sample.py", "pred 4×5 call y 4×5"],
  ["weighted-mean-by-hand.py", "input 3×2 call target 3", 1.551789],
];

function unitsOf(file: string): readonly TextUnit[] {
  const text = readFileSync(join(folder, file), "utf8");
  if (file.endsWith(".ipynb")) {
    const cells = notebookCells(text);
    assert.equal(cells.kind, "cells");
    return cells.units;
  }
  return [unit(text, file.endsWith(".py") ? "python" : file.endsWith(".csv") ? "csv" : "plaintext")];
}

describe("the pair of files as people post them", () => {
  it("all of them are here", () => {
    assert.deepEqual(files.map(([file]) => file).sort(), readdirSync(folder).sort());
  });

  for (const [file, expected, loss] of files) {
    it(file, () => {
      const sheet = sheetOf(...unitsOf(file));
      const pair = guessPair(sheet, { input: undefined, target: undefined });
      if (pair?.target === undefined) return assert.equal("nothing", expected);
      assert.equal(`${arrayText(pair.input)} ${pair.why} ${arrayText(pair.target)}`, expected);
      if (loss === undefined) return;
      const own = lossOf(pair.input, pair.target, pair.call?.choice ?? {}, pair.call?.options);
      assert.ok(own === loss || Math.abs(Number(own) - loss) < 1e-6, `${own}, not ${loss}`);
    });
  }
});
