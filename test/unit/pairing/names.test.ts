import assert from "node:assert/strict";
import { namesInput, namesNeither, namesTargets, wordsOf } from "../../../src/pairing/names";

const said = (name: string) =>
  [namesTargets(name) && "target", namesInput(name) && "input", namesNeither(name) && "neither"]
    .filter((each) => each !== false)
    .join(" ");

/** Names as scripts around a loss have them. */
const rows: readonly (readonly [says: string, names: string])[] = [
  [
    "target",
    "y_true yTrue Y_TRUE target targets Target labels LABELS true_labels ground_truth onehot one_hot one_hot2 expected actual gt gt_boxes x_gt tgt answers answer y y_train t ys classes mask masks teacher teacher_2 y1 train_y gt2 pred_labels",
  ],
  [
    "input",
    "y_pred yhat y_hat logits LOGITS probs prob scores score output outputs model_output input inputs logp softmax_out preds out outs x z p q recon student student2 x1 out_2 Out student_logits pred_classes",
  ],
  [
    "neither",
    "weight weights class_weights pos_weight w w1 ws alpha gamma temperature mean std lr loss loss_2 losses metric acc accuracy val_acc grad Weight LR target_mean label_weights logit_weight",
  ],
  ["", "data a b images xy tx yy outer queen learning wolf stdev meaning classify paccx mty"],
];

describe("what names say", () => {
  for (const [says, names] of rows) {
    for (const name of names.split(" ")) {
      it(`${name}: ${says || "nothing"}`, () => assert.equal(said(name), says));
    }
  }

  it("the words of a name", () => {
    const words: readonly (readonly [name: string, words: readonly string[]])[] = [
      ["yTrue", ["y", "true"]],
      ["y_true", ["y", "true"]],
      ["Y_TRUE", ["y", "true"]],
      ["logits2", ["logits", "2"]],
      ["_x__y_", ["x", "y"]],
      ["trueLabels10", ["true", "labels", "10"]],
      ["batch['y']", ["batch", "y"]],
      ["2d", ["2d"]],
      ["", []],
    ];
    for (const [name, expected] of words) assert.deepEqual(wordsOf(name), expected, name);
  });
});
