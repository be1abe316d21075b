import { Inflate } from "fflate/browser";
import type { Region } from "./arrayFile";
import { type ByteSource, bytesInMemory } from "./byteSource";
import { Checksum } from "./checksum";
import { damaged, refuse } from "./fileProblem";

const CHUNK = 1 << 20;
/** Unpacks to 8 MB at the most, deflate's ratio being below 1032. */
const PACKED_CHUNK = 1 << 13;

/** Exactly these bytes; a file that ends before is refused. */
export function readExactly(source: ByteSource, offset: number, length: number): Uint8Array {
  if (offset + length > source.size) refuse({ kind: "truncated", needed: offset + length, has: source.size });
  const bytes = source.read(offset, length);
  if (bytes.length < length) refuse({ kind: "truncated", needed: offset + length, has: offset + bytes.length });
  return bytes;
}

/** The bytes of a region behind those that it skips, unpacked, a part at a time. */
export function* regionBytes(
  source: ByteSource,
  region: Region,
  packedChunk = PACKED_CHUNK,
): Generator<Uint8Array, void> {
  const { packed } = region;
  let left = region.skip;
  for (const chunk of packed === undefined ? stored(source, region) : unpacked(source, region, packed, packedChunk)) {
    if (left >= chunk.length) left -= chunk.length;
    else {
      yield left === 0 ? chunk : chunk.subarray(left);
      left = 0;
    }
  }
}

function* stored(file: ByteSource, { offset, length, checksum, held }: Region): Generator<Uint8Array, void> {
  const source = held === undefined ? file : bytesInMemory(held);
  const sum = new Checksum();
  for (let at = 0; at < length; at += CHUNK) {
    const part = readExactly(source, offset + at, Math.min(CHUNK, length - at));
    if (checksum !== undefined) sum.add(part);
    yield part;
  }
  if (checksum !== undefined && sum.value !== checksum) damaged("checksum");
}

/** What is packed must unpack to the size and the checksum that the archive says: no more of it is ever made. */
function* unpacked(
  source: ByteSource,
  { offset, length }: Region,
  { size, checksum }: NonNullable<Region["packed"]>,
  step: number,
): Generator<Uint8Array, void> {
  let made: Uint8Array[] = [];
  const inflate = new Inflate((chunk) => {
    made.push(chunk);
  });
  const sum = new Checksum();
  let total = 0;
  for (let at = 0; at < length; at += step) {
    const part = readExactly(source, offset + at, Math.min(step, length - at));
    push(inflate, part, at + part.length === length);
    for (const chunk of made) {
      total += chunk.length;
      if (total > size) damaged("size");
      sum.add(chunk);
      if (chunk.length > 0) yield chunk;
    }
    made = [];
  }
  if (total !== size) damaged("size");
  if (sum.value !== checksum) damaged("checksum");
}

function push(inflate: Inflate, part: Uint8Array, last: boolean): void {
  try {
    inflate.push(part, last);
  } catch {
    damaged("deflate");
  }
}
