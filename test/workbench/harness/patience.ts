/** How long a test waits for what is to happen, in ms: one limit for all, far beyond what a busy machine needs. */
export const PATIENCE_MS = 180_000;
/** How long the first attempt at something waits for each of its steps before all of it is done again. */
export const FIRST_ATTEMPT_MS = 10_000;
/** The limit of a whole test, or of what stands before its first: several waits one after the other. */
export const TEST_MS = 4 * PATIENCE_MS;
/** The limit of all tests inside an extension host. */
export const SUITE_MS = 2 * TEST_MS;
