import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";

const repository = resolve(__dirname, "../..");

/** Each file with the imports it may have and those it may not. */
const borders: Readonly<Record<string, { readonly allowed: readonly string[]; readonly refused: readonly string[] }>> =
  {
    "src/extension.ts": { allowed: ["vscode", "./host/a"], refused: ["./panel/a", "node:fs"] },
    "src/host/a.ts": {
      allowed: ["vscode", "../evaluate", "../render/a", "../protocol"],
      refused: ["../panel/a", "../cli/a", "../library", "path"],
    },
    "src/protocol.ts": { allowed: ["./engine/a"], refused: ["vscode", "./host/a", "./panel/a", "./cli/a"] },
    "src/cli/a.ts": {
      allowed: [
        "node:fs",
        "../evaluate",
        "../literal/namedLiterals",
        "../engine/a",
        "../render/a",
        "../pairing/a",
        "../check",
      ],
      refused: ["vscode", "../host/a", "../panel/a", "../protocol", "../library"],
    },
    "src/agents/a.ts": {
      allowed: ["../check", "../evaluate", "../render/a", "../pairing/a", "../engine/a", "../literal/a"],
      refused: ["vscode", "../host/a", "../panel/a", "../cli/a", "../mcp/a", "../library", "../protocol", "node:fs"],
    },
    "src/mcp/a.ts": {
      allowed: ["../agents/a", "../render/a", "zod", "node:process"],
      refused: ["vscode", "../host/a", "../panel/a", "../cli/a", "../library", "../protocol"],
    },
    "src/verify/a.ts": {
      allowed: ["../render/a", "../engine/a", "../tensor/tensor"],
      refused: ["vscode", "../host/a", "../panel/a", "../cli/a", "../mcp/a", "../library", "../protocol", "node:fs"],
    },
    "src/library.ts": {
      allowed: ["./evaluate", "./literal/a", "./engine/a", "./render/a"],
      refused: ["vscode", "./host/a", "./panel/a", "./protocol", "./cli/a", "node:fs"],
    },
    "src/panel/a.ts": {
      allowed: ["preact", "../protocol", "../evaluate", "../render/a", "../engine/reading", "../literal/literal"],
      refused: ["vscode", "../host/a", "../cli/a", "../literal/python", "../engine/losses/a", "node:fs"],
    },
    "src/worker/a.ts": {
      allowed: ["@vscode/l10n", "./protocol", "../evaluate", "../report", "../engine/reading"],
      refused: ["vscode", "../host/a", "../panel/a", "../render/a", "../protocol", "node:fs"],
    },
    "src/render/a.ts": {
      allowed: ["@vscode/l10n", "../engine/a", "../literal/literal"],
      refused: [
        "vscode",
        "../host/a",
        "../panel/a",
        "../cli/a",
        "../protocol",
        "../evaluate",
        "../literal/python",
        "node:util",
      ],
    },
    "src/sources/a.ts": {
      allowed: ["fflate/browser", "../tensor/tensor", "./byteSource"],
      refused: ["vscode", "../engine/a", "../literal/a", "../render/a", "../host/a", "../cli/a", "node:fs"],
    },
    "src/live/a.ts": {
      allowed: ["../sources/elementTypes", "../tensor/tensor", "./answer"],
      refused: [
        "vscode",
        "../host/a",
        "../panel/a",
        "../cli/a",
        "../render/a",
        "../engine/a",
        "../verify/a",
        "node:fs",
      ],
    },
    "src/localFile/a.ts": {
      allowed: ["node:fs", "../sources/byteSource"],
      refused: ["vscode", "../host/a", "../cli/a", "../render/a"],
    },
    "src/frameworks/a.ts": {
      allowed: ["../engine/a", "../tensor/tensor", "./framework"],
      refused: [
        "vscode",
        "../python/a",
        "../diagnosis/a",
        "../render/a",
        "../literal/literal",
        "../evaluate",
        "node:fs",
      ],
    },
    "src/evaluate.ts": {
      allowed: ["./literal/a", "./engine/a"],
      refused: ["vscode", "./host/a", "./panel/a", "./cli/a", "./render/a", "./protocol", "os"],
    },
    "src/tensor/a.ts": { allowed: ["./shape"], refused: ["vscode", "../engine/a", "../source", "preact", "node:fs"] },
    "src/textUnit.ts": {
      allowed: ["./python/value"],
      refused: ["vscode", "./engine/a", "./literal/a", "./pairing/a", "./render/a", "./host/a", "./check", "node:fs"],
    },
    "src/fits.ts": { allowed: [], refused: ["vscode", "./textUnit", "./host/a", "node:fs"] },
    "src/protocolFits.ts": {
      allowed: ["./engine/reading", "./fits", "./protocol"],
      refused: ["vscode", "./host/a", "./panel/a", "node:fs"],
    },
    "src/inParts.ts": { allowed: [], refused: ["vscode", "./textUnit", "./host/a", "node:fs"] },
    "src/written.ts": { allowed: [], refused: ["vscode", "./textUnit", "./source", "node:fs"] },
    "src/madeElements.ts": { allowed: [], refused: ["vscode", "./textUnit", "./source", "node:fs"] },
    "src/report.ts": {
      allowed: ["./engine/a", "./literal/a", "./source"],
      refused: [
        "vscode",
        "./python/a",
        "./pairing/a",
        "./diagnosis/a",
        "./render/a",
        "./host/a",
        "./protocol",
        "node:fs",
      ],
    },
    ...Object.fromEntries(
      ["src/check.ts", "src/fixAll.ts", "src/sameInCall.ts"].map((file) => [
        file,
        {
          allowed: ["./pairing/a", "./diagnosis/a", "./render/a", "./python/a", "./textUnit"],
          refused: ["vscode", "./host/a", "./panel/a", "./cli/a", "./agents/a", "./library", "./protocol", "node:fs"],
        },
      ]),
    ),
    "src/ask.ts": {
      allowed: ["./check", "./paste/a", "./render/a"],
      refused: ["vscode", "./host/a", "./panel/a", "./cli/a", "./library", "./protocol", "node:fs"],
    },
    "src/paste/a.ts": {
      allowed: ["../pairing/a", "../diagnosis/a", "../evaluate", "../engine/a"],
      refused: ["vscode", "../render/a", "../host/a", "../panel/a", "../cli/a", "../protocol", "node:fs"],
    },
    "src/source.ts": {
      allowed: ["./literal/literal", "./tensor/tensor", "./madeElements"],
      refused: ["vscode", "./engine/a", "./python/a", "./pairing/a", "./evaluate", "./render/a", "./host/a", "node:fs"],
    },
    "src/readSource.ts": {
      allowed: ["./literal/parseLiteral", "./tensor/tensor"],
      refused: ["vscode", "./engine/a", "./python/a", "./pairing/a", "./evaluate", "./render/a", "./host/a"],
    },
    "src/python/interpret/a.ts": {
      allowed: ["../value", "../../tensor/tensor", "../../engine/a", "../../literal/text/a", "../../textUnit"],
      refused: [
        "vscode",
        "../../literal/a",
        "../../pairing/a",
        "../../diagnosis/a",
        "../../render/a",
        "../../evaluate",
        "../../host/a",
        "node:fs",
      ],
    },
    "src/pairing/a.ts": {
      allowed: ["./b", "../python/value", "../literal/a", "../engine/a", "../source", "../report", "../textUnit"],
      refused: [
        "vscode",
        "../diagnosis/a",
        "../render/a",
        "../evaluate",
        "../host/a",
        "../cli/a",
        "../protocol",
        "node:fs",
      ],
    },
    "src/diagnosis/causes/a.ts": {
      allowed: ["../answer", "../../python/value", "../../pairing/a", "../../engine/a", "../../literal/a"],
      refused: [
        "vscode",
        "../../render/a",
        "../../evaluate",
        "../../host/a",
        "../../panel/a",
        "../../cli/a",
        "node:fs",
      ],
    },
    "src/literal/text/a.ts": {
      allowed: ["./b", "../b", "../../tensor/tensor", "@vscode/l10n"],
      refused: [
        "vscode",
        "../../engine/loss",
        "../../python/value",
        "../../pairing/a",
        "../../evaluate",
        "../../render/a",
        "../../host/a",
        "../../cli/a",
        "node:fs",
      ],
    },
    "src/literal/expression/interpreted/a.ts": {
      allowed: ["../arrays", "../../../python/value", "../../../tensor/tensor"],
      refused: ["vscode", "../../../engine/loss", "../../../pairing/a", "../../../render/a", "node:fs"],
    },
    "src/engine/losses/a.ts": {
      allowed: ["./b", "../shape", "../../tensor/tensor"],
      refused: [
        "vscode",
        "../../literal/literal",
        "../../cli/a",
        "../../evaluate",
        "../../render/a",
        "preact",
        "@vscode/l10n",
        "node:fs",
      ],
    },
  };

describe("borders between folders", () => {
  const reported = new Map<string, Set<string>>();

  before(() => {
    const folder = mkdtempSync(join(tmpdir(), "borders-"));
    try {
      copyFileSync(join(repository, "biome.json"), join(folder, "biome.json"));
      for (const [file, { allowed, refused }] of Object.entries(borders)) {
        mkdirSync(dirname(join(folder, file)), { recursive: true });
        writeFileSync(join(folder, file), [...allowed, ...refused].map((name) => `import "${name}";\n`).join(""));
      }
      for (const { path, specifier } of lint(folder)) {
        reported.set(path, (reported.get(path) ?? new Set()).add(specifier));
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("stand around every folder and module", () => {
    const places = readdirSync(join(repository, "src")).filter((name) => name !== "README.md");
    const guarded = new Set(Object.keys(borders).map((file) => file.split("/")[1]));
    assert.deepEqual(
      places.filter((name) => !guarded.has(name)),
      [],
    );
  });

  for (const [file, { allowed, refused }] of Object.entries(borders)) {
    it(`${file} may import ${allowed.join(", ")}, and not ${refused.join(", ")}`, () => {
      assert.deepEqual([...(reported.get(file) ?? [])].sort(), [...refused].sort());
    });
  }
});

interface Diagnostic {
  readonly category: string;
  readonly location: { readonly path: string; readonly start: { readonly line: number } };
}

function lint(folder: string): readonly { path: string; specifier: string }[] {
  const biome = join(repository, "node_modules/@biomejs/biome/bin/biome");
  const args = ["lint", "--vcs-enabled=false", "--max-diagnostics=none", "--reporter=json", "src"];
  const { stdout } = spawnSync(process.execPath, [biome, ...args], { cwd: folder, encoding: "utf8" });
  const { diagnostics } = JSON.parse(stdout) as { readonly diagnostics: readonly Diagnostic[] };
  return diagnostics
    .filter(({ category }) => /noRestrictedImports|noNodejsModules/.test(category))
    .map(({ location: { path, start } }) => {
      const { allowed, refused } = borders[path]!;
      return { path, specifier: [...allowed, ...refused][start.line - 1]! };
    });
}
