import type { Origin, Value } from "../python/value";
import type { Place, TextUnit } from "../textUnit";
import { textAt } from "./callFacts";

/** Whether a gradient flows back through a value; undefined where that is not known. */
export type Gradient = boolean | undefined;

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

/** Layers, whose parameters learn. */
const learns = /^(linear|bilinear|conv\d?d?|embedding|lstm|gru|rnn|batch_norm|layer_norm|parameter)$/;

const MOST_VALUES = 300;

/** Whether anything that a value is computed from asks for a gradient. */
export function gradientOf(value: Value, units: readonly TextUnit[]): Gradient {
  const budget = { left: MOST_VALUES };
  return ofValue(value, units, budget);
}

/** `x.requires_grad_()` and the like set it where no value shows it. */
export function setsGradients(units: readonly TextUnit[]): boolean {
  return units.some(
    ({ text, role }) => role === "code" && /requires_grad_|\.requires_grad\s*=|set_grad_enabled|enable_grad/.test(text),
  );
}

function ofValue(value: Value, units: readonly TextUnit[], budget: { left: number }): Gradient {
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

function ofOrigin(origin: Origin, units: readonly TextUnit[], budget: { left: number }): Gradient {
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
      const { operation, operands, place, settings } = origin;
      if (cuts.has(operation)) return false;
      if (operation === "to" && /^(u?int|bool)/.test(String(settings.dtype))) return false;
      if (learns.test(operation)) return true;
      if (makes.has(operation)) {
        const copied =
          operation === "as_tensor" || operation === "asarray"
            ? any(
                operands.map(({ value }) => value),
                units,
                budget,
              )
            : false;
        return copied === false ? isAsked(place, units) : undefined;
      }
      if (!passes.has(operation) && operation !== "to") return undefined;
      return any(
        operands.map(({ value }) => value),
        units,
        budget,
      );
    }
  }
}

function any(values: readonly Value[], units: readonly TextUnit[], budget: { left: number }): Gradient {
  const each = values.map((value) => ofValue(value, units, budget));
  if (each.includes(true)) return true;
  return each.includes(undefined) ? undefined : false;
}

/** `requires_grad=True` in a call; unknown where it is something else. */
function isAsked(place: Place, units: readonly TextUnit[]): Gradient {
  const text = textAt(units, place);
  if (!text.includes("requires_grad") && !/Variable\(/.test(text)) return text.includes("**") ? undefined : false;
  return /requires_grad\s*=\s*True/.test(text) ? true : undefined;
}
