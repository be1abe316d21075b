/**
 * Tests of judgement: `npm run test:mutants` changes the rules by which pairs, readings, verdicts and causes are found, one at a time, and
 * runs the tests of their folder, which have to notice. `npm run test:mutants -- src/diagnosis/causes` only those whose path says so, and
 * `--sample 40` so many of each file, always the same ones.
 *
 * All changes are in one copy of the sources, switched on by their number, and the tests run in one process: of each change only those in
 * which what it changes has another value, and first those that have noticed one before.
 */
import { type ChildProcess, fork } from "node:child_process";
import { cpSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { comparable } from "./mutantsCode";
import type { Mutant, MutantMessage, MutantResult } from "./mutantsRun";

const repository = resolve(__dirname, "..");
const copy = join(repository, `out/mutants${process.pid}`);

/** What is changed, and the tests that have to notice. */
const groups: readonly (readonly [sources: string, tests: string])[] = [
  ["src/engine/judge.ts", "test/unit/engine/{judge,verdicts}.test.ts"],
  [
    "src/engine/{inputKinds,rowSums,valueFacts,rankReadings}.ts",
    "test/unit/engine/{inputKinds,confidence,readings}.test.ts",
  ],
  ["src/engine/targetFits.ts", "test/unit/engine/{targetFits,readings}.test.ts"],
  ["src/engine/{findings,shiftedByOne}.ts", "test/unit/engine/{findings,shiftedByOne}.test.ts"],
  ["src/engine/{silentTrap,meaning,verdict}.ts", "test/unit/engine/{silentTrap,verdicts}.test.ts"],
  ["src/engine/samples.ts", "test/unit/engine/{predicted,properties}.test.ts"],
  ["src/engine/ops/argmax.ts", "test/unit/engine/{argmax,predicted}.test.ts"],
  ["src/pairing/*.ts", "test/unit/{pairing,diagnosis}/*.test.ts"],
  ["src/diagnosis/**/*.ts", "test/unit/{diagnosis,frameworks}/*.test.ts"],
  ["src/host/movedSpan.ts", "test/unit/host/movedSpan.test.ts"],
];

/** The files below `above` that a pattern with `**`, `*` and `{a,b}` names. */
function matching(pattern: string, above: string): readonly string[] {
  const source = pattern
    .replaceAll(/[.]/g, "\\.")
    .replaceAll("**/", "(?:.+/)?")
    .replaceAll(/\*(?![?/])/g, "[^/]*")
    .replaceAll(/\{([^}]*)\}/g, (_, each: string) => `(?:${each.replaceAll(",", "|")})`);
  const [root] = pattern.split(/\/[^/]*[*{]/);
  const folder = root.endsWith(".ts") ? dirname(root) : root;
  return readdirSync(join(above, folder), { recursive: true, encoding: "utf8" })
    .map((name) => `${folder}/${name}`)
    .filter((name) => new RegExp(`^${source}$`).test(name))
    .sort();
}

/** What a changed rule may take at most; longer, it runs for ever. */
const LONGEST = 60_000;
const ENOUGH = 85;

interface Instrumenter {
  instrument(
    files: readonly { readonly name: string; readonly content: string; readonly mutate: boolean }[],
    options: object,
  ): Promise<{
    readonly files: readonly { readonly name: string; readonly content: string }[];
    readonly mutants: readonly (Omit<Mutant, "file"> & { readonly fileName: string })[];
  }>;
}

async function instrumenter(): Promise<Instrumenter> {
  const stryker = "@stryker-mutator/instrumenter";
  const { Instrumenter: Made } = (await import(stryker)) as {
    Instrumenter: new (logger: object, ...parts: readonly unknown[]) => Instrumenter;
  };
  const part = async (path: string): Promise<Record<string, unknown>> =>
    (await import(join(repository, "node_modules", stryker, "dist/src", path))) as Record<string, unknown>;
  const quiet = { isDebugEnabled: () => false, debug() {}, info() {}, warn() {} };
  const [{ createParser }, { print }, { transform }] = await Promise.all(
    ["parsers/index.js", "printers/index.js", "transformers/index.js"].map(part),
  );
  return new Made(quiet, createParser, print, transform);
}

/** The sources with the changes in them, beside the tests. */
async function prepare(files: readonly string[], most: number): Promise<readonly Mutant[]> {
  rmSync(copy, { recursive: true, force: true });
  for (const folder of ["src", "scripts", "test/unit", "test/python", "test/frameworks", "test/golden"])
    cpSync(join(repository, folder), join(copy, folder), { recursive: true });
  for (const linked of ["package.json", "package.nls.json", "samples", "docs", "l10n", "tsconfig.json"])
    symlinkSync(join(repository, linked), join(copy, linked));
  readOnce();
  const stryker = await instrumenter();
  const { files: changed, mutants } = await stryker.instrument(
    files.map((file) => ({ name: file, content: readFileSync(join(repository, file), "utf8"), mutate: true })),
    { plugins: null, excludedMutations: [], ignorers: [], noHeader: true },
  );
  const wanted = sampled(
    mutants.map((mutant) => ({ ...mutant, file: mutant.fileName })),
    most,
  );
  const ids = new Set(wanted.map(({ id }) => id));
  for (const { name, content } of changed) writeFileSync(join(copy, name), comparable(content, ids));
  return wanted;
}

/** No change is in python/: there, a text is read once for all of them. */
function readOnce(): void {
  const folder = join(copy, "src/python/interpret");
  renameSync(join(folder, "interpret.ts"), join(folder, "interpretAnew.ts"));
  writeFileSync(
    join(folder, "interpret.ts"),
    `import { interpret as interpretAnew } from "./interpretAnew";
export * from "./interpretAnew";
const known = new Map();
export function interpret(...given) {
  const key = JSON.stringify(given);
  if (!known.has(key)) known.set(key, interpretAnew(...given));
  return known.get(key);
}
`,
  );
}

/** The same ones at every run, spread over the file. */
function sampled(mutants: readonly Mutant[], most: number): readonly Mutant[] {
  const files = [...new Set(mutants.map(({ file }) => file))];
  return files.flatMap((file) => {
    const own = mutants.filter((mutant) => mutant.file === file);
    const step = Math.max(1, own.length / most);
    return Array.from({ length: Math.min(most, own.length) }, (_, i) => own[Math.floor(i * step)]);
  });
}

/** Has a process of its own try the changes; one that hangs is ended, and the next goes on. */
async function tried(
  tests: readonly string[],
  mutants: readonly Mutant[],
  done: (mutants: readonly Mutant[], results: ReadonlyMap<string, MutantResult>) => void,
): Promise<ReadonlyMap<string, MutantResult>> {
  const results = new Map<string, MutantResult>();
  while (results.size < mutants.length) {
    const rest = mutants.filter(({ id }) => !results.has(id));
    const child = fork(join(repository, "scripts/mutantsRun.ts"), { cwd: copy, execArgv: ["--import=tsx"] });
    let current: Mutant | undefined;
    await new Promise<void>((over, fail) => {
      let timer = setTimeout(() => {}, 0);
      const watch = (longest: number) => {
        clearTimeout(timer);
        timer = setTimeout(() => {
          if (current) results.set(current.id, { id: current.id, outcome: "killed", by: "time" });
          end(child);
        }, longest);
      };
      child.on("message", (message: MutantMessage) => {
        if ("alive" in message) watch(10 * LONGEST);
        else if ("next" in message) {
          current = rest.find(({ id }) => id === message.next) ?? current;
          watch(LONGEST);
        } else {
          results.set(message.id, message);
          done(mutants, results);
        }
      });
      child.on("exit", (code) => {
        clearTimeout(timer);
        if (code === 1 && rest.every(({ id }) => results.has(id))) fail(new Error("The changes have spoilt the tests"));
        // It did not come to the first change.
        if (current === undefined) fail(new Error("The tests do not run without a change"));
        else if (!results.has(current.id)) results.set(current.id, { id: current.id, outcome: "killed", by: "end" });
        over();
      });
      watch(10 * LONGEST);
      child.send({ tests, mutants: rest });
    });
  }
  return results;
}

function end(child: ChildProcess): void {
  child.kill("SIGKILL");
}

/** What became of a file's changes, once all of them were tried; whether enough were noticed. */
function report(file: string, own: readonly Mutant[], results: ReadonlyMap<string, MutantResult>): boolean {
  const left = own.filter(({ id }) => results.get(id)?.outcome !== "killed");
  for (const { location, mutatorName, replacement, id } of left) {
    const place = `${file}:${location.start.line + 1}:${location.start.column + 1}`;
    console.log(
      `  ${results.get(id)?.outcome} ${place} ${mutatorName} ${replacement.replaceAll(/\s+/g, " ").slice(0, 80)}`,
    );
  }
  const share = (100 * (own.length - left.length)) / own.length;
  console.log(`${share.toFixed(0).padStart(3)} % of ${own.length} noticed in ${file}`);
  return share >= ENOUGH;
}

async function main(): Promise<void> {
  const given = process.argv.slice(2);
  const at = given.indexOf("--sample");
  const most = at === -1 ? Number.POSITIVE_INFINITY : Number(given[at + 1]);
  const wanted = at === -1 ? given : given.filter((_, i) => i !== at && i !== at + 1);
  let isEnough = true;
  for (const [sources, tests] of groups) {
    const files = matching(sources, repository).filter(
      (file) => wanted.length === 0 || wanted.some((part) => file.includes(part)),
    );
    if (files.length === 0) continue;
    const mutants = await prepare(files, most);
    const reported = new Set<string>();
    const reportDone = (each: readonly Mutant[], results: ReadonlyMap<string, MutantResult>) => {
      for (const file of new Set(each.map((mutant) => mutant.file))) {
        const own = each.filter((mutant) => mutant.file === file);
        if (reported.has(file) || !own.every(({ id }) => results.has(id))) continue;
        reported.add(file);
        if (!report(file, own, results)) isEnough = false;
      }
    };
    reportDone(mutants, await tried(matching(tests, copy), mutants, reportDone));
  }
  rmSync(copy, { recursive: true, force: true });
  process.exitCode = isEnough ? 0 : 1;
}

void main();
