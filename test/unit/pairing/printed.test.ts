import assert from "node:assert/strict";
import { printedArrays } from "../../../src/pairing/printed";

/** What libraries print, and the arrays in it by their names. */
const rows: readonly (readonly [title: string, text: string, found: readonly string[]])[] = [
  ["a list", "[0.1, 0.2]", ["?: [0.1, 0.2]"]],
  ["a label in front", "logits: [0.1, 0.2]", ["logits: [0.1, 0.2]"]],
  ["two of them", "a = [1, 2]\nb = [3, 4]\n", ["a: [1, 2]", "b: [3, 4]"]],
  ["a shape is none", "shape=(2, 3)", []],
  ["a size is none", "x torch.Size([2, 3])\n", []],
  ["a size by its name is none", "size: (4, 5)\n", []],
  ["an array beside its shape", "shape=(2,) values [1.5, 2.5]", ["?: [1.5, 2.5]"]],
  [
    "TensorFlow's",
    "<tf.Tensor: shape=(2,), dtype=int32, numpy=array([0, 2], dtype=int32)>",
    ["?: array([0, 2], dtype=int32)"],
  ],
  [
    "TensorFlow's with a name in front",
    "x = <tf.Tensor: shape=(2,), dtype=int32, numpy=array([0, 2], dtype=int32)>",
    ["x: array([0, 2], dtype=int32)"],
  ],
  [
    "two of TensorFlow's, and a list",
    "<tf.Tensor: shape=(1,), dtype=int32, numpy=array([0])>\n<tf.Variable 'w:0' shape=(1,) numpy=array([1.])>\ny: [1, 2]\n",
    ["?: array([0])", "?: array([1.])", "y: [1, 2]"],
  ],
  ["TensorFlow's that is cut off", "<tf.Tensor: shape=(2,), numpy=array([0, 2]", ["?: [0, 2]"]],
  [
    "torch's below an empty line",
    "\n 7\n 2\n[torch.LongTensor of size 2]\n",
    ["?:  7\n 2\n[torch.LongTensor of size 2]"],
  ],
  [
    "torch's before 0.4",
    "logits:\n 0.1  0.2\n 0.3  0.4\n[torch.FloatTensor of size 2x2]\n",
    ["logits:  0.1  0.2\n 0.3  0.4\n[torch.FloatTensor of size 2x2]"],
  ],
  [
    "torch's in a Variable",
    "logits\nVariable containing:\n 0.1\n 0.3\n[torch.FloatTensor of size 2]\n",
    ["logits:  0.1\n 0.3\n[torch.FloatTensor of size 2]"],
  ],
  [
    "a label above the Variable",
    "y =\nVariable containing:\n 1\n 0\n[torch.LongTensor of size 2]\n",
    ["y:  1\n 0\n[torch.LongTensor of size 2]"],
  ],
  [
    "pages of torch's",
    "(0 ,.,.) =\n 1 2\n\n(1 ,.,.) =\n 3 4\n[torch.FloatTensor of size 2x1x2]\n",
    ["?: (0 ,.,.) =\n 1 2\n\n(1 ,.,.) =\n 3 4\n[torch.FloatTensor of size 2x1x2]"],
  ],
  [
    "two of torch's one after the other",
    "1\n[torch.FloatTensor of size 1]\n\n2\n[torch.FloatTensor of size 1]\n",
    ["?: 1\n[torch.FloatTensor of size 1]", "?: 2\n[torch.FloatTensor of size 1]"],
  ],
  ["rows of numbers", "0.1 0.2\n0.3 0.4\n", ["?: 0.1 0.2\n0.3 0.4"]],
  ["an array and rows of numbers", "y: [1, 0]\n\n0.1 0.2\n0.3 0.4\n", ["y: [1, 0]", "?: 0.1 0.2\n0.3 0.4"]],
  ["words", "epoch 1 done", []],
];

describe("arrays that a program printed", () => {
  for (const [title, text, found] of rows) {
    it(title, () => {
      assert.deepEqual(
        printedArrays(text).map(({ span, name }) => {
          return `${name ?? "?"}: ${text.slice(span.offset, span.offset + span.length).trimEnd()}`;
        }),
        found,
      );
    });
  }
});
