import type { Region } from "./arrayFile";
import type { ByteSource } from "./byteSource";
import { damaged, refuse } from "./fileProblem";
import { readExactly } from "./regionBytes";

/** A file of an archive, found but not read. */
export interface ZipEntry {
  readonly name: string;
  readonly method: number;
  readonly encrypted: boolean;
  readonly checksum: number;
  readonly packedSize: number;
  readonly size: number;
  readonly headerOffset: number;
}

const END = 0x06054b50;
const END64 = 0x06064b50;
const LOCATOR64 = 0x07064b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
const LONGEST_COMMENT = 65_535;
const LARGEST_DIRECTORY = 1 << 26;
const MOST_ENTRIES = 100_000;
/** Deflate packs 258 bytes into two bits at best: what claims more is a lie. */
const MOST_RATIO = 1032;

/** An archive begins with its first entry, one without entries with its end. */
export function isZip(bytes: Uint8Array): boolean {
  const [p, k, a, b] = bytes;
  return p === 0x50 && k === 0x4b && ((a === 3 && b === 4) || (a === 5 && b === 6));
}

/** The central directory of an archive by PKWARE's APPNOTE, with its 64-bit sizes; entries of one name twice are refused. */
export function zipEntries(source: ByteSource): ReadonlyMap<string, ZipEntry> {
  const { count, size, offset } = directoryOf(source);
  if (count > MOST_ENTRIES || size > LARGEST_DIRECTORY) {
    refuse({ kind: "tooLarge", what: "archive", most: MOST_ENTRIES });
  }
  const bytes = readExactly(source, offset, size);
  const view = viewOf(bytes);
  const entries = new Map<string, ZipEntry>();
  let packed = 0;
  for (let at = 0, index = 0; index < count; index++) {
    if (at + 46 > size || view.getUint32(at, true) !== CENTRAL) damaged("archive");
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((field) => view.getUint16(at + field, true));
    const end = at + 46 + nameLength + extraLength;
    if (end + commentLength > size) damaged("archive");
    const flags = view.getUint16(at + 8, true);
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength));
    const large = largeSizes(view, at, at + 46 + nameLength, end);
    if (entries.has(name)) damaged("names");
    // Entries that share their bytes are how a small file unpacks to any size.
    packed += large.packedSize;
    if (packed > source.size) damaged("archive");
    entries.set(name, {
      ...{ name, method: view.getUint16(at + 10, true), encrypted: (flags & 1) === 1 },
      ...{ checksum: view.getUint32(at + 16, true), ...large },
    });
    at = end + commentLength;
  }
  return entries;
}

/** Where an entry's bytes are; that they lie within the file and unpack to what can be. */
export function entryRegion(source: ByteSource, entry: ZipEntry): Region {
  const { method, encrypted, checksum, packedSize, size, headerOffset } = entry;
  if (encrypted) refuse({ kind: "encrypted" });
  if (method !== 0 && method !== 8) refuse({ kind: "compression", method });
  const header = viewOf(readExactly(source, headerOffset, 30));
  if (header.getUint32(0, true) !== LOCAL) damaged("archive");
  const offset = headerOffset + 30 + header.getUint16(26, true) + header.getUint16(28, true);
  if (offset + packedSize > source.size) refuse({ kind: "truncated", needed: offset + packedSize, has: source.size });
  if (method === 0 && packedSize !== size) damaged("size");
  if (size > packedSize * MOST_RATIO) damaged("size");
  return { offset, length: packedSize, packed: method === 0 ? undefined : { size, checksum }, skip: 0 };
}

function directoryOf(source: ByteSource) {
  const tail = Math.min(source.size, 22 + LONGEST_COMMENT);
  const from = source.size - tail;
  const view = viewOf(readExactly(source, from, tail));
  let at = tail - 22;
  while (at >= 0 && view.getUint32(at, true) !== END) at--;
  if (at < 0) return refuse({ kind: "truncated", needed: source.size + 22, has: source.size });
  const [count, size, offset] = [
    view.getUint16(at + 10, true),
    view.getUint32(at + 12, true),
    view.getUint32(at + 16, true),
  ];
  if (count !== 0xffff && size !== 0xffffffff && offset !== 0xffffffff) return { count, size, offset };
  if (from + at < 20) return damaged("archive");
  const locator = viewOf(readExactly(source, from + at - 20, 20));
  // Without a locator the numbers are what they are.
  if (locator.getUint32(0, true) !== LOCATOR64) return { count, size, offset };
  const end = viewOf(readExactly(source, wholeNumber(locator, 8), 56));
  if (end.getUint32(0, true) !== END64) return damaged("archive");
  return { count: wholeNumber(end, 32), size: wholeNumber(end, 40), offset: wholeNumber(end, 48) };
}

/** Sizes and place of an entry: those of 64 bits stand in the extra field, in this order, where the short ones are full. */
function largeSizes(view: DataView, at: number, extra: number, end: number) {
  let [size, packedSize, headerOffset] = [24, 20, 42].map((field) => view.getUint32(at + field, true));
  if (size !== 0xffffffff && packedSize !== 0xffffffff && headerOffset !== 0xffffffff) {
    return { size, packedSize, headerOffset };
  }
  for (let field = extra; field + 4 <= end; field += 4 + view.getUint16(field + 2, true)) {
    if (view.getUint16(field, true) !== 1) continue;
    let p = field + 4;
    const next = (short: number) => {
      if (short !== 0xffffffff) return short;
      p += 8;
      return p > end ? damaged("archive") : wholeNumber(view, p - 8);
    };
    [size, packedSize, headerOffset] = [next(size), next(packedSize), next(headerOffset)];
    return { size, packedSize, headerOffset };
  }
  return { size, packedSize, headerOffset };
}

function wholeNumber(view: DataView, at: number): number {
  const value = view.getUint32(at + 4, true) * 2 ** 32 + view.getUint32(at, true);
  return Number.isSafeInteger(value) ? value : damaged("archive");
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}
