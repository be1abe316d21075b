import { assert } from "chai";

/** Node's strict assertions, as far as the tests use them, where there is no Node: the suite's bundle takes this for `node:assert/strict`. */
const strict = Object.assign((value: unknown, message?: string) => assert.isOk(value, message), {
  ok: assert.isOk,
  fail: (message?: string) => assert.fail(message),
  equal: assert.strictEqual,
  notEqual: assert.notStrictEqual,
  deepEqual: assert.deepStrictEqual,
  notDeepEqual: assert.notDeepEqual,
  match: assert.match,
  doesNotMatch: assert.notMatch,
  rejects,
});

async function rejects(promise: Promise<unknown>, expected: RegExp): Promise<void> {
  const outcome = await promise.then(
    () => "It was not rejected.",
    (error: unknown) => String(error),
  );
  assert.match(outcome, expected);
}

// biome-ignore lint/style/noDefaultExport: it stands in for a module that has one
export default strict;
