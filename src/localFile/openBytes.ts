import { closeSync, constants, fstatSync, openSync, readSync, statSync } from "node:fs";
import type { ByteSource } from "../sources/byteSource";
import { type Unread, unfit, unreadReason } from "./unread";

/** A file that is open to be read in parts. */
export interface OpenBytes extends ByteSource {
  readonly kind: "bytes";
  close(): void;
}

/** Opens a file of any size; what never ends is refused as by `readBytes`. */
export function openBytes(path: string): OpenBytes | Unread {
  let file: number | undefined;
  try {
    const before = unfit(statSync(path), Number.POSITIVE_INFINITY);
    if (before !== undefined) return { kind: "unread", message: before };
    file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    const stats = fstatSync(file);
    const now = unfit(stats, Number.POSITIVE_INFINITY);
    if (now === undefined) return { kind: "bytes", size: stats.size, ...reading(file) };
    closeSync(file);
    return { kind: "unread", message: now };
  } catch (error) {
    if (file !== undefined) closeSync(file);
    return {
      kind: "unread",
      message: unreadReason(error instanceof Error && "code" in error ? String(error.code) : ""),
    };
  }
}

function reading(file: number): Pick<OpenBytes, "read" | "close"> {
  return {
    read: (offset, length) => {
      const bytes = new Uint8Array(length);
      let count = 0;
      while (count < length) {
        const read = readSync(file, bytes, count, length - count, offset + count);
        if (read === 0) break;
        count += read;
      }
      return bytes.subarray(0, count);
    },
    close: () => closeSync(file),
  };
}
