/** So much of a text is looked at: what is longer is measured by its length. */
const MOST_CHARACTERS = 10_000;

const maker =
  /(?<![A-Za-z])(?:zeros|ones|full|empty|fill|eye|identity|rand|randn|random|randint|uniform|normal|arange|range|linspace|tile|repeat|expand|broadcast_to|rep|matrix|vec)(?:_like)?!?[([]/g;
const repetition = /(?<!\*)\*\s{0,4}\(?(\d[\d_]{0,15})(?:\s{0,4}\*\*\s{0,4}(\d{1,3}))?(?![\d.])/g;
const wholeNumber = /(?<![\w.])(\d[\d_]{0,15})(?:\s{0,4}\*\*\s{0,4}(\d{1,3})|[eE]\+?(\d{1,3}))?(?![\w.])/g;

/** How many elements the calls and repetitions of a short text may make, at most and roughly; known before any of them is made. */
export function madeElements(text: string): number {
  if (text.length > MOST_CHARACTERS) return 0;
  let made = 0;
  for (const { index, 0: name } of text.matchAll(maker)) {
    const inside = text.slice(index + name.length, index + name.length + 200);
    made += product(inside.slice(0, closing(inside)), wholeNumber);
  }
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
