import type { InParts } from "../inParts";

/** So long a turn of the extension host may be taken: other extensions, and keys that are pressed, wait meanwhile. */
const TURN_MS = 15;

/** Does work in turns, as long as it is wanted; undefined where it was not to the end. */
export async function inTurns<Result>(work: InParts<Result>, isWanted: () => boolean): Promise<Result | undefined> {
  for (;;) {
    const until = performance.now() + TURN_MS;
    do {
      const { done, value } = work.next();
      if (done) return value;
    } while (performance.now() < until);
    await new Promise((resolve) => setTimeout(resolve, 0));
    if (!isWanted()) return undefined;
  }
}
