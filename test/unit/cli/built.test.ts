import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { PATIENCE_MS } from "../../workbench/harness/patience";
import { build } from "../built";
import { temporaryFiles } from "./files";

const repository = resolve(__dirname, "../../..");

const text = (content: string, encoding: BufferEncoding) => Buffer.from(content, encoding);

describe("the built command line", () => {
  const files = temporaryFiles({
    "utf16.py": Buffer.concat([Buffer.from([0xff, 0xfe]), text("p = [0.1, 0.9]\ny_true = [0, 1]\n", "utf16le")]),
    "bare16.py": text("p = [0.1, 0.9]\ny_true = [0, 1]\n", "utf16le"),
    "latin1.py": text("# Verlust für\np = [0.1, 0.9]\n", "latin1"),
    "image.png": Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]),
    "array.npy": Buffer.concat([Buffer.from([0x93]), text("NUMPY\u0001\0v\0{'descr': '<f8'}", "latin1")]),
    "torn.ipynb": '{"cells": [{"cell_type": "code", "source": ["x = [0.1',
    "list.ipynb": "[1, 2, 3]",
    "odd.ipynb": '{"cells": [null, 3, {"cell_type": "code"}, {"cell_type": "code", "source": {"a": 1}}]}',
    "empty.py": "",
    "words.txt": "no numbers here\n",
    "brackets.py": "[".repeat(1_000_000),
    "line.txt": `p = [${"0.25, ".repeat(800_000)}0.25]`,
  });
  after(() => files.remove());
  before(build);

  function cli(argv: readonly string[], input = "") {
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(repository, "dist/lib/cli.cjs"), ...argv], {
      encoding: "utf8",
      input,
      timeout: PATIENCE_MS,
    });
    return { status, stdout, stderr };
  }

  it("evaluates a sample", () => {
    const { status, stdout, stderr } = cli(["evaluate", join(repository, "samples/lesson.py"), "--expect", "0.1446"]);
    assert.equal(stderr, "");
    assert.equal(status, 0);
    assert.match(stdout, /^Loss 0\.14462153/m);
    assert.ok(!stdout.includes("\u001b"), "no colours into a pipe");
  });

  it("reads the standard input", () => {
    const { status, stdout } = cli(["evaluate", "-", "--json"], "probs = [0.1, 0.9, 0.2]\ny_true = [0, 1, 0]\n");
    assert.equal(status, 0);
    assert.equal((JSON.parse(stdout) as { readonly loss: number }).loss.toFixed(8), "0.14462153");
  });

  const server = ["@modelcontextprotocol/sdk", "zod", "zod-to-json-schema"];
  const shipped: readonly (readonly [folder: string, packages: readonly string[]])[] = [
    ["dist", ["@vscode/l10n", "fflate", "preact", ...server]],
    ["dist/lib", ["@vscode/l10n", "fflate", ...server]],
  ];
  for (const [folder, packages] of shipped) {
    it(`${folder} has the licences and the bill of materials of what is bundled`, () => {
      const read = (name: string) => readFileSync(join(repository, folder, name), "utf8");
      const { components } = JSON.parse(read("sbom.cdx.json")) as {
        readonly components: readonly {
          readonly name: string;
          readonly version: string;
          readonly licenses: readonly { readonly license: { readonly id: string } }[];
        }[];
      };
      assert.deepEqual(
        components.map(({ name }) => name),
        [...packages].sort(),
      );
      const notices = read("ThirdPartyNotices.txt");
      for (const { name, version, licenses } of components) {
        const [{ license }] = licenses as readonly [(typeof licenses)[number]];
        assert.match(license.id, /^(?:MIT|ISC)$/);
        assert.ok(notices.includes(`\n${name} ${version} (${license.id})\n`), name);
      }
      assert.equal(notices.match(/^Copyright \(c\) /gm)?.length, packages.length);
    });
  }

  it("reads UTF-16 with a byte order mark", () => {
    assert.equal(cli(["evaluate", files.path("utf16.py")]).status, 0);
  });

  for (const argv of [["list", "-"], ["check", "-"], ["ask"]]) {
    it(`refuses a standard input that never ends: ${argv.join(" ")}`, function () {
      if (process.platform === "win32") this.skip();
      const zeros = openSync("/dev/zero", "r");
      const { status, stderr } = spawnSync(process.execPath, [join(repository, "dist/lib/cli.cjs"), ...argv], {
        encoding: "utf8",
        stdio: [zeros, "pipe", "pipe"],
        timeout: PATIENCE_MS,
      });
      closeSync(zeros);
      assert.notEqual(status, null);
      assert.match(stderr, /^loss-lens: standard input is larger than \d+ MB\n$/);
    });
  }

  it("tells its version and its usage", () => {
    assert.match(cli(["--version"]).stdout, /^\d+\.\d+\.\d+\n$/);
    const { status, stdout } = cli(["--help"]);
    assert.equal(status, 0);
    assert.match(stdout, /loss-lens evaluate FILE/);
    assert.equal(cli([]).status, 2);
  });

  it("serves agents, without code made from strings", async () => {
    const client = new Client({ name: "test", version: "1" });
    const args = ["--disallow-code-generation-from-strings", join(repository, "dist/lib/cli.cjs"), "mcp"];
    await client.connect(new StdioClientTransport({ command: process.execPath, args, stderr: "inherit" }), {
      timeout: PATIENCE_MS,
    });
    const given = { input: [0.5], target: [1], loss: "BCEWithLogitsLoss" };
    const { structuredContent } = await client.callTool({ name: "evaluate_arrays", arguments: given });
    await client.close();
    const { answer } = structuredContent as { readonly answer: { readonly value: number } };
    assert.equal(answer.value.toFixed(12), Math.log1p(Math.exp(-0.5)).toFixed(12));
  });

  const broken: readonly (readonly [file: string, says: RegExp])[] = [
    ["missing.py", /missing\.py does not exist/],
    [".", /is a directory/],
    ["image.png", /is a binary file/],
    ["array.npy", /array\.npy: the file is cut off: it has 26 bytes and needs 128 or more/],
    ["bare16.py", /UTF-16 without a byte order mark/],
    ["latin1.py", /is not UTF-8 text/],
    ["torn.ipynb", /is damaged: a notebook is JSON/],
    ["list.ipynb", /no list of cells/],
    ["odd.ipynb", /holds no array of numbers/],
    ["empty.py", /holds no array of numbers/],
    ["words.txt", /holds no array of numbers/],
    ["brackets.py", /brackets\.py/],
    ["line.txt", /nothing here fits p .* as its targets/],
  ];

  for (const [file, says] of broken) {
    it(`${file}: one line, no stack trace`, () => {
      const { status, stderr } = cli(["evaluate", files.path(file)]);
      assert.equal(status, 1);
      assert.match(stderr, says);
      assert.match(stderr, /^loss-lens: [^\n]+\n$/);
    });
  }
});
