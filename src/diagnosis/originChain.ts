import { named } from "../python/library/nn/activation";
import type { Operand, OperationOrigin, Origin, Value } from "../python/value";
import type { Place } from "../textUnit";

/** One operation that a value went through, and the array that it was applied to. */
export interface ChainStep {
  readonly operation: string;
  readonly settings: OperationOrigin["settings"];
  /** The whole call. */
  readonly place: Place;
  /** The array in front of it, and where that is written. */
  readonly operand: Operand;
  /** All arrays that took part. */
  readonly operands: readonly Operand[];
  readonly noGrad?: true | undefined;
}

/** How a value came about: the latest operation first, and what the first one was applied to. */
export interface OriginChain {
  readonly steps: readonly ChainStep[];
  readonly base: Value;
}

const LONGEST = 64;

/** Follows a value back along its first operands, as far as that is one way. */
export function originChain(value: Value): OriginChain {
  const steps: ChainStep[] = [];
  let base = value;
  while (steps.length < LONGEST) {
    // What was written into since is no longer what its origin says.
    if (base.kind === "tensor" && base.storage.changed) break;
    const origin = soleOperation(base.origin);
    if (origin === undefined) break;
    const { operation, settings, place, operands, noGrad } = named(origin);
    const [operand] = operands;
    if (operand === undefined) break;
    steps.push({ operation, settings, place, operand, operands, noGrad });
    base = operand.value;
  }
  return { steps, base };
}

/** Branches that end in one and the same operation at one place are one operation. */
function soleOperation(origin: Origin, depth = 16): OperationOrigin | undefined {
  if (origin.kind === "operation") return origin;
  if (origin.kind !== "join" || depth === 0 || origin.of.length > 32) return undefined;
  const each = origin.of.map((branch) => soleOperation(branch, depth - 1));
  const [first] = each;
  if (first === undefined) return undefined;
  const agrees = each.every(
    (other) =>
      other !== undefined &&
      other.place.unit === first.place.unit &&
      other.place.start === first.place.start &&
      other.place.end === first.place.end,
  );
  return agrees ? first : undefined;
}

/** Operations that move, copy or retype values and leave what they mean. */
const transparent: ReadonlySet<string> = new Set([
  ..."view reshape flatten ravel squeeze unsqueeze transpose swapaxes swapdims permute movedim moveaxis t T mT".split(
    " ",
  ),
  ..."contiguous clone detach to type float double half bfloat16 cuda cpu requires_grad_ requires_grad numpy".split(
    " ",
  ),
  ..."tensor as_tensor from_numpy array asarray Tensor FloatTensor getitem index_select narrow select expand".split(
    " ",
  ),
  ..."expand_as unflatten view_as reshape_as type_as identity Identity dropout item tolist".split(" "),
]);

export function isTransparent(operation: string): boolean {
  return transparent.has(operation);
}

/** Of these, the ones that leave every axis where it is. */
const keepsAxes: ReadonlySet<string> = new Set([
  ..."contiguous clone detach to type float double half bfloat16 cuda cpu requires_grad_ requires_grad numpy".split(
    " ",
  ),
  ..."tensor as_tensor from_numpy array asarray Tensor FloatTensor type_as identity Identity dropout".split(" "),
]);

export function keepsItsAxes(operation: string): boolean {
  return keepsAxes.has(operation);
}

export function isDivision(operation: string): boolean {
  return /^(div|truediv|true_divide)_?$/.test(operation);
}

/** Where an array comes from, as far as its elements were only moved. */
function sourcesOf(value: Value): ReadonlySet<Origin> {
  const { steps } = originChain(value);
  const made = steps.findIndex(({ operation }) => !isTransparent(operation));
  const moved = made === -1 ? steps : steps.slice(0, made);
  return new Set([value.origin, ...moved.map(({ operand }) => operand.value.origin)]);
}

/** Whether two arrays have elements of one, that were only moved. */
export function shareSource(a: Value, b: Value): boolean {
  const own = sourcesOf(a);
  return [...sourcesOf(b)].some((origin) => own.has(origin));
}

/** The last operation that gave the value its meaning, and the steps after it (latest first). */
export function lastMeaningful(
  chain: OriginChain,
): { readonly step: ChainStep; readonly after: readonly ChainStep[] } | undefined {
  const index = chain.steps.findIndex(({ operation }) => !isTransparent(operation));
  return index === -1 ? undefined : { step: chain.steps[index], after: chain.steps.slice(0, index) };
}
