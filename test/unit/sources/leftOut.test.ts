import assert from "node:assert/strict";
import { fileProblemText } from "../../../src/render/fileText";
import { bytesInMemory } from "../../../src/sources/byteSource";
import { namesArrays, openArrays } from "../../../src/sources/openArrays";

describe("Files of tables that are left out", () => {
  for (const [name, magic, format] of [
    ["scores.parquet", "PAR1", "Parquet"],
    ["scores.arrow", "ARROW1\0\0", "Arrow"],
    ["scores.feather", "FEA1", "Arrow"],
  ] as const)
    it(`${name} is opened to say so`, () => {
      assert.ok(namesArrays(name));
      const opened = openArrays(bytesInMemory(new TextEncoder().encode(`${magic}${"x".repeat(40)}`)));
      assert.deepEqual(opened, { kind: "notOpened", problem: { kind: "table", format } });
      assert.equal(
        opened.kind === "notOpened" && fileProblemText(opened.problem),
        `${format} files are not read; save the columns as .npy, .npz or .csv`,
      );
    });

  for (const name of ["scores.h5", "scores.hdf5"])
    it(`${name}, of HDF5, too`, () => {
      assert.ok(namesArrays(name));
      const bytes = Uint8Array.from([0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a, ...new Array<number>(40).fill(0)]);
      const opened = openArrays(bytesInMemory(bytes), name);
      assert.deepEqual(opened, { kind: "notOpened", problem: { kind: "hdf5" } });
      assert.match(fileProblemText({ kind: "hdf5" }), /^HDF5 files are not read; save /);
    });
});

describe("A pointer of Git LFS in a file's place", () => {
  const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${"0a".repeat(32)}\nsize 12345\n`;
  for (const name of ["scores.npy", "run.pt", "model.safetensors"])
    it(`${name} is named as such, with the command that fetches the file`, () => {
      const opened = openArrays(bytesInMemory(new TextEncoder().encode(pointer)), name);
      assert.deepEqual(opened, { kind: "notOpened", problem: { kind: "lfsPointer" } });
      assert.match(fileProblemText({ kind: "lfsPointer" }), /Git LFS.*git lfs pull/);
    });
});

describe("What a file that is not read is told", () => {
  it("where it is cut off, its bytes and those it needs", () => {
    assert.equal(
      fileProblemText({ kind: "truncated", needed: 176, has: 171 }),
      "the file is cut off: it has 171 bytes and needs 176 or more",
    );
  });

  it("of a tensor of another kind, what makes it one that is read", () => {
    for (const [of, advice] of [
      ["sparse", /\.to_dense\(\)/],
      ["quantized", /\.dequantize\(\)/],
      ["nested", /\.unbind\(\)/],
      ["meta", /of a real device/],
      ["maskedArray", /\.data and \.mask/],
      ["masked", /\.get_data\(\) and \.get_mask\(\)/],
    ] as const)
      assert.match(fileProblemText({ kind: "tensor", of }), advice);
  });
});
