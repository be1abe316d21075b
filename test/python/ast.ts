/**
 * Compares the trees of src/python/parse with CPython's own, on some hundred files of the standard library and of the packages in .venv:
 * kinds, names, operators, values and the offsets of every node. PYTHON names another interpreter than the newest there is; arguments are
 * files to compare instead of the sample.
 *
 * What differs by design and is not compared: where the range of a decorated definition begins, `\N{…}` in strings, lists of plain numbers
 * in patterns, and `print >>file, x`, which we take for the statement of Python 2.
 */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { parseModule } from "../../src/python/parse/parseModule";
import { type Normal, Normalizer } from "./astNormal";

const files = Number(process.env.FILES ?? 300);

function python(): string {
  const candidates = [process.env.PYTHON, "python3.13", "python3.12", ".venv/bin/python3", "python3"];
  const works = (name: string | undefined): name is string =>
    name !== undefined && spawnSync(name, ["-c", "import ast, sys; sys.exit(sys.version_info < (3, 10))"]).status === 0;
  return candidates.find(works) ?? "python3";
}

/** The first difference, as the path to it and both sides. */
function difference(text: string, theirs: Normal, ours: Normal, path: string): string | undefined {
  if (Array.isArray(theirs) && Array.isArray(ours)) {
    if (isExcepted(text, theirs, ours)) return undefined;
    if (theirs.length !== ours.length) return `${path}: ${shortened(theirs)} ≠ ${shortened(ours)}`;
    const name = typeof theirs[0] === "string" ? theirs[0] : "";
    for (let i = 0; i < theirs.length; i++) {
      const isOffset = (i === 1 || i === 2) && typeof theirs[i] === "number" && typeof ours[i] === "number";
      if (isOffset && (theirs[i] === -1 || ours[i] === -1)) continue;
      const found = difference(text, theirs[i], ours[i], `${path}.${name}[${i}]`);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  return theirs === ours ? undefined : `${path}: ${shortened(theirs)} ≠ ${shortened(ours)}`;
}

function isExcepted(text: string, theirs: readonly Normal[], ours: readonly Normal[]): boolean {
  const [kind, start, end] = ours;
  if (typeof start !== "number" || typeof end !== "number") return false;
  if (kind === "call" && theirs[0] !== "call") return text.startsWith("print >>", start);
  if (kind === "string" && theirs[0] === "string") return text.slice(start, end).includes("\\N{");
  return kind === "other" && theirs[0] === "sequence" && text[start] === "[";
}

function shortened(value: Normal): string {
  const whole = JSON.stringify(value);
  return whole.length > 160 ? `${whole.slice(0, 160)}…` : whole;
}

async function main(): Promise<void> {
  const given = process.argv.slice(2);
  const script = join(__dirname, "ast_dump.py");
  const child: ChildProcess = spawn(python(), [script, ...(given.length > 0 ? given : [String(files)])], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let passed = 0;
  let failed = 0;
  if (!child.stdout) throw new Error("no output");
  for await (const line of createInterface({ input: child.stdout })) {
    const [path, theirs] = JSON.parse(line) as [string, Normal];
    const text = readFileSync(path, "utf8");
    const found = difference(text, theirs, new Normalizer(text).body(parseModule(text).body), "");
    if (found === undefined) passed++;
    else {
      failed++;
      console.log(`${path}\n  ${found}`);
    }
  }
  if (passed + failed === 0) failed++;
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}

void main();
