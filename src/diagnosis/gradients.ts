import type { Origin, Value } from "../python/value";
import type { Place, TextUnit } from "../textUnit";
import { textAt } from "./callFacts";
import { someOrigin } from "./laterValues";

/** Whether a gradient flows back through a value; undefined where that is not known. */
export type Gradient = boolean | undefined;

/** Through these backward() runs, and every slope is 0. */
const flat: ReadonlySet<string> = new Set(["round", "sign", "floor", "ceil", "trunc"]);

export function isFlat(operation: string): boolean {
  return flat.has(operation);
}

/** Operations whose results depend on their arguments in no way that has a slope, or are no tensors. */
const cuts: ReadonlySet<string> = new Set(
  (
    "detach detach_ argmax argmin item tolist numpy long int bool one_hot bincount gt ge lt le eq ne greater less " +
    "greater_equal less_equal not_equal logical_not isnan"
  ).split(" "),
);

/** Arrays made of numbers, new or copied: with a gradient only where they are asked for it. */
const makes: ReadonlySet<string> = new Set(
  (
    "tensor as_tensor asarray from_numpy Tensor FloatTensor LongTensor zeros ones full eye arange linspace rand randn randint randperm " +
    "empty zeros_like ones_like rand_like randn_like full_like array"
  ).split(" "),
);

/** Of these, the ones that copy numbers which others may have computed. */
const copies: ReadonlySet<string> = new Set(
  "tensor as_tensor asarray from_numpy Tensor FloatTensor LongTensor array".split(" "),
);

export function isCopy(origin: Origin): boolean {
  return origin.kind === "operation" && copies.has(origin.operation);
}

/** Operations through which a gradient flows from any of their arrays. */
const passes: ReadonlySet<string> = new Set(
  (
    "view reshape flatten ravel squeeze unsqueeze transpose swapaxes permute movedim t T mT contiguous clone float double half bfloat16 " +
    "cuda cpu getitem select narrow index_select expand unflatten identity dropout softmax log_softmax sigmoid logsigmoid log exp add sub mul " +
    "div truediv neg pow sqrt matmul mm bmm sum mean relu tanh clamp abs cat stack mse_loss l1_loss smooth_l1_loss huber_loss cross_entropy " +
    "nll_loss binary_cross_entropy binary_cross_entropy_with_logits kl_div soft_margin_loss multi_margin_loss multilabel_margin_loss " +
    "multilabel_soft_margin_loss hinge_embedding_loss"
  ).split(" "),
);

export function passesGradient(operation: string): boolean {
  return passes.has(operation) || learns.test(operation);
}

/** What gives numbers of an array, to which no gradient goes back, or whose slope is 0 everywhere. */
export function cutsGradient(operation: string): boolean {
  return cuts.has(operation) || flat.has(operation) || copies.has(operation);
}

/** Layers, whose parameters learn. */
const learns = /^(linear|bilinear|conv\d?d?|embedding|lstm|gru|rnn|batch_norm|layer_norm|parameter)$/;

const MOST_VALUES = 300;

/** How far a gradient is asked after. */
interface Search {
  left: number;
  /** To what learns, that is: not to an array that asks for one and was made of the numbers of another. */
  readonly toLearn: boolean;
}

/** Whether anything that a value is computed from asks for a gradient. */
export function gradientOf(value: Value, units: readonly TextUnit[]): Gradient {
  return ofValue(value, units, { left: MOST_VALUES, toLearn: false });
}

/** Whether one gets to anything that was not copied from what learns: backward() may run and train nothing. */
export function learningOf(value: Value, units: readonly TextUnit[]): Gradient {
  return ofValue(value, units, { left: MOST_VALUES, toLearn: true });
}

/** `x.requires_grad_()` and the like set it where no value shows it. */
export function setsGradients(units: readonly TextUnit[]): boolean {
  return (
    askedNames(units).length > 0 ||
    units.some(({ text, role }) => role === "code" && /set_grad_enabled|enable_grad/.test(text))
  );
}

/** `loss` of `loss.requires_grad_()` and `loss.requires_grad = True`. */
export function askedNames(units: readonly TextUnit[]): readonly string[] {
  return units.flatMap(({ text, role }) => {
    if (role !== "code") return [];
    const parts = text.split(".requires_grad");
    return parts.slice(1).flatMap((after, i) => {
      const given = /^(?:_\(|\s{0,9}=)\s{0,9}(=|False\b)?/.exec(after);
      return given === null || given[1] !== undefined ? [] : [nameAtEnd(parts[i])];
    });
  });
}

function nameAtEnd(text: string): string {
  let start = text.length;
  while (start > 0 && /[\w.]/.test(text[start - 1])) start--;
  return text.slice(start);
}

function ofValue(value: Value, units: readonly TextUnit[], budget: Search): Gradient {
  if (--budget.left < 0) return undefined;
  switch (value.kind) {
    case "tensor":
      return afterChanges(ofOrigin(value.origin, units, budget), value.storage.changed, units);
    case "unknown":
      return ofOrigin(value.origin, units, budget);
    case "list":
      return any(value.list.items?.slice(0, 64) ?? [], units, budget);
    case "tuple":
      return any(value.items, units, budget);
    case "number":
    case "string":
    case "none":
      return false;
    case "ellipsis":
    case "notImplemented":
    case "dtype":
    case "slice":
    case "dict":
    case "function":
    case "method":
    case "class":
    case "object":
    case "library":
    case "partial":
      return undefined;
  }
}

/** A change in place may bring a gradient in, and takes none away. */
function afterChanges(gradient: Gradient, isChanged: boolean, units: readonly TextUnit[]): Gradient {
  if (!isChanged) return gradient;
  return gradient === true && !units.some(({ text }) => text.includes("detach_(")) ? true : undefined;
}

function ofOrigin(origin: Origin, units: readonly TextUnit[], budget: Search): Gradient {
  if (--budget.left < 0) return undefined;
  switch (origin.kind) {
    case "literal":
      return false;
    case "unread":
      return origin.reason === "random" && origin.place !== undefined ? isAsked(origin.place, units) : undefined;
    case "join": {
      const each = origin.of.map((inner) => ofOrigin(inner, units, budget));
      return each.every((one) => one === each[0]) ? each[0] : undefined;
    }
    case "operation": {
      const { operation, operands, place, settings, noGrad } = origin;
      if (cuts.has(operation) || (budget.toLearn && flat.has(operation))) return false;
      if (operation === "to" && /^(u?int|bool)/.test(String(settings.dtype))) return false;
      if (operation === "parameter") return true;
      const of = () =>
        any(
          operands.map(({ value }) => value),
          units,
          budget,
        );
      if (makes.has(operation)) {
        const isShared = operation === "as_tensor" || operation === "asarray";
        if (isShared && of() !== false) return undefined;
        if (budget.toLearn && copies.has(operation) && operands.some(({ value }) => hasLearned(value.origin, units)))
          return false;
        return isAsked(place, units);
      }
      if (noGrad) return false;
      if (learns.test(operation)) return true;
      return passes.has(operation) || operation === "to" ? of() : undefined;
    }
  }
}

function any(values: readonly Value[], units: readonly TextUnit[], budget: Search): Gradient {
  const each = values.map((value) => ofValue(value, units, budget));
  if (each.includes(true)) return true;
  return each.includes(undefined) ? undefined : false;
}

/** Whether a value is computed from what learns, whether or not a gradient gets there. */
export function hasLearned(origin: Origin, units: readonly TextUnit[]): boolean {
  return someOrigin(
    origin,
    ({ operation, place }) => learns.test(operation) || (makes.has(operation) && isAsked(place, units) === true),
  );
}

/** `requires_grad=True` in a call; unknown where it is something else. */
function isAsked(place: Place, units: readonly TextUnit[]): Gradient {
  const text = textAt(units, place);
  if (!text.includes("requires_grad") && !/Variable\(/.test(text)) return text.includes("**") ? undefined : false;
  return /requires_grad\s*=\s*True/.test(text) ? true : undefined;
}
