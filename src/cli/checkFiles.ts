import { readdirSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { type FileUnits, fileUnits } from "../pairing/fileUnits";
import { decodeText } from "./decodeText";
import { type Ignores, ignoresOf } from "./ignore";
import { readBytes } from "./readBytes";

/** A file to be checked, read. */
export interface CheckedFile extends FileUnits {
  readonly name: string;
}

/** A file that was left out, and why: a clause to follow its name. */
export interface LeftOut {
  readonly kind: "leftOut";
  readonly name: string;
  readonly message: string;
  /** It was asked for by name. */
  readonly asked: boolean;
}

const LARGEST = 5_000_000;
const LARGEST_RULES = 1_000_000;
const MOST_FILES = 50_000;

/** Folders of other people's code. */
const foreign: ReadonlySet<string> = new Set([
  "site-packages",
  "node_modules",
  "__pycache__",
  "venv",
  "env",
  "dist-packages",
]);

/** The Python files and notebooks that the paths name, folders with all that is in them, in the order of their names. */
export function* checkedFiles(paths: readonly string[]): Iterable<CheckedFile | LeftOut> {
  const seen = new Set<string>();
  for (const path of paths) {
    const state = stateOf(path);
    if (state === "missing") yield leftOut(path, "does not exist", true);
    else if (state === "unreadable") yield leftOut(path, "may not be read", true);
    else if (state === "file") yield* once(seen, path, true);
    else {
      let count = 0;
      for (const file of filesIn(path, rulesAbove(path))) {
        if (++count > MOST_FILES) {
          yield leftOut(path, `holds more than ${MOST_FILES} Python files; the rest is left out`, true);
          break;
        }
        yield* once(seen, file, false);
      }
    }
  }
}

function* once(seen: Set<string>, path: string, asked: boolean): Iterable<CheckedFile | LeftOut> {
  if (seen.has(path)) return;
  seen.add(path);
  yield read(path, asked);
}

function stateOf(path: string): "file" | "folder" | "missing" | "unreadable" {
  try {
    return statSync(path).isDirectory() ? "folder" : "file";
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : "";
    return code === "ENOENT" || code === "ENOTDIR" ? "missing" : "unreadable";
  }
}

/** Rules of a `.gitignore`, and the folder that they are about, relative to the one that is walked. */
interface Rules {
  readonly ignores: Ignores;
  /** Puts a path of the walked folder into the folder of the rules. */
  readonly prefix: string;
}

/** The rules of the folders above that belong to the same repository. */
function rulesAbove(path: string): readonly Rules[] {
  const rules: Rules[] = [];
  let folder = resolve(path);
  let prefix = "";
  for (let depth = 0; depth < 32 && stateOf(join(folder, ".git")) === "missing"; depth++) {
    const parent = dirname(folder);
    if (parent === folder) return [];
    prefix = `${basename(folder)}/${prefix}`;
    folder = parent;
    const ignores = rulesIn(folder);
    if (ignores !== undefined) rules.unshift({ ignores, prefix });
  }
  return rules;
}

function rulesIn(folder: string): Ignores | undefined {
  const bytes = readBytes(join(folder, ".gitignore"), LARGEST_RULES);
  return "kind" in bytes ? undefined : ignoresOf(new TextDecoder().decode(bytes));
}

function* filesIn(root: string, above: readonly Rules[], relative = "", own: readonly Rules[] = []): Iterable<string> {
  const folder = relative === "" ? root : join(root, relative);
  let entries: readonly { readonly name: string; isDirectory(): boolean; isFile(): boolean }[];
  try {
    entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    return;
  }
  const here = rulesIn(folder);
  // Each folder's rules are about paths from there on.
  const rules = here === undefined ? own : [...own, { ignores: here, prefix: relative }];
  for (const entry of entries) {
    const path = relative === "" ? entry.name : `${relative}/${entry.name}`;
    const isFolder = entry.isDirectory();
    if (entry.name.startsWith(".") || (isFolder && foreign.has(entry.name))) continue;
    if (!isFolder && !/\.(?:py|ipynb)$/i.test(entry.name)) continue;
    const ignored =
      above.some(({ ignores, prefix }) => ignores(prefix + path, isFolder)) ||
      rules.some(({ ignores, prefix }) => ignores(prefix === "" ? path : path.slice(prefix.length + 1), isFolder));
    if (ignored) continue;
    if (isFolder) yield* filesIn(root, above, path, rules);
    else if (entry.isFile()) yield join(root, path);
  }
}

function read(path: string, asked: boolean, name = path): CheckedFile | LeftOut {
  const bytes = readBytes(path, LARGEST);
  if ("kind" in bytes) return leftOut(name, bytes.message, asked);
  const decoded = decodeText(bytes);
  if (decoded.kind === "problem") return leftOut(name, decoded.message, asked);
  const units = fileUnits(name, decoded.text);
  return units.kind === "problem" ? leftOut(name, units.message, asked) : { ...units, name };
}

/** What the standard input holds, as a file. */
export function checkedInput(): CheckedFile | LeftOut {
  return read("-", true, "standard input");
}

function leftOut(name: string, message: string, asked: boolean): LeftOut {
  return { kind: "leftOut", name, message, asked };
}
