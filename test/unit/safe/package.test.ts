import assert from "node:assert/strict";
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { writePackage } from "../../../scripts/package";

const repository = resolve(__dirname, "../../..");
const files = [
  "docs/causes.md",
  ".vscodeignore",
  "package.json",
  "package.nls.json",
  "README.md",
  "CHANGELOG.md",
  "LICENSE",
  "media",
];

describe("the package", () => {
  const folder = mkdtempSync(join(tmpdir(), "lens-package-"));
  const { SOURCE_DATE_EPOCH, TZ } = process.env;

  after(() => {
    rmSync(folder, { recursive: true });
    for (const [name, value] of Object.entries({ SOURCE_DATE_EPOCH, TZ })) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  });

  /** A checkout with files of those rights and times, packed where the clock is of that zone. */
  async function packed(name: string, zone: string, rights: number, time: number): Promise<Buffer> {
    const checkout = join(folder, name);
    mkdirSync(join(checkout, "dist/web"), { recursive: true });
    for (const file of files) cpSync(join(repository, file), join(checkout, file), { recursive: true });
    // The other order of making them, which some file systems give back.
    const built = ["dist/extension.js", "dist/features.js", "dist/web/extension.js"];
    for (const file of time === 0 ? built : built.toReversed()) writeFileSync(join(checkout, file), `// ${file}\n`);
    for (const file of [...built, "LICENSE"]) {
      chmodSync(join(checkout, file), rights);
      utimesSync(join(checkout, file), time, time);
    }
    process.env.TZ = zone;
    process.env.SOURCE_DATE_EPOCH = "1700000000";
    const path = join(folder, `${name}.vsix`);
    await writePackage(path, { preRelease: false, isSearched: false }, checkout);
    return readFileSync(path);
  }

  it("of the same files has the same bytes, whatever zone, times and rights they have", async () => {
    const first = await packed("first", "America/New_York", 0o600, 0);
    const second = await packed("second", "Asia/Tokyo", 0o755, 1_600_000_000);
    assert.ok(first.includes("extension/dist/web/extension.js"));
    assert.ok(first.equals(second));
  });
});
