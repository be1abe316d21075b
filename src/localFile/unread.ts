import type { Stats } from "node:fs";

/** Why a file was not read: a clause to follow its name. */
export interface Unread {
  readonly kind: "unread";
  readonly message: string;
}

/** Why what stands at a path is no file to be read; undefined where it is one. */
export function unfit(stats: Stats, most: number): string | undefined {
  if (stats.isDirectory()) return "is a directory; give a file";
  if (stats.isFIFO()) return "is a pipe; give a file, or read it as the standard input";
  if (!stats.isFile()) return "is a device or a socket; give a file";
  return stats.size > most ? tooLarge(most) : undefined;
}

/** A clause for what is above a limit of bytes. */
export function tooLarge(most: number): string {
  return `is larger than ${most / 1_000_000} MB`;
}

/** A clause for the code of an error of the file system. */
export function unreadReason(code: string): string {
  switch (code) {
    case "ENOENT":
    case "ENOTDIR":
      return "does not exist";
    case "EACCES":
    case "EPERM":
      return "may not be read: permission denied";
    default:
      return `cannot be read${code === "" ? "" : ` (${code})`}`;
  }
}
