import assert from "node:assert/strict";
import { run } from "../../workbench/harness/processes";

describe("a command of the harness", () => {
  const program = (code: number) => [
    "-e",
    `console.log("first"); console.error("second"); console.log("third"); process.exitCode = ${code}`,
  ];

  it("tells of every line that it prints, to the last", async () => {
    const lines: string[] = [];
    await run(process.execPath, program(0), {}, (line) => lines.push(line));
    assert.deepEqual(lines.toSorted(), ["first", "second", "third"]);
  });

  it("rejects with all that it has printed", async () => {
    await assert.rejects(run(process.execPath, program(3)), (error: Error) => {
      for (const word of ["ended with 3", "first", "second", "third"]) assert.ok(error.message.includes(word), word);
      return true;
    });
  });
});
