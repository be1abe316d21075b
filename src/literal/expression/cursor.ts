import * as l10n from "@vscode/l10n";
import { Refused } from "../refused";
import { isDigit, isLineEnd, isSpace, isWordPart } from "../text/chars";
import { unbalanced } from "../text/errors";
import { commentEnd, skipTrivia } from "../text/trivia";
import type { Language } from "./language";

/** Where white space ends an expression or is nothing. */
export type Layout =
  /** At the top a line end closes the statement. */
  | "statement"
  /** Inside brackets line ends mean nothing. */
  | "free"
  /** Inside a matrix blanks separate elements and line ends rows. */
  | "matrix";

/** A position in a text, and what every part of the parser needs to move it. */
export class Cursor {
  pos = 0;
  layout: Layout = "statement";

  constructor(
    readonly text: string,
    readonly language: Language,
  ) {}

  /** The character at the position, "" at the end. */
  peek(): string {
    return this.text[this.pos] ?? "";
  }

  /** Skips what means nothing between two parts of an expression. */
  skip(): void {
    if (this.layout === "free") this.skipLines();
    else this.skipBlanks();
  }

  skipLines(): void {
    this.pos = skipTrivia(this.text, this.pos, this.language);
  }

  /** Skips blanks and joined lines; in a matrix the comments too, of which the line end stays. */
  skipBlanks(): void {
    const { text } = this;
    while (this.pos < text.length) {
      const c = text.charCodeAt(this.pos);
      if (c === 92 && isLineEnd(text.charCodeAt(this.pos + 1))) this.pos += 2;
      else if (isSpace(c) && !isLineEnd(c)) this.pos++;
      else if (this.layout === "matrix" || this.language.continuation !== undefined) {
        const end = commentEnd(text, this.pos, this.language);
        if (end === this.pos) return;
        this.pos = end;
      } else return;
    }
  }

  /** Runs `read` with another layout, from the bracket at the position to behind the one that closes it. */
  within<T>(layout: Layout, read: () => T): T {
    const outer = this.layout;
    this.layout = layout;
    const result = read();
    this.layout = outer;
    return result;
  }

  identifier(): string {
    const start = this.pos;
    while (this.pos < this.text.length && isWordPart(this.text.charCodeAt(this.pos))) this.pos++;
    return this.text.slice(start, this.pos);
  }

  atWord(word: string): boolean {
    return this.text.startsWith(word, this.pos) && !isWordPart(this.text.charCodeAt(this.pos + word.length));
  }

  /** What `pattern` (sticky) matches at the position, which then moves behind it. */
  take(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.pos;
    const match = pattern.exec(this.text);
    if (!match) return undefined;
    this.pos += match[0].length;
    return match;
  }

  /** What stands at the position does not belong there; `open` is the bracket it is in. */
  unexpected(open?: number): Refused {
    const { text, pos } = this;
    if (pos >= text.length) {
      if (open !== undefined) return unbalanced(text, open);
      return new Refused("not-an-array", pos, pos, l10n.t("The text ends where a value should follow."));
    }
    const c = text.charCodeAt(pos);
    if (open !== undefined && (c === 93 || c === 41 || c === 125)) return unbalanced(text, open);
    let end = pos + 1;
    while (isWordPart(c) && end - pos < 80 && (isWordPart(text.charCodeAt(end)) || text[end] === ".")) end++;
    if (c >= 0xd800 && c < 0xdc00 && end < text.length) end++;
    const found = text.slice(pos, end);
    if (c === 44) return new Refused("non-numeric", pos, end, l10n.t("An element is missing before this comma."));
    if (isDigit(c)) {
      return new Refused(
        "non-numeric",
        pos,
        end,
        l10n.t("“{0}” is not a number, or a comma is missing before it.", found),
      );
    }
    return new Refused("unsupported-expression", pos, end, l10n.t("“{0}” was not expected here.", found));
  }
}
