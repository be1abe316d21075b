import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { checkUnits } from "../../../src/check";

/** Calls of other frameworks' losses, with what the real libraries gave for them: test/frameworks/compute.py. */

interface Case {
  readonly name: string;
  readonly framework: string;
  /** Null where the call is right, "?" where the numbers do not tell. */
  readonly cause: string | null;
  readonly code: string;
  readonly value?: Nested;
  readonly exception?: { readonly type: string; readonly message: string };
}

type Nested = number | "nan" | "inf" | "-inf" | readonly Nested[];

const golden = JSON.parse(readFileSync(new URL("../../frameworks/golden.json", import.meta.url), "utf8")) as {
  readonly versions: Readonly<Record<string, string>>;
  readonly cases: readonly Case[];
};

function answerOf(code: string) {
  const { answers } = checkUnits([{ id: "case.py", version: 1, languageId: "python", text: code, role: "code" }]);
  assert.equal(answers.length, 1, "one loss call");
  return answers[0];
}

function flat(value: Nested): readonly number[] {
  if (Array.isArray(value)) return value.flatMap(flat);
  return [typeof value === "number" ? value : value === "nan" ? Number.NaN : value === "inf" ? Infinity : -Infinity];
}

function isNear(a: number, b: number): boolean {
  return Object.is(a, b) || a === b || Math.abs(a - b) <= 2e-6 * Math.max(1, Math.abs(b));
}

describe("calls of other frameworks' losses", () => {
  it("are at least sixty, of every framework that installs", () => {
    assert.ok(golden.cases.length >= 60);
    assert.deepEqual(Object.keys(golden.versions).sort(), [
      "keras",
      "keras on jax",
      "keras on torch",
      "numpy",
      "optax",
      "scikit-learn",
      "tensorflow",
    ]);
  });

  for (const { name, framework, cause, code, value, exception } of golden.cases) {
    it(name, () => {
      const answer = answerOf(code);
      assert.equal(answer.framework, framework);
      if (cause === null) {
        assert.equal(answer.verdict, "right", JSON.stringify([answer.claim, answer.unchecked]));
        assert.equal(answer.claim, undefined);
      } else if (cause !== "?") {
        assert.equal(answer.claim?.cause, cause);
        assert.notEqual(answer.verdict, "right");
      } else assert.notEqual(answer.verdict, "right");
      if (value !== undefined) {
        assert.notEqual(answer.verdict, "raises");
        assert.ok(answer.value !== undefined, "the value is known");
        const [own, real] = [[...answer.value.data], flat(value)];
        assert.equal(own.length, real.length);
        for (const [i, each] of own.entries()) assert.ok(isNear(each, real[i]), `${own} is ${real} there`);
      }
      if (exception !== undefined) {
        assert.equal(answer.value, undefined);
        // What is said to be raised is raised, in those words; TensorFlow puts its kernel's name around them.
        if (answer.exception !== undefined) {
          assert.equal(answer.exception.type, exception.type);
          assert.ok(exception.message.includes(answer.exception.message), exception.message);
        }
      }
    });
  }
});
