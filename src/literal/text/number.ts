import type { DType } from "../../tensor/tensor";
import * as chars from "./chars";
import * as decimals from "./decimal";
import type { Elements } from "./elements";

// The loop over digits has what it needs in this module: looked up in another one for each digit, as modules that are not bundled do, it
// costs more than the digit.
const { codeAt, isFullWidth, isTypographicMinus, isWordPart } = chars;
const { longDecimal, powersOfTen, scaled } = decimals;

/** How an element is written. Ordered: a list is of the widest kind among its elements. */
export const BOOL = 0;
export const INT = 1;
export const FLOAT = 2;

const radix =
  /([+-]?)0(?:[xX]([0-9a-fA-F]+(?:[_'][0-9a-fA-F]+)*)|[bB]([01]+(?:[_'][01]+)*)|[oO]([0-7]+(?:[_'][0-7]+)*))/y;
const decimal = /([+-]?)(?=[.]?\d)((?:\d+(?:[_']\d+)*)?)(\.?)((?:\d+(?:[_']\d+)*)?)((?:(?:[eEdD]|\*\^)[+-]?\d+)?)/y;
const suffix = /_?(f16|f32|f64|[iu](?:8|16|32|64|128|size)|ull|ul|ll|lu|uy|us|[fFdDmMlLuUn])/iy;
/** Julia's `1.5f0` and `2f-3`: a float32 with an exponent. */
const juliaExponent = /f([+-]?\d+)/y;

const suffixTypes: { readonly [suffix: string]: DType } = {
  f16: "float16",
  f32: "float32",
  f: "float32",
  f64: "float64",
  d: "float64",
  m: "float64",
  i8: "int8",
  i16: "int16",
  i32: "int32",
  i64: "int64",
  u8: "uint8",
};

/**
 * Reads one number, sign included. The results stay in fields, so that a scan of a million numbers allocates nothing.
 *
 * All are correctly rounded, nearly all without a string: `decimal.ts`. Beyond the end of the text there is a 0, not NaN: the loops, which
 * are the same for all texts of a process, have small integers alone in them.
 */
export class NumberScanner {
  value = 0;
  kind: 0 | 1 | 2 = INT;
  /** The type that a suffix names (`1.5f`, `2u8`). */
  dtype: DType | undefined = undefined;
  private readonly octal: boolean;

  constructor(octal = false) {
    this.octal = octal;
  }

  /** Reads the number at `offset` and adds it to elements that have room for it. Its end, or −1 where there is none. */
  scanInto(elements: Elements, text: string, offset: number): number {
    const end = this.scan(text, offset);
    if (end < 0) return end;
    const i = elements.count++;
    elements.data[i] = this.value;
    elements.offsets[i] = offset;
    elements.lengths[i] = end - offset;
    if (this.kind > elements.kind) elements.kind = this.kind;
    if (this.dtype !== undefined) elements.narrow(this.dtype);
    return end;
  }

  /** End of the number at `offset`, or −1 where there is none, or something is glued to it. */
  scan(text: string, offset: number): number {
    let p = offset;
    let c = codeAt(text, p);
    const negative = c === 45;
    if (negative || c === 43) c = codeAt(text, ++p);
    const first = p;
    // Nine digits fit 32-bit integers, whose arithmetic is the fastest: the first nine, and in a fraction the next nine.
    let head = 0;
    while (c >= 48 && c <= 57) {
      head = (Math.imul(head, 10) + c - 48) | 0;
      c = codeAt(text, ++p);
    }
    const whole = p - first;
    let isLong = whole > 9;
    let tail = 0;
    let tailDigits = 0;
    let power = 0;
    let kind: 1 | 2 = INT;
    if (c === 46) {
      kind = FLOAT;
      const point = ++p;
      c = codeAt(text, p);
      const headEnd = point + 9 - whole;
      while (p < headEnd && c >= 48 && c <= 57) {
        head = (Math.imul(head, 10) + c - 48) | 0;
        c = codeAt(text, ++p);
      }
      const tailStart = p;
      while (c >= 48 && c <= 57) {
        tail = (Math.imul(tail, 10) + c - 48) | 0;
        c = codeAt(text, ++p);
      }
      tailDigits = p - tailStart;
      isLong ||= tailDigits > 9;
      power = point - p;
      if (whole === 0 && power === 0) return this.scanUnusual(text, offset);
    } else if (whole === 0) return this.scanUnusual(text, offset);
    const last = p;
    if (c === 101 || c === 69) {
      let q = p + 1;
      let e = codeAt(text, q);
      const negativeExponent = e === 45;
      if (negativeExponent || e === 43) e = codeAt(text, ++q);
      if (e < 48 || e > 57) return this.scanUnusual(text, offset);
      let written = 0;
      while (e >= 48 && e <= 57) {
        if (written < 100000) written = written * 10 + (e - 48);
        e = codeAt(text, ++q);
      }
      power += negativeExponent ? -written : written;
      kind = FLOAT;
      p = q;
      c = e;
    }
    // A letter, `_`, `'`, `.` or anything beyond ASCII right behind the digits: a suffix, a separator, or not a number.
    if (
      c > 127 ||
      (c > 64 && c < 123 && (c < 91 || c > 94)) ||
      c === 46 ||
      c === 39 ||
      (c === 42 && codeAt(text, p + 1) === 94)
    )
      return this.scanUnusual(text, offset);
    if (kind === INT && this.octal && whole > 1 && codeAt(text, first) === 48) return this.scanUnusual(text, offset);
    this.kind = kind;
    this.dtype = undefined;
    let magnitude: number;
    if (isLong) magnitude = longDecimal(text, first, last, power);
    else if (tailDigits === 0) magnitude = scaled(head, 0, power);
    else {
      const shifted = head * powersOfTen[tailDigits];
      const sum = shifted + tail;
      magnitude = scaled(sum, tail - (sum - shifted), power);
    }
    if (Number.isNaN(magnitude)) magnitude = Number(text.slice(first, p));
    // An integer of hundreds of digits is no double; a float may overflow, as it does in every language.
    if (kind === INT && magnitude === Number.POSITIVE_INFINITY) return -1;
    // There is no integer −0.
    this.value = negative && (magnitude !== 0 || kind === FLOAT) ? -magnitude : magnitude;
    return p;
  }

  private scanUnusual(text: string, offset: number): number {
    const ascii = toAscii(text, offset);
    const source = ascii ?? text;
    const start = ascii === undefined ? offset : 0;
    const end = this.scanRadix(source, start) ?? this.scanDecimal(source, start);
    if (end === undefined) return -1;
    const after = source.charCodeAt(end);
    if ((isWordPart(after) && after !== 36) || after === 39 || (after === 46 && source.charCodeAt(end + 1) !== 46))
      return -1;
    return end - start + offset;
  }

  private scanRadix(text: string, start: number): number | undefined {
    radix.lastIndex = start;
    const match = radix.exec(text);
    if (!match) return undefined;
    const [whole, sign, hex, binary, octal] = match;
    const digits = (hex ?? binary ?? octal).replace(/[_']/g, "");
    const magnitude = Number(`${hex ? "0x" : binary ? "0b" : "0o"}${digits}`);
    this.value = sign === "-" ? -magnitude : magnitude;
    this.kind = INT;
    this.dtype = undefined;
    // `f` and `d` are digits of a hexadecimal number, not suffixes.
    return this.scanSuffix(text, start + whole.length, hex === undefined);
  }

  private scanDecimal(text: string, start: number): number | undefined {
    decimal.lastIndex = start;
    const match = decimal.exec(text);
    if (!match) return undefined;
    const [whole, sign, integer, point, fraction, power] = match;
    const exponent = power === "" ? "" : `e${power.replace(/^(?:[eEdD]|\*\^)/, "")}`;
    const digits = `${integer.replace(/[_']/g, "") || "0"}.${fraction.replace(/[_']/g, "")}`;
    let end = start + whole.length;
    this.dtype = undefined;
    this.kind = point === "" && power === "" ? INT : FLOAT;
    if (this.kind === INT && this.octal && /^0\d/.test(integer)) {
      this.value = Number(`0o${integer.slice(1).replace(/[_']/g, "")}`) * (sign === "-" ? -1 : 1);
      // `08` is no number there.
      if (Number.isNaN(this.value)) return undefined;
      return this.scanSuffix(text, end, true);
    }
    juliaExponent.lastIndex = end;
    const julia = power === "" ? juliaExponent.exec(text) : null;
    if (julia && !/^(?:16|32|64)$/.test(julia[1])) {
      this.kind = FLOAT;
      this.dtype = "float32";
      end += julia[0].length;
      this.value = Number(`${sign}${digits}e${julia[1]}`);
      return end;
    }
    this.value = Number(`${sign}${digits}${exponent}`);
    return this.scanSuffix(text, end, true);
  }

  private scanSuffix(text: string, offset: number, floats: boolean): number {
    suffix.lastIndex = offset;
    const match = suffix.exec(text);
    if (!match) return offset;
    const name = match[1].toLowerCase();
    if (/^[fdm]/.test(name)) {
      if (!floats) return offset;
      this.kind = FLOAT;
    }
    this.dtype = suffixTypes[name];
    return offset + match[0].length;
  }
}

/** The number at `offset` in ASCII where it is written with full-width digits or a typographic minus sign, in few characters. */
function toAscii(text: string, offset: number): string | undefined {
  let foreign = false;
  let ascii = "";
  for (let p = offset; p < text.length; p++) {
    const c = text.charCodeAt(p);
    if (p - offset > 400) return undefined;
    if (isTypographicMinus(c)) ascii += "-";
    else if (isFullWidth(c)) ascii += String.fromCharCode(c - 0xfee0);
    else {
      if (!isWordPart(c) && c !== 46 && c !== 43 && c !== 45 && c !== 39) break;
      ascii += text[p];
      continue;
    }
    foreign = true;
  }
  return foreign ? `${ascii} ` : undefined;
}
