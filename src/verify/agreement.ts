import { sameShape } from "../tensor/shape";
import type { RunReport } from "./runReport";
import type { Expected } from "./verifyJob";

/** Whether a run came to what was expected. */
export type Agreement =
  /** Bit for bit. */
  | "equal"
  /** In all digits that the type and the order of its sums leave. */
  | "agrees"
  | "differs"
  /** It did not come to a value, an exception or a test. */
  | "unknown";

/** How far a loss may be off by its type: a part of it, and where it is nearly 0 as much of 1. */
const tolerances: Readonly<Record<string, readonly [relative: number, absolute: number]>> = {
  "torch.float64": [1e-9, 1e-12],
  "torch.float32": [1e-4, 1e-6],
  "torch.float16": [2e-2, 2e-3],
  "torch.bfloat16": [1e-1, 1e-2],
};

export function agreementOf(report: RunReport, expected: Expected): Agreement {
  switch (report.kind) {
    case "missing":
    case "broken":
      return "unknown";
    case "tested":
      if (report.exit > 1) return "unknown";
      return expected.kind === "passes" && report.exit === 0 ? "agrees" : "differs";
    case "raised":
      return expected.kind === "exception" && expected.type === report.type && expected.message === report.message
        ? "equal"
        : "differs";
    case "value":
      return expected.kind === "value" ? valuesAgree(report, expected) : "differs";
  }
}

function valuesAgree(
  { shape, dtype, values, item }: Extract<RunReport, { readonly kind: "value" }>,
  expected: Extract<Expected, { readonly kind: "value" }>,
): Agreement {
  const wanted = expected.value.data;
  if (!sameShape(shape, expected.value.shape) || values.length !== wanted.length) return "differs";
  if (values.every(({ value }, i) => Object.is(value, wanted[i]))) return "equal";
  if (expected.item !== undefined && expected.item === item) return "equal";
  const tolerance = tolerances[dtype];
  if (tolerance === undefined) return "unknown";
  const [relative, absolute] = tolerance;
  const near = (a: number, b: number) =>
    Math.abs(a - b) <= Math.max(absolute, relative * Math.max(Math.abs(a), Math.abs(b)));
  const agrees = values.every(({ value }, i) => {
    return Number.isFinite(wanted[i]) && Number.isFinite(value) ? near(value, wanted[i]) : Object.is(value, wanted[i]);
  });
  return agrees ? "agrees" : "differs";
}
