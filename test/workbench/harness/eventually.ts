import assert from "node:assert/strict";

const delay = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Waits until `read` gives what is expected; fails with the difference where it does not within ten seconds. */
export async function eventuallyEqual<T>(read: () => T | PromiseLike<T>, expected: T): Promise<void> {
  let found = await read();
  for (const end = Date.now() + 10_000; Date.now() < end; found = await read()) {
    try {
      assert.deepEqual(found, expected);
      return;
    } catch {
      await delay(50);
    }
  }
  assert.deepEqual(found, expected);
}

/** The same for a text that is to match every pattern. */
export async function eventuallyMatch(
  read: () => string | PromiseLike<string>,
  ...patterns: readonly RegExp[]
): Promise<void> {
  let found = await read();
  for (const end = Date.now() + 10_000; Date.now() < end; found = await read()) {
    if (patterns.every((pattern) => pattern.test(found))) return;
    await delay(50);
  }
  for (const pattern of patterns) assert.match(found, pattern);
}
