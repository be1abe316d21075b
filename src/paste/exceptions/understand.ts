import type { PrintedException } from "../traceback";
import { callRows, graphRows, warningRows } from "./calls";
import { dtypeRows } from "./dtypes";
import type { ExceptionFacts, ExceptionRow, OldWords, PasteCause } from "./exception";
import { otherRows } from "./others";
import { rangeRows } from "./ranges";
import { shapeRows } from "./shapes";

/** An exception by its words. */
export type Understood = ExceptionFacts & {
  readonly cause: PasteCause | undefined;
  readonly until: OldWords | undefined;
};

/** The first row that knows the words is the one: the narrower stand in front. */
export const exceptionRows: readonly ExceptionRow[] = [
  ...callRows.filter(({ kind }) => kind !== "devices" && kind !== "keyword"),
  ...dtypeRows,
  ...shapeRows,
  ...rangeRows,
  ...graphRows,
  ...warningRows,
  ...otherRows,
  ...callRows.filter(({ kind }) => kind === "devices" || kind === "keyword"),
];

/** What an exception is about; undefined where its words are not known. */
export function understand({
  message,
  type,
  frames,
}: Pick<PrintedException, "message" | "type" | "frames">): Understood | undefined {
  const code = frames.map((frame) => frame.code ?? "").join("\n");
  for (const { kind, cause, pattern, facts, until } of exceptionRows) {
    const match = pattern.exec(message);
    const read = match && facts(match, { code, type });
    if (read) return { kind, facts: read, cause, until } as Understood;
  }
  return undefined;
}
