import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { causeExamples } from "../../../scripts/causesPage";
import { casesIn, files, type Promised, promiseKey, promisesOf, type Truth } from "../../python/answersCases";

/** What torch gives of each call of the scripts in test/python/answers and of every fix, as `answers.ts --record` has had it run. */
const truths: Readonly<Record<string, readonly Truth[]>> = JSON.parse(
  readFileSync(join(__dirname, "../../golden/answers.json"), "utf8"),
);

function flat(value: Promised["value"]): readonly number[] {
  if (value === null) return [];
  if (typeof value !== "object") return [Number(value === "inf" ? Infinity : value === "-inf" ? -Infinity : value)];
  return value.flatMap(flat);
}

function isClose(a: number, b: number): boolean {
  return Object.is(a, b) || Math.abs(a - b) <= 3e-5 * Math.max(Math.abs(a), Math.abs(b)) + 2e-6;
}

/** Of each promise what torch gives, in the order of the calls. */
function assertTruths(name: string, promises: readonly Promised[]): void {
  const own = truths[name] ?? [];
  assert.deepEqual(
    promises.map(promiseKey),
    own.map(([key]) => key),
  );
  promises.forEach(({ exception: raised, value }, i) => {
    const [key, given, exception] = own[i];
    assert.equal(raised?.message ?? null, exception, key);
    if (given.length === 0) return;
    const truth = given.map((each) => Number(each === "inf" ? Infinity : each === "-inf" ? -Infinity : each));
    const numbers = flat(value);
    const isTrue = numbers.length === truth.length && numbers.every((each, j) => isClose(each, truth[j]));
    assert.ok(isTrue, `${key}: ${numbers}, torch gives ${truth}`);
  });
}

/** The scripts of test/python/answers, whose values and fixes are run under torch there. */
const all = files.flatMap(casesIn);

describe("verdict and cause of scripts around one loss call", () => {
  for (const { name, verdict, cause, text } of all) {
    it(name, () => {
      const { calls, promises } = promisesOf(name, text);
      const call = calls.at(-1);
      assert.equal(`${call?.verdict} ${call?.cause}`, `${verdict} ${cause}`, call?.message);
      for (const fix of call?.fixes ?? []) assert.notEqual(fix.verdict, "wrong");
      assertTruths(name, promises);
    });
  }
});

describe("every cause", () => {
  const causes = [
    ...new Set([...causeExamples().map(({ cause }) => cause), ...all.flatMap(({ cause }) => cause ?? [])]),
  ];

  it("is the page's", () => assert.ok(causes.length > 50));
  for (const cause of causes) {
    it(`${cause} has five scripts that show it, and five that look like it and are right`, () => {
      const showing = all.filter((each) => each.cause === cause);
      const alike = all.filter(({ unlike, verdict }) => unlike === cause && verdict === "right");
      assert.ok(showing.length >= 5, `${showing.length} scripts`);
      assert.ok(alike.length >= 5, `${alike.length} controls`);
    });
  }
});
