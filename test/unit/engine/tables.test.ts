import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../..", import.meta.url));

/** A table of the engine: a line in it, what is left when the line is gone, and what the compiler then misses. */
const tables: readonly (readonly [file: string, line: string, without: string, missing: string])[] = [
  ["ops/operations.ts", "  oneHot,\n", "", "oneHot"],
  ["ops/tensorOp.ts", "  readonly oneHot: { readonly classes: number };\n", "", "oneHot"],
  ["ops/argmax.ts", "    gradient: undefined,\n", "", "gradient"],
  ["ops/softmax.ts", "    saturates: true,\n", "", "saturates"],
  ["losses/l1Loss.ts", "    slope: (error) => Math.sign(error) || 0,\n", "", "slope"],
  ["losses/nllLoss.ts", "  elementwise: false,\n", "", "elementwise"],
  ["losses/nllLoss.ts", "  inType: classIndicesIn,\n", "", "inType"],
  ["losses/losses.ts", "  NLLLoss: nllLoss,\n", "", "NLLLoss"],
  ["tasks.ts", "    chance: Math.log,\n", "", "chance"],
  ["metrics/metricsOf.ts", "  distribution: undefined,\n", "", "distribution"],
];

describe("a table with a row taken away does not compile", () => {
  let folder = "";
  let said = "";

  before(() => {
    folder = mkdtempSync(join(tmpdir(), "loss-lens-tables-"));
    for (const [index, [file, line, without]] of tables.entries()) {
      const source = join(folder, String(index));
      copy(join(root, "src", "engine"), join(source, "engine"));
      copy(join(root, "src", "tensor"), join(source, "tensor"));
      const path = join(source, "engine", file);
      const text = readFileSync(path, "utf8");
      assert.ok(text.includes(line), `${file} has no line ${line}`);
      writeFileSync(path, text.replace(line, without));
    }
    const config = { extends: join(root, "tsconfig.json"), compilerOptions: { types: [] }, include: ["**/*.ts"] };
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(config));
    const compiler = join(root, "node_modules", ".bin", "tsc");
    said = spawnSync(compiler, ["-p", folder], { encoding: "utf8", cwd: folder }).stdout;
  });

  after(() => rmSync(folder, { recursive: true, force: true }));

  for (const [index, [file, line, , missing]] of tables.entries()) {
    it(`${file} without ${line.trim()}`, () => {
      const own = said.split("\n").filter((error) => error.startsWith(`${index}/`));
      assert.ok(
        own.some((error) => error.includes(missing)),
        own.join("\n") || "it compiles",
      );
    });
  }
});

function copy(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, copied] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) copy(source, copied);
    else if (entry.name.endsWith(".ts")) writeFileSync(copied, readFileSync(source, "utf8"));
  }
}
