import type { PrintedException } from "../traceback";
import { tracedLoss } from "../tracedLoss";
import { callRows, graphRows, warningRows } from "./calls";
import { dtypeRows } from "./dtypes";
import type { ExceptionContext, ExceptionFacts, ExceptionRow, OldWords, PasteCause } from "./exception";
import { layerRows } from "./layers";
import { loadingRows } from "./loading";
import { layerInputRows, moduleRows } from "./modules";
import { otherRows } from "./others";
import { rangeRows } from "./ranges";
import { shapeRows } from "./shapes";
import { tensorRows } from "./tensors";
import { trainingRows } from "./training";

/** An exception by its words. */
export type Understood = ExceptionFacts & {
  readonly cause: PasteCause | undefined;
  readonly until: OldWords | undefined;
};

/** The first row that knows the words is the one: the narrower stand in front. */
export const exceptionRows: readonly ExceptionRow[] = [
  ...layerInputRows,
  ...callRows.filter(({ kind }) => kind !== "devices" && kind !== "keyword"),
  ...dtypeRows,
  ...layerRows,
  ...moduleRows,
  ...tensorRows,
  ...loadingRows,
  ...trainingRows,
  ...shapeRows,
  ...rangeRows,
  ...graphRows,
  ...warningRows,
  ...otherRows,
  ...callRows.filter(({ kind }) => kind === "devices" || kind === "keyword"),
];

type Printed = Pick<PrintedException, "message" | "type" | "frames"> & Partial<Pick<PrintedException, "beyond">>;

/** What an exception is about; undefined where its words are not known. */
export function understand({ message, type, frames, beyond = "" }: Printed): Understood | undefined {
  const context = {
    code: frames.map((frame) => frame.code ?? "").join("\n"),
    type,
    loss: tracedLoss(frames, message),
    innermost: frames.at(-1),
  };
  const own = understoodIn(message, context);
  if (beyond === "") return own;
  // A terminal or a mail breaks a long line, at a blank or within a word.
  const onward = beyond.replaceAll("\n", " ");
  const joined = understoodIn(`${message} ${onward}`, context) ?? understoodIn(message + onward, context);
  // What stands below may be a sentence: it adds to what is known, and no more.
  return own === undefined || joined?.kind === own.kind ? joined : own;
}

function understoodIn(message: string, context: ExceptionContext): Understood | undefined {
  for (const { kind, cause, pattern, facts, until } of exceptionRows) {
    const match = pattern.exec(message);
    const read = match && facts(match, context);
    if (read) return { kind, facts: read, cause, until } as Understood;
  }
  return undefined;
}
