import assert from "node:assert/strict";
import { runInNewContext } from "node:vm";
import { ask, fetchTensor, type Program, type Said } from "../../../src/live/askProgram";
import { scriptExpression } from "../../../src/live/scriptProbe";

/** A realm of its own, as a debugged program is one. */
function program(code: string): Program {
  const globals = { btoa, TextEncoder };
  runInNewContext(code, globals);
  return {
    names: undefined,
    ask: async (expression, probe, mark): Promise<Said> => {
      const text = runInNewContext(scriptExpression(expression, probe, mark), globals) as string;
      return { kind: "said", text: `'${text}'` };
    },
  };
}

async function valuesOf(code: string) {
  const running = program(`var x = ${code}`);
  const described = await ask(running, "x", { want: "describe" }, "array");
  if (described.kind === "problem") return described.problem.kind;
  const fetched = await fetchTensor(
    running,
    "x",
    described.array,
    () => {},
    () => false,
  );
  if (fetched.kind === "problem") return fetched.problem.kind;
  const { data, shape, dtype } = fetched.tensor;
  return { data: [...data], shape, dtype };
}

describe("arrays of a paused JavaScript program", () => {
  it("are nested arrays of numbers", async () => {
    assert.deepEqual(await valuesOf("[[0.5, -2], [NaN, Infinity]]"), {
      ...{ data: [0.5, -2, Number.NaN, Number.POSITIVE_INFINITY], shape: [2, 2], dtype: "float32" },
    });
    assert.deepEqual(await valuesOf("[2, 0, 1]"), { data: [2, 0, 1], shape: [3], dtype: "int64" });
    assert.deepEqual(await valuesOf("[true, false]"), { data: [1, 0], shape: [2], dtype: "bool" });
  });

  it("are typed arrays of every kind", async () => {
    assert.deepEqual(await valuesOf("Float32Array.of(0.5, 0.25)"), { data: [0.5, 0.25], shape: [2], dtype: "float32" });
    assert.deepEqual(await valuesOf("BigInt64Array.of(-7n)"), { data: [-7], shape: [1], dtype: "int64" });
    assert.deepEqual(await valuesOf("new Uint8Array([1, 2, 3, 4]).subarray(1, 3)"), {
      ...{ data: [2, 3], shape: [2], dtype: "uint8" },
    });
  });

  it("come in parts where they are large", async () => {
    const read = await valuesOf("Float64Array.from({ length: 200000 }, (_, i) => i / 7)");
    assert.ok(typeof read === "object");
    assert.equal(read.data.length, 200_000);
    assert.deepEqual([read.data[0], read.data[98_304], read.data[199_999]], [0, 98_304 / 7, 199_999 / 7]);
  });

  it("are refused where they are none, whatever they do", async () => {
    assert.equal(await valuesOf("'text'"), "notArray");
    assert.equal(await valuesOf("[[1], [1, 2]]"), "ragged");
    assert.equal(await valuesOf("[1, 'a']"), "notArray");
    assert.equal(await valuesOf("(() => { const a = []; a.push(a); return a; })()"), "tooDeep");
    assert.equal(await valuesOf("[new Proxy([], { get() { throw new Error('no'); } })]"), "raised");
    assert.equal(await valuesOf("new Proxy([1], { get() { throw { get name() { throw 1; } }; } })"), "raised");
    assert.equal(await valuesOf("BigInt64Array.of(2n ** 60n)"), "bytes");
  });

  it("are one line of what was thrown where looking at them throws, or there are none", async () => {
    const running = program("var hostile = { get scores() { throw new Error('no scores'); } }");
    for (const [name, line] of [
      ["hostile.scores", "Error: no scores"],
      ["missing", "ReferenceError: missing is not defined"],
      ["hostile.missing.scores", "TypeError: Cannot read properties of undefined (reading 'scores')"],
    ] as const) {
      const described = await ask(running, name, { want: "describe" }, "array");
      assert.ok(described.kind === "problem");
      assert.deepEqual(described.problem, {
        kind: "raised",
        name: line.split(": ")[0],
        message: line.slice(line.indexOf(" ") + 1),
      });
    }
  });
});
