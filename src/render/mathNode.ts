import { formatFactor, formatValue } from "./numbers";

/** A formula as a tree of MathML elements; presentation only, but built so that its meaning can be read off it. */
export type MathNode =
  | { readonly tag: "mi" | "mn" | "mo" | "mtext"; readonly text: string }
  | { readonly tag: "mrow" | "msub" | "msup" | "mfrac" | "munder"; readonly children: readonly MathNode[] };

export function mi(text: string): MathNode {
  return { tag: "mi", text };
}

export function mo(text: string): MathNode {
  return { tag: "mo", text };
}

export function mn(value: number): MathNode {
  return { tag: "mn", text: formatFactor(value) };
}

/** What a formula comes to, in the digits in which losses are shown. */
export function result(value: number): MathNode {
  return { tag: "mn", text: formatValue(value) };
}

export function row(...children: readonly MathNode[]): MathNode {
  return { tag: "mrow", children };
}

export function sub(base: MathNode, index: MathNode): MathNode {
  return { tag: "msub", children: [base, index] };
}

export function sup(base: MathNode, exponent: MathNode): MathNode {
  return { tag: "msup", children: [base, exponent] };
}

export function frac(numerator: MathNode, denominator: MathNode): MathNode {
  return { tag: "mfrac", children: [numerator, denominator] };
}

export function sumOver(index: string): MathNode {
  return { tag: "munder", children: [mo("∑"), mi(index)] };
}

export function paren(...children: readonly MathNode[]): MathNode {
  return row(mo("("), ...children, mo(")"));
}

const APPLY = "\u2061";

/** A function of an argument: `log 0.8`, `σ(2.2)`. */
export function call(name: string, argument: MathNode): MathNode {
  return row(mi(name), mo(APPLY), argument);
}

/** A number as a factor or an argument: in parentheses where it has a sign. */
export function factor(value: number): MathNode {
  return value < 0 || Object.is(value, -0) ? paren(mn(value)) : mn(value);
}

export function negative(...children: readonly MathNode[]): MathNode {
  return row(mo("−"), ...children);
}

export function product(...factors: readonly MathNode[]): MathNode {
  return row(...factors.flatMap((each, index) => (index === 0 ? [each] : [mo("·"), each])));
}

/** Sums of more terms are written with an ellipsis. */
export const MOST_TERMS = 5;
/** Then so many are written: as many as a narrow panel has room for. */
const FIRST_TERMS = 3;
const LAST_TERMS = 1;

/** A sum of `count` terms, the middle of a long one left out. */
export function sumOf(count: number, term: (index: number) => MathNode): MathNode {
  const indices = Array.from({ length: count <= MOST_TERMS ? count : FIRST_TERMS }, (_, index) => index);
  const last = count <= MOST_TERMS ? [] : Array.from({ length: LAST_TERMS }, (_, index) => count - LAST_TERMS + index);
  const join = (terms: readonly number[]) =>
    terms.flatMap((index, at) => (at === 0 ? [term(index)] : [mo("+"), term(index)]));
  if (count === 0) return mn(0);
  return last.length === 0 ? row(...join(indices)) : row(...join(indices), mo("+"), mo("…"), mo("+"), ...join(last));
}
