/** A loss as someone printed it: its value, and the half unit of its last digit, within which the true one lies. */
export interface SeenLoss {
  readonly value: number;
  readonly halfUnit: number;
}

/**
 * Reads the first number of a text such as `0.6628`, `6.628e-01`, `loss=1.10` or `tensor(0.6628, grad_fn=…)`. Undefined where there
 * is none. nan and inf are losses that people see, too.
 */
export function parseSeenLoss(text: string): SeenLoss | undefined {
  const normalised = text
    .slice(0, 200)
    .replaceAll("\u2212", "-")
    .replace(/(\d),(\d)/, "$1.$2");
  const match = /(?<![\w.])([+-]?)(?:(\d+)(?:\.(\d*))?|\.(\d+))(?:e([+-]?\d{1,3}))?(?![\w.])/i.exec(normalised);
  if (match === null) return parseSpecial(normalised);
  const [, sign, whole = "0", decimals = "", bareDecimals = "", exponent = "0"] = match;
  const digits = decimals + bareDecimals;
  const value = Number(`${sign}${whole}.${digits || "0"}e${exponent}`);
  return { value, halfUnit: 0.5 * 10 ** (Number(exponent) - digits.length) };
}

function parseSpecial(text: string): SeenLoss | undefined {
  const match = /(?<!\w)([+-]?)(nan|inf(?:inity)?)(?!\w)/i.exec(text);
  if (match === null) return undefined;
  const infinity = match[1] === "-" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  return { value: match[2].toLowerCase() === "nan" ? Number.NaN : infinity, halfUnit: 0 };
}

/** Whether a value, printed with as many digits, would read the same. The margin lets a tie fall either way, as printf may. */
export function roundsTo(value: number, { value: seen, halfUnit }: SeenLoss): boolean {
  if (!Number.isFinite(value) || !Number.isFinite(seen)) return Object.is(value, seen);
  return Math.abs(value - seen) <= halfUnit * (1 + 1e-9) + Number.EPSILON * Math.abs(value);
}
