import assert from "node:assert/strict";
import { PATIENCE_MS } from "./patience";

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

async function eventuallyPasses<T>(read: Reading<T>, check: (found: T) => void): Promise<void> {
  for (const end = Date.now() + PATIENCE_MS; ; await delay(pause)) {
    const found = await read();
    try {
      return check(found);
    } catch (error) {
      if (Date.now() > end) throw error;
    }
  }
}
