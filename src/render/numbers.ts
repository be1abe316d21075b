/** The one place where numbers become text. Minus is U+2212 in prose and tables, `-` in code (`formatCode`). */

import { type PythonSource, python, pythonName } from "./writtenText";

const MINUS = "\u2212";

let shownDecimals = 8;

/** How many digits after the point a loss is shown with, as the person has set it: a convention of display like the language. */
export function showDecimals(decimals: number): void {
  shownDecimals = Math.min(Math.max(Math.round(decimals), 2), 15);
}

/** In which type a loss is shown first: that of the arrays as they are written, or float64. */
export type ShownType = "asWritten" | "float64";

let shownType: ShownType = "asWritten";

export function showType(type: ShownType): void {
  shownType = type;
}

export function typeShown(): ShownType {
  return shownType;
}

/** `decimals` digits after the point, as a printed loss has them: 0.66276923. Falls back to an exponent where they would all be 0 or too long. */
export function formatValue(value: number, decimals = shownDecimals): string {
  const special = formatSpecial(value);
  if (special !== undefined) return special;
  const magnitude = Math.abs(value);
  const text =
    magnitude !== 0 && (magnitude < 10 ** -decimals || magnitude >= 1e9)
      ? value.toExponential(decimals)
      : value.toFixed(decimals);
  return text.replaceAll("-", MINUS);
}

/** Four significant digits without trailing zeros, for prose and small tables: 0.1785, 12.5, 1e−7. */
export function formatShort(value: number): string {
  const special = formatSpecial(value);
  const rounded = Number(value.toPrecision(4));
  const text = rounded !== 0 && Math.abs(rounded) < 1e-4 ? rounded.toExponential() : String(rounded);
  return special ?? text.replaceAll("-", MINUS);
}

/** Six significant digits without trailing zeros, for the numbers in a formula. */
export function formatFactor(value: number): string {
  const special = formatSpecial(value);
  const rounded = Number(value.toPrecision(6));
  const text = rounded !== 0 && Math.abs(rounded) < 1e-4 ? rounded.toExponential() : String(rounded);
  return special ?? text.replaceAll("-", MINUS);
}

/** Four decimals, as people quote a loss: 0.6628. */
export function formatLoss(value: number): string {
  return formatSpecial(value) ?? (Math.abs(value) >= 0.001 || value === 0 ? formatValue(value, 4) : formatShort(value));
}

/** The digits that all numbers within `off` of a positive one have in common, as `.item()` begins: `0.662769…`. Undefined where they are few. */
export function formatSure(value: number, off: number): string | undefined {
  if (!Number.isFinite(value)) return undefined;
  const [low, high] = [Math.abs(value) - off, Math.abs(value) + off];
  for (let decimals = 12; decimals >= 4; decimals--) {
    const [least, most] = [low, high].map((end) => Math.floor(end * 10 ** decimals));
    if (least !== most || least < 1000) continue;
    return `${value < 0 ? MINUS : ""}${(least / 10 ** decimals).toFixed(decimals)}…`;
  }
  return undefined;
}

/** What Python prints, with the minus of prose. */
export function formatPrinted(printed: string): string {
  return printed.replaceAll("-", MINUS);
}

/** A literal that Python reads back as the very same double. */
export function formatCode(value: number, module: "math" | "np" = "math"): PythonSource {
  if (Number.isNaN(value)) return python`${pythonName(module)}.nan`;
  if (value === Number.POSITIVE_INFINITY) return python`${pythonName(module)}.inf`;
  if (value === Number.NEGATIVE_INFINITY) return python`-${pythonName(module)}.inf`;
  if (Object.is(value, -0)) return python`-0.0`;
  return /[.e]/.test(String(value)) ? python`${value}` : python`${value}.0`;
}

/** How many there are of something, in groups of three: 100 000. A narrow no-break space is no decimal sign in any language. */
export function formatCount(count: number): string {
  return String(count).replaceAll(/\B(?=(?:\d{3})+$)/g, "\u202f");
}

/** `4 × 3`, `3`, or `scalar`'s empty shape as `()`; N is the size of a batch that is not known. */
export function formatShape(shape: readonly (number | undefined)[]): string {
  return shape.length === 0 ? "()" : shape.map((size) => size ?? "N").join(" × ");
}

export function formatPercent(share: number): string {
  return share > 0 && share < 0.01 ? "< 1 %" : `${Math.round(share * 100)} %`;
}

function formatSpecial(value: number): string | undefined {
  if (Number.isNaN(value)) return "nan";
  if (value === Number.POSITIVE_INFINITY) return "inf";
  return value === Number.NEGATIVE_INFINITY ? `${MINUS}inf` : undefined;
}
