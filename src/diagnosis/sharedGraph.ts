import type { OperationOrigin, Value } from "../python/value";
import type { TextUnit } from "../textUnit";
import { gradientOf, passesGradient } from "./gradients";

/** Operations that keep arrays for the way back, which backward() frees. Sums, views and what adds keep none. */
const keeps =
  /^(exp|log|pow|square|sqrt|abs|softmax|log_softmax|sigmoid|logsigmoid|tanh|relu|clamp|matmul|mm|bmm|linear|conv\d?d?|embedding)$/;

const MOST_OPERATIONS = 300;

/** Whether two values with a gradient come through one and the same operation that backward() frees; false where that is not sure. */
export function sharesGraph(a: Value, b: Value, units: readonly TextUnit[]): boolean {
  // Under no_grad() nothing is kept, and no operation says that it was there.
  if (units.some(({ text }) => text.includes("no_grad") || text.includes("inference_mode"))) return false;
  const own = keptBehind(a);
  return [...keptBehind(b)].some(
    (origin) =>
      own.has(origin) && origin.operands.some(({ value }) => gradientOf(value, units) === true || isLayer(origin)),
  );
}

function isLayer({ operation }: OperationOrigin): boolean {
  return /^(linear|conv\d?d?|embedding)$/.test(operation);
}

function keptBehind(value: Value): ReadonlySet<OperationOrigin> {
  const found = new Set<OperationOrigin>();
  const seen = new Set<OperationOrigin>();
  const open: Value[] = [value];
  for (let next = open.pop(); next !== undefined && seen.size < MOST_OPERATIONS; next = open.pop()) {
    if (next.kind === "list") open.push(...(next.list.items?.slice(0, 64) ?? []));
    const { origin } = next;
    if (origin.kind !== "operation" || seen.has(origin) || !passesGradient(origin.operation)) continue;
    seen.add(origin);
    if (keeps.test(origin.operation)) found.add(origin);
    open.push(...origin.operands.map((operand) => operand.value));
  }
  return found;
}
