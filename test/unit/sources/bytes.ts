import type { ArrayFile } from "../../../src/sources/arrayFile";
import { type ByteSource, bytesInMemory } from "../../../src/sources/byteSource";
import type { FileProblem } from "../../../src/sources/fileProblem";
import { openArrays } from "../../../src/sources/openArrays";
import { type ReadElements, readElements } from "../../../src/sources/readElements";

/** Bytes of texts (one byte a character), of numbers as single bytes, and of other bytes. */
export function bytesOf(...parts: readonly (string | Uint8Array | readonly number[])[]): Uint8Array {
  return Buffer.concat(
    parts.map((part) => (typeof part === "string" ? Buffer.from(part, "latin1") : Buffer.from(part))),
  );
}

export function little(value: number, bytes: number): readonly number[] {
  return Array.from({ length: bytes }, (_, index) => Math.floor(value / 256 ** index) % 256);
}

export function npy(header: string, data: Uint8Array | readonly number[] = [], version = 1): Uint8Array {
  return bytesOf([0x93], "NUMPY", [version, 0], little(header.length, version === 1 ? 2 : 4), header, data);
}

/** An archive of one stored or claimed entry after the other, each as APPNOTE has it. */
export function zip(
  entries: readonly {
    readonly name: string;
    readonly data: Uint8Array;
    readonly method?: number;
    readonly flags?: number;
    readonly checksum?: number;
    readonly size?: number;
    readonly offset?: number;
  }[],
): Uint8Array {
  let body = bytesOf();
  let directory = bytesOf();
  for (const { name, data, method = 0, flags = 0, checksum = 0, size = data.length, offset } of entries) {
    const common = bytesOf(
      ...[little(flags, 2), little(method, 2), little(0, 4), little(checksum, 4)],
      ...[little(data.length, 4), little(size, 4), little(name.length, 2), little(0, 2)],
    );
    const at = offset ?? body.length;
    body = bytesOf(body, [0x50, 0x4b, 3, 4, 20, 0], common, name, data);
    const place = [little(0, 2), little(0, 2), little(0, 2), little(0, 4), little(at, 4)];
    directory = bytesOf(directory, [0x50, 0x4b, 1, 2, 20, 0, 20, 0], common, ...place, name);
  }
  const [count, size, at] = [entries.length, directory.length, body.length];
  const end = [[0x50, 0x4b, 5, 6], little(0, 4), little(count, 2), little(count, 2), little(size, 4), little(at, 4)];
  return bytesOf(body, directory, ...end, little(0, 2));
}

export function safetensors(header: unknown, data: Uint8Array | readonly number[] = []): Uint8Array {
  const text = typeof header === "string" ? header : JSON.stringify(header);
  return bytesOf(little(text.length, 8), text, data);
}

/** What opening refuses the file with, or why each of its arrays is refused. */
export function problems(bytes: Uint8Array, name = ""): readonly FileProblem[] {
  const file = openArrays(bytesInMemory(bytes), name);
  return file.kind === "notOpened" ? [file.problem] : file.refused.map(({ problem }) => problem);
}

export function opened(bytes: Uint8Array): ArrayFile {
  const file = openArrays(bytesInMemory(bytes));
  if (file.kind === "notOpened") throw new Error(JSON.stringify(file.problem));
  return file;
}

export function read(source: ByteSource, file: ArrayFile, name: string, most?: number): ReadElements {
  const array = file.arrays.find((each) => each.name === name);
  if (array === undefined) throw new Error(`no array ${name}`);
  const steps = readElements(source, array, most);
  let step = steps.next();
  while (!step.done) step = steps.next();
  return step.value;
}
