import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join, resolve } from "node:path";
import { hasModules, python } from "../../workbench/harness/python";

interface Said {
  readonly result?: {
    readonly protocolVersion?: string;
    readonly tools?: readonly { readonly name: string }[];
    readonly content?: readonly { readonly type: string; readonly text: string }[];
    readonly isError?: boolean;
  };
  readonly error?: { readonly code: number };
}

/** Nothing of the SDK on the other side: lines of JSON that Python writes and reads. */
describe("the server for agents, asked line by line by a client in Python", () => {
  let said: Readonly<Record<string, Said>> & { readonly exit?: unknown };

  before(function () {
    if (!hasModules("json")) this.skip();
    const server = [process.execPath, "--import=tsx", "src/cli/main.ts", "mcp"];
    const options = { cwd: resolve(__dirname, "../../.."), encoding: "utf8" } as const;
    said = JSON.parse(execFileSync(python, [join(__dirname, "lines.py"), ...server], options));
  });

  const text = (id: string) => said[id]?.result?.content?.map(({ text }) => text).join("\n") ?? "";

  it("speaks the version of the protocol that it is asked for, and has three tools", () => {
    assert.equal(said.hello?.result?.protocolVersion, "2025-06-18");
    assert.deepEqual(
      said["1"]?.result?.tools?.map(({ name }) => name),
      ["check_losses", "explain_loss", "evaluate_arrays"],
    );
  });

  it("answers each call under the id that it was asked with", () => {
    // torch 2.13: F.cross_entropy(probs, labels) is 0.6628, -log(0.8) 0.2231, ln(2) 0.6931.
    assert.match(text("zwölf"), /softmax applied twice/);
    assert.match(text("zwölf"), /0\.6628/);
    assert.match(text("3"), /0\.2231/);
    assert.match(text("4"), /0\.6931/);
  });

  it("says what it cannot do, lives on, and ends with its input", () => {
    assert.equal(said["5"]?.result?.isError, true);
    assert.match(text("5"), /input: /);
    assert.equal(said["6"]?.error?.code, -32601);
    assert.deepEqual(said["7"]?.result, {});
    assert.equal(said.exit, 0);
  });
});
