import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { closeSync, ftruncateSync, mkdirSync, openSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readBytes } from "../../../src/cli/readBytes";
import { run } from "../../../src/cli/run";
import { temporaryFiles } from "./files";

const cli = (...argv: readonly string[]) => run(argv, "1.2.3", false);

describe("files that are none, never end or are too large", () => {
  const files = temporaryFiles({ "small.py": "x = [0.1, 0.9]\n" });
  after(() => files.remove());

  const pipe = files.path("pipe.py");
  const folder = files.path("folder");
  const huge = files.path("huge.py");
  const hasPipes = process.platform !== "win32";

  before(() => {
    mkdirSync(folder);
    writeFileSync(join(folder, "fine.py"), "import torch\n");
    const file = openSync(huge, "w");
    // A gigabyte of holes: nothing is written to the disk.
    ftruncateSync(file, 1_000_000_000);
    closeSync(file);
    if (!hasPipes) return;
    execFileSync("mkfifo", [pipe, join(folder, "waits.py"), join(folder, ".gitignore")]);
  });

  const commands: readonly (readonly [name: string, argv: (path: string) => readonly string[], status: number])[] = [
    ["list", (path) => ["list", path], 1],
    ["evaluate", (path) => ["evaluate", path], 1],
    ["check", (path) => ["check", path], 2],
    ["ask", (path) => ["ask", path], 2],
    ["explain", (path) => ["explain", `${path}:1`], 2],
  ];
  for (const [name, argv, expected] of commands) {
    it(`${name} refuses a pipe`, function () {
      if (!hasPipes) this.skip();
      const { out, error, status } = cli(...argv(pipe));
      assert.equal(status, expected);
      assert.match(error, /pipe\.py is a pipe; give a file, or read it as the standard input/);
      assert.equal(out, "");
    });

    it(`${name} refuses a device that never ends`, function () {
      if (!hasPipes) this.skip();
      const { error, status } = cli(...argv("/dev/zero"));
      assert.equal(status, expected);
      assert.match(error, /\/dev\/zero is a device or a socket; give a file/);
    });

    it(`${name} refuses a gigabyte`, () => {
      const { out, error, status } = cli(...argv(huge));
      assert.equal(status, expected);
      assert.equal(out, "");
      assert.match(error, /huge\.py is larger than \d+ MB/);
    });
  }

  it("check passes pipes in a folder by, also as rules of what is ignored", () => {
    const { error, status } = cli("check", folder);
    assert.equal(error, "");
    assert.equal(status, 0);
  });

  it("reads up to the limit, and says of one byte more that it is too much", () => {
    const path = files.path("small.py");
    const bytes = readBytes(path, 15);
    assert.ok(bytes instanceof Uint8Array);
    assert.equal(new TextDecoder().decode(bytes), "x = [0.1, 0.9]\n");
    assert.deepEqual(readBytes(path, 14), { kind: "unread", message: "is larger than 0.000014 MB" });
  });

  it("reads files that give their size as 0", function () {
    if (process.platform !== "linux") this.skip();
    const bytes = readBytes("/proc/self/status", 1_000_000);
    assert.ok(bytes instanceof Uint8Array && bytes.length > 0);
  });
});

describe("loss-lens list of more arrays than are looked for", () => {
  const files = temporaryFiles({
    "many.log": "tensor([0.1, 0.9])\n".repeat(1001),
    "few.log": "tensor([0.1, 0.9])\n".repeat(3),
  });
  after(() => files.remove());

  it("says that the rest was left out", () => {
    const { error, status } = cli("list", files.path("many.log"));
    assert.match(error, /many\.log may hold more arrays than these; the rest was left out/);
    assert.equal(status, 0);
    assert.equal(cli("list", files.path("many.log"), "--json").error, error);
  });

  it("says nothing where nothing was", () => {
    assert.equal(cli("list", files.path("few.log")).error, "");
  });
});
