import { readFileSync, statSync } from "node:fs";
import { basename } from "node:path";
import { languageIdOf } from "../literal/languages/languages";
import { notebookCells } from "../pairing/notebook";
import type { TextUnit } from "../textUnit";
import { decodeText } from "./decodeText";

/** A whole file, the cell of a notebook, or what that has printed. */
export interface FileUnit extends TextUnit {
  /** The number of the cell, as a notebook counts them from 1. */
  readonly cell: number | undefined;
}

export interface TextFile {
  readonly kind: "file";
  readonly name: string;
  readonly units: readonly FileUnit[];
}

/** Nothing to evaluate; `message` is one line: what was found, what was expected, what to do. */
export interface Problem {
  readonly kind: "problem";
  readonly message: string;
}

export function problem(message: string): Problem {
  return { kind: "problem", message };
}

/** Reads a file, or the standard input for `-`. */
export function readTextFile(path: string, language: string | undefined): TextFile | Problem {
  const name = path === "-" ? "standard input" : path;
  const bytes = readBytes(path, name);
  if ("kind" in bytes) return bytes;
  const decoded = decodeText(bytes);
  if (decoded.kind === "problem") return problem(`${name} ${decoded.message}`);
  if (language === undefined && /\.ipynb$/i.test(path)) {
    const cells = notebookCells(decoded.text, path);
    return cells.kind === "problem" ? problem(`${name} ${cells.message}`) : { kind: "file", name, units: cells.units };
  }
  const languageId = language ?? languageIdOf(basename(path));
  const unit: FileUnit = { id: path, version: 1, languageId, text: decoded.text, role: "code", cell: undefined };
  return { kind: "file", name, units: [unit] };
}

function readBytes(path: string, name: string): Uint8Array | Problem {
  try {
    if (path === "-") return readFileSync(0);
    if (statSync(path).isDirectory()) return problem(`${name} is a directory; give a file`);
    return readFileSync(path);
  } catch (error) {
    return problem(`${name} ${reason(error)}`);
  }
}

function reason(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  switch (code) {
    case "ENOENT":
    case "ENOTDIR":
      return "does not exist";
    case "EACCES":
    case "EPERM":
      return "may not be read: permission denied";
    case "ERR_FS_FILE_TOO_LARGE":
      return "is too large to be read";
    case "EOF":
    case "EAGAIN":
      return "holds nothing; pipe a text into it";
    default:
      return `cannot be read${code === "" ? "" : ` (${code})`}`;
  }
}
