import { basename } from "node:path";
import { languageIdOf } from "../literal/languages/languages";
import { notebookCells } from "../pairing/notebook";
import type { TextUnit } from "../textUnit";
import { decodeText } from "./decodeText";
import { readBytes } from "./readBytes";

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
export interface NotEvaluated {
  readonly kind: "problem";
  readonly message: string;
}

export function problem(message: string): NotEvaluated {
  return { kind: "problem", message };
}

/** The text of more is longer than a string can be, with all that is made of it more than a machine has. */
const LARGEST = 100_000_000;

/** Reads a file, or the standard input for `-`. */
export function readTextFile(path: string, language: string | undefined): TextFile | NotEvaluated {
  const name = path === "-" ? "standard input" : path;
  const bytes = readBytes(path, LARGEST);
  if ("kind" in bytes) return problem(`${name} ${bytes.message}`);
  if (path === "-" && bytes.length === 0) return problem(`${name} holds nothing; pipe a text into it`);
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
