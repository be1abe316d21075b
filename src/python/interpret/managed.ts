import { bodiesOf } from "../children";
import type { GivenArguments } from "../library/signature";
import type { Body } from "../syntax";
import type { FunctionValue, PartialValue, Value } from "../value";
import { enter } from "./functions";
import { unwritten } from "./make";
import { PathEnds } from "./paths";
import type { Run } from "./run";

/** Functions that `with` enters: what stands in front of their `yield` runs before the block, and the rest behind it. */
export const MANAGER = "contextlib.contextmanager";

export function isManager({ decorations }: FunctionValue): boolean {
  return decorations?.includes(MANAGER) ?? false;
}

/** What a call of one gives: nothing of it has run yet. */
export function manager(callee: FunctionValue, { positional, keywords }: GivenArguments): PartialValue {
  return {
    kind: "partial",
    callee,
    args: positional.map(({ value }) => value),
    keywords: new Map([...keywords].map(([name, { value }]) => [name, value])),
    origin: unwritten,
  };
}

/** Deeper in each other they are not walked, nor where a block would be walked more often than this, each in an alternative. */
const DEEPEST = 5;
const MOST_YIELDS = 4;

/** The manager that a `with` enters whose block only its end leaves; undefined for any other. */
export function managerOf(
  run: Run,
  value: Value,
  body: Body,
): (PartialValue & { readonly callee: FunctionValue }) | undefined {
  if (run.managed >= DEEPEST) return undefined;
  if (value.kind !== "partial" || value.callee.kind !== "function" || !isManager(value.callee)) return undefined;
  return isLeftByItsEnd(body) ? { ...value, callee: value.callee } : undefined;
}

function isLeftByItsEnd(body: Body): boolean {
  return body.every(({ kind, ...rest }) => {
    if (kind === "return" || kind === "break" || kind === "continue") return false;
    if (kind === "function" || kind === "class") return true;
    return bodiesOf({ kind, ...rest } as Body[number]).every(isLeftByItsEnd);
  });
}

/** Walks a manager's function, and the block where it yields. */
export function walkManaged(
  run: Run,
  { callee, args, keywords }: PartialValue & { readonly callee: FunctionValue },
  block: (given: Value) => boolean,
): boolean {
  const { scope, unit, qualifier } = run;
  let yielded = 0;
  const within = (given: Value): void => {
    if (++yielded > MOST_YIELDS) run.budget.exceed();
    const inner = { scope: run.scope, unit: run.unit, qualifier: run.qualifier };
    const frame = run.frames.pop();
    Object.assign(run, { scope, unit, qualifier });
    try {
      if (!block(given)) throw new PathEnds();
    } finally {
      if (frame !== undefined) run.frames.push(frame);
      Object.assign(run, inner);
    }
  };
  const positional = args.map((value) => ({ value, place: undefined }));
  const named = new Map([...keywords].map(([name, value]) => [name, { value, place: undefined }]));
  const self = callee.owner === undefined ? undefined : args[0];
  run.managed++;
  try {
    enter(run, callee, { kind: "given", args: { positional, keywords: named, complete: true }, self }, within);
  } finally {
    run.managed--;
  }
  return true;
}
