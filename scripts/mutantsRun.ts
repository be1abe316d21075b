/** Tries changes one after the other against tests in this process; started by mutants.ts in the copy that holds them. */
import { createRequire } from "node:module";
import { basename, join } from "node:path";
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
  /** `unreached`: no test comes there. `untouched`: in every test that does, it makes no difference to the expression that it changes. */
  readonly outcome: "killed" | "survived" | "unreached" | "untouched";
  readonly by?: string;
}

/** `alive`: a test without a change has begun. */
export type MutantMessage = MutantResult | { readonly next: string } | { readonly alive: string };

interface Test {
  readonly name: string;
  readonly file: string;
  readonly run: () => unknown;
}

/** An expression or block that is changed: how often a test comes to it, and what is known of its changes. */
interface Place {
  run: number;
  times: number;
  /** Nothing more is to be found out about its changes in this run. */
  isSettled: boolean;
  touches: readonly Touch[];
}

/** Whether the changed expression has another value in a test. */
interface Touch {
  readonly place: Place;
  differs: boolean;
}

/** After so many equal values a change may make a difference: working them out has to end. */
const MOST_COMPARED = 100;
/** Tests of so many milliseconds are tried at most: a change that others may notice counts as one that none does. */
const MOST_TIME = 10_000;

let active: string | undefined;
let activePlace: number | undefined;
let hits = 0;
let mostHits = 0;
let touches: Map<string, Touch> | undefined;
let isComparing = false;
const places: (Place | undefined)[] = [];
const placeOfChange = new Map<string, number>();
const atLoad = new Set<string>();
let runs = 0;

/** What this run knows of a place; undefined where it is not one of a test. */
function placeIn(number: number, ids: () => readonly string[]): Place | undefined {
  const found = places[number];
  if (found?.run === runs) return found;
  const own = ids();
  for (const id of own) placeOfChange.set(id, number);
  if (touches === undefined) {
    for (const id of own) atLoad.add(id);
    return undefined;
  }
  const place: Place = { run: runs, times: 0, isSettled: false, touches: [] };
  place.touches = own.map(() => ({ place, differs: false }));
  for (const [i, id] of own.entries()) touches.set(id, place.touches[i]);
  places[number] = place;
  return place;
}

function isActive(id: string): boolean {
  if (active !== id) return false;
  if (++hits > mostHits) throw new Error("The change runs for ever");
  return true;
}

function isSame(own: unknown, other: () => unknown): boolean {
  isComparing = true;
  try {
    return Object.is(own, other());
  } catch {
    return false;
  } finally {
    isComparing = false;
  }
}

type Others = readonly (readonly [id: string, other: () => unknown, changesSomething: boolean])[];

/** What the changed sources call. */
Object.assign(globalThis, {
  stryMutAct_9fa48: isActive,
  stryCov_9fa48: (...ids: readonly string[]) => {
    if (active !== undefined || isComparing) return;
    const place = placeIn(Number(ids[0]), () => ids);
    if (place === undefined) return;
    place.times++;
    if (place.isSettled) return;
    place.isSettled = true;
    for (const touch of place.touches) touch.differs = true;
  },
  mutantOf: (number: number, others: () => Others, own: () => unknown): unknown => {
    if (active !== undefined) {
      if (activePlace !== number) return own();
      for (const [id, other] of others()) if (isActive(id)) return other();
      return own();
    }
    if (isComparing) return own();
    const place = placeIn(number, () => others().map(([id]) => id));
    if (place === undefined) return own();
    place.times++;
    if (place.isSettled) return own();
    const value = own();
    others().forEach(([, other, changesSomething], i) => {
      const touch = place.touches[i];
      touch.differs ||= changesSomething || place.times > MOST_COMPARED || !isSame(value, other);
    });
    place.isSettled = place.touches.every(({ differs }) => differs);
    return value;
  },
});

const Kept = WeakMap;
let isLoading = false;

/** What a module keeps for as long as there is a text, a call or an array: these outlive a change here, what was found out about them must not. */
class OfOneRun<K extends WeakKey, V> extends WeakMap<K, V> {
  readonly #isModules = isLoading;
  #own = new Kept<K, V>();
  #since = runs;

  constructor(entries?: Iterable<readonly [K, V]> | null) {
    super();
    for (const [key, value] of entries ?? []) this.set(key, value);
  }

  get #now(): WeakMap<K, V> {
    if (this.#isModules && this.#since !== runs) {
      this.#own = new Kept();
      this.#since = runs;
    }
    return this.#own;
  }

  override get(key: K): V | undefined {
    return this.#now.get(key);
  }

  override has(key: K): boolean {
    return this.#now.has(key);
  }

  override delete(key: K): boolean {
    return this.#now.delete(key);
  }

  override set(key: K, value: V): this {
    this.#now.set(key, value);
    return this;
  }
}

globalThis.WeakMap = OfOneRun;

const copy = process.cwd();
const fromCopy = createRequire(join(copy, "package.json"));

/** The tests of files. */
function load(files: readonly string[]): readonly Test[] {
  isLoading = true;
  const loaded = files.flatMap((file) => {
    const mocha = new Mocha({ ui: "bdd" });
    const tests: Test[] = [];
    mocha.suite.emit("pre-require", globalThis, file, mocha);
    fromCopy(join(copy, file));
    mocha.suite.eachTest((test) => {
      const { fn } = test;
      if (fn) tests.push({ name: test.fullTitle(), file, run: () => (fn as () => unknown).call(test.ctx ?? {}) });
    });
    return tests;
  });
  isLoading = false;
  return loaded;
}

/** Forgets a module and all that are made with it. */
function forget(file: string): void {
  const dependents = new Map<string, string[]>();
  for (const [path, module] of Object.entries(fromCopy.cache)) {
    for (const { id } of module?.children ?? []) dependents.set(id, [...(dependents.get(id) ?? []), path]);
  }
  const left = [join(copy, file)];
  for (let path = left.pop(); path !== undefined; path = left.pop()) {
    if (!(path in fromCopy.cache)) continue;
    delete fromCopy.cache[path];
    left.push(...(dependents.get(path) ?? []));
  }
}

/** `tokens` of tokens.ts and tokens.test.ts. */
function baseOf(file: string): string {
  return basename(file).replace(/(?:\.test)?\.ts$/, "");
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

function say(message: MutantMessage): void {
  process.send?.(message);
}

async function main(files: readonly string[], mutants: readonly Mutant[]): Promise<void> {
  let tests = load(files);
  const failing = new Set<string>();
  const times = new Map<string, number>();
  const touched = new Map<string, ReadonlyMap<string, Touch>>();
  for (const test of tests) {
    say({ alive: test.name });
    const own = new Map<string, Touch>();
    touches = own;
    runs++;
    const start = performance.now();
    try {
      await test.run();
    } catch (error) {
      console.log(`Left out, as it fails without a change: ${test.name}: ${String(error)}`);
      failing.add(test.name);
    }
    times.set(test.name, performance.now() - start);
    touched.set(test.name, own);
  }
  touches = undefined;
  tests = tests.filter(({ name }) => !failing.has(name));
  const kills = new Map<string, number>();
  // What has noticed before is likeliest to notice again, then the tests that have the file's name; of the others the quickest of each file in turn.
  const sorted = (each: readonly Test[], source: string) => {
    const turns = new Map<string, number>();
    const ranked = each
      .toSorted((a, b) => (times.get(a.name) ?? 0) - (times.get(b.name) ?? 0))
      .map((test) => {
        const turn = (turns.get(test.file) ?? 0) + 1;
        turns.set(test.file, turn);
        return { test, turn: baseOf(test.file) === baseOf(source) ? 0 : turn };
      });
    return ranked
      .sort((a, b) => (kills.get(b.test.name) ?? 0) - (kills.get(a.test.name) ?? 0) || a.turn - b.turn)
      .map(({ test }) => test);
  };
  const affordable = (each: readonly Test[]) => {
    let left = MOST_TIME;
    return each.filter(({ name }) => {
      left -= times.get(name) ?? 0;
      return left > 0;
    });
  };
  const touchesOf = (test: Test, id: string) => touched.get(test.name)?.get(id);
  const isStatic = ({ id }: Mutant) => atLoad.has(id) && !tests.some((test) => touchesOf(test, id));
  for (const file of new Set(mutants.map((mutant) => mutant.file))) {
    kills.clear();
    const own = mutants.filter((mutant) => mutant.file === file);
    const atLoading = own.filter(isStatic);
    for (const { id } of own.filter((mutant) => !atLoading.includes(mutant))) {
      say({ next: id });
      const reached = tests.filter((test) => touchesOf(test, id));
      const noticing = reached.filter((test) => touchesOf(test, id)?.differs);
      if (noticing.length === 0) say({ id, outcome: reached.length === 0 ? "unreached" : "untouched" });
      else {
        const mostTimes = Math.max(...reached.map((test) => touchesOf(test, id)?.place.times ?? 0));
        await tryChange(id, mostTimes, async () => firstFailing(affordable(sorted(noticing, file))));
      }
    }
    const reaching = new Set(
      tests.filter(({ name }) => own.some(({ id }) => touched.get(name)?.has(id))).map(({ name }) => name),
    );
    for (const { id } of atLoading) {
      say({ next: id });
      await tryChange(id, 1000, async () => {
        const changed = reloaded(file);
        const likely = changed.filter(({ name }) => reaching.size === 0 || reaching.has(name) || !touched.has(name));
        return firstFailing(affordable(sorted(likely, file)));
      });
    }
    if (atLoading.length > 0) tests = reloaded(file);
  }
  // What the tests share, as texts that are read once, must not have been changed by a change.
  const spoilt = await firstFailing(tests);
  if (spoilt) throw new Error(`${spoilt.name} fails after the changes: what was noticed may be wrong`);

  /** The tests with a module of the sources read anew. */
  function reloaded(file: string): readonly Test[] {
    forget(file);
    const again = files.filter((each) => !(join(copy, each) in fromCopy.cache));
    return [
      ...tests.filter((test) => !again.includes(test.file)),
      ...load(again).filter(({ name }) => !failing.has(name)),
    ];
  }

  async function tryChange(id: string, times: number, run: () => Promise<Test | undefined>): Promise<void> {
    active = id;
    activePlace = placeOfChange.get(id);
    runs++;
    hits = 0;
    mostHits = 100 * times + 10_000;
    const by = await run().then(
      (test) => test?.name,
      (error: unknown) => String(error),
    );
    active = undefined;
    runs++;
    if (by !== undefined) kills.set(by, (kills.get(by) ?? 0) + 1);
    say(by === undefined ? { id, outcome: "survived" } : { id, outcome: "killed", by });
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
