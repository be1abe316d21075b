import assert from "node:assert/strict";
import { exceptionRows, understand } from "../../../src/paste/exceptions/understand";
import { ownFrame, printedExceptions } from "../../../src/paste/traceback";

function cause(message: string) {
  return understand({ message, type: "RuntimeError", frames: [] })?.cause;
}

describe("words of exceptions", () => {
  /** As torch 2.0 to 2.14 says each of them. */
  const words: readonly (readonly [message: string, cause: string])[] = [
    ["expected scalar type Long but found Half", "dtype"],
    ["expected target dtype to be Long or Byte, but got Bool", "dtype"],
    ["Expected floating point type for target with class probabilities, got Bool", "dtype"],
    ["\"nll_loss_out_frame\" not implemented for 'Long'", "dtype"],
    ["\"softmax_lastdim_kernel_impl\" not implemented for 'Long'", "dtype"],
    ["\"log_sigmoid_cpu\" not implemented for 'Long'", "dtype"],
    ["result type Float can't be cast to the desired output type Long", "dtype"],
    ["Found dtype Bool but expected Float", "dtype"],
    ["kl_div: Integral inputs not supported.", "dtype"],
    ["one_hot is only applicable to index tensor.", "dtype"],
    ["one_hot is only applicable to index tensor of type LongTensor.", "dtype"],
    ["gather(): Expected dtype int64 for index", "dtype"],
    ["gather(): Expected dtype int32/int64 for index", "dtype"],
    ["too many dimensions 'str'", "dtype"],
    ["only batches of spatial targets supported (3D tensors) but got targets of dimension: 4", "shape"],
    ["size mismatch (got input: [2, 4, 4, 3] , target: [2, 4, 4]", "shape"],
    ["Expected input batch_size (4) to match target batch_size (0).", "shape"],
    ["inconsistent size [4, 2] for argument #2 'target'", "shape"],
    ["inconsistent target size: [4, 2] for input of size: [4, 3]", "shape"],
    ["inconsistent target size, got: [3]", "shape"],
    ["inconsistent target size, expected 4 but got [3]", "shape"],
    ["The size of tensor a (2) must match the size of tensor b (3) at non-singleton dimension 1", "shape"],
    ["Dimension out of range (expected to be in range of [-2, 1], but got 2)", "shape"],
    ["a Tensor with 4 elements cannot be converted to Scalar", "shape"],
    [
      "weight tensor should be defined either for all 3 classes or no classes but got weight tensor of shape: [4, 3]",
      "weight-shape",
    ],
    [
      "cross_entropy: weight tensor should be defined either for all 3 classes or no classes but got weight tensor of shape: [2]",
      "weight-shape",
    ],
    ["Target -1 is out of bounds.", "out-of-range"],
    ["argument #2 'target' is out of range", "out-of-range"],
    ["target out of range", "out-of-range"],
    ["Class values must be non-negative.", "out-of-range"],
    ["batchmean is not a valid value for reduction", "option-invalid"],
    ["avg is not valid", "option-invalid"],
    ["only p == 1 and p == 2 supported", "option-invalid"],
    [
      "binary_cross_entropy_with_logits(): argument 'pos_weight' (position 4) must be Tensor, not float",
      "not-a-tensor",
    ],
    ["CrossEntropyLoss.forward() missing 1 required positional argument: 'target'", "not-a-tensor"],
    ["'float' object has no attribute 'size'", "not-a-tensor"],
    ["grad can be implicitly created only for scalar outputs", "graph"],
    ["Can't call numpy() on Tensor that requires grad. Use tensor.detach().numpy() instead.", "graph"],
  ];

  for (const [message, expected] of words) it(message, () => assert.equal(cause(message), expected));

  it("leave alone what is none of them", () => {
    for (const message of [
      "division by zero",
      "No module named 'torch'",
      "",
      "CUDA out of memory. Tried to allocate 2.00 GiB",
    ]) {
      assert.equal(cause(message), undefined, message);
    }
  });

  it("cost no more than their length", () => {
    for (const unit of ["Expected target size [", "torch.Size([1, ", "(", "'a' object ", "size mismatch, m1: [1 x 1"]) {
      const message = unit.repeat(4000 / unit.length);
      for (const { pattern } of exceptionRows) pattern.test(message);
    }
  });
});

describe("tracebacks", () => {
  it("name the line of the person's own, not those of packages", () => {
    const [exception] = printedExceptions(
      'Traceback (most recent call last):\n  File "a/train.py", line 7, in step\n    loss = criterion(out, y)\n  File "/x/site-packages/torch/nn/functional.py", line 1, in cross_entropy\n    return f(input)\nIndexError: Target 3 is out of bounds.\n',
    );
    const { file, line, code } = ownFrame(exception.frames) ?? {};
    assert.deepEqual({ file, line, code }, { file: "a/train.py", line: 7, code: "loss = criterion(out, y)" });
    assert.equal(exception.type, "IndexError");
  });

  it("keep the lines of a long message", () => {
    const [{ message }] = printedExceptions("RuntimeError: first\n  second\n\nthird");
    assert.equal(message, "first\n  second");
  });

  it("stand as deep as their traceback", () => {
    const text =
      'Traceback (most recent call last):\n  File "train.py", line 3, in <module>\n    loss = criterion(out, y)\nValueError: Target 7 is out of bounds.';
    for (const indent of ["", "    ", "        ", "\t\t", " ".repeat(20)]) {
      const [{ type, message, frames }] = printedExceptions(text.replace(/^/gm, indent));
      assert.deepEqual(
        [type, message, frames[0].code],
        ["ValueError", "Target 7 is out of bounds.", "loss = criterion(out, y)"],
      );
    }
    assert.deepEqual(printedExceptions("        ValueError: no head above"), []);
  });

  it("say the same assertion of many threads once", () => {
    const line = "Loss.cu:250: block: [0,0,0] Assertion `t >= 0 && t < n_classes` failed.\n";
    assert.equal(printedExceptions(line.repeat(64)).length, 1);
  });
});
