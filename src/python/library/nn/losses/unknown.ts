import type { LossOptions } from "../../../../engine/loss";
import { numel } from "../../../../tensor/tensor";
import type { Value } from "../../../value";
import { type Bound, dtypeOf, shapeOf, textOf } from "./check";
import type { CallOutcome } from "./evaluate";
import { isTensor } from "./pythonType";
import type { EngineLoss } from "./row";
import { lossTable } from "./table";

/** So many answers are kept; then the keeping begins anew. */
const MOST_ANSWERS = 500;

const answers = new Map<string, CallOutcome>();

/**
 * The answer to a call of which no values are known: it depends on shapes, types and options alone, and a program asks it again and
 * again.
 */
export function ofUnknown(
  name: EngineLoss,
  bound: Bound,
  options: LossOptions,
  answer: () => CallOutcome,
): CallOutcome {
  const key = keyOf(name, bound, options);
  if (key === undefined) return answer();
  let outcome = answers.get(key);
  if (outcome === undefined) {
    outcome = answer();
    if (answers.size >= MOST_ANSWERS) answers.clear();
    answers.set(key, outcome);
  }
  return outcome;
}

/** All that the answer depends on; undefined where some values are known. */
function keyOf(name: EngineLoss, bound: Bound, options: LossOptions): string | undefined {
  const parts: string[] = [name];
  for (const argument of lossTable[name].arguments) {
    const part = partOf(bound.get(argument));
    if (part === undefined) return undefined;
    parts.push(part);
  }
  for (const [option, value] of Object.entries(options)) {
    if (typeof value === "object") return undefined;
    parts.push(`${option}=${value}`);
  }
  // In the words in which it was written it may come back.
  const reduction = bound.get("reduction");
  parts.push(reduction === undefined ? "" : (textOf(reduction) ?? ""));
  return parts.join(";");
}

function partOf(value: Value | undefined): string | undefined {
  if (value === undefined || (value.kind === "tensor" && value.storage.data !== undefined)) return undefined;
  const shape = shapeOf(value);
  const dtype = dtypeOf(value);
  if (shape === undefined || dtype === undefined || isTensor(value) !== true || numel(shape) === 0) return undefined;
  return `${dtype} ${shape.join()}`;
}
