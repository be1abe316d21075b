import { existsSync } from "node:fs";
import { basename } from "node:path";
import { type OpenBytes, openBytes } from "../localFile/openBytes";
import { looseArray } from "../pairing/foundArray";
import { readSource } from "../readSource";
import { fileProblemText, storedTypeText } from "../render/fileText";
import { formatShape } from "../render/numbers";
import { arrayWithoutText } from "../source";
import type { ArrayFile, FileArray } from "../sources/arrayFile";
import { namesArrays, openArrays } from "../sources/openArrays";
import { readElements } from "../sources/readElements";
import type { ChosenArray } from "./choosePair";
import type { Tell } from "./run";
import { type NotEvaluated, problem } from "./textFile";

/** A file on the command line, with the array of it that is meant: `scores.npz#logits`. */
export interface PathOfArray {
  readonly path: string;
  readonly name: string | undefined;
}

/** What stands behind the last # of a path is an array of the file, unless a file has the whole for its name. */
export function pathOfArray(text: string): PathOfArray {
  const at = text.lastIndexOf("#");
  return at <= 0 || existsSync(text)
    ? { path: text, name: undefined }
    : { path: text.slice(0, at), name: text.slice(at + 1) };
}

/** Whether an argument is a file of arrays as numbers, by its name. */
export function meansArrayFile(text: string): boolean {
  return namesArrays(pathOfArray(text).path);
}

/** An open file of arrays; whoever opened it closes it. */
export interface OpenArrayFile {
  readonly kind: "arrays";
  readonly path: string;
  readonly bytes: OpenBytes;
  readonly file: ArrayFile;
}

export function openArrayFile(path: string): OpenArrayFile | NotEvaluated {
  const bytes = openBytes(path);
  if (bytes.kind === "unread") return problem(`${path} ${bytes.message}`);
  const file = openArrays(bytes, path);
  if (file.kind === "file") return { kind: "arrays", path, bytes, file };
  bytes.close();
  return problem(`${path}: ${fileProblemText(file.problem)}`);
}

/** An array of the file by its name; without a name the only one. */
export function arrayNamed(open: OpenArrayFile, name: string | undefined): FileArray | NotEvaluated {
  const { path, file } = open;
  const refused = file.refused.find((each) => each.name === name || (name === undefined && file.arrays.length === 0));
  if (refused !== undefined) return problem(`${selectorOf(path, refused.name)}: ${fileProblemText(refused.problem)}`);
  const found = name === undefined ? file.arrays : file.arrays.filter((each) => each.name === name);
  if (found.length === 1) return found[0];
  const [first] = file.arrays;
  const known = `${shownNames(file)}; name one: ${path}#${first?.name ?? ""}`;
  return problem(
    name === undefined ? `${path} has several arrays, ${known}` : `${path} has no array “${name}”; it has ${known}`,
  );
}

const NAMES_SHOWN = 8;

function shownNames({ arrays }: ArrayFile): string {
  const names = arrays.slice(0, NAMES_SHOWN).map(({ name, shape }) => `${name} (${formatShape(shape)})`);
  const more = arrays.length > names.length ? `, and ${arrays.length - names.length} more` : "";
  return names.join(", ") + more;
}

/** How to type an array of a file; one without a name is all that the file holds. */
export function selectorOf(path: string, name: string): string {
  return name === "" ? path : `${path}#${name}`;
}

/** The elements of an array, as an argument of a loss. */
export function argumentOf({ path, bytes }: OpenArrayFile, array: FileArray, tell: Tell): ChosenArray | NotEvaluated {
  const name = array.name === "" ? nameOfFile(path) : array.name;
  const selector = selectorOf(path, array.name);
  const steps = readElements(bytes, array);
  let step = steps.next();
  while (!step.done) {
    tell(`${Math.floor(step.value * 100)} % of ${selector}`);
    step = steps.next();
  }
  const read = step.value;
  if (read.kind === "notRead") return problem(`${selector}: ${fileProblemText(read.problem)}`);
  const source = arrayWithoutText(name, read.tensor);
  const literal = readSource(source);
  if (literal.kind === "unreadable") return problem(`${selector}: ${literal.diagnostics[0].message}`);
  const place = array.type === read.tensor.dtype ? "" : storedTypeText(array.type);
  return { name, selector, place, literal, array: looseArray(source) };
}

/** A file of one array is worth its own name: `val_logits.npy` holds logits. */
function nameOfFile(path: string): string {
  return basename(path).replace(/\.[^.]*$/, "");
}
