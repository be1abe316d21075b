import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { crc32, deflateRawSync } from "node:zlib";
import { bytesInMemory } from "../../../src/sources/byteSource";
import type { FileProblem } from "../../../src/sources/fileProblem";
import { openArrays } from "../../../src/sources/openArrays";
import { readElements } from "../../../src/sources/readElements";
import type { Written } from "../../sources/compare";
import { bytesOf, little, npy, opened, problems, read, safetensors, zip } from "./bytes";

const header = (shape: string, descr = "'<f4'", order = "False") =>
  `{'descr': ${descr}, 'fortran_order': ${order}, 'shape': ${shape}, }`;

describe("hostile .npy files", () => {
  it("that end before their elements do, or in their header, are truncated", () => {
    assert.deepEqual(problems(npy(header("(2, 3)"), new Uint8Array(23))), [
      { kind: "truncated", needed: 10 + header("(2, 3)").length + 24, has: 10 + header("(2, 3)").length + 23 },
    ]);
    assert.equal(problems(bytesOf([0x93], "NUMPY", [1, 0], little(100, 2), "{'descr'"))[0].kind, "truncated");
    assert.equal(problems(bytesOf([0x93], "NUMPY", [1]))[0].kind, "truncated");
    assert.deepEqual(problems(bytesOf([0x93], "NUMPY")), [{ kind: "truncated", needed: 10, has: 6 }]);
  });

  it("with 2^60 elements, or with more than numbers can count, take no memory", () => {
    assert.equal(problems(npy(header("(1073741824, 1073741824)")))[0].kind, "damaged");
    assert.equal(problems(npy(header("(1048576, 1048576, 8)")))[0].kind, "truncated");
    assert.deepEqual(problems(npy(header("(99999999999999999999,)"))), [{ kind: "damaged", what: "shape" }]);
    assert.deepEqual(problems(npy(header("(-1,)"))), [{ kind: "damaged", what: "shape" }]);
    assert.deepEqual(problems(npy(header(`(${"1, ".repeat(65)})`))), [{ kind: "damaged", what: "shape" }]);
  });

  it("of objects, structures, texts, dates and complex numbers are refused by their type", () => {
    assert.deepEqual(problems(npy(header("(1,)", "'|O'"), new Uint8Array(8))), [{ kind: "objects" }]);
    assert.deepEqual(problems(npy(header("(1,)", "[('a', '<f4'), ('b', '<i8')]"), new Uint8Array(12))), [
      { kind: "structured" },
    ]);
    for (const descr of ["<U3", "|S4", "<M8[ns]", "<c8", "<f16", "|V2"]) {
      assert.deepEqual(problems(npy(header("(1,)", `'${descr}'`), new Uint8Array(16))), [
        { kind: "elementType", name: descr },
      ]);
    }
  });

  it("with a header that is an expression, nested without end or no dictionary are damaged", () => {
    const headers = [
      `{'descr': __import__('os').system('x'), 'fortran_order': False, 'shape': (1,)}`,
      `{'descr': '<f4', 'fortran_order': False, 'shape': (1,)} + 1`,
      `${"(".repeat(5000)}`,
      `{'descr': '<f4', 'fortran_order': False}`,
      `{'descr': '<f4', 'fortran_order': 0, 'shape': (1,)}`,
      `{'descr': '<f4', 'fortran_order': False, 'shape': (1)}`,
      `{'descr': '<f4', 'fortran_order': False, 'shape': (1,), 'shape': (2,)}`,
      "[]",
      "",
    ];
    for (const each of headers)
      assert.deepEqual(problems(npy(each, new Uint8Array(8))), [{ kind: "damaged", what: "header" }]);
    assert.equal(problems(npy(" ".repeat(70_000), [], 2))[0].kind, "tooLarge");
    assert.deepEqual(problems(npy(header("(1,)"), [0, 0, 0, 0], 4)), [{ kind: "damaged", what: "header" }]);
  });

  it("with integers that float64 cannot tell apart are not read", () => {
    const bytes = npy(header("(1,)", "'<i8'"), [1, 0, 0, 0, 0, 0, 0x20, 0]);
    assert.deepEqual(read(bytesInMemory(bytes), opened(bytes), ""), {
      kind: "notRead",
      problem: { kind: "largeIntegers" },
    });
  });

  it("above the limit of elements are refused with it, and read no byte", () => {
    const bytes = npy(header("(2, 3)"), new Uint8Array(24));
    const silent = { size: bytes.length, read: () => assert.fail("read") };
    assert.deepEqual(read(silent, opened(bytes), "", 5), {
      kind: "notRead",
      problem: { kind: "tooManyElements", count: 6, most: 5 },
    });
  });

  it("on a device that fails say so", () => {
    const bytes = npy(header("(2,)"), new Uint8Array(8));
    const failing = {
      size: bytes.length,
      read: () => {
        throw new Error("EIO");
      },
    };
    assert.deepEqual(read(failing, opened(bytes), ""), {
      kind: "notRead",
      problem: { kind: "failed", message: "EIO" },
    });
    assert.deepEqual(openArrays(failing), { kind: "notOpened", problem: { kind: "failed", message: "EIO" } });
  });
});

describe("files that hold nothing", () => {
  it("are empty, and archives without entries hold no arrays", () => {
    assert.deepEqual(problems(bytesOf()), [{ kind: "empty" }]);
    assert.deepEqual(problems(zip([])), [{ kind: "noArrays" }]);
  });
});

describe("hostile archives", () => {
  const data = npy(header("(1,)"), [0, 0, 128, 63]);

  it("say of each entry alone what is wrong with it", () => {
    const file = opened(
      zip([
        { name: "a.npy", data },
        { name: "b.npy", data: npy(header("(1,)", "'|O'"), []) },
      ]),
    );
    assert.deepEqual(
      file.arrays.map(({ name }) => name),
      ["a"],
    );
    assert.deepEqual(file.refused, [{ name: "b", problem: { kind: "objects" } }]);
  });

  it("that are encrypted, packed by another method, doubled, cut or lie about their places are refused", () => {
    assert.deepEqual(problems(zip([{ name: "a.npy", data, flags: 1 }])), [{ kind: "encrypted" }]);
    assert.deepEqual(problems(zip([{ name: "a.npy", data, method: 12 }])), [{ kind: "compression", method: 12 }]);
    assert.deepEqual(
      problems(
        zip([
          { name: "a.npy", data },
          { name: "a.npy", data },
        ]),
      ),
      [{ kind: "damaged", what: "names" }],
    );
    assert.equal(problems(zip([{ name: "a.npy", data }]).subarray(0, 60))[0].kind, "truncated");
    assert.equal(problems(zip([{ name: "a.npy", data, offset: 0x7fffffff }]))[0].kind, "truncated");
    assert.deepEqual(problems(zip([{ name: "a.npy", data, offset: 3 }])), [{ kind: "damaged", what: "archive" }]);
    assert.deepEqual(problems(zip([{ name: "readme.txt", data: bytesOf("hello") }])), [{ kind: "unknownFormat" }]);
  });

  /** What is wrong with an archive's array, at its header or behind it. */
  function unpacked(bytes: Uint8Array): readonly FileProblem[] {
    const file = openArrays(bytesInMemory(bytes));
    if (file.kind === "notOpened" || file.arrays.length === 0) return problems(bytes);
    const values = read(bytesInMemory(bytes), file, "a");
    return values.kind === "notRead" ? [values.problem] : [];
  }

  it("that unpack to more than they say, or claim more than can be, unpack to nothing", () => {
    const bomb = deflateRawSync(Buffer.concat([npy(header("(1000,)"), []), Buffer.alloc(20_000_000)]));
    const small = zip([{ name: "a.npy", data: bomb, method: 8, size: 10 + header("(1000,)").length + 4000 }]);
    assert.deepEqual(unpacked(small), [{ kind: "damaged", what: "size" }]);
    assert.deepEqual(problems(zip([{ name: "a.npy", data: bomb, method: 8, size: 0x7fffffff }])), [
      { kind: "damaged", what: "size" },
    ]);
  });

  it("with gigabytes behind a small array are gone through in steps, and whoever waits may stop", () => {
    const whole = Buffer.concat([data, Buffer.alloc(100_000_000)]);
    const file = zip([{ name: "a.npy", data: deflateRawSync(whole), method: 8, size: whole.length }]);
    const source = bytesInMemory(file);
    const steps = readElements(source, opened(file).arrays[0]);
    assert.ok([1, 2, 3, 4, 5].every(() => steps.next().done === false));
  });

  it("with another checksum, or bytes that are no deflate, are damaged", () => {
    const packed = deflateRawSync(data);
    const wrong = zip([{ name: "a.npy", data: packed, method: 8, size: data.length, checksum: 1 }]);
    assert.deepEqual(unpacked(wrong), [{ kind: "damaged", what: "checksum" }]);
    const stored = zip([{ name: "a.npy", data, checksum: crc32(data) }]);
    assert.deepEqual(unpacked(stored), []);
    const flipped = Uint8Array.from(stored);
    flipped[30 + "a.npy".length + data.length - 1] ^= 1;
    assert.deepEqual(unpacked(flipped), [{ kind: "damaged", what: "checksum" }]);
    const noise = zip([{ name: "a.npy", data: bytesOf([7, 255, 255, 1, 2, 3]), method: 8, size: 100 }]);
    assert.deepEqual(problems(noise), [{ kind: "damaged", what: "deflate" }]);
  });
});

describe("hostile safetensors files", () => {
  const tensor = (dtype: string, shape: readonly number[], offsets: readonly number[]) => ({
    dtype,
    shape,
    data_offsets: offsets,
  });

  it("with offsets that overlap, leave gaps, turn round or end elsewhere are damaged", () => {
    const offsets = [
      { a: tensor("F32", [1], [0, 4]), b: tensor("F32", [1], [2, 6]) },
      { a: tensor("F32", [1], [0, 4]), b: tensor("F32", [1], [5, 9]) },
      { a: tensor("F32", [1], [4, 0]) },
      { a: tensor("F32", [1], [0, 4]) },
    ];
    for (const each of offsets) {
      assert.deepEqual(problems(safetensors(each, new Uint8Array(9))), [{ kind: "damaged", what: "offsets" }]);
    }
  });

  it("whose shapes do not fit their bytes, or whose bytes are not there, are refused", () => {
    assert.deepEqual(problems(safetensors({ a: tensor("F32", [3], [0, 8]) }, new Uint8Array(8))), [
      { kind: "damaged", what: "size" },
    ]);
    assert.equal(problems(safetensors({ a: tensor("F32", [4], [0, 16]) }, new Uint8Array(8)))[0].kind, "truncated");
    assert.deepEqual(problems(safetensors({ a: tensor("F32", [2 ** 30, 2 ** 30], [0, 8]) }, new Uint8Array(8))), [
      { kind: "damaged", what: "shape" },
    ]);
  });

  it("with a header that is no such JSON, or lies about its length, are refused", () => {
    const headers = ["{ ", "{}x", '{"a": 1}', '{"a": {"dtype": "F32", "shape": [-1], "data_offsets": [0, 4]}}'];
    for (const each of headers) assert.equal(problems(safetensors(each))[0].kind, "damaged");
    assert.deepEqual(problems(safetensors("{}")), [{ kind: "noArrays" }]);
    assert.deepEqual(problems(safetensors("[]")), [{ kind: "damaged", what: "header" }]);
    assert.deepEqual(problems(safetensors("[".repeat(100_000))), [{ kind: "damaged", what: "header" }]);
    assert.deepEqual(problems(bytesOf(little(1000, 8), "{}")), [{ kind: "truncated", needed: 1008, has: 10 }]);
  });

  it("with an impossible length of the header are damaged where their name says what they are", () => {
    for (const each of ["{}", "[]", ""]) {
      const file = bytesInMemory(bytesOf([255, 255, 255, 255, 255, 255, 255, 127], each));
      assert.deepEqual(openArrays(file), { kind: "notOpened", problem: { kind: "unknownFormat" } });
      assert.deepEqual(openArrays(file, "run/Model.SAFETENSORS"), {
        kind: "notOpened",
        problem: { kind: "damaged", what: "header" },
      });
    }
    const short = openArrays(bytesInMemory(bytesOf([2, 0, 0])), "a.safetensors");
    assert.deepEqual(short, { kind: "notOpened", problem: { kind: "truncated", needed: 8, has: 3 } });
  });

  it("of types that no float64 holds name them", () => {
    assert.deepEqual(problems(safetensors({ a: tensor("C64", [1], [0, 8]) }, new Uint8Array(8))), [
      { kind: "elementType", name: "C64" },
    ]);
  });
});

describe("hostile pickles", () => {
  const archive = (pickle: Uint8Array) => zip([{ name: "a/data.pkl", data: pickle }]);
  const [proto, stop] = [[0x80, 2], "."];

  it("that ask for anything but tensors are refused by the name of what they ask for, at once", () => {
    const system = bytesOf(proto, "cposix\nsystem\n", "(X", little(4, 4), "true", "tR", stop);
    assert.deepEqual(problems(archive(system)), [{ kind: "global", name: "posix.system" }]);
    const evaluated = bytesOf(proto, "cbuiltins\neval\n", stop);
    assert.deepEqual(problems(archive(evaluated)), [{ kind: "global", name: "builtins.eval" }]);
    const stacked = bytesOf([0x80, 4, 0x8c, 2], "os", [0x8c, 6], "system", [0x93], stop);
    assert.deepEqual(problems(archive(stacked)), [{ kind: "global", name: "os.system" }]);
    const numpy = bytesOf(proto, "cnumpy.core.multiarray\nset_string_function\n", stop);
    assert.deepEqual(problems(archive(numpy)), [{ kind: "global", name: "numpy.core.multiarray.set_string_function" }]);
    const inherited = bytesOf(proto, "ctorch\nconstructor\n", stop);
    assert.deepEqual(problems(archive(inherited)), [{ kind: "global", name: "torch.constructor" }]);
  });

  /** `{"a": array}` whose state is these bytes: version, shape, dtype, order, elements. */
  const arrayOf = (...state: readonly (string | readonly number[])[]) =>
    archive(
      bytesOf(
        ...[
          proto,
          "}X",
          little(1, 4),
          "acnumpy._core.multiarray\n_reconstruct\n",
          "(cnumpy\nndarray\n",
          [0x4b, 0, 0x85],
        ],
        ...["C", [1], "btR", "(", [0x4b, 1], ...state, "tbs", stop],
      ),
    );
  const shape = [0x4b, 2, 0x85];
  const float32 = bytesOf(
    "cnumpy\ndtype\n(X",
    little(2, 4),
    "f4",
    [0x89, 0x88],
    "tR(",
    [0x4b, 3],
    "X",
    little(1, 4),
    "<NNNtb",
  );
  const text = (bytes: string) => [`C`, [bytes.length], bytes];

  it("of arrays of NumPy are data alone, and are refused alone where they contradict themselves", () => {
    const whole = arrayOf(shape, [...float32], [0x89], ...text("\0\0\x80\x3f\0\0\0\x40"));
    const values = read(bytesInMemory(whole), opened(whole), "a");
    assert.deepEqual(values.kind === "read" && [...values.tensor.data], [1, 2]);
    const short = arrayOf(shape, [...float32], [0x89], ...text("\0\0\x80\x3f"));
    assert.deepEqual(opened(short).refused, [{ name: "a", problem: { kind: "damaged", what: "size" } }]);
    const huge = arrayOf([0x8a, 7, 0, 0, 0, 0, 0, 0, 16, 0x85], [...float32], [0x89], ...text(""));
    assert.deepEqual(opened(huge).refused, [{ name: "a", problem: { kind: "damaged", what: "shape" } }]);
    const negative = arrayOf([0x4a, 255, 255, 255, 255, 0x85], [...float32], [0x89], ...text(""));
    assert.deepEqual(opened(negative).refused, [{ name: "a", problem: { kind: "damaged", what: "shape" } }]);
    const stateless = archive(
      bytesOf(proto, "}X", little(1, 4), "acnumpy._core.multiarray\n_reconstruct\n(cnumpy\nndarray\nN", "NtRs", stop),
    );
    assert.deepEqual(opened(stateless).refused, [{ name: "a", problem: { kind: "damaged", what: "pickle" } }]);
    const evil = archive(bytesOf(proto, "cnumpy._core.multiarray\n_reconstruct\n(cos\nsystem\nNNtR", stop));
    assert.deepEqual(problems(evil), [{ kind: "global", name: "os.system" }]);
    const other = archive(bytesOf(proto, "cnumpy._core.multiarray\n_reconstruct\n(ctorch\nTensor\nNNtR", stop));
    assert.deepEqual(problems(other), [{ kind: "damaged", what: "pickle" }]);
  });

  it("with texts in the place of bytes take those of one byte a character alone, each once", () => {
    const encode = (of: string, encoding: string) =>
      archive(
        bytesOf(
          proto,
          "c_codecs\nencode\n(X",
          little(of.length, 4),
          of,
          "X",
          little(encoding.length, 4),
          encoding,
          "tR",
          stop,
        ),
      );
    assert.deepEqual(problems(encode("a", "latin1")), [{ kind: "noArrays" }]);
    assert.deepEqual(problems(encode("\xe2\x82\xac", "latin1")), [{ kind: "damaged", what: "pickle" }]);
    assert.deepEqual(problems(encode("a", "rot13")), [{ kind: "damaged", what: "pickle" }]);
  });

  it("of pickle.dump build tensors and arrays alone, from storages that hold their bytes", () => {
    const system = bytesOf([0x80, 4], "cposix\nsystem\n", "(X", little(4, 4), "true", "tR", stop);
    assert.deepEqual(problems(system), [{ kind: "global", name: "posix.system" }]);
    assert.deepEqual(problems(bytesOf("cos\nsystem\n(S'true'\ntR."), "run.pkl"), [
      { kind: "global", name: "os.system" },
    ]);
    const loads = (...inner: readonly (string | Uint8Array | readonly number[])[]) => {
      const held = bytesOf(...inner);
      return bytesOf([0x80, 4], "ctorch.storage\n_load_from_bytes\n(B", little(held.length, 4), held, "tR", stop);
    };
    // What stands in the bytes may be nothing but a storage, and asks for nothing either.
    assert.deepEqual(problems(loads("cos\nsystem\n.")), [{ kind: "global", name: "os.system" }]);
    assert.deepEqual(problems(loads([0x80, 2], "]", stop)), [{ kind: "unknownFormat" }]);
    const itself = loads(loads("cos\nsystem\n."));
    assert.deepEqual(problems(itself), [{ kind: "global", name: "torch.storage._load_from_bytes" }]);
    assert.deepEqual(problems(bytesOf([0x80, 4], "]", stop)), [{ kind: "noArrays" }]);
    assert.equal(problems(bytesOf([0x80, 4], "]"))[0].kind, "truncated");
    assert.deepEqual(problems(bytesOf([0x80, 9], "]", stop)), [{ kind: "unknownFormat" }]);
    assert.deepEqual(problems(bytesOf("hello\n"), "notes.pkl"), [{ kind: "damaged", what: "pickle" }]);
  });

  it("with opcodes that run code, extensions or instances are refused", () => {
    assert.deepEqual(problems(archive(bytesOf(proto, "(iposix\nsystem\n", stop))), [{ kind: "pickle", opcode: 0x69 }]);
    assert.deepEqual(problems(archive(bytesOf(proto, [0x82, 1], stop))), [{ kind: "pickle", opcode: 0x82 }]);
    assert.deepEqual(problems(archive(bytesOf(proto, "(", "o", stop))), [{ kind: "pickle", opcode: 0x6f }]);
  });

  it("of a million values beside the tensors are read, and of more refused before they take memory or time", () => {
    const list = (items: number, unit: readonly number[] | string) =>
      archive(bytesOf(proto, "](", Buffer.alloc(items * unit.length, bytesOf(unit)), "e", stop));
    assert.deepEqual(problems(list(300_000, "N")), [{ kind: "noArrays" }]);
    const tooMany = [{ kind: "tooLarge", what: "values", most: 1_000_000 }];
    assert.deepEqual(problems(list(500_001, [0x4e, 0x94])), tooMany);
  });

  it("that hold themselves, each list twice over, or more marks than items end", () => {
    const doubled = bytesOf(proto, "]q\0", ...Array.from({ length: 40 }, () => "]q\x01(h\0h\0eq\0"), stop);
    assert.deepEqual(problems(archive(doubled)), [{ kind: "damaged", what: "pickle" }]);
    assert.deepEqual(problems(archive(bytesOf(proto, "]q\0h\0a", stop))), [{ kind: "damaged", what: "pickle" }]);
    assert.deepEqual(problems(archive(bytesOf(proto, stop))), [{ kind: "damaged", what: "pickle" }]);
    assert.deepEqual(problems(archive(bytesOf(proto, "tttt", stop))), [{ kind: "damaged", what: "pickle" }]);
    assert.deepEqual(problems(archive(bytesOf(proto, "X", little(2 ** 31, 4)))), [{ kind: "damaged", what: "pickle" }]);
  });

  it("with sets of tensors, which no name leads to, and rebuilders that call themselves are refused", () => {
    const set = (items: string) => archive(bytesOf(proto, `}(X\x01\0\0\0sc__builtin__\nset\n]${items}\x85Ru`, stop));
    assert.deepEqual(problems(set("K\x01a")), [{ kind: "noArrays" }]);
    assert.deepEqual(problems(set("ctorch._utils\n_rebuild_sparse_tensor\n)Ra")), [
      { kind: "global", name: "__builtin__.set" },
    ]);
    const rebuild = "ctorch._tensor\n_rebuild_from_type_v2\n";
    const itself = bytesOf(proto, `${rebuild}(${rebuild}ctorch\nTensor\n]q\0}tR`, stop);
    assert.deepEqual(problems(archive(itself)), [{ kind: "damaged", what: "pickle" }]);
    const system = bytesOf(proto, `${rebuild}(cposix\nsystem\nctorch\nTensor\n)}tR`, stop);
    assert.deepEqual(problems(archive(system)), [{ kind: "global", name: "posix.system" }]);
  });

  it("whose tensors reach beyond their storage are refused", () => {
    const tensor = (size: number, key: string) =>
      bytesOf(
        ...[proto, "ctorch._utils\n_rebuild_tensor_v2\n((X", little(7, 4), "storage", "ctorch\nFloatStorage\n"],
        ...["X", little(1, 4), key, "X", little(3, 4), "cpu", "K\x02tQ", "K\0", "J", little(size, 4), "\x85"],
        ...["K\x01\x85", "\x89", "}", "tR", stop],
      );
    const file = (size: number, key: string) =>
      zip([
        { name: "a/data.pkl", data: tensor(size, key) },
        { name: "a/data/0", data: bytesOf([0, 0, 128, 63, 0, 0, 0, 64]) },
      ]);
    const good = file(2, "0");
    const values = read(bytesInMemory(good), opened(good), "");
    assert.deepEqual(values.kind === "read" && [...values.tensor.data], [1, 2]);
    assert.deepEqual(problems(file(3, "0")), [{ kind: "damaged", what: "storage" }]);
    assert.deepEqual(problems(file(2, "9")), [{ kind: "damaged", what: "storage" }]);
  });
});

describe("real files with bytes cut off or changed", () => {
  const written = readFileSync(join(import.meta.dirname, "../../sources/written.jsonl"), "utf8")
    .trim()
    .split("\n")
    .map((line): Written => JSON.parse(line))
    .filter(({ name }) => /savez|safetensors|nested|alone|version|pickle.dump of/.test(name));

  for (const { name, bytes } of written) {
    it(`never throw: ${name}`, () => {
      const whole = Buffer.from(bytes, "base64");
      const step = Math.max(1, Math.floor(whole.length / 100));
      for (let at = 0; at < whole.length; at += step) {
        const changed = Buffer.from(whole);
        changed[at] ^= 0x55;
        for (const each of [whole.subarray(0, at), changed]) {
          const source = bytesInMemory(each);
          const file = openArrays(source, name);
          for (const array of file.kind === "file" ? file.arrays : []) {
            const values = read(source, { kind: "file", format: "npy", arrays: [array], refused: [] }, array.name);
            assert.ok(
              values.kind === "notRead" || values.tensor.data.length === array.shape.reduce((a, b) => a * b, 1),
            );
          }
        }
      }
    });
  }
});
