import assert from "node:assert/strict";
import { ask, fetchTensor, type Program } from "../../../src/live/askProgram";

const encode = (text: string | Uint8Array) => Buffer.from(text).toString("base64");
const header = { array: true, shape: [3], type: "int8", bytes: 3, little: true };

/** A program whose answers are made by hand, whatever it was asked. */
function saying(answers: readonly ((mark: string) => string)[]): Program {
  let count = 0;
  return {
    names: undefined,
    ask: async (_, __, mark) => ({ kind: "said", text: answers[Math.min(count++, answers.length - 1)]!(mark) }),
  };
}

const answer =
  (report: unknown, data: readonly number[] = []) =>
  (mark: string) =>
    `${mark}:${encode(JSON.stringify(report))}:${encode(Uint8Array.from(data))}:${mark}`;

async function fetched(...answers: readonly ((mark: string) => string)[]) {
  const program = saying([answer(header), ...answers]);
  const described = await ask(program, "x", { want: "describe" }, "array");
  assert.equal(described.kind, "array");
  if (described.kind !== "array") return undefined;
  const read = await fetchTensor(
    program,
    "x",
    described.array,
    () => {},
    () => false,
  );
  return read.kind === "tensor" ? [...read.tensor.data] : read.problem.kind;
}

describe("asking a running program", () => {
  it("takes the elements that it was told of", async () => {
    assert.deepEqual(await fetched(answer(header, [1, 255, 3])), [1, -1, 3]);
  });

  it("says so where another array, fewer elements or no answer came back", async () => {
    assert.equal(await fetched(answer({ ...header, shape: [2] }, [1, 2])), "changed");
    assert.equal(await fetched(answer({ ...header, type: "uint8" }, [1, 2, 3])), "changed");
    assert.equal(await fetched(answer(header, [1, 2])), "garbage");
    assert.equal(await fetched(() => "Traceback"), "garbage");
    assert.equal(await fetched(answer({ names: [] })), "garbage");
    assert.equal(await fetched(answer({ refused: "raised", name: "E", message: "" })), "raised");
  });

  it("does not take an answer that carries another mark", async () => {
    const replayed = await ask(saying([() => answer(header)("Other")]), "x", { want: "describe" }, "array");
    assert.deepEqual(replayed, { kind: "problem", problem: { kind: "garbage" } });
  });

  it("ends where it is cancelled", async () => {
    const program = saying([answer(header, [1, 2, 3])]);
    const described = await ask(program, "x", { want: "describe" }, "array");
    const read =
      described.kind === "array" &&
      (await fetchTensor(
        program,
        "x",
        described.array,
        () => {},
        () => true,
      ));
    assert.deepEqual(read, { kind: "problem", problem: { kind: "cancelled" } });
  });
});
