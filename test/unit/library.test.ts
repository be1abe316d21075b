import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { build, npm } from "./built";

const repository = resolve(__dirname, "../..");

/** The first TypeScript program of a document. */
function programOf(document: string): string {
  const [, program] = /```ts\n([\s\S]*?)```/.exec(readFileSync(join(repository, document), "utf8")) ?? [];
  assert.ok(program, `${document} has a program`);
  return program;
}

describe("the npm package", () => {
  let project: string;

  before(async () => {
    await build();
    project = mkdtempSync(join(tmpdir(), "lens-npm-"));
    npm(repository, "pack", "--ignore-scripts", "--pack-destination", project);
    const [tarball] = readdirSync(project);
    assert.ok(tarball);
    writeFileSync(join(project, "package.json"), '{ "name": "project", "private": true, "type": "module" }');
    npm(project, "install", "--offline", "--no-audit", "--no-fund", `./${tarball}`);
    writeFileSync(join(project, "program.mts"), programOf("docs/library.md"));
  });
  after(() => rmSync(project, { recursive: true, force: true }));

  for (const [module, moduleResolution] of [
    ["nodenext", "nodenext"],
    ["esnext", "bundler"],
  ] as const) {
    it(`the program of docs/library.md type-checks with moduleResolution ${moduleResolution}`, () => {
      const tsc = join(repository, "node_modules/typescript/bin/tsc");
      const flags = [
        "--strict",
        "--noUncheckedIndexedAccess",
        "--target",
        "es2022",
        "--lib",
        "es2022,dom",
        "--types",
        "",
      ];
      const args = [tsc, ...flags, "--module", module, "--moduleResolution", moduleResolution, "program.mts"];
      const { status, stdout } = spawnSync(process.execPath, args, { cwd: project, encoding: "utf8" });
      assert.equal(stdout, "");
      assert.equal(status, 0);
    });
  }

  it("the program runs on plain Node and prints what its comments say", () => {
    const printed = execFileSync(process.execPath, ["program.mjs"], { cwd: project, encoding: "utf8" });
    assert.deepEqual(printed.trimEnd().split("\n"), [
      // -ln 0.8
      "probabilities 0.22314355",
      "Log → NLLLoss",
      "Log → CrossEntropyLoss",
      // torch: F.cross_entropy(torch.tensor([[2.0, -1.0, 0.5]], dtype=torch.float64), torch.tensor([0]), label_smoothing=0.1)
      "0.39131130",
    ]);
  });

  it("npx loss-lens runs", () => {
    const lesson = join(repository, "samples/lesson.py");
    const printed = npm(project, "exec", "--offline", "--", "loss-lens", "evaluate", lesson, "--json");
    assert.equal((JSON.parse(printed) as { readonly loss: number }).loss.toFixed(8), "0.14462153");
  });

  it("brings along nothing of the extension", () => {
    const files = readdirSync(join(project, "node_modules/loss-lens"), { recursive: true, encoding: "utf8" });
    const types = /\.d\.ts$/;
    const rest = files
      .filter((file) => /\.\w+$/.test(file) && !types.test(file))
      .map((file) => file.replaceAll("\\", "/"));
    assert.ok(files.some((file) => types.test(file)));
    assert.deepEqual(rest.sort(), [
      "README.md",
      "README.ru.md",
      "README.zh-cn.md",
      "dist/lib/ThirdPartyNotices.txt",
      "dist/lib/cli.cjs",
      "dist/lib/library.js",
      "dist/lib/mcp.cjs",
      "dist/lib/package.json",
      "dist/lib/sbom.cdx.json",
      "docs/agents.md",
      "docs/arrays-from-files.md",
      "docs/causes.md",
      "docs/command-line.md",
      "docs/library-reference.md",
      "docs/library.md",
      "docs/schemas/ask.schema.json",
      "docs/schemas/check.schema.json",
      "docs/which-loss.md",
      "package.json",
    ]);
  });
});
