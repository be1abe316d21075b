import { numel, type Tensor } from "../../../tensor/tensor";
import type { LossFunction, Unreduced } from "../../loss";
import { once } from "../../once";
import { applyOps } from "../../ops/applyOp";
import type { TensorOp } from "../../ops/tensorOp";
import { sum, sumOfParts } from "../../reduce";
import { type Fix, isRefusal, type Refusal } from "../../refusal";
import { batchSizeOf, type LossArguments, type LossDefinition } from "./definition";
import { broadcastWarning } from "./errors";

/** The loss as a function. */
export function lossFunction(definition: LossDefinition): LossFunction {
  return (...args) =>
    refusalOf(definition, args) ?? unreducedLoss(definition, (room) => definition.values(...args, room), args);
}

/**
 * What torch refuses of a call, with the fixes tried: each one listed makes the call go through. Trying can cost as much as the loss
 * itself, so it waits until someone reads the fixes.
 */
export function refusalOf({ refuse }: LossDefinition, args: LossArguments): Refusal | undefined {
  const refused = refuse(...args);
  if (refused === undefined) return undefined;
  const { kind, exception, message } = refused;
  const fixes = once(() => refused.fixes.flatMap((fix) => complete(refuse, args, fix, 2) ?? []));
  return {
    kind,
    exception,
    message,
    get fixes() {
      return fixes();
    },
  };
}

/** The result of a loss function, its values made when they are read. A loss of single elements is added up without holding them all. */
export function unreducedLoss(
  definition: LossDefinition,
  compute: (room?: Float64Array) => Float64Array,
  args: LossArguments,
): Unreduced {
  const [input, target] = args;
  const { shape, dtype } = definition.result(...args);
  const count = numel(shape);
  let made: Float64Array | undefined;
  const data = () => {
    made ??= compute();
    return made;
  };
  const total = once(() => {
    if (made !== undefined) return sum(made);
    return sumInParts(definition, args, count) ?? sum(compute(scratch(count)));
  });
  return {
    kind: "unreduced",
    values: {
      get data() {
        return data();
      },
      shape,
      dtype,
    },
    get sum() {
      return total();
    },
    denominator: definition.denominator(count, ...args),
    batchSize: batchSizeOf(input),
    broadcast: definition.warnsOfBroadcast ? broadcastWarning(input.shape, target.shape) : undefined,
  };
}

/** Room for values that are added up at once and forgotten: a new array takes longer to get than many a loss to compute. */
function scratch(count: number): Float64Array {
  if (count > LARGE) return new Float64Array(count);
  if (shared.length < LARGE) shared = new Float64Array(LARGE);
  return shared.subarray(0, count);
}

let shared = new Float64Array(0);

/** From so many elements on they are added up in parts. */
const LARGE = 16_384;

/** The sum of the values of a loss of single elements, part by part; undefined where something broadcasts. */
function sumInParts(definition: LossDefinition, [input, target, options]: LossArguments, count: number) {
  // Of other losses the numbers may be known without those of the input, which are not to be asked for.
  if (!definition.elementwise || count < LARGE) return undefined;
  const tensors = [input, target, ...Object.values(options).filter((option) => typeof option === "object")];
  if (!tensors.every(({ data }) => data.length === count)) return undefined;
  return sumOfParts(count, (start, end) => {
    const part = ({ data, dtype }: Tensor): Tensor => ({
      data: data.subarray(start, end),
      shape: [end - start],
      dtype,
    });
    const own = Object.entries(options).map(([name, option]) => [
      name,
      typeof option === "object" ? part(option) : option,
    ]);
    return definition.values(part(input), part(target), Object.fromEntries(own), scratch(end - start));
  });
}

/** The fix, extended by a cast or by a change of shape if one fault hides another; `undefined` if that does not help. */
function complete(refuse: LossDefinition["refuse"], args: LossArguments, fix: Fix, depth: number): Fix | undefined {
  const [input, target, options] = args;
  const changed = applyOps(fix.argument === "input" ? input : target, fix.ops);
  if (isRefusal(changed)) return undefined;
  const next = fix.argument === "input" ? refuse(changed, target, options) : refuse(input, changed, options);
  if (next === undefined) return fix;
  if (depth === 0) return undefined;
  for (const { argument, ops } of next.fixes) {
    const longer = argument === fix.argument ? append(fix.ops, ops) : undefined;
    const completed = longer && complete(refuse, args, { argument, ops: longer }, depth - 1);
    if (completed !== undefined) return completed;
  }
  return undefined;
}

/** Both changes, if they are of different kinds; the second one, if both are casts. */
function append(ops: readonly TensorOp[], more: readonly TensorOp[]): readonly TensorOp[] | undefined {
  if (ops.at(-1)?.op === "to" && more.at(0)?.op === "to") return [...ops.slice(0, -1), ...more];
  return ops.every(isCast) !== more.every(isCast) ? [...ops, ...more] : undefined;
}

function isCast({ op }: TensorOp): boolean {
  return op === "to";
}
