import { wrapDim } from "../../../tensor/shape";
import type { Place } from "../../../textUnit";
import type { Operand, OperationOrigin, Origin, Value } from "../../value";

/** The activations that say what a value is, whatever its numbers are. */
export type ActivationName =
  | "softmax"
  | "log_softmax"
  | "softmin"
  | "gumbel_softmax"
  | "sigmoid"
  | "logsigmoid"
  | "hardsigmoid"
  | "tanh"
  | "relu"
  | "leaky_relu"
  | "elu"
  | "selu"
  | "celu"
  | "gelu"
  | "silu"
  | "mish"
  | "hardtanh"
  | "hardswish"
  | "relu6"
  | "softplus"
  | "softsign";

const activations = {
  softmax: true,
  log_softmax: true,
  softmin: true,
  gumbel_softmax: true,
  sigmoid: true,
  logsigmoid: true,
  hardsigmoid: true,
  tanh: true,
  relu: true,
  leaky_relu: true,
  elu: true,
  selu: true,
  celu: true,
  gelu: true,
  silu: true,
  mish: true,
  hardtanh: true,
  hardswish: true,
  relu6: true,
  softplus: true,
  softsign: true,
} satisfies Record<ActivationName, true>;

/** Operations that move, pick, copy or cast elements: each one stays what it was. */
const harmless: ReadonlySet<string> = new Set(
  (
    "view view_as reshape reshape_as flatten ravel unflatten squeeze unsqueeze transpose swapaxes swapdims permute movedim moveaxis t T mT H mH " +
    "contiguous getitem select narrow index_select take take_along_dim gather masked_select expand expand_as repeat tile " +
    "detach clone to type type_as float double half bfloat16 cpu cuda numpy tensor as_tensor from_numpy array asarray requires_grad_ data " +
    "identity parameter copy flip roll split chunk unbind squeeze_ unsqueeze_ detach_ broadcast_to alias"
  ).split(" "),
);

/** Of these, the ones that leave each axis where it is. */
const keepsAxes: ReadonlySet<string> = new Set(
  (
    "contiguous detach clone to type type_as float double half bfloat16 cpu cuda numpy tensor as_tensor from_numpy array asarray " +
    "requires_grad_ data identity parameter copy detach_ alias"
  ).split(" "),
);

/** The last activation that a value surely went through. */
export interface LastActivation {
  readonly operation: ActivationName;
  /** The dim that it goes over, in the shape that it was applied to; counted from the front where the rank is known. */
  readonly dim: number | undefined;
  /** Whether all that came since left the axes where they were, so that `dim` is one of the value's own. */
  readonly keepsAxes: boolean;
  /** The call; undefined where branches apply it at several places. */
  readonly place: Place | undefined;
  /** What it was applied to; undefined where branches differ. */
  readonly operand: Operand | undefined;
  /** The operations since then, latest first. */
  readonly since: readonly OperationOrigin[];
}

const LONGEST = 100;

/**
 * Walks back from a value over what leaves its elements what they are. After branches all must end in the same activation over the same
 * dim; anything else, and what is not known, gives nothing.
 */
export function lastActivation(value: Value): LastActivation | undefined {
  return activationIn(value, LONGEST);
}

/** Nothing of what was written into since. */
function activationIn(value: Value, left: number): LastActivation | undefined {
  return value.kind === "tensor" && value.storage.changed ? undefined : activationOf(value.origin, left);
}

function activationOf(origin: Origin, left: number): LastActivation | undefined {
  if (left === 0) return undefined;
  if (origin.kind === "join") return agreed(origin.of.map((each) => activationOf(each, left - 1)));
  if (origin.kind !== "operation") return undefined;
  const { operation, operands, place, settings } = named(origin);
  const [operand] = operands;
  if (isActivation(operation)) {
    const dim = typeof settings.dim === "number" ? wrapped(settings.dim, operand) : undefined;
    return { operation, dim, keepsAxes: true, place, operand, since: [] };
  }
  if (!harmless.has(operation) || operand === undefined) return undefined;
  const before = activationIn(operand.value, left - 1);
  return (
    before && {
      ...before,
      keepsAxes: before.keepsAxes && keepsAxes.has(operation),
      since: [origin, ...before.since],
    }
  );
}

/** `1 / (1 + exp(-x))` as the sigmoid that it is; any other operation as it stands. */
export function named(origin: OperationOrigin): OperationOrigin {
  const { operation, operands } = origin;
  const [one, under] = operands;
  const sum = under?.value.origin;
  if (!/^(div|truediv|divide|true_divide)$/.test(operation) || one === undefined || !isOne(one)) return origin;
  if (sum?.kind !== "operation" || sum.operation !== "add" || !sum.operands.some(isOne)) return origin;
  const exp = sum.operands.find((each) => !isOne(each))?.value.origin;
  const negated = exp?.kind === "operation" && exp.operation === "exp" ? exp.operands[0]?.value.origin : undefined;
  if (negated?.kind !== "operation" || !/^(neg|negative)$/.test(negated.operation)) return origin;
  // Behind a minus sign no place is noted.
  const { place } = negated;
  const of = negated.operands.map((each) => ({ ...each, place: each.place ?? { ...place, start: place.start + 1 } }));
  return { ...origin, operation: "sigmoid", settings: {}, operands: of };
}

function isOne({ value }: Operand): boolean {
  return value.kind === "number" && value.value === 1;
}

function isActivation(operation: string): operation is ActivationName {
  return Object.hasOwn(activations, operation);
}

function agreed(branches: readonly (LastActivation | undefined)[]): LastActivation | undefined {
  const [first, ...others] = branches;
  if (first === undefined) return undefined;
  let result: LastActivation = first;
  for (const other of others) {
    if (other === undefined || other.operation !== first.operation || other.dim !== first.dim) return undefined;
    const isSame = samePlace(result.place, other.place);
    result = {
      ...result,
      keepsAxes: result.keepsAxes && other.keepsAxes,
      place: isSame ? result.place : undefined,
      operand: isSame ? result.operand : undefined,
      since: isSame ? result.since : [],
    };
  }
  return result;
}

function samePlace(a: Place | undefined, b: Place | undefined): boolean {
  return a !== undefined && b !== undefined && a.unit === b.unit && a.start === b.start && a.end === b.end;
}

/** A dim counted from the front where the operand's rank is known. */
function wrapped(dim: number, operand: Operand | undefined): number {
  const value = operand?.value;
  const rank =
    value?.kind === "tensor" ? value.shape.length : value?.kind === "unknown" ? value.facts.shape?.length : undefined;
  return rank === undefined ? dim : (wrapDim(dim, rank) ?? dim);
}
