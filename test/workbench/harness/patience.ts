/** How long a test waits for what is to happen, in ms: one limit for all, far beyond what a busy machine needs. */
export const PATIENCE_MS = 90_000;
/** The same for a whole test, or what stands before its first: several waits one after the other. */
export const TEST_MS = 4 * PATIENCE_MS;
