import assert from "node:assert/strict";
import { FIRST_ATTEMPT_MS, PATIENCE_MS } from "./patience";

const pause = 50;

type Reading<T> = () => T | PromiseLike<T>;

const delay = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Polls until `probe` gives something; says what was awaited where it does not in time. */
export async function eventually<T>(
  probe: Reading<T | undefined>,
  awaited: string,
  patience = PATIENCE_MS,
): Promise<T> {
  for (const end = Date.now() + patience; Date.now() < end; await delay(pause)) {
    const found = await probe();
    if (found !== undefined) return found;
  }
  throw new Error(`Waited ${patience / 1000} s in vain for ${awaited}`);
}

/**
 * Does something of several steps, and all of it again where a step did not come to its end: what the workbench does by itself can take
 * the focus, close what was opened, or move what was aimed at. Each attempt may wait twice as long as the one before, so that a busy
 * machine comes to the end too; a step that throws has failed. Only for what may be done twice.
 */
export async function untilDone<T>(attempt: (patience: number) => Promise<T>, what: string): Promise<T> {
  const end = Date.now() + PATIENCE_MS;
  for (let patience = FIRST_ATTEMPT_MS; ; patience *= 2) {
    try {
      return await attempt(patience);
    } catch (cause) {
      if (Date.now() > end) throw new Error(`Tried for ${PATIENCE_MS / 1000} s in vain: ${what}: ${cause}`, { cause });
      await delay(pause);
    }
  }
}

/** Polls until `read` gives what is expected; fails with the difference where it does not in time. */
export async function eventuallyEqual<T>(read: Reading<T>, expected: T): Promise<void> {
  await eventuallyPasses(read, (found) => assert.deepEqual(found, expected));
}

/** The same for a text that is to match every pattern. */
export async function eventuallyMatch(read: Reading<string>, ...patterns: readonly RegExp[]): Promise<void> {
  await eventuallyPasses(read, (found) => {
    for (const pattern of patterns) assert.match(found, pattern);
  });
}

/** Polls until `check` takes what `read` gives. What cannot be read yet, as its frame or element is being made anew, may be later. */
export async function eventuallyPasses<T>(read: Reading<T>, check: (found: T) => void): Promise<void> {
  for (const end = Date.now() + PATIENCE_MS; ; await delay(pause)) {
    try {
      return check(await read());
    } catch (error) {
      if (Date.now() > end) throw error;
    }
  }
}
