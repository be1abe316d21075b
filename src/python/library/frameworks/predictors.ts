import type { OperationCall } from "../../operation";
import type { Facts, Value } from "../../value";
import { originOf } from "../tensor/make";

/** What the outputs of models hold that nobody can compute: scores of a linear layer, or what an activation makes of them. */

/** `chosen`: the class numbers that a booster predicts, which has no other method for the probabilities. */
export type Head = "linear" | "softmax" | "sigmoid" | "predict" | "chosen";

/** An array of values that are not known, made by a head: `place` is what to look at. */
export function outputOf(call: OperationCall, head: Head, facts: Facts, input?: Value, place = call.place): Value {
  const operands = [{ value: input ?? call.unknown(), place: undefined }];
  const settings: Record<string, number> = head === "softmax" ? { dim: -1 } : {};
  return {
    kind: "unknown",
    facts,
    origin: { ...originOf(call, { operation: head, operands, settings }), place },
  };
}

/** A text that was given; undefined for None, or what is no text. */
export function textOf(value: Value | undefined): string | undefined {
  return value?.kind === "string" ? value.value : undefined;
}

export function countOf(value: Value | undefined): number | undefined {
  return value?.kind === "number" && value.type === "int" && value.value > 0 ? value.value : undefined;
}

export function isTrue(value: Value | undefined): boolean {
  return value?.kind === "number" && value.value === 1;
}
