/** So many characters are looked at as bytes at once: few enough for the fastest cache. */
const largest = 16_384;
/** A text of a few words costs no more than it has. */
const smallest = 256;

const encoder = new TextEncoder();
// One for all of a process: who wants it back after another has had it fills it again.
const shared = new Uint8Array(3 * largest + 4);
const sharedWords = new Int32Array(shared.buffer);
let owner: ByteWindow | undefined;

/**
 * A part of a text as bytes, which loops read several times as fast as characters. It ends at the first character beyond ASCII, or where the
 * part does; a 0 stands behind it.
 */
export class ByteWindow {
  readonly bytes = shared;
  /** The same, four at a time. */
  readonly words = sharedWords;
  /** Where in the text the first byte stands. */
  base = 0;
  /** How many bytes there are. */
  length = 0;
  private size = smallest;
  /** Nothing behind the window can be read as bytes together with what is in it: the text ends there, or leaves ASCII. */
  private isCut = false;

  constructor(private readonly text: string) {}

  /** Moves the window to an offset where it is not there, or has fewer than `wanted` bytes left; whether it has any. */
  at(offset: number, wanted: number): boolean {
    const { text, base, length } = this;
    if (owner === this && offset >= base && offset < base + length) {
      if (this.isCut || offset + wanted <= base + length) return true;
    }
    const end = Math.min(text.length, offset + this.size);
    const { written } = encoder.encodeInto(text.slice(offset, end), shared);
    owner = this;
    this.base = offset;
    this.length = end - offset;
    const isAscii = written === this.length;
    if (!isAscii) this.length = firstBeyondAscii(this.length);
    shared[this.length] = 0;
    this.isCut = !isAscii || end === text.length;
    this.size = isAscii ? Math.min(largest, 4 * this.size) : smallest;
    return this.length > 0;
  }
}

function firstBeyondAscii(length: number): number {
  let p = 0;
  while (p < length && shared[p] < 128) p++;
  return p;
}
