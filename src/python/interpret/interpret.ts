import { finished, type InParts } from "../../inParts";
import type { TextUnit } from "../../textUnit";
import type { Interpretation } from "../interpretation";
import { moduleInParts } from "../parse/parseModule";
import type { Body, Statement } from "../syntax";
import { Names } from "../things";
import { unread } from "../value";
import { Budget, BudgetExceeded } from "./budget";
import { string, unwritten } from "./make";
import { assignedIn, newScope } from "./names";
import { Records } from "./records";
import { Run } from "./run";
import { setFromOutside } from "./setElsewhere";
import { State } from "./state";
import { executeOne } from "./statements";
import { walkUncalled, walkUnvisited } from "./uncalled";

/**
 * What is known of Python units that are read together, as the cells of a notebook are: those that are code run in order, in one
 * module. Never throws; takes no more steps and elements than the budget has, of which `steps` leaves less.
 */
export function interpret(units: readonly TextUnit[], steps?: number): Interpretation {
  return finished(interpretInParts(units, steps));
}

/** The same in parts: a statement, or a function that nobody calls, is one. */
export function* interpretInParts(units: readonly TextUnit[], steps?: number): InParts<Interpretation> {
  const run = runOf(units.map(({ text }) => text));
  if (steps !== undefined) run.budget.limit(steps);
  const { records } = run;
  const [frame] = run.frames;
  const bodies: Body[] = [];
  for (const [index, { role, text }] of units.entries()) {
    if (role !== "code") continue;
    run.unit = index;
    run.lastExpression = undefined;
    const { body } = yield* moduleInParts(text);
    bodies.push(body);
    yield* walkModule(run, body);
    showLast(run, body);
  }
  records.settle();
  yield;
  const stand = { unit: run.unit, frames: [frame] };
  try {
    run.uncertain = 0;
    frame.returns.length = 0;
    run.setFromOutside = setFromOutside(bodies);
    yield* walkUncalled(run, 0, 0);
    yield* walkUnvisited(run);
  } catch (error) {
    recover(run, error, [], stand);
  }
  return records.interpretation(units, run.budget.exhausted);
}

/** The beginning of an interpretation: a module in which nothing has run yet. */
export function runOf(texts: readonly string[]): Run {
  const state = new State();
  const budget = new Budget();
  const records = new Records(state, budget, texts.length);
  const module = newScope("module", new Names(0), undefined);
  module.names.set("__name__", string("__main__", unwritten));
  const run = new Run(state, records, budget, module, texts);
  run.frames.push({
    name: "",
    scope: module,
    depth: -1,
    function: undefined,
    self: undefined,
    owner: undefined,
    returns: [],
    loops: [],
    yields: undefined,
    uncertain: 0,
  });
  return run;
}

function* walkModule(run: Run, body: Body): InParts<void> {
  for (const [index, statement] of body.entries()) {
    // To lose everything once for each of the statements that are left would cost more than walking them.
    if (run.budget.isSpent) {
      forgetAssigned(run, body.slice(index));
      return;
    }
    let goesOn = true;
    guarded(run, [statement], () => {
      goesOn = executeOne(run, statement);
    });
    // A cell that raised stops; the cells behind it may run all the same.
    if (!goesOn && statement.kind === "raise") return;
    yield;
  }
}

/** A bare expression at the end of a cell or a file is what a person sees of it. */
function showLast(run: Run, body: Body): void {
  const last = body[body.length - 1];
  const shown = run.lastExpression;
  // None is not shown: what `print(x)` gives.
  if (shown === undefined || shown.statement !== last || shown.value.kind === "none") return;
  run.records.show("expression", run.placeOf(last), [shown.value]);
}

/** Walks as far as the budget goes. What was under way when it ran out, is not known. */
function guarded(run: Run, statements: readonly Statement[], walk: () => void): void {
  const stand = { unit: run.unit, frames: run.frames.slice(0, 1) };
  try {
    walk();
  } catch (error) {
    recover(run, error, statements, stand);
  }
}

/** After what was too much: back in the module, with nothing of what was under way. */
function recover(
  run: Run,
  error: unknown,
  statements: readonly Statement[],
  { unit, frames }: Pick<Run, "unit" | "frames">,
): void {
  // The engine's own stack: no text is known that uses it up, but none may stop the editor.
  const tooDeep = error instanceof RangeError;
  if (!(error instanceof BudgetExceeded) && !tooDeep) throw error;
  run.budget.exhausted = true;
  while (run.state.depth > 0) run.state.rollback();
  Object.assign(run, {
    unit,
    frames,
    scope: run.module,
    qualifier: "",
    uncertain: 0,
    noGrad: 0,
    autocast: undefined,
    deep: 0,
  });
  frames[0].loops.length = 0;
  run.missed = undefined;
  run.budget.refill();
  run.loseEverything();
  forgetAssigned(run, statements);
}

function forgetAssigned(run: Run, statements: readonly Statement[]): void {
  for (const name of assignedIn(statements))
    run.state.setName(run.module.names, name, unread("budget", undefined, name));
}
