import type { Value } from "../../python/value";
import { unknownChange } from "../claim";
import { type ChainStep, keepsItsAxes, originChain } from "../originChain";
import type { CallCase, Finding } from "../row";

/** Operations of a network that leave every step in its place. */
const keepsSteps =
  /^(linear|lstm|gru|rnn|transformer|add|iadd|mul|div|dropout|layer_norm|rms_norm|relu|gelu|silu|tanh|view|reshape|flatten|transpose|permute|swapaxes|movedim|log_softmax|softmax)_?$/;

const moves = /^(view|reshape|flatten|ravel|long|int|view_as|reshape_as)$/;

/** Who rebuilds what was given wants the very tokens. */
const rebuilds = /auto_?encod|reconstruct|denois|masked_?l|mlm|vae/i;

/** `F.cross_entropy(logits.view(-1, V), ids.view(-1))` with `logits = model(ids)`: each step's scores against the token that the model sees there. */
export function ownStep({ facts }: CallCase): Finding | undefined {
  const { call, input, target, units } = facts;
  if (call.loss !== "CrossEntropyLoss" && call.loss !== "NLLLoss") return undefined;
  const { steps } = input.chain;
  const at = steps.findIndex(({ operation }) => operation === "embedding");
  if (at <= 0) return undefined;
  const above = steps.slice(0, at);
  const isNetwork = above.every((step) => keepsSteps.test(step.operation) || keepsItsAxes(step.operation));
  if (!isNetwork || !above.some(({ operation }) => operation === "linear")) return undefined;
  const given = unmoved(steps[at].operand.value);
  if (given.origin !== unmoved(target.value).origin || isOneForAll(given)) return undefined;
  const names = [...input.names, ...target.names];
  if (names.some((name) => rebuilds.test(name)) || rebuilds.test(units[call.place.unit].text)) return undefined;
  const change = unknownChange;
  return { claim: { cause: "shifted-by-one", facts: { by: 1, change, where: "own" } }, weight: 0.8, fixes: [] };
}

/** What was only copied, retyped or laid out anew. */
function unmoved(value: Value): Value {
  const { steps, base } = originChain(value);
  const isMoved = ({ operation }: ChainStep) => moves.test(operation) || keepsItsAxes(operation);
  const made = steps.findIndex((step) => !isMoved(step));
  return made === -1 ? base : made === 0 ? value : steps[made - 1].operand.value;
}

/** Nothing tells values of one such origin from each other. */
function isOneForAll({ origin }: Value): boolean {
  return origin.kind === "join";
}
