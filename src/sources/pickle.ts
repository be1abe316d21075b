import { damaged, refuse } from "./fileProblem";
import { decimal, decimalOrBoolean, latin1Text, unescaped } from "./pickleText";
import { isGlobal, isMade, type PickleValue } from "./pickleValue";

/** What globals, calls and persistent ids mean. All of them refuse what they do not know. */
export interface PickleWorld<Made> {
  readonly allows: (name: string) => boolean;
  readonly call: (name: string, args: readonly PickleValue<Made>[]) => PickleValue<Made>;
  /** Gives what was made its state; false where it has none. */
  readonly build: (made: Made, state: PickleValue<Made>) => boolean;
  readonly persistent: (id: PickleValue<Made>) => PickleValue<Made>;
}

export interface Unpickled<Made> {
  readonly value: PickleValue<Made>;
  /** Behind the pickle's last byte. */
  readonly end: number;
}

/** Each step may build a value, or keep one: so many take a hundred megabytes. Elements of arrays are bytes, and are none. */
const MOST_STEPS = 1_000_000;

/** Reads a pickle of protocol 0 to 5 by the opcodes of CPython's pickletools; what stands for running code is refused by its name. */
export function unpickle<Made>(bytes: Uint8Array, start: number, world: PickleWorld<Made>): Unpickled<Made> {
  return new Unpickler(bytes, start, world).run();
}

class Unpickler<Made> {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #world: PickleWorld<Made>;
  #at: number;
  #steps = 0;
  #stack: PickleValue<Made>[] = [];
  #marks: PickleValue<Made>[][] = [];
  readonly #memo = new Map<number, PickleValue<Made>>();

  constructor(bytes: Uint8Array, start: number, world: PickleWorld<Made>) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    this.#world = world;
    this.#at = start;
  }

  run(): Unpickled<Made> {
    for (;;) {
      const opcode = this.#byte();
      if (opcode === 0x2e) return { value: this.#pop(), end: this.#at };
      this.#step(opcode);
      if (++this.#steps > MOST_STEPS) refuse({ kind: "tooLarge", what: "values", most: MOST_STEPS });
    }
  }

  #step(opcode: number): unknown {
    switch (opcode) {
      case 0x80: // PROTO
        this.#skip(1);
        return;
      case 0x95: // FRAME
        this.#skip(8);
        return;
      case 0x28: // MARK
        this.#marks.push(this.#stack);
        this.#stack = [];
        return;
      case 0x30: // POP
        if (this.#stack.length === 0) this.#items();
        else this.#stack.pop();
        return;
      case 0x31: // POP_MARK
        this.#items();
        return;
      case 0x32: // DUP
        return this.#push(this.#top());
      case 0x4e:
        return this.#push(null);
      case 0x88:
        return this.#push(true);
      case 0x89:
        return this.#push(false);
      case 0x49: // INT, which also was how booleans were written
        return this.#push(decimalOrBoolean(this.#line()));
      case 0x4c: // LONG
        return this.#push(decimal(this.#line().replace(/L$/, "")));
      case 0x46: // FLOAT
        return this.#push(decimal(this.#line()));
      case 0x4b: // BININT1
        return this.#push(this.#byte());
      case 0x4d: // BININT2
        return this.#push(this.#view.getUint16(this.#skip(2), true));
      case 0x4a: // BININT
        return this.#push(this.#view.getInt32(this.#skip(4), true));
      case 0x8a: // LONG1
        return this.#push(this.#long(this.#byte()));
      case 0x8b: // LONG4
        return this.#push(this.#long(this.#length(4)));
      case 0x47: // BINFLOAT
        return this.#push(this.#view.getFloat64(this.#skip(8), false));
      case 0x53: // STRING
        return this.#push(this.#line().replace(/^(['"])(.*)\1$/, "$2"));
      case 0x56: // UNICODE, which Python writes as raw-unicode-escape
        return this.#push(unescaped(this.#line("latin1")));
      case 0x55: // SHORT_BINSTRING
      case 0x8c: // SHORT_BINUNICODE
        return this.#push(this.#text(this.#byte()));
      case 0x54: // BINSTRING
      case 0x58: // BINUNICODE
        return this.#push(this.#text(this.#length(4)));
      case 0x8d: // BINUNICODE8
        return this.#push(this.#text(this.#length(8)));
      case 0x43: // SHORT_BINBYTES
        return this.#push({ kind: "bytes", bytes: this.#part(this.#byte()) });
      case 0x42: // BINBYTES
        return this.#push({ kind: "bytes", bytes: this.#part(this.#length(4)) });
      case 0x8e: // BINBYTES8
      case 0x96: // BYTEARRAY8
        return this.#push({ kind: "bytes", bytes: this.#part(this.#length(8)) });
      case 0x5d: // EMPTY_LIST
      case 0x29: // EMPTY_TUPLE
        return this.#push([]);
      case 0x7d: // EMPTY_DICT
        return this.#push(new Map());
      case 0x6c: // LIST
      case 0x74: // TUPLE
        return this.#push(this.#items());
      case 0x85: // TUPLE1
        return this.#push([this.#pop()]);
      case 0x86: // TUPLE2
        return this.#push(this.#last(2));
      case 0x87: // TUPLE3
        return this.#push(this.#last(3));
      case 0x64: // DICT
        return this.#push(filled(new Map(), this.#items()));
      case 0x61: // APPEND
        return this.#append([this.#pop()]);
      case 0x65: // APPENDS
        return this.#append(this.#items());
      case 0x73: // SETITEM
        return this.#set(this.#last(2));
      case 0x75: // SETITEMS
        return this.#set(this.#items());
      case 0x63: // GLOBAL
        return this.#global(this.#line(), this.#line());
      case 0x93: {
        const [module, name] = this.#last(2);
        if (typeof module !== "string" || typeof name !== "string") damaged("pickle");
        return this.#global(module, name);
      }
      case 0x52: // REDUCE
      case 0x81: {
        // NEWOBJ
        const [callee, args] = this.#last(2);
        if (!isGlobal(callee) || !Array.isArray(args)) damaged("pickle");
        return this.#push(this.#world.call(callee.name, args));
      }
      case 0x62: {
        // BUILD: the state of what was made, or attributes of a dictionary, which matter nothing.
        const state = this.#pop();
        const value = this.#top();
        if (!(value instanceof Map) && !(isMade(value) && this.#world.build(value.made, state)))
          refuse({ kind: "pickle", opcode });
        return;
      }
      case 0x51: // BINPERSID
        return this.#push(this.#world.persistent(this.#pop()));
      case 0x70: // PUT
        this.#memo.set(decimal(this.#line()), this.#top());
        return;
      case 0x71: // BINPUT
        this.#memo.set(this.#byte(), this.#top());
        return;
      case 0x72: // LONG_BINPUT
        this.#memo.set(this.#length(4), this.#top());
        return;
      case 0x94: // MEMOIZE
        this.#memo.set(this.#memo.size, this.#top());
        return;
      case 0x67: // GET
        return this.#push(this.#remembered(decimal(this.#line())));
      case 0x68: // BINGET
        return this.#push(this.#remembered(this.#byte()));
      case 0x6a: // LONG_BINGET
        return this.#push(this.#remembered(this.#length(4)));
      default:
        refuse({ kind: "pickle", opcode });
    }
  }

  #global(module: string, name: string): void {
    const full = `${module}.${name}`;
    if (!this.#world.allows(full)) refuse({ kind: "global", name: full });
    this.#push({ kind: "global", name: full });
  }

  #append(items: readonly PickleValue<Made>[]): void {
    const list = this.#top();
    if (!Array.isArray(list)) damaged("pickle");
    for (const item of items) list.push(item);
  }

  #set(items: readonly PickleValue<Made>[]): void {
    const map = this.#top();
    if (!(map instanceof Map)) damaged("pickle");
    filled(map, items);
  }

  #push(value: PickleValue<Made>): void {
    this.#stack.push(value);
  }

  #top(): PickleValue<Made> {
    return this.#stack.length === 0 ? damaged("pickle") : this.#stack[this.#stack.length - 1];
  }

  #pop(): PickleValue<Made> {
    const value = this.#top();
    this.#stack.pop();
    return value;
  }

  #last(count: number): PickleValue<Made>[] {
    return this.#stack.length < count ? damaged("pickle") : this.#stack.splice(-count);
  }

  /** What was put on the stack since the last mark. */
  #items(): PickleValue<Made>[] {
    const items = this.#stack;
    this.#stack = this.#marks.pop() ?? damaged("pickle");
    return items;
  }

  #remembered(key: number): PickleValue<Made> {
    const value = this.#memo.get(key);
    return value === undefined ? damaged("pickle") : value;
  }

  #byte(): number {
    return this.#bytes[this.#skip(1)];
  }

  /** The place of the next bytes, which are passed. */
  #skip(length: number): number {
    const at = this.#at;
    if (at + length > this.#bytes.length) refuse({ kind: "truncated", needed: at + length, has: this.#bytes.length });
    this.#at = at + length;
    return at;
  }

  #length(bytes: 4 | 8): number {
    const at = this.#skip(bytes);
    const high = bytes === 8 ? this.#view.getUint32(at + 4, true) : 0;
    return high * 2 ** 32 + this.#view.getUint32(at, true);
  }

  #part(length: number): Uint8Array {
    const at = this.#skip(length);
    return this.#bytes.subarray(at, at + length);
  }

  #text(length: number, encoding?: "latin1"): string {
    const part = this.#part(length);
    return encoding === undefined ? new TextDecoder().decode(part) : latin1Text(part);
  }

  #line(encoding?: "latin1"): string {
    const end = this.#bytes.indexOf(0x0a, this.#at);
    if (end === -1) refuse({ kind: "truncated", needed: this.#bytes.length + 1, has: this.#bytes.length });
    const text = this.#text(end - this.#at, encoding);
    this.#skip(1);
    return text;
  }

  /** Little-endian two's complement of any length; the longest that are numbers here have eight bytes, a marker of torch's has ten. */
  #long(length: number): number {
    const part = this.#part(length);
    if (length > 16) damaged("pickle");
    let value = 0;
    for (let i = length - 1; i >= 0; i--) value = value * 256 + part[i];
    return length > 0 && part[length - 1] > 127 ? value - 256 ** length : value;
  }
}

function filled<Made>(map: Map<PickleValue<Made>, PickleValue<Made>>, items: readonly PickleValue<Made>[]) {
  if (items.length % 2 !== 0) damaged("pickle");
  for (let i = 0; i < items.length; i += 2) map.set(items[i], items[i + 1]);
  return map;
}
