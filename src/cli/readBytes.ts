import { closeSync, constants, fstatSync, openSync, readSync, statSync } from "node:fs";
import { tooLarge, type Unread, unfit, unreadReason } from "../localFile/unread";

const CHUNK = 1 << 20;

/**
 * The bytes of a file, or of the standard input for `-`, at most `most` of them; more are refused and not cut. What never ends is
 * no file: pipes by name, devices and sockets are refused before they are read. A standard input that has nothing is empty.
 */
export function readBytes(path: string, most: number): Uint8Array | Unread {
  let file: number | undefined;
  try {
    if (path === "-") return upTo(0, most);
    const before = unfit(statSync(path), most);
    if (before !== undefined) return unread(before);
    // Without waiting, should a pipe have come into its place since.
    file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    const now = unfit(fstatSync(file), most);
    return now === undefined ? upTo(file, most) : unread(now);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    // Nobody types into a terminal that is not waited for, and Windows ends a pipe with EOF.
    if (path === "-" && (code === "EAGAIN" || code === "EOF")) return new Uint8Array(0);
    return unread(unreadReason(code));
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

function unread(message: string): Unread {
  return { kind: "unread", message };
}

/** Sizes are believed nowhere: a file may grow, and those of a system's own say 0. */
function upTo(file: number, most: number): Uint8Array | Unread {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const chunk = new Uint8Array(CHUNK);
    const count = readSync(file, chunk, 0, CHUNK, null);
    if (count === 0) return chunks.length === 1 ? chunks[0] : Buffer.concat(chunks, length);
    length += count;
    if (length > most) return unread(tooLarge(most));
    // Pipes come in small pieces: a slice that keeps no more than was read.
    chunks.push(count * 2 < CHUNK ? chunk.slice(0, count) : chunk.subarray(0, count));
  }
}
