import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { repository } from "../../../scripts/l10nTexts";

const source = resolve(repository, "src");

/** The modules beside the folders, by the place of the picture that they stand at. */
const placeOfModule: Readonly<Record<string, string>> = {
  "textUnit.ts": "python",
  "written.ts": "tensor",
  "fits.ts": "tensor",
  "inParts.ts": "python",
  "source.ts": "source",
  "madeElements.ts": "source",
  "readSource.ts": "source",
  "report.ts": "evaluate",
  "evaluate.ts": "evaluate",
  "check.ts": "check",
  "fixAll.ts": "check",
  "sameInCall.ts": "check",
  "ask.ts": "ask",
  "protocol.ts": "protocol",
  "protocolFits.ts": "protocol",
  "extension.ts": "host",
  "library.ts": "library",
};

describe("the picture in docs/how-an-answer-comes-about.md", () => {
  const page = readFileSync(resolve(repository, "docs/how-an-answer-comes-about.md"), "utf8");
  const drawn = Array.from(page.matchAll(/^ {2}(\w+) (<?)--> (\w+)$/gm)).flatMap(([, from, both, to]) =>
    both === "" ? [[from!, to!] as const] : [[from!, to!] as const, [to!, from!] as const],
  );
  const imports = importsBetweenPlaces();

  it("has a place for all that is in src", () => {
    const places = new Set(readdirSync(source).flatMap((name) => (name === "README.md" ? [] : [placeOf(name)])));
    const named = new Set(Array.from(page.matchAll(/^ {2}(\w+)[[(]/gm), ([, name]) => name!));
    assert.deepEqual([...named].sort(), [...places].sort());
  });

  it("draws imports, and nothing else", () => {
    const invented = drawn.filter(([from, to]) => !imports.some(([a, b]) => a === from && b === to));
    assert.deepEqual(invented, []);
  });

  it("has a way for every import", () => {
    const missing = imports.filter(([from, to]) => !reachable(from, drawn).has(to));
    assert.deepEqual(missing, []);
  });

  it("leads upwards only where it says so", () => {
    const back = drawn.filter(([from, to]) => reachable(to, drawn).has(from)).map(([from, to]) => `${from} ${to}`);
    assert.deepEqual(back.sort(), ["literal python", "python literal", "render verify", "verify render"]);
  });
});

/** From what is imported to who imports it. */
function importsBetweenPlaces(): readonly (readonly [string, string])[] {
  const seen = new Map<string, readonly [string, string]>();
  for (const entry of readdirSync(source, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !/\.tsx?$/.test(entry.name)) continue;
    const path = join(entry.parentPath, entry.name);
    for (const [, name] of readFileSync(path, "utf8").matchAll(/(?:from|import\()\s*"(\.[^"]+)"/g)) {
      const target = relative(source, resolve(dirname(path), name!));
      if (target.startsWith("..")) continue;
      const edge = [placeOf(target), placeOf(relative(source, path))] as const;
      if (edge[0] !== edge[1]) seen.set(edge.join(" "), edge);
    }
  }
  return [...seen.values()];
}

function placeOf(path: string): string {
  const [first] = path.split(/[/\\]/);
  return placeOfModule[first!] ?? placeOfModule[`${first}.ts`] ?? first!;
}

function reachable(from: string, edges: readonly (readonly [string, string])[]): ReadonlySet<string> {
  const reached = new Set<string>();
  const waiting = [from];
  for (let place = waiting.pop(); place !== undefined; place = waiting.pop()) {
    for (const [, to] of edges.filter(([start]) => start === place)) {
      if (reached.has(to)) continue;
      reached.add(to);
      waiting.push(to);
    }
  }
  return reached;
}
