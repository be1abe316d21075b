import assert from "node:assert/strict";
import { loadingArray, loadingCode } from "../../../src/render/loadingCode";

describe("code that gets an array again", () => {
  const variable = (expression: string, library: "torch" | "numpy" = "numpy") =>
    ({ kind: "variable", expression, library }) as const;

  it("takes a variable by its name, attributes and elements", () => {
    for (const expression of ["logits", "self.out.logits", "out[0].logits", "x[-1][2]"])
      assert.equal(loadingCode(variable(expression)), expression);
    assert.equal(loadingCode(variable("batch['val logits'].x")), 'batch["val logits"].x');
    assert.equal(loadingCode(variable("batch['a[0]'].x")), 'batch["a[0]"].x');
    assert.equal(loadingCode(variable('out["a.b"][3]')), 'out["a.b"][3]');
  });

  const ofTorch = { kind: "torch", file: "run.pt", keys: ["val", 1], bigEndian: false } as const;

  it("loads files by what wrote them, with their names in quotes", () => {
    const file = 'my "run".npz';
    assert.equal(
      loadingCode({ kind: "npz", file, array: "a\n", bigEndian: false }),
      'np.load("my \\"run\\".npz")["a\\n"]',
    );
    assert.equal(
      loadingCode({ ...ofTorch, of: "tensor", weightsOnly: true }),
      'torch.load("run.pt", weights_only=True)["val"][1]',
    );
    // torch.load takes a file with anything of NumPy's only where it is told to trust it.
    assert.equal(
      loadingCode({ ...ofTorch, of: "array", weightsOnly: false }),
      'torch.load("run.pt", weights_only=False)["val"][1]',
    );
  });

  it("loads what pickle.dump wrote by pickle.load", () => {
    const dumped = { ...ofTorch, kind: "pickle", file: "run.pkl", of: "tensor", weightsOnly: false } as const;
    assert.equal(loadingCode(dumped), 'pickle.load(open("run.pkl", "rb"))["val"][1]');
    assert.equal(loadingArray(dumped, "float"), `${loadingCode(dumped)}.detach().cpu().double().numpy()`);
  });

  it("makes arrays of NumPy of tensors", () => {
    const taken = loadingArray({ kind: "safetensors", file: "a.safetensors", array: "x" }, "integer");
    assert.equal(taken, 'load_file("a.safetensors")["x"].detach().cpu().long().numpy()');
    assert.equal(loadingArray(variable("y", "torch"), "float"), "y.detach().cpu().double().numpy()");
    assert.equal(loadingArray(variable("y"), "float"), "y");
    const array = loadingArray({ ...ofTorch, of: "array", weightsOnly: false }, "float");
    assert.equal(array, 'torch.load("run.pt", weights_only=False)["val"][1]');
  });
});
