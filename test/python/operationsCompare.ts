import { roundTo } from "../../src/python/library/tensor/precision";
import type { DType } from "../../src/tensor/tensor";
import { isFloatingPoint } from "../../src/tensor/tensor";

/** What the rows made of a value at one moment. */
export type Seen =
  | { readonly kind: "unknown" | "none" | "other" }
  | { readonly kind: "number"; readonly type: string; readonly value: number; readonly error: number | undefined }
  | { readonly kind: "items"; readonly items: readonly Seen[] }
  | {
      readonly kind: "tensor";
      readonly lib: string;
      readonly dtype: DType;
      readonly shape: readonly number[];
      readonly data: readonly number[] | undefined;
      readonly error: readonly number[] | undefined;
    };

type Printed = number | "nan" | "inf" | "-inf";

/** What Python gave. */
export type Real =
  | { readonly kind: "none" | "other" }
  | { readonly kind: "number"; readonly type: string; readonly value: Printed }
  | { readonly kind: "items"; readonly items: readonly Real[] }
  | {
      readonly kind: "tensor";
      readonly lib: string;
      readonly dtype: string;
      readonly shape: readonly number[];
      readonly data: readonly Printed[];
    };

export interface Step {
  readonly path: string;
  readonly args: readonly unknown[];
  readonly kwargs: Readonly<Record<string, unknown>>;
  readonly property: boolean;
  readonly text: string;
  readonly seen: Seen;
}

export interface Case {
  readonly steps: readonly Step[];
  /** All values once all is done: what was written in place shows in its views. */
  readonly final: readonly Seen[];
}

export interface Outcome {
  readonly steps: readonly Real[];
  readonly raised: string | null;
  readonly final: readonly Real[];
}

export interface Tally {
  passed: number;
  failed: number;
  results: number;
  unknown: number;
  readonly unknownBy: Map<string, number>;
  readonly seenBy: Map<string, number>;
}

export function compareCase(
  each: Case,
  outcome: Outcome,
  tally: Tally,
): { readonly path: string; readonly text: string } | undefined {
  const report = (i: number, what: string): { readonly path: string; readonly text: string } => ({
    path: each.steps[i].path,
    text: `${each.steps
      .slice(0, i + 1)
      .map(({ text }, n) => `  r${n} = ${text}`)
      .join("\n")}\n    ${what}\n`,
  });
  const hasSingle = outcome.steps.some((real) => real.kind === "tensor" && real.dtype === "float32");
  let scale = 0;
  for (let i = 0; i < outcome.steps.length; i++) {
    const { seen, path } = each.steps[i];
    scale = Math.max(scale, sizeOf(outcome.steps[i]));
    const problem = difference(seen, outcome.steps[i], scale, hasSingle);
    if (problem) return report(i, problem);
    if (!/tensor$|array$/.test(path)) {
      tally.results++;
      tally.seenBy.set(path, (tally.seenBy.get(path) ?? 0) + 1);
      if (isOpen(seen)) {
        if (process.env.UNKNOWN === path) console.log(report(i, JSON.stringify(outcome.steps[i])).text);
        tally.unknown++;
        tally.unknownBy.set(path, (tally.unknownBy.get(path) ?? 0) + 1);
      }
    }
  }
  const at = outcome.steps.length;
  if (outcome.raised !== null && each.steps[at].seen.kind !== "unknown")
    return report(at, `raises ${outcome.raised}\n    here ${JSON.stringify(each.steps[at].seen)}`);
  if (outcome.raised === null) {
    for (let i = 0; i < at; i++) {
      const problem = difference(each.final[i], outcome.final[i], scale, hasSingle);
      if (problem) return report(at - 1, `in the end r${i}: ${problem}`);
    }
  }
  return undefined;
}

function isOpen(seen: Seen): boolean {
  if (seen.kind === "items") return seen.items.some(isOpen);
  return seen.kind === "unknown" || (seen.kind === "tensor" && seen.data === undefined);
}

function numberOf(value: Printed): number {
  return typeof value === "number"
    ? value
    : value === "nan"
      ? Number.NaN
      : value === "inf"
        ? Number.POSITIVE_INFINITY
        : Number.NEGATIVE_INFINITY;
}

function sizeOf(real: Real): number {
  if (real.kind === "items") return real.items.reduce((most, item) => Math.max(most, sizeOf(item)), 0);
  const values = real.kind === "tensor" ? real.data : real.kind === "number" ? [real.value] : [];
  return values.reduce<number>(
    (most, value) => (Number.isFinite(numberOf(value)) ? Math.max(most, Math.abs(numberOf(value))) : most),
    0,
  );
}

function difference(seen: Seen, real: Real, scale: number, hasSingle: boolean): string | undefined {
  const both = (): string => `is ${JSON.stringify(real)}\n    here ${JSON.stringify(seen)}`;
  if (seen.kind === "unknown") return undefined;
  if (seen.kind !== real.kind) return both();
  if (seen.kind === "items" && real.kind === "items") {
    if (seen.items.length !== real.items.length) return both();
    for (let i = 0; i < seen.items.length; i++) {
      const problem = difference(seen.items[i], real.items[i], scale, hasSingle);
      if (problem) return problem;
    }
  }
  if (seen.kind === "number" && real.kind === "number") {
    const value = numberOf(real.value);
    if (seen.type !== real.type) return both();
    const isSame =
      seen.error === undefined
        ? Object.is(seen.value + 0, value + 0)
        : Math.abs(seen.value - value) <= seen.error * 1.01;
    return isSame ? undefined : both();
  }
  if (seen.kind === "tensor" && real.kind === "tensor") {
    if (seen.lib !== real.lib || seen.dtype !== real.dtype || seen.shape.join() !== real.shape.join()) return both();
    for (let i = 0; i < (seen.data?.length ?? 0); i++) {
      const [mine, value] = [(seen.data as readonly number[])[i], numberOf(real.data[i])];
      if (!isNear(mine, value, seen.dtype, scale, hasSingle))
        return `${both()}\n    element ${i}: ${value}, here ${mine}`;
      const claim = seen.error?.[i];
      if (!isFloatingPoint(seen.dtype) || Number.isNaN(value)) continue;
      const isHeld =
        claim === undefined
          ? roundTo(seen.dtype, mine) === value
          : mine === value || Math.abs(mine - value) <= claim * 1.0001;
      if (!isHeld)
        return `${both()}\n    element ${i}: ${value}, here ${mine}, off by ${Math.abs(mine - value)}, said ${claim}`;
    }
  }
  return undefined;
}

function isNear(mine: number, value: number, dtype: DType, scale: number, hasSingle: boolean): boolean {
  if (mine === value || (Number.isNaN(mine) && Number.isNaN(value))) return true;
  if (!isFloatingPoint(dtype) || !Number.isFinite(value) || !Number.isFinite(mine)) return false;
  const relative = dtype === "float16" || dtype === "bfloat16" ? 0.05 : dtype === "float64" && !hasSingle ? 1e-9 : 1e-5;
  return Math.abs(mine - value) <= relative * Math.abs(value) + relative * 0.2 * scale;
}
