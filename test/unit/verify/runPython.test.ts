import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MOST_OUTPUT } from "../../../src/verify/pythonRun";
import { runPython } from "../../../src/verify/runPython";
import { PATIENCE_MS } from "../../workbench/harness/patience";

/** Programs of the shell in the place of Python's: they say what they were given. */
describe("a run", () => {
  if (process.platform === "win32") return;
  let folder = "";
  before(() => (folder = mkdtempSync(join(tmpdir(), "lens-run-"))));
  after(() => rmSync(folder, { recursive: true, force: true }));

  let count = 0;
  const program = (...lines: readonly string[]) => {
    const path = join(folder, `python ${++count}`);
    writeFileSync(path, `#!/bin/sh\n${lines.join("\n")}\n`, { mode: 0o755 });
    return path;
  };
  const run = (interpreters: readonly string[], limitMs = PATIENCE_MS, signal = new AbortController().signal) =>
    runPython({ interpreters, files: [{ name: "run.py", text: "# é\n" }], limitMs }, signal);

  it("is isolated, in a folder with its files alone, which is gone afterwards", async () => {
    process.env.PYTHONPATH = "/nowhere";
    process.env.PYTEST_ADDOPTS = "--evil";
    const end = await run([program("pwd", "ls", 'echo "$@"', "cat run.py", 'echo "[$PYTHONPATH$PYTEST_ADDOPTS]"')]);
    delete process.env.PYTHONPATH;
    delete process.env.PYTEST_ADDOPTS;
    assert.ok(end.kind === "ended");
    const [where, ...rest] = end.output.trim().split("\n");
    assert.deepEqual(rest, ["run.py", "-I -B run.py", "# é", "[]"]);
    assert.equal(end.report, undefined);
    assert.equal(existsSync(where!), false);
  });

  it("gives what was written down, and both outputs", async () => {
    const end = await run([program("echo one >&2", `printf '{"a": 1}' > report.json`)]);
    assert.ok(end.kind === "ended");
    assert.deepEqual([end.report, end.output], ['{"a": 1}', "one\n"]);
  });

  it("takes the first interpreter that there is", async () => {
    const second = program("echo here");
    const end = await run([join(folder, "none"), second]);
    assert.ok(end.kind === "ended");
    assert.deepEqual([end.interpreter, end.output], [second, "here\n"]);
    const nowhere = [join(folder, "none"), folder];
    assert.deepEqual(await run(nowhere), { kind: "noPython", tried: nowhere });
    assert.equal((await run(["a\0b"])).kind, "failed");
  });

  // The run is over only once nobody holds its output any more.
  it("ends at its limit, with all that was started", async () => {
    assert.equal((await run([program("sleep 600 &", "echo begun", "sleep 600")], 500)).kind, "timedOut");
  });

  it("does not wait for what has left its group", async function () {
    if (spawnSync("setsid", ["true"]).status !== 0) this.skip();
    const pid = join(folder, "pid");
    const leave = `setsid sh -c 'echo $$ > "${pid}"; exec sleep 600' &`;
    const end = await run([program(leave, `until [ -s "${pid}" ]; do sleep 0.1; done`, "echo done")]);
    process.kill(Number(readFileSync(pid, "utf8")));
    assert.ok(end.kind === "ended");
    assert.equal(end.output, "done\n");
  });

  it("ends when it is cancelled", async () => {
    const cancelling = new AbortController();
    const end = run([program("sleep 60")], PATIENCE_MS, cancelling.signal);
    setTimeout(() => cancelling.abort(), 200);
    assert.equal((await end).kind, "cancelled");
    assert.equal((await run([program("sleep 60")], PATIENCE_MS, AbortSignal.abort())).kind, "cancelled");
  });

  it("ends where it prints without end", async () => {
    const end = await run([program("yes")]);
    assert.ok(end.kind === "printedTooMuch");
    assert.equal(end.output.length, MOST_OUTPUT);
  });

  it("reads no report that is too large", async () => {
    const end = await run([program("head -c 3000000 /dev/zero > report.json")]);
    assert.ok(end.kind === "ended");
    assert.equal(end.report, undefined);
  });
});
