import { itemsOf } from "../lists";
import type { Statement } from "../syntax";
import type { Names } from "../things";
import { unread } from "../value";
import { assign } from "./assign";
import { Changes } from "./changes";
import { changeItems } from "./escape";
import { evaluate } from "./expressions";
import { iteratorOf } from "./iterate";
import { augmentedIn, ownerOf } from "./names";
import { Pass } from "./pass";
import { forget, joinPaths, tryPath } from "./paths";
import type { Loop, Run } from "./run";
import { execute } from "./statements";
import { someItem } from "./subscript";

/** So many passes are made one after the other. */
const maxPasses = 200;
/** So often a loop of unknown length is walked to find out what it changes, before that is given up. */
const maxRounds = 4;

/** Of the steps that are left, what passes one after the other may take: training for a hundred epochs tells no more than for ten. */
const shareOfPasses = 0.2;

/** What a loop does before each pass: `true` for another one, `false` for none, undefined where it is not known. */
type Head = () => boolean | undefined;

interface LoopBody {
  readonly head: Head;
  /** A pass of which it is not known whether and how often it is made: gives the loop's names values that hold for all. */
  readonly anyHead: () => boolean | undefined;
  readonly walk: () => boolean;
  readonly orelse: () => boolean;
  /** The names that `+=` and its like change in the loop. */
  readonly augmented: ReadonlySet<string>;
}

export function whileLoop(run: Run, statement: Statement & { readonly kind: "while" }): boolean {
  const test = () => run.truth(evaluate(run, statement.test));
  return loop(run, {
    head: test,
    anyHead: test,
    walk: () => execute(run, statement.body),
    orelse: () => execute(run, statement.orelse),
    augmented: augmentedIn(statement.body),
  });
}

export function forLoop(run: Run, statement: Statement & { readonly kind: "for" }): boolean {
  const written = evaluate(run, statement.iterable);
  const iterable = (written.kind === "object" ? iteratorOf(run, written) : undefined) ?? written;
  const items = run.iterate(iterable);
  const source = iterable.kind === "list" && iterable.form === "list" ? iterable.list : undefined;
  // The elements of NumPy's arrays are numbers of their own, the rows are views.
  const numbers =
    iterable.kind === "tensor" && iterable.library !== "torch" && iterable.shape.length === 1
      ? iterable.storage
      : undefined;
  const changed = numbers && run.state.lastChange(numbers);
  const walk = () => execute(run, statement.body);
  const orelse = () => execute(run, statement.orelse);
  const augmented = augmentedIn(statement.body);
  const anyHead = () => {
    // Whatever it is, it is a part of what is walked through.
    assign(run, statement.target, someItem(run, iterable, run.unread("loop", statement.target)));
    return undefined;
  };
  if (items === undefined || items.length > maxPasses) {
    return loop(run, { head: () => undefined, anyHead, walk, orelse, augmented });
  }
  let next = 0;
  // Where the loop is left, an iterator may hold some more.
  const iterator = iterable.kind === "list" && iterable.form === "iterator" ? iterable.list : undefined;
  if (iterator !== undefined) {
    for (const item of items) run.state.hold(iterator, item);
    changeItems(run, iterator, undefined);
  }
  const time = iterator && run.state.lastChange(iterator);
  const head = (): boolean | undefined => {
    if (iterator !== undefined && run.state.lastChange(iterator) !== time) return undefined;
    // The list or array that is walked through was changed in its loop.
    if (numbers !== undefined && run.state.lastChange(numbers) !== changed) return undefined;
    if (source !== undefined && itemsOf(source) !== items) return undefined;
    if (next >= items.length) {
      if (iterator !== undefined) changeItems(run, iterator, []);
      return false;
    }
    assign(run, statement.target, items[next++]);
    return true;
  };
  return loop(run, { head, anyHead, walk, orelse, augmented });
}

function loop(run: Run, body: LoopBody): boolean {
  const { frame, state, uncertain } = run;
  const self: Loop = { depth: state.depth, breaks: [], continues: [] };
  state.open();
  frame.loops.push(self);
  let end: "finished" | "left" | "unknown" = "unknown";
  const { unknownLoops } = run;
  const least = run.budget.left * (1 - shareOfPasses);
  let last: Pass | undefined;
  for (let pass = 0; pass < maxPasses + 1; pass++) {
    const { more, repeats } = nextPass(run, body.head, last);
    if (more === undefined || (more && pass === maxPasses)) break;
    if (!more) {
      end = "finished";
      break;
    }
    if (repeats) continue;
    const walked = onePass(run, self, body.walk);
    if (!walked.goesOn) {
      end = "left";
      break;
    }
    last = walked.pass;
    // A loop of unknown length in it: one pass after the other would tell little more, and cost much.
    if (last === undefined && run.unknownLoops > unknownLoops) break;
    if (run.budget.left < least) break;
  }
  if (end === "unknown") end = anyNumber(run, self, body) ? "finished" : "left";
  frame.loops.pop();
  return leave(run, self, body, end === "finished", uncertain);
}

/** What comes before a pass. Says whether there is one, and whether it finds all as the last one found it that did not change it. */
function nextPass(run: Run, head: Head, last: Pass | undefined): { more: boolean | undefined; repeats: boolean } {
  const { state } = run;
  if (last === undefined) return { more: head(), repeats: false };
  state.open();
  const more = head();
  const repeats = isRepeated(run, last);
  state.commit();
  return { more, repeats };
}

/** Whether all that a pass depends on is as it was when the last journal was opened. */
function isRepeated(run: Run, pass: Pass): boolean {
  const { journal } = run.state;
  return journal !== undefined && pass.isRepeated(journal, (names) => isScope(run, names), run.state);
}

function isScope({ module, frames }: Run, names: Names): boolean {
  return names === module.names || frames.some(({ scope }) => names === scope.names);
}

interface Walked {
  /** Whether there can be another pass. */
  readonly goesOn: boolean;
  /** The pass, where it left all that it depends on as it was. */
  readonly pass: Pass | undefined;
}

function onePass(run: Run, self: Loop, walk: () => boolean): Walked {
  const { state, uncertain, noGrad, autocast, frame } = run;
  const { pass: outer, depth } = state;
  const began = state.region;
  const yielded = frame.yields?.length;
  const returned = frame.returns.length;
  state.open();
  self.continues = [];
  const pass = new Pass(depth, began, outer);
  state.pass = pass;
  let goesOn: boolean;
  try {
    goesOn = walk();
  } finally {
    state.pass = outer;
  }
  if (self.continues.length === 0 && goesOn) {
    const isPlain =
      run.uncertain === uncertain &&
      run.noGrad === noGrad &&
      run.autocast === autocast &&
      frame.yields?.length === yielded &&
      frame.returns.length === returned &&
      self.breaks.length === 0;
    const repeats = isPlain && isRepeated(run, pass);
    state.commit();
    return { goesOn, pass: repeats ? pass : undefined };
  }
  const here = state.rollback();
  const ways = [...(goesOn ? [here] : []), ...continued(self)];
  if (ways.length > 0) joinPaths(run, ways);
  // A pass that was cut short says nothing of the next one; a loop that was left in part does.
  if (self.breaks.length === 0 && run.frame.returns.length === 0) run.uncertain = uncertain;
  return { goesOn: ways.length > 0, pass: undefined };
}

function continued({ continues }: Loop): Changes[] {
  return continues.flatMap(({ changes }) => changes ?? []);
}

/** After the last pass: by the end of the loop with its `else`, or by a break. */
function leave(run: Run, self: Loop, body: LoopBody, finished: boolean, uncertain: number): boolean {
  const { state } = run;
  const broken = self.breaks.flatMap(({ changes }) => changes ?? []);
  if (broken.length === 0) {
    if (!finished) {
      state.rollback();
      run.uncertain = uncertain;
      return false;
    }
    state.commit();
    if (run.frame.returns.length === 0) run.uncertain = uncertain;
    return body.orelse();
  }
  const goesOn = finished && body.orelse();
  const here = state.rollback();
  joinPaths(run, goesOn ? [here, ...broken] : broken);
  if (run.frame.returns.length === 0) run.uncertain = uncertain;
  return true;
}

/**
 * Passes of unknown number: walked from what held before any of them joined with what held after each, until one more changes nothing.
 * What is noted on the way is true of some pass, and what is noted on the last of all. Says whether the loop can end by itself.
 */
function anyNumber(run: Run, self: Loop, body: LoopBody): boolean {
  const { frame } = run;
  const returned = frame.returns.length;
  const broken = self.breaks.length;
  let canEnd = true;
  run.unknownLoops++;
  run.uncertain++;
  const { uncertain } = run;
  forgetCounts(run, body.augmented);
  for (let rounds = 0; ; rounds++) {
    // Ways out are those of the last walk: it began with all that may hold.
    frame.returns.length = returned;
    self.breaks.length = broken;
    self.continues = [];
    run.uncertain = uncertain;
    const missed = new Set<string>();
    const { missed: outer } = run;
    run.missed = missed;
    const path = tryPath(run, () => {
      canEnd = body.anyHead() !== true;
      return body.walk();
    });
    run.missed = outer;
    if (outer !== undefined) for (const name of missed) outer.add(name);
    const ways = [...(path.goesOn ? [path.changes] : []), ...continued(self)];
    if (ways.length === 0) break;
    if (rounds >= maxRounds + 12) {
      forget(run, ways);
      break;
    }
    if (!joinPaths(run, [new Changes(), ...ways], missed)) break;
    // It would go on changing: then it is not known what it is.
    if (rounds >= maxRounds) forget(run, ways);
  }
  run.uncertain = uncertain - 1;
  return canEnd;
}

/** What is counted or summed up in a loop is not known in it, which one walk less finds out. */
function forgetCounts(run: Run, names: ReadonlySet<string>): void {
  for (const name of names) {
    const { names: held } = ownerOf(run, name);
    run.state.reads(held, name);
    if (held.get(name)?.kind === "number") run.state.setName(held, name, unread("loop", undefined, name));
  }
}
