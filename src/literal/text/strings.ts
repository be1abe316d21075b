import { isLineEnd, isWordPart } from "./chars";
import type { Lexis } from "./lexis";
import { stringEnd } from "./trivia";

/** An apostrophe behind a word opens no string, unless the word is a prefix of Python's. */
function isApostrophe(text: string, offset: number): boolean {
  return offset > 0 && isWordPart(text.charCodeAt(offset - 1)) && !/[rbfuRBFU]/.test(text[offset - 1]);
}

/**
 * Skips the strings of a text that is read from front to back. What never closes is no string; how far that was seen is remembered, so that a
 * text of quotes alone costs no more than any other.
 */
export class StringSkipper {
  private plainFrom = 0;
  private triplesFrom = 0;
  private backQuotesFrom = 0;

  constructor(
    private readonly text: string,
    private readonly lexis: Lexis,
  ) {}

  /** End of the string that the quote at `offset` opens, −1 where it opens none. */
  end(offset: number): number {
    const { text, lexis } = this;
    const quote = text.charCodeAt(offset);
    if (quote === 39 && isApostrophe(text, offset)) return -1;
    const isTriple =
      lexis.tripleQuotes &&
      text.charCodeAt(offset + 1) === quote &&
      text.charCodeAt(offset + 2) === quote &&
      quote !== 96;
    if (quote === 96 ? offset < this.backQuotesFrom : isTriple ? offset < this.triplesFrom : offset < this.plainFrom)
      return -1;
    const end = stringEnd(text, offset, lexis);
    if (end >= 0) return end;
    if (quote === 96) this.backQuotesFrom = text.length;
    else if (isTriple) this.triplesFrom = text.length;
    else {
      let p = offset + 1;
      while (p < text.length && !isLineEnd(text.charCodeAt(p))) p++;
      this.plainFrom = p;
    }
    return -1;
  }
}
