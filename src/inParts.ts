/** Work that may be laid aside between its parts, and be taken up again. */
export type InParts<Result> = Generator<undefined, Result, undefined>;

/** All of it at once. */
export function finished<Result>(work: InParts<Result>): Result {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}
