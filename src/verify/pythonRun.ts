/** Files for an empty folder, the first of which Python runs. */
export interface PythonRun {
  /** Tried in this order until one of them can be started. */
  readonly interpreters: readonly string[];
  readonly files: readonly { readonly name: string; readonly text: string }[];
  readonly limitMs: number;
}

export type PythonEnd =
  /** It ended by itself. `report` is the runner's; undefined where it wrote none. */
  | {
      readonly kind: "ended";
      readonly interpreter: string;
      readonly report: string | undefined;
      /** What it printed on both outputs. */
      readonly output: string;
    }
  /** It could not be written or started at all. */
  | { readonly kind: "failed"; readonly message: string }
  | { readonly kind: "noPython"; readonly tried: readonly string[] }
  | {
      readonly kind: "timedOut" | "printedTooMuch" | "cancelled";
      readonly interpreter: string;
      readonly output: string;
    };

/** Never rejects. The signal ends the program. */
export type RunPython = (run: PythonRun, signal: AbortSignal) => Promise<PythonEnd>;

/** Where the runner writes its report. */
export const REPORT_FILE = "report.json";

/** Characters of output after which a program is ended. */
export const MOST_OUTPUT = 200_000;
