import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { progress } from "../../../src/cli/progress";
import { run } from "../../../src/cli/run";
import { npy } from "../sources/bytes";
import { temporaryFiles } from "./files";

describe("progress of a check", () => {
  it("is a line on a terminal that is gone in the end", () => {
    let [time, written] = [0, ""];
    const screen = { isTTY: true, columns: 40, write: (text: string) => (written += text) };
    const { tell, end } = progress(screen, () => time);
    tell("0 files, a.py");
    assert.equal(written, "", "nothing in the first half second");
    time = 600;
    tell("12 files, src/b.py");
    assert.match(written, /^\r12 files, src\/b\.py +$/);
    assert.equal(written.length, 40);
    tell("13 files, src/c.py");
    assert.equal(written.length, 40, "not more often than anybody reads");
    end();
    assert.match(written, /\r *\r$/);
  });

  it("has no control character of a file's name, and no second line", () => {
    let [time, written] = [0, ""];
    const screen = { isTTY: true, columns: 30, write: (text: string) => (written += text) };
    const { tell } = progress(screen, () => time);
    time = 1000;
    tell(`1 files, \u001b[2Jx\n${"long".repeat(50)}`);
    assert.equal(written.length, 30);
    assert.doesNotMatch(written.slice(1), /\p{Cc}/u);
  });

  it("is nothing in a pipe", () => {
    let [time, written] = [0, ""];
    const { tell, end } = progress({ write: (text: string) => (written += text) }, () => time);
    time = 5000;
    tell("3 files, a.py");
    end();
    assert.equal(written, "");
  });

  it("hears of each file in turn", () => {
    const files = temporaryFiles({ "a.py": "x = 1\n", "b.py": "y = 2\n" });
    const heard: string[] = [];
    run(["check", files.path("")], "1", false, (text) => heard.push(text.replace(/ \S*\//, " ")));
    files.remove();
    assert.deepEqual(heard, ["0 files, a.py", "1 files, b.py"]);
  });

  it("hears how much of a large file of arrays is read", () => {
    const header = `{'descr': '|u1', 'fortran_order': False, 'shape': (9000000,), }`;
    const files = temporaryFiles({ "scores.npy": npy(header, new Uint8Array(9_000_000)) });
    const heard: string[] = [];
    run(["evaluate", files.path("scores.npy")], "1", false, (text) => heard.push(text.replace(/\S*\//, "")));
    files.remove();
    // A part has 1 MB.
    assert.deepEqual(
      heard,
      [11, 23, 34, 46, 58, 69, 81, 93, 100].map((part) => `${part} % of scores.npy`),
    );
  });
});

describe("the hook for pre-commit", () => {
  it("runs a command that there is", () => {
    const text = readFileSync(resolve(__dirname, "../../../.pre-commit-hooks.yaml"), "utf8");
    const entry = /^ {2}entry: loss-lens (\w+)$/m.exec(text)?.[1] ?? "";
    const files = temporaryFiles({ "a.py": "x = 1\n" });
    const { status } = run([entry, files.path("a.py")], "1", false);
    files.remove();
    assert.equal(status, 0);
  });
});
