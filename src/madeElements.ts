/** So much of a text is looked at: what is longer is measured by its length. */
const MOST_CHARACTERS = 10_000;

const maker =
  /(?<![A-Za-z])(?:zeros|ones|full|empty|fill|eye|identity|rand|randn|random|randint|uniform|normal|arange|range|linspace|tile|repeat|repmat|expand|broadcast_to|rep|matrix|numeric|seq_len|seq|diag|trues|falses)(?:_like)?!?[([]/g;
const repetition = /(?<!\*)\*\s{0,4}\(?(\d[\d_]{0,15})(?:\s{0,4}\*\*\s{0,4}(\d{1,3}))?(?![\d.])/g;
const wholeNumber = /(?<![\w.])(\d[\d_]{0,15})(?:\s{0,4}\*\*\s{0,4}(\d{1,3})|[eE]\+?(\d{1,3}))?(?![\w.])/g;

/** `1:8000000` where it is no slice and no key, `[0.5; 8000000]`, `new Float32Array(8000000)`. */
const counts = /(?<![\w.:[,{])(-?\d{1,15}):(-?\d{1,15})(?![\w.:])|;\s{0,4}(\d{1,15})\]|Array\((\d{1,15})\)/g;

/** How many elements the calls and repetitions of a short text may make, at most and roughly; known before any of them is made. */
export function madeElements(text: string): number {
  if (text.length > MOST_CHARACTERS) return 0;
  let made = 0;
  for (const { index, 0: name } of text.matchAll(maker)) {
    const inside = text.slice(index + name.length, index + name.length + 200);
    made += product(inside.slice(0, closing(inside)), wholeNumber);
  }
  for (const [, from, to, count, length] of text.matchAll(counts))
    made += from === undefined ? Number(count ?? length) : Math.abs(Number(to) - Number(from)) + 1;
  const times = product(text, repetition);
  return Math.max(made, 1) * times;
}

/** Where the bracket that is open in front of a text is closed in it; its end where it is not. */
function closing(text: string): number {
  let depth = 1;
  for (let p = 0; p < text.length; p++) {
    if ("([{".includes(text[p])) depth++;
    else if (")]}".includes(text[p]) && --depth === 0) return p;
  }
  return text.length;
}

/** Of what each match says: a number, a power of it, a number with an exponent; 1 where there is none. */
function product(text: string, numbers: RegExp): number {
  let result = 1;
  for (const [, digits, power, exponent] of text.matchAll(numbers)) {
    const base = Number(digits.replaceAll("_", ""));
    const value = power === undefined ? base * 10 ** Number(exponent ?? 0) : base ** Number(power);
    if (value > 1) result *= value;
  }
  return result;
}
