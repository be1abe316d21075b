import { parseHexFloat } from "../live/pythonNumbers";

/** What a run came to, as the runner wrote it down. */
export type RunReport = Versions &
  (
    | {
        readonly kind: "value";
        readonly shape: readonly number[];
        readonly dtype: string;
        readonly values: readonly HexFloat[];
        readonly item: string | undefined;
      }
    | { readonly kind: "raised"; readonly type: string; readonly message: string }
    | { readonly kind: "missing"; readonly module: string }
    /** torch is there and cannot be imported. */
    | { readonly kind: "broken"; readonly why: string }
    /** pytest's exit status: 0 where the test passed, 1 where it failed. */
    | { readonly kind: "tested"; readonly pytest: string; readonly exit: number }
  );

export interface Versions {
  readonly python: string;
  readonly torch: string | undefined;
}

/** A float64 with Python's `float.hex` of it. */
export interface HexFloat {
  readonly value: number;
  readonly hex: string;
}

/** Undefined where the text is no report: what ran may have written anything. Total. */
export function readRunReport(text: string): RunReport | undefined {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return undefined;
  }
  const report = record(json);
  const python = string(report?.python);
  if (report === undefined || python === undefined) return undefined;
  const versions = { python, torch: string(report.torch) };
  const module = string(report.missing);
  if (module !== undefined) return { ...versions, kind: "missing", module };
  const why = string(report.broken);
  if (why !== undefined) return { ...versions, kind: "broken", why };
  const exception = record(report.exception);
  const [type, message] = [string(exception?.type), string(exception?.message)];
  if (type !== undefined && message !== undefined) return { ...versions, kind: "raised", type, message };
  const pytest = string(report.pytest);
  if (pytest !== undefined && typeof report.exit === "number") {
    return { ...versions, kind: "tested", pytest, exit: report.exit };
  }
  const values = hexFloats(report.values);
  const [shape, dtype] = [sizes(report.shape), string(report.dtype)];
  if (values === undefined || shape === undefined || dtype === undefined) return undefined;
  return { ...versions, kind: "value", shape, dtype, values, item: string(report.item) };
}

function record(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : undefined;
}

const LONGEST = 2000;

function string(value: unknown): string | undefined {
  return typeof value === "string" ? value.slice(0, LONGEST) : undefined;
}

function sizes(value: unknown): readonly number[] | undefined {
  return Array.isArray(value) && value.every((size) => Number.isInteger(size) && size >= 0) ? value : undefined;
}

function hexFloats(value: unknown): readonly HexFloat[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const floats = value.map((hex: unknown) => {
    const read = typeof hex === "string" ? parseHexFloat(hex) : undefined;
    return read === undefined ? undefined : { value: read, hex: hex as string };
  });
  return floats.every((each) => each !== undefined) ? floats : undefined;
}
