import type { ArrayFile, FileArray, RefusedArray, Region } from "./arrayFile";
import type { ByteSource } from "./byteSource";
import { problemOf, RefusedFile, refuse } from "./fileProblem";
import { headerEnd, isNpy, LONGEST_HEADER, npyArray } from "./npy";
import { readExactly, regionBytes } from "./regionBytes";
import { entryRegion, type ZipEntry } from "./zip";

/** Unpacks to 66 kB at the most: an archive may hold thousands of entries that unpack to nothing else. */
const PACKED_STEP = 64;
const MOST_ARRAYS = 10_000;
const USUAL_HEADER = 256;

/** The arrays of what `numpy.savez` and `savez_compressed` write: an archive of .npy files, each under the name of its array. */
export function npzFile(source: ByteSource, entries: ReadonlyMap<string, ZipEntry>): ArrayFile {
  const arrays: FileArray[] = [];
  const refused: RefusedArray[] = [];
  if (entries.size > MOST_ARRAYS) refuse({ kind: "tooLarge", what: "archive", most: MOST_ARRAYS });
  for (const entry of entries.values()) {
    if (entry.name.endsWith("/")) continue;
    const name = entry.name.replace(/\.npy$/, "");
    try {
      const own = entryRegion(source, entry);
      // NumPy checks what is stored, too; torch does not.
      const region = own.packed === undefined ? { ...own, checksum: entry.checksum } : own;
      const head = firstBytes(source, region);
      if (!isNpy(head)) refuse({ kind: "unknownFormat" });
      arrays.push(npyArray(name, head, region));
    } catch (error) {
      if (!(error instanceof RefusedFile)) throw error;
      refused.push({ name, problem: problemOf(error) });
    }
  }
  return { kind: "file", format: "npz", arrays, refused };
}

/** The header of what may be an .npy file; of what is packed no more is unpacked than that takes. */
function firstBytes(source: ByteSource, region: Region): Uint8Array {
  const most = LONGEST_HEADER + 12;
  if (region.packed === undefined) {
    // Few headers are longer, and an archive may have thousands.
    const first = readExactly(source, region.offset, Math.min(region.length, USUAL_HEADER));
    const end = Math.min(headerEnd(first), most, region.length);
    return end <= first.length ? first : readExactly(source, region.offset, end);
  }
  let head = new Uint8Array(0);
  for (const part of regionBytes(source, region, PACKED_STEP)) {
    const joined = new Uint8Array(head.length + part.length);
    joined.set(head);
    joined.set(part, head.length);
    head = joined;
    if (head.length >= Math.min(headerEnd(head), most)) break;
  }
  return head;
}
