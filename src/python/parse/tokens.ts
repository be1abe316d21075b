import type { Nested } from "../../literal/text/nested";
import type { Range } from "../syntax";
import { Kind } from "./kind";

/** The tokens of a text in columns, so that a token costs no object. */
export class Tokens {
  readonly text: string;
  kinds: Uint8Array;
  starts: Int32Array;
  ends: Int32Array;
  /**
   * What else is known of a token. Of an opening bracket and an indent the index of the token that closes it, of a closing one that which
   * opened it; of a name 1 where it is beyond ASCII; of a number its type, of a string its flags, of numbers the index in `nested`.
   */
  links: Int32Array;
  count = 0;
  readonly nested: Nested[] = [];
  readonly comments: Range[] = [];

  constructor(text: string) {
    this.text = text;
    // Dense code has a token in four characters; a long text is mostly numbers, which are read whole.
    const capacity = Math.min(text.length >> 2, 1 << 16) + 16;
    this.kinds = new Uint8Array(capacity);
    this.starts = new Int32Array(capacity);
    this.ends = new Int32Array(capacity);
    this.links = new Int32Array(capacity);
  }

  push(kind: Kind, start: number, end: number, link: number): void {
    const i = this.count++;
    if (i === this.kinds.length) this.grow();
    this.kinds[i] = kind;
    this.starts[i] = start;
    this.ends[i] = end;
    this.links[i] = link;
  }

  /** The kind of the last token. */
  get last(): Kind {
    return this.count === 0 ? Kind.Newline : this.kinds[this.count - 1];
  }

  private grow(): void {
    const capacity = 2 * this.kinds.length;
    const kinds = new Uint8Array(capacity);
    kinds.set(this.kinds);
    this.kinds = kinds;
    this.starts = widened(this.starts, capacity);
    this.ends = widened(this.ends, capacity);
    this.links = widened(this.links, capacity);
  }
}

function widened(column: Int32Array, capacity: number): Int32Array {
  const wider = new Int32Array(capacity);
  wider.set(column);
  return wider;
}
