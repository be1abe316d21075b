/** Tries changes one after the other against tests in this process; started by mutants.ts in the copy that holds them. */
import { createRequire } from "node:module";
import { join } from "node:path";
import Mocha from "mocha";

export interface Mutant {
  readonly id: string;
  readonly file: string;
  readonly mutatorName: string;
  readonly replacement: string;
  readonly location: { readonly start: { readonly line: number; readonly column: number } };
}

export interface MutantResult {
  readonly id: string;
  /** `unreached`: no test comes there. */
  readonly outcome: "killed" | "survived" | "unreached";
  readonly by?: string;
}

interface Test {
  readonly name: string;
  readonly run: () => unknown;
}

interface Stryker {
  activeMutant?: string;
  currentTestId?: string;
  hitCount?: number;
  hitLimit?: number;
  mutantCoverage?: {
    static: Record<string, number>;
    perTest: Record<string, Record<string, number>>;
  };
}

const stryker: Stryker = {};
(globalThis as unknown as Record<string, unknown>).__stryker__ = stryker;

const copy = process.cwd();
const fromCopy = createRequire(join(copy, "package.json"));

/** The tests of all files, read anew. */
function load(files: readonly string[]): readonly Test[] {
  for (const path of Object.keys(fromCopy.cache)) {
    if (path.startsWith(copy) && !path.includes("node_modules")) delete fromCopy.cache[path];
  }
  const mocha = new Mocha({ ui: "bdd" });
  const tests: Test[] = [];
  for (const file of files) {
    mocha.suite.emit("pre-require", globalThis, file, mocha);
    fromCopy(join(copy, file));
  }
  mocha.suite.eachTest((test) => {
    const { fn } = test;
    if (fn) tests.push({ name: test.fullTitle(), run: () => (fn as () => unknown).call(test.ctx ?? {}) });
  });
  return tests;
}

/** The first test that notices. */
async function firstFailing(tests: readonly Test[]): Promise<Test | undefined> {
  for (const test of tests) {
    try {
      await test.run();
    } catch {
      return test;
    }
  }
  return undefined;
}

function say(message: MutantResult | { readonly next: string }): void {
  process.send?.(message);
}

async function main(files: readonly string[], mutants: readonly Mutant[]): Promise<void> {
  let tests = load(files);
  const times = new Map<string, number>();
  for (const test of tests) {
    stryker.currentTestId = test.name;
    const start = performance.now();
    try {
      await test.run();
    } catch (error) {
      throw new Error(`${test.name} fails without a change: ${String(error)}`);
    }
    times.set(test.name, performance.now() - start);
  }
  delete stryker.currentTestId;
  const { perTest = {}, static: atLoad = {} } = stryker.mutantCoverage ?? {};
  const kills = new Map<string, number>();
  // What has noticed before is likeliest to notice again; of the others the quickest.
  const sorted = (each: readonly Test[]) =>
    each.toSorted(
      (a, b) =>
        (kills.get(b.name) ?? 0) - (kills.get(a.name) ?? 0) || (times.get(a.name) ?? 0) - (times.get(b.name) ?? 0),
    );
  let file = "";
  for (const { id, file: own } of mutants) {
    say({ next: id });
    if (own !== file) kills.clear();
    file = own;
    const reached = tests.filter(({ name }) => (perTest[name]?.[id] ?? 0) > 0);
    const isStatic = reached.length === 0 && (atLoad[id] ?? 0) > 0;
    if (reached.length === 0 && !isStatic) {
      say({ id, outcome: "unreached" });
      continue;
    }
    stryker.activeMutant = id;
    stryker.hitCount = 0;
    stryker.hitLimit = 100 * reached.reduce((sum, { name }) => sum + perTest[name][id], 1000);
    const failing = await noticed(isStatic ? undefined : sorted(reached));
    delete stryker.activeMutant;
    if (isStatic) tests = load(files);
    if (failing !== undefined) kills.set(failing, (kills.get(failing) ?? 0) + 1);
    say(failing === undefined ? { id, outcome: "survived" } : { id, outcome: "killed", by: failing });
  }

  /** By which test; all of them, read anew, where the change is in what is made once. */
  async function noticed(reached: readonly Test[] | undefined): Promise<string | undefined> {
    try {
      return (await firstFailing(reached ?? sorted(load(files))))?.name;
    } catch (error) {
      return String(error);
    }
  }
}

process.once("message", ({ tests, mutants }: { tests: readonly string[]; mutants: readonly Mutant[] }) => {
  main(tests, mutants).then(
    () => process.exit(0),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});
