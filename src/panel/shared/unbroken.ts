const WORD_JOINER = "\u2060";

/** A text in which `0…2` and `4 × 3` stand in one line. */
export function unbroken(text: string): string {
  return text.replace(/…(?=\d)/g, `…${WORD_JOINER}`).replace(/ × (?=\d)/g, "\u00a0×\u00a0");
}
