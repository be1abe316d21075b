import assert from "node:assert/strict";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import esbuild, { type Plugin } from "esbuild";
import { repository } from "../../../scripts/l10nTexts";

const ofScripts = createRequire(join(repository, "scripts", "any.js"));
const { commonJsChunks } = ofScripts("./commonJsChunks.cjs") as { readonly commonJsChunks: Plugin };
const { removeStale } = ofScripts("./staleOutputs.cjs") as {
  removeStale(root: string, written: readonly string[]): void;
};

describe("the build", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "loss-lens-build-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  function write(files: Readonly<Record<string, string>>): void {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
  }

  it("leaves nothing of earlier builds, and what others made", () => {
    const stale = [
      "dist/lens.js",
      "dist/lens.js.map",
      "dist/panel-chunk-OLD.js",
      "dist/web/old.js",
      "dist/lib/old.cjs",
    ];
    const own = ["dist/features.js", "dist/web/extension.js", "dist/lib/cli.cjs"];
    const ofOthers = ["dist/ThirdPartyNotices.txt", "dist/lib/library.d.ts", "dist/lib/engine/a.js", "other/lens.js"];
    write(Object.fromEntries([...stale, ...own, ...ofOthers].map((path) => [path, ""])));
    removeStale(folder, own);
    for (const path of stale) assert.ok(!existsSync(join(folder, path)), path);
    for (const path of [...own, ...ofOthers]) assert.ok(existsSync(join(folder, path)), path);
  });

  it("has nothing to remove where nothing was built", () => {
    removeStale(folder, []);
    assert.deepEqual(readdirSync(folder), []);
  });

  it("makes CommonJS of split modules: what is imported later is loaded later, what is shared once", async () => {
    write({
      "shared.ts": "export const loaded: string[] = [];",
      "later.ts": 'import { loaded } from "./shared"; loaded.push("later"); export const answer = 42;',
      "entry.ts": 'import { loaded } from "./shared"; export { loaded }; export const ask = () => import("./later");',
      "other.ts": 'import { loaded } from "./shared"; export const seen = () => [...loaded];',
    });
    await esbuild.build({
      entryPoints: [join(folder, "entry.ts"), join(folder, "other.ts")],
      outdir: join(folder, "out"),
      bundle: true,
      target: "es2022",
      minify: true,
      plugins: [commonJsChunks],
    });
    const require = createRequire(join(folder, "out", "any.js"));
    const entry = require("./entry.js") as { loaded: string[]; ask(): Promise<{ answer: number }> };
    const other = require("./other.js") as { seen(): string[] };
    assert.deepEqual(entry.loaded, []);
    const { answer } = await entry.ask();
    assert.equal(answer, 42);
    assert.deepEqual(entry.loaded, ["later"]);
    assert.deepEqual(other.seen(), ["later"]);
  });
});
