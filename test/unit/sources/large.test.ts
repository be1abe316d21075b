import assert from "node:assert/strict";
import type { ByteSource } from "../../../src/sources/byteSource";
import { openArrays } from "../../../src/sources/openArrays";
import { readElements } from "../../../src/sources/readElements";
import { readStatistics } from "../../../src/sources/statistics";
import { bytesOf, little, npy } from "./bytes";

const GIGABYTE = 2 ** 30;

/** A file of zeros around a few bytes, which takes no room; it counts what is read of it, and the most that is read at once. */
function sparse(size: number, parts: readonly (readonly [at: number, bytes: Uint8Array])[]) {
  const read = { all: 0, most: 0 };
  const source: ByteSource = {
    size,
    read: (offset, length) => {
      const bytes = new Uint8Array(Math.max(0, Math.min(length, size - offset)));
      read.all += bytes.length;
      read.most = Math.max(read.most, bytes.length);
      for (const [at, part] of parts) {
        const [from, to] = [Math.max(at, offset), Math.min(at + part.length, offset + bytes.length)];
        if (from < to) bytes.set(part.subarray(from - at, to - at), from - offset);
      }
      return bytes;
    },
  };
  return { source, read };
}

const floats = (...values: readonly number[]) => new Uint8Array(Float32Array.from(values).buffer);

/** A .safetensors file of one array of a gigabyte with a small one behind it. */
function besideSmall() {
  const header = JSON.stringify({
    filler: { dtype: "F32", shape: [GIGABYTE / 4], data_offsets: [0, GIGABYTE] },
    logits: { dtype: "F32", shape: [2, 2], data_offsets: [GIGABYTE, GIGABYTE + 16] },
  });
  const head = bytesOf(little(header.length, 8), header);
  return sparse(head.length + GIGABYTE + 16, [
    [0, head],
    [head.length + GIGABYTE, floats(2, 0.5, -1, 0.25)],
  ]);
}

/** A .npy file of zeros, but for its last element. */
function onlyLast(count: number) {
  const head = npy(`{'descr': '<f4', 'fortran_order': False, 'shape': (${count},), }`);
  const end = head.length + 4 * count;
  return sparse(end, [
    [0, head],
    [end - 4, floats(7)],
  ]);
}

function end<Result>(steps: Generator<number, Result>): Result {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

describe("files of a gigabyte", () => {
  it("of a small array beside a large one only the small one is read", () => {
    const { source, read } = besideSmall();
    const file = openArrays(source);
    assert.ok(file.kind === "file");
    const logits = file.arrays.find(({ name }) => name === "logits");
    assert.ok(logits !== undefined);
    const result = end(readElements(source, logits));
    assert.ok(result.kind === "read");
    assert.deepEqual([...result.tensor.data], [2, 0.5, -1, 0.25]);
    assert.ok(read.all < 2_000_000, `${read.all} bytes`);
  });

  it("are listed by their header, and refused where they are to be evaluated, without a look at the elements", () => {
    const { source, read } = onlyLast(GIGABYTE / 4);
    const file = openArrays(source);
    assert.ok(file.kind === "file");
    assert.deepEqual(file.arrays[0]?.shape, [GIGABYTE / 4]);
    const result = end(readElements(source, file.arrays[0]));
    assert.deepEqual(result, {
      kind: "notRead",
      problem: { kind: "tooManyElements", count: GIGABYTE / 4, most: 50_000_000 },
    });
    assert.ok(read.all < 2_000_000, `${read.all} bytes`);
  });

  it("are looked through a little at a time, in steps that tell how far they are and may be the last", () => {
    const { source, read } = onlyLast(GIGABYTE / 4);
    const file = openArrays(source);
    assert.ok(file.kind === "file");
    const steps = readStatistics(source, file.arrays[0]);
    const told = Array.from({ length: 5 }, () => steps.next()).map(({ done, value }) => (done ? Number.NaN : value));
    assert.ok(
      told.every((part, i) => part < 0.1 && (i === 0 || part > told[i - 1]!)),
      told.join(", "),
    );
    assert.ok(read.all < GIGABYTE / 10, `${read.all} bytes`);
  });

  it("to the end: the last element counts, and never more than some megabytes were read at once", () => {
    const count = 2 ** 23;
    const { source, read } = onlyLast(count);
    const file = openArrays(source);
    assert.ok(file.kind === "file");
    const result = end(readStatistics(source, file.arrays[0]));
    assert.deepEqual(result, {
      ...{ kind: "statistics", count, finite: count, nan: 0, infinite: 0, min: 0, max: 7, mean: 7 / count },
    });
    assert.ok(read.most <= 2 ** 23, `${read.most} bytes at once`);
  });
});
