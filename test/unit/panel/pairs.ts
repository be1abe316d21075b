import { evaluate } from "../../../src/evaluate";
import { type Action, initialState, reduce, type ViewState } from "../../../src/panel/state";
import type { Snapshot } from "../../../src/protocol";
import type { Evaluation, Report, Request } from "../../../src/report";

/** The report of a pair of Python literals; everything else as a person finds it. */
export function report(input: string, target: string | undefined, more: Partial<Request> = {}): Report {
  const source = (text: string) => ({ kind: "text" as const, text, languageId: "python", name: undefined });
  return evaluate({
    input: source(input),
    target: target === undefined ? undefined : source(target),
    choice: {},
    options: { reduction: "mean" },
    ...more,
  });
}

export function evaluation(input: string, target: string, more: Partial<Request> = {}): Evaluation {
  const result = report(input, target, more);
  if (result.kind !== "evaluation") throw new Error(`expected an evaluation, got ${JSON.stringify(result)}`);
  return result;
}

/** What a panel is sent of the three-class example; `request` and `more` say what is different. */
export function snapshotOf(request: Partial<Request> = {}, more: Partial<Snapshot> = {}): Snapshot {
  const input = { kind: "text" as const, text: PROBABILITIES, languageId: "python", name: "y_pred" };
  return {
    id: 1,
    request: { input, target: undefined, choice: {}, options: { reduction: "mean" }, ...request },
    inputPlace: { label: "lesson.py:3" },
    targetPlace: undefined,
    codeUses: [],
    callTabs: [],
    asked: 0,
    classLists: [],
    settings: { decimals: 8, type: "asWritten" },
    ...more,
  };
}

/** The state of a panel after some actions. */
export function reached(...actions: readonly Action[]): ViewState {
  return actions.reduce(reduce, initialState);
}

/** The three-class example: probabilities of four samples, all predicted right. */
export const PROBABILITIES = "[[0.8, 0.1, 0.1], [0.15, 0.8, 0.05], [0.05, 0.05, 0.9], [0.85, 0.1, 0.05]]";
export const CLASSES = "[0, 1, 2, 0]";
