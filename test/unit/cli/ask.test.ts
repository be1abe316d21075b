import assert from "node:assert/strict";
import { run } from "../../../src/cli/run";
import { temporaryFiles } from "./files";

function ask(text: string, ...options: readonly string[]) {
  const files = temporaryFiles({ "paste.txt": text });
  const result = run(["ask", files.path("paste.txt"), ...options], "1", false);
  files.remove();
  return result;
}

const traceback =
  'Traceback (most recent call last):\n  File "train.py", line 7, in <module>\n    loss = criterion(out, y)\nRuntimeError: expected target dtype to be Long or Byte, but got Float\n';

describe("loss-lens ask", () => {
  it("has the answer in its first line, and the change below it", () => {
    const { out, status, error } = ask(traceback);
    const [first, second] = out.split("\n");
    assert.match(first, /^y is float32, and CrossEntropyLoss takes class indices as int64: use y\.long\(\)\./);
    assert.equal(second, "  criterion(out, y.long())");
    assert.deepEqual({ status, error }, { status: 1, error: "" });
  });

  it("draws the losses of a log", () => {
    const { out, status } = ask("epoch 1 loss 2.0\nepoch 2 loss 1.0\nepoch 3 loss 0.5\n");
    assert.match(out, /^The loss falls from 2\.0 to 0\.5/);
    assert.match(out, /^ {2}loss █▃▁ 2\.0 → 0\.5$/m);
    assert.equal(status, 0);
  });

  it("prints JSON as check does, with what is no call in answers", () => {
    const json = JSON.parse(ask(traceback, "--json").out);
    assert.equal(json.schema, 2);
    assert.deepEqual(Object.keys(json), ["schema", "file", "calls", "answers", "arrays"]);
    assert.equal(json.answers[0].about, "traceback");
    assert.equal(json.answers[0].cause, "dtype");
  });

  it("says how it is used, and what cannot be read", () => {
    assert.match(run(["ask", "a", "b"], "1", false).error, /ask takes one file/);
    assert.match(run(["ask", "/nowhere/at.all"], "1", false).error, /does not exist/);
    assert.equal(run(["ask", "--nothing"], "1", false).status, 2);
    assert.match(run(["--help"], "1", false).out, /loss-lens ask \[FILE\]/);
  });

  it("lets no control character reach the terminal", () => {
    assert.doesNotMatch(ask("ValueError: \u001b]0;title\u0007 \u001b[2J broken\n").out.replaceAll("\n", ""), /\p{Cc}/u);
  });
});
